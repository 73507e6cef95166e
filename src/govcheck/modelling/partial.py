"""Lists and mappings of which only some entries could be read."""

from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from govcheck.modelling.unread import Unread


def _unread(*_: object) -> NoReturn:
    raise Unread


class PartialList(tuple[Any, ...]):
    """The items of a list that could be read.

    Whoever goes past them, counts them or asks for one by its position gets `Unread`.
    """

    __slots__ = ()

    def __iter__(self) -> Iterator[Any]:
        yield from read_items(self)
        raise Unread

    def __contains__(self, item: object) -> bool:
        return super().__contains__(item) or _unread()

    def __bool__(self) -> bool:
        return True

    __len__ = __getitem__ = __add__ = __eq__ = __hash__ = index = count = _unread


class PartialMapping(dict[str, Any]):
    """The entries of a mapping that could be read.

    Whoever goes past them, counts them or asks for one of the others gets `Unread`. `others` are
    the keys of these; None where the keys cannot be read either.
    """

    def __init__(self, entries: dict[str, Any], others: Iterable[str] | None) -> None:
        super().__init__(entries)
        self.others = None if others is None else frozenset(others)

    def __missing__(self, key: str) -> NoReturn:
        if self.others is None or key in self.others:
            raise Unread
        raise KeyError(key)

    def get(self, key: str, default: Any = None) -> Any:
        """The value, or the default where it is certain that there is none."""
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        return _unread() if self.others is None else key in self.others

    def __iter__(self) -> Iterator[str]:
        yield from super().keys()
        yield from self.others or ()
        if self.others is None:
            raise Unread

    def keys(self) -> Any:
        """The keys; then `Unread`, where not all can be read."""
        return iter(self)

    def values(self) -> Any:
        """The values that could be read; then `Unread`."""
        return (value for _, value in self.items())

    def items(self) -> Any:
        """The entries that could be read; then `Unread`."""
        yield from read_entries(self)
        raise Unread

    def __bool__(self) -> bool:
        return True

    __len__ = __eq__ = __or__ = _unread
    __hash__ = None


def read_items(value: tuple[Any, ...]) -> Iterator[Any]:
    """The items of a list that could be read, without a word on the others."""
    return tuple.__iter__(value)


def read_entries(value: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    """The entries of a mapping that could be read, without a word on the others."""
    return dict.items(value)

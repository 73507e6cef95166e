"""Named tuples as `typing` has them, whose classes are made in a fifth of the time.

A first simulation makes more than a hundred such classes before it answers. `typing` compiles a
function for each and looks at each annotation; here those with equally many fields share code.
"""

import sys
from collections import _tuplegetter as getter  # type: ignore[attr-defined]
from collections.abc import Callable, Iterable
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final, Self

__all__ = ["NamedTuple"]

_GLOBALS: Final = {"__builtins__": {}, "new": tuple.__new__, "__name__": __name__}


class _Fields(tuple[Any, ...]):
    """What is the same for all of them."""

    __slots__ = ()
    _fields = tuple[str, ...]()

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        made = tuple.__new__(cls, values)
        if len(made) != len(cls._fields):
            raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
        return made

    def _replace(self, /, **changed: Any) -> Self:
        made = self._make(map(changed.pop, self._fields, self))
        if changed:
            raise ValueError(f"Got unexpected field names: {list(changed)!r}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        parts = map("{}={!r}".format, self._fields, self)
        return f"{type(self).__name__}({', '.join(parts)})"


class _Maker(type):
    """Makes a class of the body of one."""

    def __new__(cls, name: str, _bases: tuple[type, ...], body: dict[str, Any]) -> type:
        stated = body.get("__annotations__", {})
        fields = tuple(stated)
        defaults = {field: body[field] for field in fields if field in body}
        if (*defaults,) != fields[len(fields) - len(defaults) :]:
            raise TypeError(f"a field of {name} without a default follows one that has one")
        code = _code(len(fields)).replace(
            co_varnames=("_cls", *fields), co_name="__new__", co_qualname=f"{name}.__new__"
        )
        new = FunctionType(code, _GLOBALS, "__new__", (*defaults.values(),))
        new.__annotations__ = stated
        body |= {
            field: getter(at, f"Alias for field number {at}") for at, field in enumerate(fields)
        }
        own = {"__slots__": (), "__match_args__": fields, "_fields": fields}
        return type(name, (_Fields,), body | own | {"_field_defaults": defaults, "__new__": new})


@cache
def _code(count: int) -> CodeType:
    """What makes a tuple of so many values."""
    names = "".join(f"_{at}, " for at in range(count))
    made: Callable[..., object] = eval(f"lambda _cls, {names}: new(_cls, ({names}))")  # noqa: S307
    return made.__code__


if TYPE_CHECKING or sys.version_info >= (3, 14):  # annotations came to be worked out by need
    from typing import NamedTuple
else:
    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})

import inspect
import pickle
import typing
from typing import Any

import pytest

from govcheck import named_tuples


class Quick(named_tuples.NamedTuple):
    """A place."""

    path: str
    keys: tuple[str, ...] = ()
    line: int = 1

    def __len__(self) -> int:
        return 7

    @property
    def shown(self) -> str:
        return f"{self.path}:{self.line}"


class Slow(typing.NamedTuple):
    """A place."""

    path: str
    keys: tuple[str, ...] = ()
    line: int = 1

    def __len__(self) -> int:
        return 7

    @property
    def shown(self) -> str:
        return f"{self.path}:{self.line}"


def test_class_is_as_that_of_typing() -> None:
    assert Quick._fields == Slow._fields
    assert Quick._field_defaults == Slow._field_defaults
    assert Quick.__match_args__ == Slow.__match_args__
    assert Quick.__doc__ == Slow.__doc__
    assert inspect.signature(Quick) == inspect.signature(Slow)
    assert typing.get_type_hints(Quick) == typing.get_type_hints(Slow)
    assert not hasattr(Quick("a"), "__dict__")


@pytest.mark.parametrize(
    "ask",
    [
        lambda kind: kind("a", line=3),
        lambda kind: kind("a")._replace(keys=("k",)),
        lambda kind: kind._make(["a", (), 2]),
        lambda kind: kind("a") == ("a", (), 1),
        lambda kind: hash(kind("a")),
        lambda kind: kind("a")._asdict(),
        lambda kind: kind("a").shown,
        lambda kind: len(kind("a")),
        lambda kind: repr(kind("a")).partition("(")[2],
        lambda kind: sorted([kind("b"), kind("a")]),
        lambda kind: [*kind("a")],
        lambda kind: pickle.loads(pickle.dumps(kind("a", (), 4))),
        lambda kind: kind("a")._replace(other=1),
        lambda kind: kind._make(["a"]),
        lambda kind: kind(),
        lambda kind: kind("a", (), 1, 2),
        lambda kind: kind("a", name="b"),
        lambda kind: setattr(kind("a"), "line", 2),
    ],
)
def test_values_are_as_those_of_typing(ask: Any) -> None:
    assert _came_of(ask, Quick) == _came_of(ask, Slow)


def _came_of(ask: Any, kind: type) -> object:
    try:
        return ask(kind)
    except (TypeError, ValueError, AttributeError) as error:
        return type(error), str(error).replace("Quick", "Slow")


def test_field_without_default_after_one_with() -> None:
    with pytest.raises(TypeError):

        class Odd(named_tuples.NamedTuple):
            first: int = 1
            second: str  # type: ignore[misc]


def test_without_fields() -> None:
    class Nothing(named_tuples.NamedTuple):
        """Nothing at all."""

    assert Nothing() == ()
    assert repr(Nothing()) == "Nothing()"

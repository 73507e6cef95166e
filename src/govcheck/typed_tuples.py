"""Equality for tuples with a class of their own.

A named tuple equals any tuple with the same parts: `All(parts)` would equal `Any(parts)`, and one
would pass for the other wherever values are compared or looked up.
"""

from typing import Any, TypeVar

T = TypeVar("T", bound=tuple[Any, ...])


def apart(cls: type[T]) -> type[T]:
    """Let the tuples of a class equal only tuples of just that class."""
    for name, method in (("__eq__", _equal), ("__ne__", _differ), ("__hash__", _hashed)):
        setattr(cls, name, method)
    return cls


def _equal(one: tuple[Any, ...], other: object) -> bool:
    return one.__class__ is other.__class__ and tuple.__eq__(one, other)


def _differ(one: tuple[Any, ...], other: object) -> bool:
    return not _equal(one, other)


def _hashed(one: tuple[Any, ...]) -> int:
    return hash((one.__class__.__name__, tuple.__hash__(one)))

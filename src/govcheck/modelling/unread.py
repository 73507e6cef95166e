"""What could not be read: whoever asks for it is stopped."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


class Unread(Exception):
    """Somebody asks for a field that stands in a file but could not be read."""


def until_unread(found: Iterable[T]) -> Iterator[T]:
    """What is found before somebody asks for a field that could not be read.

    It does not depend on that field; whatever came after might.
    """
    try:
        yield from found
    except Unread:
        return

"""What the page is made of, before a format decides how it looks."""

from typing import Final, Literal

from govcheck.named_tuples import NamedTuple

Weight = Literal["plain", "alarm", "quiet"]


class Line(NamedTuple):
    """One thing said. `when` stands in front of it; `more` is read after it, on its own lines."""

    text: str
    when: str = ""
    more: tuple[str, ...] = ()
    weight: Weight = "plain"
    at: int | None = None
    """The instant that it is about, in seconds since 1970 UTC; None where it is about none."""


TIME: Final = 9
"""The columns of a time of day; times with a date take more, and push their text aside."""


class Part(NamedTuple):
    """Lines under a heading; under the title of the page where that is empty."""

    heading: str
    lines: tuple[Line, ...]
    aside: str = ""
    """Stands at the end of the heading's line."""
    runs_on: bool = False
    """The lines explain, and follow the heading as sentences; others are orders below it."""
    column: int = TIME
    """What stands in front of lines has a column of its own, up to this width."""


NO_BREAK = "\u00a0"
"""A space at which no line ends, as within a telephone number; shown as a plain one."""


class Page(NamedTuple):
    """Everything that one screen says, from its title to its foot."""

    title: str
    head: tuple[Line, ...]
    parts: tuple[Part, ...]
    foot: str


def parted(text: str) -> str:
    """A line where a row of blanks would be shown as one: what it parts, a dot parts."""
    return text.replace("  ->", " ->").replace("  ", " \u00b7 ")

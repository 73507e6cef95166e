"""What the page is made of, before a format decides how it looks."""

from typing import Literal, NamedTuple

Weight = Literal["plain", "alarm", "quiet"]


class Line(NamedTuple):
    """One thing said. `when` stands in front of it; `more` is read after it, on its own lines."""

    text: str
    when: str = ""
    more: tuple[str, ...] = ()
    weight: Weight = "plain"


class Part(NamedTuple):
    """Lines under a heading."""

    heading: str
    lines: tuple[Line, ...]
    aside: str = ""
    """Stands at the end of the heading's line."""
    runs_on: bool = False
    """The lines explain, and follow the heading as sentences; others are orders below it."""


NO_BREAK = "\u00a0"
"""A space at which no line ends, as within a telephone number; shown as a plain one."""


class Page(NamedTuple):
    """Everything that the first screen says about one incident."""

    title: str
    head: tuple[Line, ...]
    parts: tuple[Part, ...]
    foot: str

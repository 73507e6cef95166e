"""The page in 80 columns: complete without colour."""

from collections.abc import Iterator
from typing import Final

from govcheck.render.escape import terminal
from govcheck.render.page.lines import NO_BREAK, Line, Page, Part
from govcheck.render.page.paint import Paint
from govcheck.render.width import display_width, pad, wrap

WIDTH: Final = 80
INDENT: Final = "  "
GAP: Final = 2


def lines_of(page: Page, paint: Paint) -> Iterator[str]:
    """The lines of a page."""
    for text in _wrap(page.title, WIDTH) if page.title else ():
        yield paint(text, "headline")
    for line in page.head:
        for text in _wrap(line.text, WIDTH):
            yield paint(text, line.weight)
    for part in page.parts:
        yield from _running(part, paint) if part.runs_on else _listed(part, paint)
    for text in _wrap(page.foot, WIDTH) if page.foot else ():
        yield paint(text, "quiet")


def _wrap(text: str, width: int) -> list[str]:
    return [line.replace(NO_BREAK, " ").rstrip() for line in wrap(terminal(text), width)]


def _running(part: Part, paint: Paint) -> Iterator[str]:
    """The heading with what is said first on its line; the rest indented, each on its own."""
    said, *more = [line.text for line in part.lines] or [""]
    first, *others = _wrap(f"{part.heading}: {said}", WIDTH - len(INDENT))
    others += [text for one in more for text in _hanging(one)]
    weight = "alarm" if any(line.weight == "alarm" for line in part.lines) else "plain"
    yield paint(first, weight)
    yield from (paint(INDENT + text, weight) for text in others)


def _hanging(text: str) -> Iterator[str]:
    """The lines of a sentence, all but the first further in."""
    room = WIDTH - 2 * len(INDENT)
    first, *others = _wrap(text, room)
    yield first
    yield from (INDENT + other for other in others)


def _listed(part: Part, paint: Paint) -> Iterator[str]:
    if part.heading:
        yield from _heading(part, paint)
    times = [display_width(terminal(line.when)) for line in part.lines]
    width = max((one for one in times if one <= part.column), default=0)
    margin = INDENT + " " * (width + GAP if width else 0)
    for line in part.lines:
        yield from _line(line, margin, width, paint)


def _heading(part: Part, paint: Paint) -> Iterator[str]:
    first, *others = _wrap(part.heading, WIDTH - len(INDENT))
    aside = terminal(part.aside)
    room = WIDTH - display_width(aside)
    yield paint(pad(first, room) + aside if aside and not others else first, "title")
    yield from (paint(INDENT + text, "title") for text in others)


def _line(line: Line, margin: str, width: int, paint: Paint) -> Iterator[str]:
    """What is wider than its column pushes its text to the right."""
    when = terminal(line.when)
    if display_width(when) > width:
        words = f"{when}{NO_BREAK}{NO_BREAK}{line.text}"
        margin = margin if width else INDENT * 2
        first, *others = _wrap(words, WIDTH - len(margin))
        yield paint(INDENT + first, line.weight)
        yield from (paint(margin + text, line.weight) for text in others)
    else:
        front = INDENT + pad(when, width + GAP) if width else margin
        for text in _wrap(line.text, WIDTH - len(margin)):
            yield paint(front + text, line.weight)
            front = margin
    for more in line.more:
        for text in _wrap(more, WIDTH - len(margin)):
            yield paint(margin + text, line.weight)

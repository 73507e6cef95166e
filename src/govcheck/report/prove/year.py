"""The year as a strip, a row a day and a column an hour: as text, and as SVG."""

from collections.abc import Iterator
from datetime import date
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from govcheck.clock import HOUR, MINUTE
from govcheck.prove.time.year import NEVER, Year
from govcheck.report.escape import terminal
from govcheck.report.reading import DAYS, MONTHS


class Shade(NamedTuple):
    """How much time is left: at least so many seconds, with a sign, a colour and words."""

    least: float
    sign: str
    color: str
    words: str


SHADES: Final = (
    Shade(HOUR, ".", "#d9ead3", "an hour or more to spare"),
    Shade(15 * MINUTE, "-", "#fff2cc", "a quarter of an hour or more"),
    Shade(0, "+", "#f9cb9c", "less than a quarter of an hour"),
    Shade(NEVER, "#", "#cc0000", "too late, or never done"),
)
"""The first that applies counts."""
NOTHING: Final = Shade(0, " ", "#ffffff", "nothing is owed")

_CELL: Final = 9
_LEFT: Final = 88
_TOP: Final = 24


def draw(year: Year, format_: str) -> str:
    """The strip as `text` or as `svg`."""
    return svg(year) if format_ == "svg" else text(year)


def text(year: Year) -> str:
    """A row of 24 signs for each day, in the hours of the zone."""
    return "\n".join(_rows(year)) + "\n"


def _rows(year: Year) -> Iterator[str]:
    yield f"Worst slack by hour of detection ({terminal(year.timezone)})"
    for shade in SHADES:
        yield f"  {shade.sign} {shade.words}"
    yield f"{'':<16}{'0':<6}{'6':<6}{'12':<6}18"
    for number, hours in enumerate(year.days):
        signs = "".join(_shade(slack).sign for slack in hours)
        yield f"{_day(year, number):<16}{signs}".rstrip()


def svg(year: Year) -> str:
    """The same as a picture without scripts; each bar says its hours."""
    height = _TOP + _CELL * len(year.days) + 4
    width = _LEFT + _CELL * 24 + 4
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="{_CELL - 1}">',
            f"<title>Worst slack by hour of detection ({escape(year.timezone)})</title>",
            *_hours(),
            *_bars(year),
            "</svg>",
            "",
        ]
    )


def _hours() -> Iterator[str]:
    for hour in range(0, 24, 6):
        yield f'<text x="{_LEFT + _CELL * hour}" y="{_TOP - 6}">{hour}</text>'


def _bars(year: Year) -> Iterator[str]:
    for number, hours in enumerate(year.days):
        top = _TOP + _CELL * number
        yield f'<text x="2" y="{top + _CELL - 1}">{_day(year, number)}</text>'
        first = 0
        for shade, alike in groupby(map(_shade, hours)):
            count = len(list(alike))
            times = f"{first:02}:00 to {first + count:02}:00"
            yield (
                f'<rect x="{_LEFT + _CELL * first}" y="{top}" width="{_CELL * count - 1}" '
                f'height="{_CELL - 1}" fill="{shade.color}">'
                f"<title>{_day(year, number)} {times}: {shade.words}</title></rect>"
            )
            first += count


def _shade(slack: float | None) -> Shade:
    if slack is None:
        return NOTHING
    return next(shade for shade in SHADES if slack >= shade.least)


def _day(year: Year, number: int) -> str:
    day = date.fromordinal(year.first + number)
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"

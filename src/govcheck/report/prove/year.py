"""The year as a strip, a row a day and a column an hour: as text, and as SVG."""

import math
from collections.abc import Iterator
from datetime import date
from html import escape
from itertools import groupby
from typing import Final, NamedTuple

from govcheck.prove.time.year import NEVER, Tightest, Year
from govcheck.render.escape import terminal
from govcheck.tongue import ENGLISH, Tongue
from govcheck.translation import said


class Shade(NamedTuple):
    """How much of the time promised is left: at least such a share, with a sign and a colour."""

    least: float
    sign: str
    color: str
    words: str


SHADES: Final = (
    Shade(0.5, ".", "#d9ead3", said("half of it or more")),
    Shade(0.25, "-", "#fff2cc", said("a quarter of it or more")),
    Shade(0.1, "+", "#f9cb9c", said("a tenth of it or more")),
    Shade(0, "*", "#e06666", said("less than a tenth of it")),
    Shade(NEVER, "#", "#990000", said("too late, or never done")),
)
"""The first that applies counts."""
NOTHING: Final = Shade(0, " ", "#ffffff", said("nothing is owed"))
MOST_LISTED: Final = 10
"""So many of the tightest are listed; the rest are counted."""
_TITLE: Final = said("Least of the promised time that is left, by hour of detection")

_CELL: Final = 9
_LEFT: Final = 88
_TOP: Final = 24


def draw(year: Year, format_: str, tongue: Tongue = ENGLISH) -> str:
    """The strip as `text` or as `svg`."""
    return svg(year, tongue) if format_ == "svg" else text(year, tongue)


def text(year: Year, tongue: Tongue = ENGLISH) -> str:
    """A row of 24 signs for each day, in the hours of the zone."""
    return "\n".join(_rows(year, tongue)) + "\n"


def _rows(year: Year, tongue: Tongue) -> Iterator[str]:
    yield f"{tongue.text(_TITLE)} ({terminal(year.timezone)})"
    yield tongue.say(
        "of all that is owed in any incident, while nobody is missing and nobody answers"
    )
    yield from _tightest(year, tongue)
    yield ""
    for shade in reversed(SHADES):
        yield f"  {shade.sign}  {tongue.text(shade.words)}"
    yield f"     {tongue.text(NOTHING.words)}"
    yield ""
    yield f"{'':<16}{'0':<6}{'6':<6}{'12':<6}18"
    for number, hours in enumerate(year.days):
        signs = "".join(_shade(slack).sign for slack in hours)
        yield f"{_day(year, number, tongue):<16}{signs}".rstrip()


def _tightest(year: Year, tongue: Tongue) -> Iterator[str]:
    """What leaves least, the worst first: the share, the time left, what of."""
    if not year.tightest:
        return
    yield ""
    yield tongue.say("Tightest, and where it first is:")
    for one in year.tightest[:MOST_LISTED]:
        yield f"  {_left(one, tongue)}"
        day = tongue.day(one.detected_at, year.timezone)
        time = tongue.time(one.detected_at, year.timezone)
        yield f"        {terminal(one.subject)}, {day} {time}"
    if len(year.tightest) > MOST_LISTED:
        more = tongue.say(
            "and {count} more with more time left", count=len(year.tightest) - MOST_LISTED
        )
        yield f"  {more}"


def _left(one: Tightest, tongue: Tongue) -> str:
    promised = tongue.duration(one.promised)
    if one.seconds == NEVER:
        return tongue.say("never done, within {promised}", promised=promised)
    if one.seconds < 0:
        late = tongue.stretch(-int(one.seconds))
        return tongue.say("{time} late, within {promised}", time=late, promised=promised)
    left = tongue.stretch(int(one.seconds), up=False)
    share = f"{math.floor(one.share * 100):>3}"
    return tongue.say("{share} %  {time} of {promised}", share=share, time=left, promised=promised)


def svg(year: Year, tongue: Tongue = ENGLISH) -> str:
    """The same as a picture without scripts; each bar says its hours."""
    height = _TOP + _CELL * len(year.days) + 4
    width = _LEFT + _CELL * 24 + 4
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="{_CELL - 1}">',
            f"<title>{escape(tongue.text(_TITLE))} ({escape(year.timezone)})</title>",
            *_hours(),
            *_bars(year, tongue),
            "</svg>",
            "",
        ]
    )


def _hours() -> Iterator[str]:
    for hour in range(0, 24, 6):
        yield f'<text x="{_LEFT + _CELL * hour}" y="{_TOP - 6}">{hour}</text>'


def _bars(year: Year, tongue: Tongue) -> Iterator[str]:
    for number, hours in enumerate(year.days):
        top = _TOP + _CELL * number
        yield f'<text x="2" y="{top + _CELL - 1}">{_day(year, number, tongue)}</text>'
        first = 0
        for shade, alike in groupby(map(_shade, hours)):
            count = len(list(alike))
            times = tongue.say(
                "{start} to {end}", start=f"{first:02}:00", end=f"{first + count:02}:00"
            )
            words = escape(tongue.text(shade.words))
            yield (
                f'<rect x="{_LEFT + _CELL * first}" y="{top}" width="{_CELL * count - 1}" '
                f'height="{_CELL - 1}" fill="{shade.color}">'
                f"<title>{_day(year, number, tongue)} {times}: {words}</title></rect>"
            )
            first += count


def _shade(share: float | None) -> Shade:
    if share is None:
        return NOTHING
    return next(shade for shade in SHADES if share >= shade.least)


def _day(year: Year, number: int, tongue: Tongue) -> str:
    return tongue.date(date.fromordinal(year.first + number))

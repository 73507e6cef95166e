"""Plots of a replay as SVG: bars that reflow with the page, each with its number beside it.

Lengths are in units of a picture 360 wide, which a telephone shows about as pixels.
"""

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final, NamedTuple

from govcheck.papers.replay.sections import Sections
from govcheck.papers.replay.wording import MOST_PEOPLE
from govcheck.render.web_page import shown
from govcheck.replay.tally import LoadRow
from govcheck.time.clock import DAY, HOUR
from govcheck.tongue import Tongue

WIDTH: Final = 360
MOST_BARS: Final = 120
"""So many stretches of time are told apart in a picture."""
_ROW: Final = 34
_HEIGHT: Final = 120
_LENGTHS: Final = {"hour": HOUR, "week": 7 * DAY, "month": 31 * DAY}


class Bar(NamedTuple):
    """A name and a number, and what the number was before where something is compared."""

    name: str
    value: int
    before: int | None = None


class Plot(NamedTuple):
    """A heading and a picture; `said` is what the picture says, for who does not see it."""

    heading: str
    said: str
    svg: str


def plots(sections: Sections) -> Iterator[Plot]:
    """The load over time, severities before and after, and the nights of each person."""
    yield from _load(sections)
    yield from _severities(sections)
    yield from _nights(sections)


def _severities(sections: Sections) -> Iterator[Plot]:
    decisions = sections.report.program.ruleset.decisions
    decision = next((one for one in decisions if one.name == "severity"), None)
    if decision is None or not sections.found.decided:
        return
    counts = sections.found.decisions["severity"]
    against = sections.found.against
    moves = () if against is None else against.table.get("severity", ())
    bars = [
        Bar(
            sections.names.result("severity", result),
            counts[result],
            None
            if against is None
            else counts[result]
            + sum(rows for before, _, rows in moves if before == result)
            - sum(rows for _, after, rows in moves if after == result),
        )
        for result in reversed(decision.results)
    ]
    tongue = sections.tongue
    heading = tongue.say("Mentions by severity")
    if against is not None:
        heading = tongue.say("Mentions by severity, before (outlined) and now")
    yield _bars(heading, bars, sections)


def _nights(sections: Sections) -> Iterator[Plot]:
    people = [one for one in sections.found.people if one.nights][:MOST_PEOPLE]
    if people:
        against = sections.found.against
        nights = {} if against is None else {name: load for name, load, _ in against.people}
        bars = [
            Bar(
                sections.names.person(one.person),
                one.nights,
                None
                if against is None
                else one.nights
                if one.person not in nights
                else getattr(nights[one.person], "nights", 0),
            )
            for one in people
        ]
        heading = sections.tongue.say("Nights in which somebody is told")
        if against is not None:
            heading = sections.tongue.say(
                "Nights in which somebody is told, before (outlined) and now"
            )
        yield _bars(heading, bars, sections)


def _bars(heading: str, bars: Sequence[Bar], sections: Sections) -> Plot:
    tongue = sections.tongue
    most = max(1, *(max(bar.value, bar.before or 0) for bar in bars))
    said = "; ".join(f"{bar.name}: {_numbers(bar, tongue)}" for bar in bars)
    shapes = []
    for place, bar in enumerate(bars):
        top = place * _ROW
        shapes.append(f'<text x="0" y="{top + 12}">{shown(bar.name)}</text>')
        shapes.append(
            f'<text x="{WIDTH}" y="{top + 12}" text-anchor="end">{_numbers(bar, tongue)}</text>'
        )
        if bar.before is not None:
            width = _length(bar.before, most)
            shapes.append(
                f'<rect class="before" x="0.5" y="{top + 16.5}" width="{width}" height="11"/>'
            )
        width = _length(bar.value, most)
        shapes.append(f'<rect class="now" x="0" y="{top + 18}" width="{width}" height="8"/>')
    return Plot(heading, said, _svg(heading, said, len(bars) * _ROW, shapes))


def _load(sections: Sections) -> Iterator[Plot]:
    load = sections.found.load
    if len(load) < 2:
        return
    tongue = sections.tongue
    zone = sections.report.program.roster.timezone
    bins = binned(load, _LENGTHS[sections.report.by])
    shapes: list[str] = []
    said: list[str] = []
    for row, (label, values) in enumerate(
        (
            (tongue.say("mentions"), [mentions for mentions, _ in bins]),
            (tongue.say("people told"), [told for _, told in bins]),
        )
    ):
        most = max(1, *values)
        base = (row + 1) * _HEIGHT
        room = _HEIGHT - 24
        title = tongue.say(
            "{what}: at most {number}", what=label, number=tongue.number(max(values))
        )
        said.append(title)
        shapes.append(f'<text x="0" y="{base - room - 8}">{shown(title)}</text>')
        step = WIDTH / len(values)
        for place, value in enumerate(values):
            if value:
                height = max(1, round(value * room / most, 1))
                shapes.append(
                    f'<rect class="now" x="{round(place * step, 2)}"'
                    f' y="{round(base - height, 1)}" width="{max(0.5, round(step * 0.8, 2))}"'
                    f' height="{height}"/>'
                )
        shapes.append(f'<path class="axis" d="M0 {base}H{WIDTH}"/>')
    first, last = (tongue.day(one.start, zone) for one in (load[0], load[-1]))
    foot = 2 * _HEIGHT + 14
    shapes.append(f'<text x="0" y="{foot}">{shown(first)}</text>')
    shapes.append(f'<text x="{WIDTH}" y="{foot}" text-anchor="end">{shown(last)}</text>')
    heading = tongue.say("Load over time")
    said.append(tongue.say("{first} to {last}", first=first, last=last))
    yield Plot(heading, "; ".join(said), _svg(heading, "; ".join(said), foot + 6, shapes))


def binned(load: Sequence[LoadRow], length: int) -> list[tuple[int, int]]:
    """Mentions and people told in stretches of one length, those without any mention too."""
    first = load[0].start
    stretches = (load[-1].start - first) // length + 1
    width = length * ceil(stretches / MOST_BARS)
    bins = [(0, 0)] * ((load[-1].start - first) // width + 1)
    for one in load:
        place = (one.start - first) // width
        mentions, told = bins[place]
        bins[place] = (mentions + one.mentions, told + one.told)
    return bins


def _numbers(bar: Bar, tongue: Tongue) -> str:
    said = tongue.number(bar.value)
    if bar.before is None or bar.before == bar.value:
        return said
    return f"{tongue.number(bar.before)} → {said}"


def _length(value: int, most: int) -> float:
    return round(value * (WIDTH - 1) / most, 1)


def _svg(title: str, said: str, height: float, shapes: Sequence[str]) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}"><title>{shown(title)}</title>'
        f"<desc>{shown(said)}</desc>{''.join(shapes)}</svg>"
    )

"""One incident as a picture: who is called after whom, and what is due when.

It says what the page says, in the same words. Time runs down in the escalation, to the right in the
bars, whose scale has room for minutes and for days.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import log1p
from typing import Final

from govcheck.briefing.simulation.page.calls import at_last, calls
from govcheck.briefing.simulation.page.duties import deadlines, prohibitions, undated
from govcheck.briefing.simulation.page.page import title
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.render import drawing
from govcheck.render.drawing import WIDTH, Drawn
from govcheck.render.page.lines import Line, parted
from govcheck.simulate.outcome import Obligation
from govcheck.time.clock import DAY, HOUR, MINUTE
from govcheck.tongue import Tongue

MARGIN: Final = 12
INSIDE: Final = 10
GAP: Final = 26
"""Between two boxes, where the arrow stands."""
BAR: Final = 10
NEAR: Final = 5 * MINUTE
"""Shorter times than this take room in proportion, longer ones ever less."""
MARKS: Final = (
    *(5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, DAY),
    *(3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY),
)
_Place = Callable[[int], float]
"""Where an instant stands, from the left."""
APART: Final = 50
"""How far apart two marks of the scale are at least."""


def picture(view: OutcomeView, name: str) -> str:
    """The `svg` element; `name` tells it from others on the same page."""
    return drawing.document(title(view), list(_told(view)), list(_shapes(view)), name)


def stacked(views: Sequence[OutcomeView]) -> str:
    """The pictures of several incidents, one below the other, as one `svg` element."""
    shapes: list[Drawn] = []
    told: list[str] = []
    for view in views:
        top = shapes[-1].bottom + 24 if shapes else 0.0
        drawn = list(_shapes(view))
        height = max(shape.bottom for shape in drawn)
        shapes += drawing.moved(drawn, top)
        shapes.append(Drawn("", top + height))
        told += [title(view), *_told(view)]
    return drawing.document("; ".join(map(title, views)), told, shapes, "incidents")


def _shapes(view: OutcomeView) -> Iterator[Drawn]:
    head = drawing.text(title(view), MARGIN, MARGIN, WIDTH - 2 * MARGIN, bold=True)
    called = calls(view)
    calling = _heading(f"{called.heading} {called.aside}", head.bottom)
    rungs = _rungs(view)
    shapes = [head, calling, *_escalation(rungs, calling.bottom + 6, view.tongue)]
    for said in prohibitions(view):
        texts = (said.heading, *(line.text for line in said.lines))
        shapes += _box(texts, shapes[-1].bottom + 16, "warn")
    doing = _heading(view.tongue.say("DO"), shapes[-1].bottom)
    yield from (*shapes, doing, *_bars(view, doing.bottom))


def _rungs(view: OutcomeView) -> tuple[Line, ...]:
    """Everybody who is called and the last resort, however late, and then what else is to know."""
    lines = calls(view).lines
    timed = [line for line in lines if line.at is not None]
    notes = [line for line in lines if line.at is None]
    return (*timed, *at_last(view), *notes)


def _heading(said: str, top: float) -> Drawn:
    return drawing.text(said, MARGIN, top + 12, WIDTH - 2 * MARGIN, "quiet", bold=True)


def _escalation(lines: Sequence[Line], top: float, tongue: Tongue) -> Iterator[Drawn]:
    """A box for everybody who is told at one instant, and arrows with the time between."""
    before: int | None = None
    for at, group in groupby(lines, key=lambda line: line.at):
        rung = list(group)
        if at is None:
            for line in rung:
                note = drawing.text(line.text, MARGIN, top + 8, WIDTH - 2 * MARGIN, _ink(line))
                yield note
                top = note.bottom
            continue
        if before is not None:
            yield drawing.arrow(MARGIN + 18, top, top + GAP)
            if at > before:
                said = tongue.say("after {duration}", duration=tongue.duration(at - before))
                yield drawing.small(said, MARGIN + 30, top + GAP - 9)
            top += GAP
        before = at
        texts = (rung[0].when, *(text for line in rung for text in (parted(line.text), *line.more)))
        part = "warn" if any(line.weight == "alarm" for line in rung) else "box"
        for shape in _box(texts, top, part):
            yield shape
        top = shape.bottom


def _ink(line: Line) -> str:
    return "alarm" if line.weight == "alarm" else "text"


def _box(texts: Sequence[str], top: float, part: str) -> Iterator[Drawn]:
    """A box around texts, the first of which is its title where there are several."""
    width = WIDTH - 2 * MARGIN
    shapes: list[Drawn] = []
    bottom = top + INSIDE - 4
    for number, said in enumerate(texts):
        bold = number == 0 and len(texts) > 1
        ink = "alarm" if bold and part == "warn" else "text"
        shape = drawing.text(said, MARGIN + INSIDE, bottom, width - 2 * INSIDE, ink, bold=bold)
        shapes.append(shape)
        bottom = shape.bottom + 5
    yield drawing.box(MARGIN, top, width, bottom + INSIDE - 4 - top, part)
    yield from shapes
    yield Drawn("", bottom + INSIDE - 4)


def _bars(view: OutcomeView, top: float) -> Iterator[Drawn]:
    """Every deadline: its words, and a bar from its clock to its end."""
    owed = deadlines(view)
    left, right = MARGIN + 4, WIDTH - MARGIN - 4
    detected = view.detected_at
    ends = [one.due - detected for one, _ in owed]
    last = max([*ends, NEAR])

    def place(at: int) -> float:
        share = log1p(max(at - detected, 0) / NEAR) / log1p(last / NEAR)
        return left + (right - left) * min(share, 1)

    rows: list[Drawn] = []
    bottom = top + 4
    for one, line in owed:
        bottom += 8
        said = drawing.text(
            f"{line.when}  {parted(line.text)}", left, bottom, right - left, _ink(line)
        )
        rows.append(said)
        bottom = said.bottom
        for more in line.more:
            further = drawing.text(more, left, bottom, right - left, _ink(line))
            rows.append(further)
            bottom = further.bottom
        rows += _bar(one, place, left, right, bottom + 4, kept=one.kept)
        bottom += BAR + 10
    for line in undated(view):
        said = drawing.text(f"{line.when}  {parted(line.text)}", left, bottom + 4, right - left)
        rows.append(said)
        bottom = said.bottom
    if owed:
        yield from _scale(view.tongue, place, detected, last, top + 8, bottom)
        bottom += 22
    yield from rows
    for foot in (
        view.tongue.say("Bar: until it is due. Diamond: when it can be done.") if owed else "",
        view.tongue.say("A plan, not a report: times assume people act when called."),
    ):
        if foot:
            note = drawing.text(foot, left, bottom + 6, right - left, "quiet")
            yield note
            bottom = note.bottom


def _bar(
    owed: Obligation, place: _Place, left: float, right: float, top: float, *, kept: bool
) -> Iterator[Drawn]:
    begin = left if owed.counted_from is None else place(owed.counted_from)
    yield drawing.bar(left, top, right - left, BAR, "track")
    yield drawing.bar(begin, top, place(owed.due) - begin, BAR, "bar" if kept else "late")
    if owed.done is not None:
        yield drawing.diamond(place(owed.done), top + BAR / 2, 7, "done" if owed.met else "late")


def _scale(
    tongue: Tongue, place: _Place, detected: int, last: int, top: float, bottom: float
) -> Iterator[Drawn]:
    """Upright lines at round times since detection, with these times below them."""
    reached = place(detected)
    yield drawing.upright(reached, top, bottom)
    yield drawing.small("0", reached, bottom + 15, anchor="middle")
    for mark in MARKS:
        x = place(detected + mark)
        if mark <= last and x - reached >= APART and x <= WIDTH - MARGIN - 20:
            reached = x
            yield drawing.upright(x, top, bottom)
            yield drawing.small(tongue.duration(mark), x, bottom + 15, anchor="middle")


def _told(view: OutcomeView) -> Iterator[str]:
    """All that the picture shows, in words and in the order of the page."""
    yield f"{calls(view).heading}:"
    yield from _sentences(_rungs(view))
    for part in prohibitions(view):
        yield f"{part.heading}:"
        yield from _sentences(part.lines)
    yield view.tongue.say("DO") + ":"
    yield from _sentences([line for _, line in deadlines(view)])
    yield from _sentences(list(undated(view)))


def _sentences(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        yield f"{line.when} {parted(line.text)}".strip()
        yield from line.more

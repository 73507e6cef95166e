"""The outcome as text: 80 columns, complete without colour, the verdict and what to do first."""

from collections.abc import Iterator, Sequence

from govcheck.briefing.simulation.contents import full
from govcheck.briefing.simulation.sheet import Row
from govcheck.briefing.simulation.view import OutcomeView, views_of
from govcheck.render.escape import terminal
from govcheck.render.page.paint import Paint, painted
from govcheck.render.stamp import PolicyStamp
from govcheck.render.width import display_width, pad, wrap
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.tongue import ENGLISH, Tongue

WIDTH = 80
INDENT = 2
GAP = 2
REVISION_LENGTH = 12


def render(
    outcomes: Sequence[Outcome],
    program: Program,
    stamp: PolicyStamp,
    *,
    color: bool = False,
    tongue: Tongue = ENGLISH,
) -> str:
    """One sheet an incident, a ruler between them."""
    paint = painted(color)
    views = views_of(outcomes, program, tongue)
    sheets = ["\n".join((*_full(view, paint), "")) for view in views]
    foot = f"\n{paint(footer(stamp, tongue), 'quiet')}\n"
    return f"\n{'=' * WIDTH}\n".join(sheets) + foot


def _full(view: OutcomeView, paint: Paint) -> Iterator[str]:
    sheet = full(view)
    for line in wrap(terminal(sheet.headline), WIDTH):
        yield paint(line, "headline")
    for row in sheet.subtitle:
        for line in wrap(terminal(row.text), WIDTH):
            yield paint(line, row.tone)
    for section in sheet.sections:
        yield ""
        note = f" ({section.note})" if section.note else ""
        yield paint(terminal(section.title.upper() + note), "title")
        yield from _rows(section.rows, paint)


def _rows(rows: Sequence[Row], paint: Paint) -> Iterator[str]:
    leads = [[terminal(cell) for cell in row.lead] for row in rows]
    widths = [max(map(display_width, column)) for column in zip(*leads, strict=True)]
    margin = " " * (INDENT + sum(width + GAP for width in widths))
    for row, cells in zip(rows, leads, strict=True):
        padded = (pad(cell, width + GAP) for cell, width in zip(cells, widths, strict=True))
        front = " " * INDENT + "".join(padded)
        for line in wrap(terminal(row.text), WIDTH - len(margin)):
            yield paint(front + line, row.tone)
            front = margin
        for text in row.below:
            deeper = margin + " " * INDENT
            for line in wrap(terminal(text), WIDTH - len(deeper)):
                yield paint(deeper + line, row.tone)


def footer(stamp: PolicyStamp, tongue: Tongue) -> str:
    """What the outcome was worked out by."""
    parts = [f"tzdata {stamp.tzdata}"]
    if stamp.holidays is not None:
        parts.append(f"holidays {stamp.holidays}")
    if stamp.revision is not None:
        dirty = tongue.say(", changed since") if stamp.dirty else ""
        policy = tongue.say("policy {revision}", revision=stamp.revision[:REVISION_LENGTH])
        parts.insert(0, f"{policy}{dirty}")
    return terminal("; ".join(parts))

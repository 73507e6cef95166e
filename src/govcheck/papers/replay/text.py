"""A replay as text: what a council reads in a minute, in 80 columns and without colour."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

import click

from govcheck.papers.replay import ReplayReport
from govcheck.papers.replay.sections import Sections
from govcheck.papers.replay.wording import ReplaySection
from govcheck.render.escape import terminal
from govcheck.render.width import display_width, fit, pad, wrap

WIDTH: Final = 80
_GAP: Final = 2
_LEAST: Final = 16


def render(report: ReplayReport) -> str:
    """A headline, then a table under each heading."""
    return "\n".join(_lines(Sections(report), report.color)) + "\n"


def _lines(sections: Sections, color: bool) -> Iterator[str]:
    yield from wrap(terminal(sections.headline()), WIDTH)
    for doubt in sections.doubts():
        yield from wrap(terminal(doubt), WIDTH)
    for section in sections.all():
        yield ""
        heading = fit(terminal(in_capitals(section)), WIDTH)
        yield click.style(heading, bold=True) if color else heading
        if section.rows:
            yield from _table(section)
        for note in section.notes:
            for number, line in enumerate(wrap(terminal(note), WIDTH - 4)):
                yield f"  {line}" if number == 0 else f"    {line}"


def in_capitals(section: ReplaySection) -> str:
    """The heading up to a colon in capitals, apart from what it is to keep."""
    if section.keeps:
        before, kept, after = section.heading.partition(section.keeps)
        return before.upper() + kept + after.upper()
    front, colon, rest = section.heading.partition(":")
    return front.upper() + colon + rest


def _table(section: ReplaySection) -> Iterator[str]:
    """The columns side by side; words go on below where a line would be too long, numbers never."""
    rows = [tuple(terminal(cell) for cell in row) for row in (section.columns, *section.rows)]
    widths = [max(display_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    texts = [column for column in range(len(widths)) if _is_word(rows, column)]
    while sum(widths) + _GAP * len(widths) > WIDTH:
        widest = max(texts, key=widths.__getitem__, default=None)
        if widest is None or widths[widest] <= _LEAST:
            break
        widths[widest] -= 1
    for row in rows:
        cells = [
            wrap(cell, width) if column in texts else [cell.rjust(width)]
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        for line in zip_longest(*cells, fillvalue=""):
            padded = (pad(cell, width) for cell, width in zip(line, widths, strict=True))
            yield ("  " + "  ".join(padded)).rstrip()


def _is_word(rows: list[tuple[str, ...]], column: int) -> bool:
    return any(
        not cell[:1].isdigit() and not cell.startswith("<")
        for cell in (row[column] for row in rows[1:])
    )

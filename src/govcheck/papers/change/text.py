"""A diff for a terminal, in 80 columns."""

from collections.abc import Iterator
from typing import Final

import click

from govcheck.change.effect import ORDER
from govcheck.papers.change import DiffReport
from govcheck.papers.change.sentences import by_class, command, zone_of
from govcheck.papers.change.story import Story, class_in_words, story
from govcheck.papers.change.top import MOST_INCIDENTS, MOST_ROWS, MOST_SENTENCES, below, folds
from govcheck.papers.gate.text import lines as gate_lines
from govcheck.render.escape import terminal
from govcheck.render.width import wrap

_WIDTH: Final = 79
_TONES: Final = {"weaker": "red", "different": "yellow", "stricter": "green"}


def render(report: DiffReport) -> str:
    """A sentence, what was and what will be, incidents, whom to ask; all of it with `full`."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: DiffReport) -> Iterator[str]:
    diff, tongue = report.diff, report.tongue
    told = story(diff, tongue)
    first, *rest = _wrapped("", told.headline)
    yield from (_toned(report, told, line) for line in (first, *rest))
    table = [*_table(report, told)]
    yield from (["", *table] if table else ())
    sentences = [*below(report, told)]
    yield from ([""] if sentences else ())
    for said in sentences:
        yield from _wrapped("", said.plain)
    if diff.gate is not None:
        yield ""
        yield from gate_lines(diff.gate, tongue)
    if report.full:
        yield from _full(report, told)
    elif diff.change.edits:
        yield ""
        number = len(diff.change.edits)
        yield from _wrapped(
            "",
            tongue.count(
                "{count} changed line, technical names and the rest: --full",
                "{count} changed lines, technical names and the rest: --full",
                number,
            ),
        )


def _toned(report: DiffReport, told: Story, line: str) -> str:
    if not report.color or told.kind is None:
        return line
    return click.style(line, fg=_TONES[told.kind], bold=True)


def _table(report: DiffReport, told: Story) -> Iterator[str]:
    tongue = report.tongue
    for sentence in told.more[:MOST_SENTENCES]:
        yield from _wrapped("", sentence)
    if len(told.more) > MOST_SENTENCES:
        yield tongue.say("and {count} more", count=len(told.more) - MOST_SENTENCES)
    shown = told.rows[:MOST_ROWS]
    kinds = {row.kind for row in shown}
    for kind in ORDER:
        rows = [row for row in shown if row.kind == kind]
        if rows and len(kinds) > 1:
            yield f"{class_in_words(tongue, kind)}:"
        for row in rows:
            yield from _wrapped("  ", f"{row.title}: {row.before} -> {row.after}")
    if len(told.rows) > MOST_ROWS:
        yield f"  {tongue.say('and {count} more', count=len(told.rows) - MOST_ROWS)}"


def _full(report: DiffReport, told: Story) -> Iterator[str]:
    diff = report.diff
    for sentence in told.more[MOST_SENTENCES:]:
        yield from _wrapped("", sentence)
    for fold in folds(diff, told, report.tongue, MOST_ROWS, MOST_INCIDENTS):
        yield ""
        yield f"{fold.title} ({len(fold.items)})"
        for item in fold.items:
            yield from _wrapped("  ", item)
    zone = zone_of(diff)
    examples = [
        shown
        for found in by_class(diff).values()
        for one in found
        if (shown := command(one.effect, zone)) is not None
    ]
    if examples:
        yield ""
        yield report.tongue.say("Examples")
    for shown in dict.fromkeys(examples):
        yield from _wrapped("  ", shown)


def _wrapped(label: str, text: str) -> list[str]:
    """Escaped text in lines, each but the first further in."""
    inside = " " * (len(label) + 2)
    lines = wrap(terminal(text), _WIDTH - len(inside)) or [""]
    return [f"{label if number == 0 else inside}{line}" for number, line in enumerate(lines)]

"""A diff for a terminal, in 80 columns."""

from collections.abc import Iterator
from typing import Final

import click

from govcheck.report.change import DiffReport
from govcheck.report.change.sentences import (
    LocatedEffect,
    before_after,
    by_class,
    command,
    count,
    detail,
    edit_in_words,
    outcome_change,
    proof,
    redecided_in_words,
    sentence,
    zone_of,
)
from govcheck.report.escape import terminal
from govcheck.report.gate.sentences import named
from govcheck.report.gate.text import lines as gate_lines
from govcheck.report.width import wrap
from govcheck.workspace.diff import Diff

_WIDTH: Final = 79
_MOST: Final = 12
"""So many effects of a class, or edits, are shown; all with `-v`."""
_TONES: Final = {"weaker": "red", "different": "yellow", "stricter": "green"}


def render(report: DiffReport) -> str:
    """A sentence, the approvals needed, the effects, then the edits."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: DiffReport) -> Iterator[str]:
    diff = report.diff
    assert diff.change is not None
    most = len(diff.change.effects) + len(diff.change.edits) if report.verbose else _MOST
    yield from _wrapped("", sentence(diff))
    if diff.change.edits and not diff.change.effects:
        yield from _wrapped("", proof(diff))
    yield from _needed(diff)
    for kind, found in by_class(diff).items():
        yield ""
        title = f"{kind.upper()} ({len(found)})"
        yield click.style(title, fg=_TONES[kind], bold=True) if report.color else title
        for told in found[:most]:
            yield from _effect(told, zone_of(diff))
        yield from _more(len(found) - most)
    yield from _incidents(diff)
    if diff.change.edits:
        yield ""
        yield f"EDITS ({len(diff.change.edits)})"
        for edit in diff.change.edits[:most]:
            yield from _wrapped("  ", edit_in_words(edit))
        yield from _more(len(diff.change.edits) - most)


def _needed(diff: Diff) -> Iterator[str]:
    if diff.gate is not None:
        yield ""
        yield from gate_lines(diff.gate)
    elif not diff.controlled:
        yield ""
        yield "The base has no change control, so that nobody has to approve this."
    elif diff.needed:
        yield ""
        yield f"NEEDS {count(len(diff.needed), 'approval').upper()}"
        for one in diff.needed:
            yield from _wrapped("  ", f"{one.requires}  [{one.rule}]")
            yield from _wrapped("      because of ", ", ".join(named(one.because)))


def _effect(told: LocatedEffect, zone: str) -> Iterator[str]:
    effect = told.effect
    yield from _wrapped("  ", f"{effect.effect} {effect.subject}: {before_after(effect)}")
    more = detail(effect, zone)
    if more is not None:
        yield from _wrapped("      ", more)
    shown = command(effect, zone)
    if shown is not None:
        yield from _wrapped("      e.g. ", shown)
    if told.where is not None:
        yield from _wrapped("      --> ", told.where)


def _incidents(diff: Diff) -> Iterator[str]:
    if not diff.incidents:
        return
    differing = [one for one in diff.incidents if one.differs]
    yield ""
    yield f"INCIDENTS ({len(differing)} of {len(diff.incidents)} that come out differently)"
    for one in differing:
        yield from _wrapped("  ", f"{one.incident.id}: {redecided_in_words(one)}")
        for said in one.unreadable:
            yield from _wrapped("      ", said)
        for change in one.changes:
            yield from _wrapped("      ", outcome_change(change))


def _more(number: int) -> Iterator[str]:
    if number > 0:
        yield f"  and {number} more; `-v` shows all"


def _wrapped(label: str, text: str) -> Iterator[str]:
    """Escaped text in lines, each but the first further in."""
    inside = " " * (len(label) - len(label.lstrip()) + 2 if label.strip() else len(label) + 2)
    first, *rest = wrap(terminal(text), _WIDTH - len(label)) or [""]
    yield f"{label}{first}"
    joined = " ".join(rest)
    for line in wrap(joined, _WIDTH - len(inside)) if joined else ():
        yield f"{inside}{line}"

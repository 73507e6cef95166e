"""The verdicts as text: a table, then whatever is not proved, with its witness."""

from collections.abc import Iterator
from typing import Final

import click

from govcheck.engine.wording import in_words
from govcheck.prove.verdict import Witness
from govcheck.report.escape import terminal
from govcheck.report.prove import ProofReport
from govcheck.report.prove.witness import command
from govcheck.report.reading import full
from govcheck.time.clock import format_instant
from govcheck.time.intervals import Interval
from govcheck.tongue import ENGLISH
from govcheck.workspace.prove import Proof, Proven

MOST_INTERVALS: Final = 8
"""So many intervals of a verdict are listed; the rest are counted."""

_TONES: Final = {
    "PROVED": "green",
    "REFUTED": "red",
    "WAIVED": "yellow",
    "VACUOUS": "yellow",
    "SKIPPED": "yellow",
}


def render(report: ProofReport) -> str:
    """The table, then a block for each verdict that is not PROVED."""
    lines = [*_head(report), "", *_table(report)]
    for place, one in enumerate(report.proof.proven):
        if one.verdict.verdict != "proved":
            lines += ["", *_block(one, report, report.written.get(place))]
    return "".join(f"{line}\n" for line in lines)


def _head(report: ProofReport) -> Iterator[str]:
    zone, (start, end) = report.proof.program.roster.timezone, report.proof.question.horizon
    stamp = report.stamp
    yield f"From {full(start, zone)} to {full(end, zone)} ({terminal(zone)})"
    revision = "no revision" if stamp.revision is None else f"revision {stamp.revision[:12]}"
    changed = " with changes" if stamp.dirty else ""
    holidays = "" if stamp.holidays is None else f", holidays {stamp.holidays}"
    yield f"{revision}{changed}, tzdata {stamp.tzdata}{holidays}"


def _table(report: ProofReport) -> Iterator[str]:
    proven = report.proof.proven
    for one in proven:
        verdict = one.verdict
        word = f"{_word(one):<8}"
        shown = _styled(word, report.color, _TONES[_word(one)])
        yield f"{shown} {verdict.code:<10} {terminal(verdict.subject)}: {_sentence(one)}"


def _block(one: Proven, report: ProofReport, path: str | None) -> Iterator[str]:
    verdict = one.verdict
    title = _styled(f"{_word(one).lower()}[{verdict.code}]", report.color, _TONES[_word(one)])
    yield f"{title} {verdict.name}: {terminal(verdict.subject)}"
    yield f"  {_sentence(one)}"
    if one.span is not None:
        yield f"  --> {terminal(one.span.path)}:{one.span.line}"
    for related in one.related:
        where = f"{terminal(related.span.path)}:{related.span.line}"
        yield f"  see {where}: {terminal(related.message)}"
    if one.waived is not None:
        yield f"  {terminal(str(one.waived))}"
    yield from _times(verdict.intervals, report.proof)
    if verdict.witness is not None:
        yield from _witness(verdict.witness, path)


def _times(intervals: tuple[Interval, ...], proof: Proof) -> Iterator[str]:
    if not intervals:
        return
    zone = proof.program.roster.timezone
    total = sum(end - start for start, end in intervals)
    yield f"  {ENGLISH.duration(total)} in all"
    for start, end in intervals[:MOST_INTERVALS]:
        yield f"    {full(start, zone)} to {full(end, zone)}, {ENGLISH.duration(end - start)}"
    if len(intervals) > MOST_INTERVALS:
        yield f"    and {len(intervals) - MOST_INTERVALS} more"


def _witness(witness: Witness, path: str | None) -> Iterator[str]:
    absent = f", with {', '.join(witness.absent)} absent" if witness.absent else ""
    yield f"  witness: detected at {format_instant(witness.detected_at)}{terminal(absent)}"
    if witness.note:
        yield f"    {terminal(witness.note)}"
    for name, value in witness.facts.items():
        yield f"    {terminal(name)}: {terminal(in_words(value))}"
    for line in command(witness, path).splitlines():
        yield f"    {terminal(line)}" if path is not None else terminal(line)


def _sentence(one: Proven) -> str:
    return terminal(one.verdict.reason or one.verdict.message)


def _word(one: Proven) -> str:
    return "WAIVED" if one.waived is not None else one.verdict.verdict.upper()


def _styled(text: str, color: bool, tone: str) -> str:
    return click.style(text, fg=tone, bold=True) if color else text

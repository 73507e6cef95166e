"""What was proved as text: a page for people, and with `full` every verdict below it."""

from collections.abc import Iterator
from typing import Final

from govcheck.engine.wording import in_words
from govcheck.prove.verdict import Witness
from govcheck.render.escape import terminal
from govcheck.render.page.layout import WIDTH, lines_of
from govcheck.render.page.names import PageNames
from govcheck.render.page.paint import painted, styled
from govcheck.report.prove import ProofReport, sort_of, verdict_names
from govcheck.report.prove.page import page
from govcheck.report.prove.witness import command
from govcheck.time.clock import format_instant
from govcheck.time.intervals import Interval
from govcheck.tongue import Tongue
from govcheck.workspace.prove import Proof, Proven

MOST_INTERVALS: Final = 8
"""So many intervals of a verdict are listed; the rest are counted."""

_TONES: Final = {
    "proved": "green",
    "refuted": "red",
    "waived": "yellow",
    "vacuous": "yellow",
    "skipped": "yellow",
}


def render(report: ProofReport) -> str:
    """The page; with `full` the table of all verdicts, and a block for each that is not proved."""
    names = PageNames(report.proof.program, report.tongue)
    lines = [*lines_of(page(report.proof, names), painted(report.color))]
    if report.full:
        lines += ["=" * WIDTH, *_full(report)]
    return "".join(f"{line}\n" for line in lines)


def _full(report: ProofReport) -> list[str]:
    lines = [*_head(report), "", *_table(report)]
    for place, one in enumerate(report.proof.proven):
        if one.verdict.verdict != "proved":
            lines += ["", *_block(one, report, report.written.get(place))]
    return lines


def _head(report: ProofReport) -> Iterator[str]:
    zone, (start, end) = report.proof.program.roster.timezone, report.proof.question.horizon
    stamp = report.stamp
    tongue = report.tongue
    yield tongue.say(
        "From {start} to {end} ({zone})",
        start=_moment(start, zone, tongue),
        end=_moment(end, zone, tongue),
        zone=terminal(zone),
    )
    revision = (
        tongue.say("no revision")
        if stamp.revision is None
        else tongue.say("revision {revision}", revision=stamp.revision[:12])
    )
    if stamp.dirty:
        revision = tongue.say("{revision} with changes", revision=revision)
    holidays = "" if stamp.holidays is None else f", holidays {stamp.holidays}"
    yield f"{revision}, tzdata {stamp.tzdata}{holidays}"


def _table(report: ProofReport) -> Iterator[str]:
    proven, called = report.proof.proven, verdict_names(report.tongue)
    width = max(8, *map(len, called.values()))
    for one in proven:
        verdict = one.verdict
        word = f"{called[sort_of(one)].upper():<{width}}"
        shown = styled(word, report.color, _TONES[sort_of(one)])
        sentence = _sentence(one, report.tongue)
        yield f"{shown} {verdict.code:<10} {terminal(verdict.subject)}: {sentence}"


def _block(one: Proven, report: ProofReport, path: str | None) -> Iterator[str]:
    verdict, tongue = one.verdict, report.tongue
    word = verdict_names(tongue)[sort_of(one)]
    title = styled(f"{word}[{verdict.code}]", report.color, _TONES[sort_of(one)])
    yield f"{title} {verdict.name}: {terminal(verdict.subject)}"
    yield f"  {_sentence(one, tongue)}"
    if one.span is not None:
        yield f"  --> {terminal(one.span.path)}:{one.span.line}"
    for related in one.related:
        where = f"{terminal(related.span.path)}:{related.span.line}"
        message = terminal(tongue.text(related.message))
        yield f"  {tongue.say('see {place}: {what}', place=where, what=message)}"
    if one.waived is not None:
        yield f"  {terminal(tongue.text(one.waived.sentence))}"
    yield from _times(verdict.intervals, report.proof, tongue)
    if verdict.witness is not None:
        yield from _witness(verdict.witness, path, report)


def _times(intervals: tuple[Interval, ...], proof: Proof, tongue: Tongue) -> Iterator[str]:
    if not intervals:
        return
    zone = proof.program.roster.timezone
    total = sum(end - start for start, end in intervals)
    yield f"  {tongue.say('{time} in all', time=tongue.duration(total))}"
    for start, end in intervals[:MOST_INTERVALS]:
        times = tongue.say(
            "{start} to {end}",
            start=_moment(start, zone, tongue),
            end=_moment(end, zone, tongue),
        )
        yield f"    {times}, {tongue.duration(end - start)}"
    if len(intervals) > MOST_INTERVALS:
        yield f"    {tongue.say('and {count} more', count=len(intervals) - MOST_INTERVALS)}"


def _moment(at: int, zone: str, tongue: Tongue) -> str:
    return f"{tongue.day(at, zone)} {tongue.time(at, zone)}"


def _witness(witness: Witness, path: str | None, report: ProofReport) -> Iterator[str]:
    tongue, at = report.tongue, format_instant(witness.detected_at)
    shown = (
        tongue.say("witness: detected at {at}", at=at)
        if not witness.absent
        else tongue.say(
            "witness: detected at {at}, with {people} absent",
            at=at,
            people=", ".join(witness.absent),
        )
    )
    yield f"  {terminal(shown)}"
    if witness.note:
        yield f"    {terminal(tongue.text(witness.note))}"
    for name, value in witness.facts.items():
        yield f"    {terminal(name)}: {terminal(in_words(value))}"
    for line in command(witness, path).splitlines():
        yield f"    {terminal(line)}" if path is not None else terminal(line)


def _sentence(one: Proven, tongue: Tongue) -> str:
    return terminal(tongue.text(one.verdict.reason or one.verdict.message))

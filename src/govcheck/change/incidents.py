"""Known incidents of which a change makes something else: decisions, calls, deadlines, approvals.

Each side plays the incident twice: as if nobody answered, and as if whoever is told first answered
at once, since only then is it seen who is called all the same.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, NamedTuple

from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.engine.case import FactProblem
from govcheck.simulate.outcome import Obligation, Outcome, PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.time.clock import format_instant, said_duration
from govcheck.translation import said, together

Facet = Literal[
    "possible", "told", "told-if-answered", "owed", "text", "due", "kept", "waits", "forbidden",
    "approval", "council", "single-point",
]  # fmt: skip


class OutcomeChange(NamedTuple):
    """Something of an outcome that is not the same on both sides; None where a side has it not."""

    facet: Facet
    subject: str
    before: str | None
    after: str | None


class Redecided(NamedTuple):
    """What becomes of an incident; nothing where both sides say the same of it.

    `unreadable` says what a side cannot read of it; that side decides on the rest.
    """

    incident: IncidentStatement
    decisions: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    unreadable: tuple[str, ...] = ()
    changes: tuple[OutcomeChange, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether a reader has to know of it."""
        return bool(self.decisions or self.unreadable or self.changes)


Facets = dict[tuple[Facet, str], str]


def redecided(
    comparison: Comparison, incidents: Iterable[IncidentStatement]
) -> Iterator[Redecided]:
    """What becomes of each incident."""
    zone = comparison.head.program.roster.timezone
    for incident in incidents:
        before, ours, wrong = _played(comparison.base, incident, zone)
        after, theirs, bad = _played(comparison.head, incident, zone)
        differing = tuple(
            (name, before.get(name, ()), after.get(name, ()))
            for name in {**before, **after}
            if before.get(name) != after.get(name)
        )
        unread = [said("the base cannot read it: {reason}", reason=one.message) for one in wrong]
        unread += [said("the head cannot read it: {reason}", reason=one.message) for one in bad]
        changes = tuple(
            OutcomeChange(*key, ours.get(key), theirs.get(key))
            for key in {**ours, **theirs}
            if ours.get(key) != theirs.get(key)
        )
        yield Redecided(incident, differing, tuple(unread), changes)


def _played(
    side: ComparedPolicy, incident: IncidentStatement, zone: str
) -> tuple[dict[str, tuple[str, ...]], Facets, tuple[FactProblem, ...]]:
    stated, problems = state_as(side.program, incident)
    outcome = play(side.program, stated)
    results = {verdict.decision.name: verdict.result for verdict in outcome.verdicts}
    facets = dict(_facets(outcome, zone))
    for name, words in _told(_answered(side.program, stated, outcome)).items():
        facets["told-if-answered", name] = words
    return results, facets, problems


def _answered(program: Program, stated: PlayedIncident, silent: Outcome) -> Outcome:
    """Play the incident again, with the first person who is told acknowledging at once."""
    for event in silent.timeline:
        for told in event.people if event.event in ("notify", "convene") else ():
            after = event.at - stated.case.detected_at
            return play(program, stated, acknowledged=((told.person, after),), explain=False)
    return silent


def _facets(outcome: Outcome, zone: str) -> Iterator[tuple[tuple[Facet, str], str]]:
    for verdict in outcome.verdicts:
        yield ("possible", verdict.decision.name), ", ".join(verdict.possible) or said("nothing")
    for name, words in _told(outcome).items():
        yield ("told", name), words
    for owed in outcome.obligations:
        yield from _of_obligation(owed, zone)
    for text in outcome.forbidden:
        yield ("forbidden", text), said("until it is approved")
    for asked in outcome.approvals:
        able = sorted(one.person for one in asked.approvers if one.available)
        ends = (
            said("never asked")
            if asked.ends is None
            else said("by {time}", time=format_instant(asked.ends, zone))
        )
        given = said("given") if asked.given else said("not given")
        who = said("by {who}", who=", ".join(able) or said("nobody"))
        how = together((asked.requires, ends, given), ", ")
        yield ("approval", f"{asked.action}/{asked.id}"), together((how, who), "; ")
    for quorum in outcome.quorums:
        seats = ", ".join(sorted(seat.by for seat in quorum.seats if seat.by is not None))
        reached = said("never") if quorum.reached is None else format_instant(quorum.reached, zone)
        yield (
            ("council", quorum.council),
            said(
                "{count} needed, reached {at}; {seats}",
                count=quorum.needed, at=reached, seats=seats,
            ),
        )  # fmt: skip
    for person in outcome.single_points:
        yield ("single-point", person), said("a promise hangs on them alone")


def _of_obligation(owed: Obligation, zone: str) -> Iterator[tuple[tuple[Facet, str], str]]:
    yield ("owed", owed.id), ", ".join(owed.owed_by)
    template = f"({owed.template})" if owed.template else ""
    yield ("text", owed.id), together((owed.do, template), " ")
    yield ("due", owed.id), format_instant(owed.due, zone)
    kept = said("met") if owed.met else said("missed")
    if owed.untold:
        kept = said("untold: {names}", names=", ".join(owed.untold))
    surely = said("only if its playbook applies") if owed.possible else ""
    yield ("kept", owed.id), together((surely, kept), ", ")
    if owed.waits_for:
        yield ("waits", owed.id), ", ".join(owed.waits_for)


def _told(outcome: Outcome) -> Mapping[str, str]:
    """When, how and as whom each person is told for the first time."""
    found: dict[str, str] = {}
    start = outcome.stated.case.detected_at
    for event in outcome.timeline:
        for told in event.people if event.event in ("notify", "convene") else ():
            after = said_duration(event.at - start) if event.at > start else said("at once")
            by = said("by {ways}", ways=", ".join(told.via)) if told.via else ""
            role = said("as {targets}", targets=", ".join(told.targets))
            found.setdefault(told.person, together((after, by, role), " "))
    return found


WORDS: Final[Mapping[Facet, str]] = {
    "possible": said("what is possible"),
    "told": said("is told"),
    "told-if-answered": said("is told, if somebody answers at once"),
    "owed": said("is owed by"),
    "text": said("says"),
    "due": said("is due"),
    "kept": said("is"),
    "waits": said("waits for"),
    "forbidden": said("is forbidden"),
    "approval": said("approval"),
    "council": said("council"),
    "single-point": said("single point of failure"),
}
"""What people call each facet."""

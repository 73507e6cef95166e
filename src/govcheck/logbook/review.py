"""Whether the policy was followed: a verdict for each obligation, with what it rests on.

An incident that happened may be pinned, too: as a scenario that says what the policy says today.
"""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from govcheck.logbook.due import DoneItem, done_by
from govcheck.logbook.entry import Entry, LogProblem
from govcheck.logbook.lines import LoggedObligation
from govcheck.logbook.unfold import Unfolding
from govcheck.simulate.alarm import ACKNOWLEDGE
from govcheck.simulate.answers import Acknowledgements
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.targets import read_target
from govcheck.time.clock import format_duration, format_instant

Kept = Literal["kept", "late", "broken", "not-owed", "unknown"]
ORDER: Final[tuple[Kept, ...]] = ("broken", "late", "unknown", "kept", "not-owed")
"""What a reader must not overlook comes first."""
BreachKind = Literal["own-draft", "without-approval", "other-text", "untold"]


class Breach(NamedTuple):
    """What makes an obligation broken."""

    kind: BreachKind
    approval: str = ""
    """`playbook/approval`."""
    requires: str = ""
    people: tuple[str, ...] = ()
    """Who approved what they had drafted, or who had agreed although others had not."""
    publishes: bool = False

    def __str__(self) -> str:
        did = "published" if self.publishes else "done"
        who = ", ".join(self.people)
        if self.kind == "own-draft":
            return f"`{self.approval}` was approved by {who}, who drafted it"
        if self.kind == "other-text":
            return f"the text that was {did} is not the text that `{self.approval}` was given for"
        if self.kind == "untold":
            return "nobody who owed it was told in time"
        agreed = f"; only {who} agreed" if who else ""
        return f"{did} without `{self.approval}` ({self.requires}){agreed}"


class ObligationVerdict(NamedTuple):
    """What became of an obligation. Instants are seconds since 1970 UTC."""

    obligation: str
    do: str
    verdict: Kept
    because: str
    due: int | None = None
    done: int | None = None
    by: str | None = None
    log_lines: tuple[int, ...] = ()
    faults: tuple[Breach, ...] = ()


class IncidentReview(NamedTuple):
    """The verdicts on an incident."""

    incident: str
    title: str
    policy: str
    verdicts: tuple[ObligationVerdict, ...]
    unfolded: Unfolding
    problems: tuple[LogProblem, ...]
    reviewed: tuple[Entry, ...] = ()
    """The lines by which somebody has dealt with it."""
    seated: frozenset[str] = frozenset()
    """Whoever may; anybody where there are none."""

    def of(self, *kinds: Kept) -> tuple[ObligationVerdict, ...]:
        """The verdicts of some kinds."""
        return tuple(one for one in self.verdicts if one.verdict in kinds)

    @property
    def strangers(self) -> tuple[str, ...]:
        """Those who wrote that they dealt with it, and may not."""
        found = {one.who for one in self.reviewed if self.seated and one.who not in self.seated}
        return tuple(sorted(found))

    @property
    def left(self) -> tuple[ObligationVerdict, ...]:
        """What is broken and nobody who may has dealt with.

        A review deals with what the lines before it say: what a later one adds or corrects is left.
        """
        counted = (one.line for one in self.reviewed if one.who not in self.strangers)
        last = max(counted, default=0)
        corrections = {one.line: one.corrected_by for one in self.unfolded.book.entries}
        return tuple(
            one
            for one in self.of("broken")
            if not last
            or any(max(line, *corrections.get(line, ()), 0) > last for line in one.log_lines)
        )


def review_of(
    unfolded: Unfolding,
    policy: str,
    reviewed: tuple[Entry, ...] = (),
    seated: frozenset[str] = frozenset(),
) -> IncidentReview:
    """Judge an unfolded incident by the policy that it was played by.

    `reviewed` are the lines by which somebody dealt with it, which may be later; `seated` may.
    """
    verdicts = [
        *(_verdict(unfolded, owed) for owed in unfolded.owed),
        *(
            ObligationVerdict(name, do, "not-owed", because)
            for name, do, because in unfolded.not_owed
        ),
    ]
    stated = unfolded.now.stated
    return IncidentReview(
        stated.id,
        stated.title,
        policy,
        tuple(verdicts),
        unfolded,
        unfolded.problems,
        reviewed,
        seated,
    )


def _verdict(unfolded: Unfolding, owed: LoggedObligation) -> ObligationVerdict:
    one = owed.obligation
    done = done_by(unfolded, owed)
    made = ObligationVerdict(one.id, one.do, "kept", "", one.due)
    if owed.skipped is not None and done is None:
        line = owed.skipped
        lines = (line.line, *line.corrected_by)
        return made._replace(verdict="not-owed", because=line.because, by=line.who, log_lines=lines)
    if done is None:
        return _not_done(unfolded, owed, made)
    made = made._replace(done=done.at, by=done.by, log_lines=_lines(owed, done))
    faults = list(_faults(owed, done))
    if faults:
        said = "; ".join(map(str, faults))
        return made._replace(verdict="broken", because=said, faults=tuple(faults))
    if done.late_seconds:
        return made._replace(verdict="late", because=f"{format_duration(done.late_seconds)} late")
    spare = one.due - done.at
    said = f"{format_duration(spare)} to spare" if spare else "at the last instant"
    return made._replace(because=said)


def _not_done(
    unfolded: Unfolding, owed: LoggedObligation, made: ObligationVerdict
) -> ObligationVerdict:
    """Nothing says that it was done: broken only where the log shows that nobody knew of it."""
    one = owed.obligation
    if one.due > unfolded.at:
        return made._replace(verdict="unknown", because="it is not due yet")
    promised = one.id.partition("#")[0] == ACKNOWLEDGE
    told = {line.person for line in unfolded.book.of("told", "acknowledged") if line.at <= one.due}
    known = promised and not told.isdisjoint(unfolded.people.roster.people)
    asked = known or (owed.action is not None and one.untold and unfolded.book.of("told"))
    if asked and told.isdisjoint(read_target(who).id for who in one.owed_by):
        fault = Breach("untold")
        return made._replace(verdict="broken", because=str(fault), faults=(fault,))
    return made._replace(verdict="unknown", because="nothing is logged, neither kept nor broken")


def _faults(owed: LoggedObligation, done: DoneItem) -> Iterator[Breach]:
    """What was broken by doing it."""
    publishes = owed.obligation.publishes
    for state, got in owed.approvals:
        name = f"{owed.playbook}/{state.id}"
        if not got.held_at(done.at):
            if got.own:
                yield Breach("own-draft", name, state.requires, got.own, publishes)
            yield Breach("without-approval", name, state.requires, got.by, publishes)
        written = "" if owed.line is None else owed.line.text_sha256
        if written and got.text_sha256 and written not in got.text_sha256:
            yield Breach("other-text", name, publishes=publishes)


def _lines(owed: LoggedObligation, done: DoneItem) -> tuple[int, ...]:
    corrected = () if owed.line is None else owed.line.corrected_by
    given = [line for _, got in owed.approvals for line in got.lines]
    return tuple(dict.fromkeys((done.log_line, *corrected, *given)))


ScenarioDocument = dict[str, object]


def scenario_of(program: Program, outcome: Outcome, answers: Acknowledgements) -> ScenarioDocument:
    """The scenario, as a mapping of plain values in the order in which it is written.

    `outcome` is the incident with the facts that were known in the end, played by the policy with
    these `answers`.
    """
    stated, zone = outcome.stated, program.roster.timezone
    facts = {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in stated.case.facts.items()
    }
    incident: ScenarioDocument = {
        "title": str(stated.title),
        "detected_at": format_instant(stated.case.detected_at, zone),
        "facts": facts,
    }
    results = {verdict.decision.name: verdict.result for verdict in outcome.verdicts}
    expect: ScenarioDocument = {}
    for name in ("severity", "escalation"):
        if name in results:
            expect[name] = results[name][0]
    if "playbooks" in results:
        expect["playbooks"] = list(results["playbooks"])
    expect["missed"] = list(outcome.missed)
    answered = [
        {"by": f"person:{person}", "at": format_duration(after)} for person, after in answers
    ]
    found: ScenarioDocument = {
        "kind": "scenario",
        "id": f"{stated.id}-as-it-was",
        "incident": incident,
    }
    return found | ({"acknowledged": answered} if answered else {}) | {"expect": expect}

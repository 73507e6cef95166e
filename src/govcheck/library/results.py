"""What the library answers: immutable values, each as the command of the same name says it.

`to_json()` of each gives the same object as `--format json` of the command, in typed dictionaries
whose form `"format": 1` fixes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govcheck.finding import Finding, Severity

if TYPE_CHECKING:  # each answer imports what it needs
    from govcheck.agenda.item import AgendaItem
    from govcheck.briefing.duty import DutyReport
    from govcheck.briefing.duty.json import DutyJson
    from govcheck.briefing.simulation import v1
    from govcheck.duty.coverage import TargetDuty
    from govcheck.engine.ruleset import Ruling
    from govcheck.papers.change.v1 import DiffJson
    from govcheck.render.stamp import PolicyStamp
    from govcheck.report.agenda import AgendaReport
    from govcheck.report.agenda.json import AgendaJson
    from govcheck.report.findings import Report
    from govcheck.report.findings.json import FindingsJson
    from govcheck.report.prove import ProofReport
    from govcheck.report.prove.json import ProofJson
    from govcheck.report.scenarios import TestReport
    from govcheck.report.scenarios.json import TestJson
    from govcheck.simulate.outcome import Obligation, Outcome
    from govcheck.simulate.program import Program
    from govcheck.workspace.diff import Diff
    from govcheck.workspace.trial import Ran


@dataclass(frozen=True, slots=True)
class Findings:
    """What `validate` finds, accepted findings included, by path and span."""

    report: "Report"
    notes: tuple[str, ...] = ()
    """What could not be looked at, such as files that an archive names and that are not there."""

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.report.findings)

    def __len__(self) -> int:
        return len(self.report.findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that block a merge: errors that nobody has accepted."""
        return tuple(one for one in self.report.held if one.severity == Severity.ERROR)

    def to_json(self) -> "FindingsJson":
        """The object of `validate --format json`."""
        from govcheck.report.findings.json import findings_json

        return findings_json(self.report)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the rules decide of some facts, by the name of the decision."""

    _outcome: "Outcome"
    _program: "Program"
    _stamp: "PolicyStamp"

    def __getitem__(self, name: str) -> "Ruling":
        return self._by_name()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name())

    def __len__(self) -> int:
        return len(self._outcome.verdicts)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The unknown facts that could still change a result, the most decisive first."""
        return tuple(question.fact for question in self._outcome.ask_next)

    def to_json(self) -> "dict[str, v1.DecisionJson]":
        """`decisions` of `simulate --format json`."""
        from govcheck.briefing.simulation.json import simulation

        return simulation(self._outcome, self._program, self._stamp)["decisions"]

    def _by_name(self) -> "dict[str, Ruling]":
        return {ruling.decision.name: ruling for ruling in self._outcome.verdicts}


@dataclass(frozen=True, slots=True)
class Simulation:
    """An incident decided and played forward: who must do what by when."""

    _outcome: "Outcome"
    _program: "Program"
    _stamp: "PolicyStamp"

    @property
    def decisions(self) -> Decisions:
        """What the rules decide."""
        return Decisions(self._outcome, self._program, self._stamp)

    @property
    def told(self) -> tuple[str, ...]:
        """The ids of everybody who is told, in the order in which they are."""
        people = [one.person for event in self._outcome.timeline for one in event.people]
        return tuple(dict.fromkeys(people))

    @property
    def obligations(self) -> "tuple[Obligation, ...]":
        """What is owed, by when, by whom. Instants are seconds since 1970 UTC."""
        return tuple(self._outcome.obligations)

    @property
    def missed(self) -> tuple[str, ...]:
        """The ids of the obligations that are not met."""
        return tuple(self._outcome.missed)

    @property
    def forbidden(self) -> tuple[str, ...]:
        """What must not be said or done until it is approved."""
        return tuple(self._outcome.forbidden)

    def to_json(self) -> "v1.SimulationJson":
        """The object of `simulate --format json`."""
        from govcheck.briefing.simulation.json import simulation

        return simulation(self._outcome, self._program, self._stamp)

    def to_text(self) -> str:
        """The page of `simulate`, without colour."""
        from govcheck.briefing.simulation import render

        return render("text", [self._outcome], self._program, self._stamp)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who answers to each target that was asked for."""

    report: "DutyReport"

    def __iter__(self) -> "Iterator[TargetDuty]":
        return iter(self.report.answers)

    def __len__(self) -> int:
        return len(self.report.answers)

    def now(self, target: str) -> tuple[str, ...]:
        """The ids of those who answer to a target at the instant asked for.

        Raises:
            KeyError: The target was not asked for.
        """
        answers = {answer.target: answer for answer in self.report.answers}
        return tuple(one.person for one in answers[target].now)

    def to_json(self) -> "DutyJson":
        """The object of `duty --format json`."""
        from govcheck.briefing.duty.json import duty_json

        return duty_json(self.report)


@dataclass(frozen=True, slots=True)
class Proofs:
    """What holds for every incident at every minute, and what does not."""

    report: "ProofReport"

    @property
    def failed(self) -> bool:
        """Whether something is refuted that nobody has accepted."""
        return self.report.proof.failed

    @property
    def refuted(self) -> tuple[str, ...]:
        """`CODE subject` of everything that is refuted and not accepted."""
        return tuple(
            f"{one.verdict.code} {one.verdict.subject}"
            for one in self.report.proof.proven
            if one.failed
        )

    def to_json(self) -> "ProofJson":
        """The object of `prove --format json`."""
        from govcheck.report.prove.json import proof_json

        return proof_json(self.report)


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """What a change of the policy does to people and incidents."""

    diff: "Diff"

    @property
    def effects(self) -> tuple[str, ...]:
        """The names of the effects, each once, such as `lowers-severity`."""
        return tuple(dict.fromkeys(effect.effect for effect in self.diff.change.effects))

    @property
    def is_weaker(self) -> bool:
        """Whether something is weaker than it was."""
        return any(effect.kind == "weaker" for effect in self.diff.change.effects)

    def to_json(self) -> "DiffJson":
        """The object of `diff --format json`."""
        from govcheck.papers.change.json import diff_json

        return diff_json(self.diff)


@dataclass(frozen=True, slots=True)
class CouncilAgenda:
    """The meetings ahead, and every item for them."""

    report: "AgendaReport"

    def __iter__(self) -> "Iterator[AgendaItem]":
        return iter(self.report.agenda.items)

    def __len__(self) -> int:
        return len(self.report.agenda.items)

    def to_json(self) -> "AgendaJson":
        """The object of `agenda --format json`."""
        from govcheck.report.agenda.json import agenda_json

        return agenda_json(self.report)


@dataclass(frozen=True, slots=True)
class ScenarioRuns:
    """Every scenario that was run, with each difference from what it expects."""

    report: "TestReport"

    def __iter__(self) -> "Iterator[Ran]":
        return iter(self.report.tested.ran)

    def __len__(self) -> int:
        return len(self.report.tested.ran)

    @property
    def failed(self) -> tuple[str, ...]:
        """The ids of the scenarios that came out differently."""
        return tuple(one.id for one in self.report.tested.failed)

    @property
    def blocking(self) -> "tuple[Finding, ...]":
        """What keeps the policy, or a scenario, from being read."""
        return self.report.tested.blocking

    @property
    def percent(self) -> float:
        """How much of the rules, steps and approvals all scenarios reach."""
        return self.report.tested.percent

    def to_json(self) -> "TestJson":
        """The object of `test --format json`."""
        from govcheck.report.scenarios.json import test_json

        return test_json(self.report)

"""How the scenarios of a policy went."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govcheck.report.scenarios import TestReport
from govcheck.workspace.answers import tested

if TYPE_CHECKING:  # each answer imports what it needs
    from govcheck.finding import Finding
    from govcheck.library.loaded import LoadedPolicy
    from govcheck.report.scenarios.json import TestJson
    from govcheck.workspace.trial import Ran


@dataclass(frozen=True, slots=True)
class ScenarioRuns:
    """Every scenario that was run, with each difference from what it expects."""

    report: TestReport

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


def run_scenarios_of(policy: "LoadedPolicy", paths: Collection[str] | None) -> ScenarioRuns:
    """Run the scenarios of a policy; with paths, tell those in these files alone."""
    results = tested(policy.tree, policy.cache)
    if paths is not None:
        results = results._replace(ran=tuple(one for one in results.ran if one.span.path in paths))
    program = None if results.blocking else policy.compiled.program
    return ScenarioRuns(TestReport(results, program=program))

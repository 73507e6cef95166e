"""How scenarios went, as people and programs read it, one module a format."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from govcheck.simulate.program import Program
from govcheck.tongue import ENGLISH, Tongue
from govcheck.workspace.trial import Tested

if TYPE_CHECKING:  # running scenarios needs none of the analysis
    from govcheck.suggest.suggest import Suggestions

FORMATS: Final = ("text", "json", "junit")


class TestReport(NamedTuple):
    """What a format is given; `coverage` asks for what no scenario reaches, too."""

    tested: Tested
    coverage: bool = False
    verbose: bool = False
    color: bool = False
    full: bool = False
    """Whether text has each difference with its place in the scenario."""
    program: Program | None = None
    """The policy with its names; None where it does not load."""
    tongue: Tongue = ENGLISH
    suggested: "tuple[Suggestions, Mapping[str, str]] | None" = None
    """What is suggested, and the files that were written, by the ids of the scenarios."""


def render(report: TestReport, format_: str) -> str:
    """The results in one of the formats."""
    module = import_module(f"govcheck.report.scenarios.{format_}")
    return str(module.render(report))


def summary(report: TestReport) -> str:
    """One line: how many scenarios passed, and how much they reach."""
    tested = report.tested
    total, failed = len(tested.ran), len(tested.failed)
    tongue = report.tongue
    said = tongue.count(
        "{count} scenario: {passed} passed, {failed} failed",
        "{count} scenarios: {passed} passed, {failed} failed",
        total, passed=tongue.number(total - failed), failed=tongue.number(failed),
    )  # fmt: skip
    if not report.coverage:
        return said
    return said + "; " + tongue.say("{percent} % reached", percent=percent(tested))


def percent(tested: Tested) -> str:
    """The share that is reached, rounded down, so that 100 means everything."""
    return f"{int(tested.percent * 10) / 10:g}"

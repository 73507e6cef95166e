"""`simulate`: incident files played forward on a program."""

from collections.abc import Iterable
from typing import NamedTuple

from govcheck.engine.case import FactProblem
from govcheck.engine.ruleset import Ruling
from govcheck.finding import Diagnostic, Finding, Place, Problem
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state
from govcheck.source import Source
from govcheck.workspace.cache import Cache
from govcheck.workspace.incident_file import locate_in, read_incidents
from govcheck.workspace.supposition import Supposition

BAD_FACT = Diagnostic("INC001", "bad-fact")


class Played(NamedTuple):
    """The outcomes of the incidents that could be read, and what is wrong with the others."""

    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, Source]


def simulate(
    program: Program, files: Iterable[tuple[str, bytes]], asked: Supposition, cache: Cache
) -> Played:
    """Play every incident of some files; a bad one does not hide the others."""
    outcomes: list[Outcome] = []
    findings: list[Finding] = []
    sources: dict[str, Source] = {}
    for path, content in files:
        file = read_incidents(path, content, cache)
        sources[path] = file.source
        findings += file.findings
        for report in file.reports:
            stated, problems = state(
                program,
                report.id,
                report.title,
                report.detected_at if asked.at is None else asked.at,
                published_at=report.published_at,
                aware_at=report.aware_at,
                facts={**report.facts, **dict(asked.settings)},
                conflicts=report.conflicts,
            )
            if problems:
                findings += [
                    _located(program, path, content, report.index, one) for one in problems
                ]
                continue
            outcomes.append(
                play(program, stated, absent=asked.absent, acknowledged=asked.acknowledged)
            )
    return Played(tuple(outcomes), tuple(findings), sources)


def clashes(outcomes: Iterable[Outcome]) -> list[tuple[Outcome, Ruling]]:
    """The verdicts in which several rules match although at most one may."""
    return [
        (outcome, verdict) for outcome in outcomes for verdict in outcome.verdicts if verdict.clash
    ]


def _located(
    program: Program, path: str, content: bytes, index: int, problem: FactProblem
) -> Finding:
    keys = ("conflicts",) if problem.fact == "conflicts" else ("facts", problem.fact)
    undeclared = problem.fact not in program.ruleset.facts
    place = Place(path, index, keys, of_key=undeclared)
    return locate_in(path, content, BAD_FACT, Problem(place, problem.message, help=problem.help))

"""The decisions of an incident as they followed each other, each from an instant on."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govcheck.engine.case import read_case
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Ruling
from govcheck.logbook.entry import Logbook, LogProblem
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.plan import Plan, plan
from govcheck.simulate.program import Program


class Phase(NamedTuple):
    """From an instant on, until the next one: the facts as known, and what is decided of them."""

    start: int
    stated: PlayedIncident
    rulings: tuple[Ruling, ...]
    todo: Plan

    @property
    def severity(self) -> str:
        """The severity that is acted on; empty where nothing decides it."""
        return self.todo.severity


def phases_of(
    program: Program,
    incident: PlayedIncident,
    facts: Mapping[str, object],
    book: Logbook,
    problems: list[LogProblem],
) -> Iterator[Phase]:
    """The decisions, made anew with every new fact; what is wrong with facts joins `problems`.

    `facts` are those that the incident's file states.
    """
    detected = incident.case.detected_at
    facts = dict(facts)
    lines = list(book.of("fact"))
    starts = sorted({detected, *(max(one.at, detected) for one in lines)})
    for start in starts:
        while lines and max(lines[0].at, detected) <= start:
            line = lines.pop(0)
            _, wrong = read_case(program.ruleset, line.facts, detected)
            problems += [LogProblem(line.line, one.message, one.help) for one in wrong]
            bad = {one.fact for one in wrong}
            facts |= {name: value for name, value in line.facts.items() if name not in bad}
        case, _ = read_case(program.ruleset, facts, detected)
        stated = incident._replace(case=case)
        rulings = decide(program.ruleset, program.roster, case)
        yield Phase(start, stated, rulings, plan(program, stated, rulings))

"""Actions that ask for a fact: the answer, once it is logged, is their end."""

from collections.abc import Collection, Mapping, Sequence

from govcheck.engine.decide import known_of
from govcheck.engine.evaluate import truth
from govcheck.engine.ruleset import Any, IsKnown, Predicate, replaced, tests_of
from govcheck.logbook.entry import Entry, Logbook
from govcheck.logbook.running import Phase
from govcheck.simulate.plan import PlannedPlaybook
from govcheck.simulate.program import Program


def with_answers(
    program: Program,
    phases: Sequence[Phase],
    book: Logbook,
    planned: PlannedPlaybook,
    mine: Mapping[str, list[Entry]],
) -> Mapping[str, list[Entry]]:
    """The lines about a playbook's actions, with those facts that answer what an action asks.

    Whatever is owed only while a fact is unknown is done by the line that states the fact, unless
    another line says that it was done.
    """
    found = dict(mine)
    for action in planned.playbook.actions:
        asked = {one.fact for one in tests_of(action.when) if isinstance(one, IsKnown)}
        if not asked or action.id not in planned.owed:
            continue
        names = [action.id, *(f"{action.id}#{turn + 1}" for turn in range(action.times))]
        done = sum(line.event == "done" for name in names for line in mine.get(name, ()))
        answer = _answer(program, phases, book, action.when, asked)
        if answer is not None:
            line = answer._replace(event="done", action=f"{planned.playbook.id}/{action.id}")
            left = max(action.times, 1) - done
            found[action.id] = [*mine.get(action.id, ()), *[line] * left]
    return found


def _answer(
    program: Program,
    phases: Sequence[Phase],
    book: Logbook,
    when: Predicate,
    asked: Collection[str],
) -> Entry | None:
    """The line since which a condition fails only because what it asks for is known."""
    since: int | None = None
    for phase in reversed(phases):
        if not _is_answered(program, phase, when):
            break
        since = phase.start
    if since is None or since == phases[0].start:
        return None
    lines = (
        line
        for line in book.of("fact")
        if line.at == since and any(line.facts.get(fact) is not None for fact in asked)
    )
    return next(lines, None)


def _is_answered(program: Program, phase: Phase, when: Predicate) -> bool:
    view = known_of(program.ruleset, program.roster, phase.stated.case, phase.rulings)
    unanswered = replaced(when, lambda test: Any(()) if isinstance(test, IsKnown) else test)
    return truth(when, view) is False and truth(unanswered, view) is not False

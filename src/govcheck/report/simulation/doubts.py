"""What could still go another way: single points of failure, unknown facts, remarks."""

from govcheck.engine.ruleset import OpenFact
from govcheck.report.simulation.sheet import Row, Section
from govcheck.report.simulation.view import OutcomeView, any_of


def if_absent(view: OutcomeView) -> Section:
    """The people whose absence alone would break an obligation."""
    people = [view.person(name) + f" (--absent {name})" for name in view.outcome.single_points]
    rows = [Row(f"another obligation is missed without {any_of(people)}")] if people else []
    return Section("If absent", tuple(rows))


def still_unknown(view: OutcomeView) -> Section:
    """The unknown facts that could change a result, most decisive first; then the others."""
    rows = [_question(question) for question in view.outcome.ask_next]
    asked = {question.fact for question in view.outcome.ask_next}
    idle = [fact for fact in view.outcome.unknown if fact not in asked]
    if idle:
        rows.append(Row(f"cannot change a result: {', '.join(idle)}", tone="quiet"))
    return Section("Still unknown", tuple(rows))


def _question(question: OpenFact) -> Row:
    answers = (
        f"{answer}: {', '.join(f'{name} {_results(to)}' for name, to in changes.items())}"
        for answer, changes in question.would_change.items()
    )
    return Row(f"{question.fact}: {question.question}", below=tuple(answers))


def _results(results: tuple[str, ...]) -> str:
    return ", ".join(results) or "none"


def remarks(view: OutcomeView) -> Section:
    """What else a reader should know."""
    return Section("Notes", tuple(map(Row, view.outcome.notes)))

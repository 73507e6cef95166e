"""What a reader of all of it sees, in which order."""

from govcheck.briefing.simulation.consent import approvals, forbidden, quorum
from govcheck.briefing.simulation.duties import do_now, missed
from govcheck.briefing.simulation.sheet import Row, Section, Sheet
from govcheck.briefing.simulation.timeline import timeline
from govcheck.briefing.simulation.verdict import headline, subtitle, why
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.engine.ruleset import OpenFact


def if_absent(view: OutcomeView) -> Section:
    """The people whose absence alone would break an obligation."""
    people = [view.person(name) + f" (--absent {name})" for name in view.outcome.single_points]
    say = view.tongue.say
    missed = say("another obligation is missed without {who}", who=view.any_of(people))
    rows = [Row(missed)] if people else []
    return Section(say("If absent"), tuple(rows))


def still_unknown(view: OutcomeView) -> Section:
    """The unknown facts that could change a result, most decisive first; then the others."""
    rows = [_question(view, question) for question in view.outcome.ask_next]
    asked = {question.fact for question in view.outcome.ask_next}
    idle = [fact for fact in view.outcome.unknown if fact not in asked]
    if idle:
        said = view.tongue.say("cannot change a result: {facts}", facts=", ".join(idle))
        rows.append(Row(said, tone="quiet"))
    return Section(view.tongue.say("Still unknown"), tuple(rows))


def _question(view: OutcomeView, question: OpenFact) -> Row:
    answers = (
        f"{answer}: {', '.join(f'{name} {_results(view, to)}' for name, to in changes.items())}"
        for answer, changes in question.would_change.items()
    )
    return Row(f"{question.fact}: {view.text(question.question)}", below=tuple(answers))


def _results(view: OutcomeView, results: tuple[str, ...]) -> str:
    return ", ".join(results) or view.tongue.say("none")


def remarks(view: OutcomeView) -> Section:
    """What else a reader should know."""
    rows = tuple(Row(view.text(note)) for note in view.outcome.notes)
    return Section(view.tongue.say("Notes"), rows)


SECTIONS = (
    missed,
    do_now,
    why,
    timeline,
    approvals,
    forbidden,
    quorum,
    if_absent,
    still_unknown,
    remarks,
)


def full(view: OutcomeView) -> Sheet:
    """Everything there is to say; sections that have nothing to say are left out."""
    sections = (section(view) for section in SECTIONS)
    return Sheet(headline(view), subtitle(view), tuple(one for one in sections if one.rows))

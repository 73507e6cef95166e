"""GUARD001: what guarantees say under `holds` is true of every incident of their `for`."""

from collections.abc import Iterator

from govcheck.engine.decide import used_by, value_of
from govcheck.engine.evaluate import view_of
from govcheck.engine.possible import Completions
from govcheck.engine.ruleset import Predicate
from govcheck.engine.search import Budget
from govcheck.prove.meanings import GUARD001
from govcheck.prove.promises import Promise
from govcheck.prove.replay import confirm, replay
from govcheck.prove.rules.study import Attempt, Study
from govcheck.prove.verdict import Proposition, Verdict, Witness
from govcheck.regions.mildest import mildest
from govcheck.translation import all_of, said


def guarantees(study: Study) -> Iterator[Verdict]:
    """A verdict for each guarantee that says `holds`."""
    for promise in study.promises:
        if promise.when is not None and promise.holds is not None:
            yield _verdict(study, promise, promise.when, promise.holds)


def _verdict(study: Study, promise: Promise, when: Predicate, holds: Predicate) -> Verdict:
    about = Proposition(GUARD001, f"guarantee/{promise.id}", promise.holds_place)
    read = study.space.reads(when) | study.space.reads(holds)
    doubtful = study.unsettled(about, _decisions(study, when, holds))
    if doubtful is not None:
        return doubtful
    solver = study.space.solver

    def find(attempt: Attempt) -> Verdict | None:
        worst_case = attempt.worst_cases[0]
        concerned, kept = worst_case.certain(when), worst_case.certain(holds)
        if solver.solve([concerned, -kept]):
            witness = _witness(study, promise, (when, holds), [concerned, -kept])
            message = said(
                "the guarantee `{id}` is broken: {note}", id=promise.id, note=witness.note
            )
            verdicts = replay(study.program, witness).verdicts
            see = study.matched(verdicts, _decisions(study, holds))
            return about.refuted(message, see=see, witness=witness)
        if attempt.limit is None and not solver.solve([concerned]):
            message = said("no incident is one of those that `{id}` is for", id=promise.id)
            return about._replace(place=promise.place).vacuous(message)
        return None

    attempts = study.attempts(read, study.space.any_incident)
    truth = said("`{id}` holds for every incident of its `for`", id=promise.id)
    return study.searched(about, attempts, find, truth)


def _witness(
    study: Study, promise: Promise, conditions: tuple[Predicate, Predicate], wanted: list[int]
) -> Witness:
    when, holds = conditions
    facts = study.space.reads(when) | study.space.reads(holds)
    witness = Witness(*mildest(study.space, wanted, facts))
    note = _outcome(study, holds, witness)
    confirm(_certain(study, when, witness) and not _certain(study, holds, witness), note)
    return witness._replace(note=note)


def _certain(study: Study, condition: Predicate, witness: Witness) -> bool:
    """Whether a condition holds for every completion of the facts that a witness leaves out.

    Decisions that it tests have the results that the program acts on.
    """
    outcome = replay(study.program, witness)
    acted = {one.decision.name: value_of(one) for one in outcome.verdicts}
    program = study.program
    view = view_of(program.ruleset, program.roster, outcome.stated.case).knowing(acted)
    completions = Completions(view, (), {}, [condition], Budget())
    return completions.some(completions.formula(condition, wanted=False)) is None


def _decisions(study: Study, *conditions: Predicate) -> list[str]:
    """The decisions that conditions test."""
    return [name for name in used_by(conditions) if name in study.space.decisions]


def _outcome(study: Study, holds: Predicate, witness: Witness) -> str:
    """What the program acts on, of the decisions that a condition tests."""
    tested = _decisions(study, holds)
    verdicts = [
        one for one in replay(study.program, witness).verdicts if one.decision.name in tested
    ]
    words = [
        said(
            "`{name}` is {results}",
            name=one.decision.name,
            results=", ".join(f"`{result}`" for result in one.result) or said("empty"),
        )
        for one in verdicts
    ]
    return all_of(words) if words else said("it does not hold")

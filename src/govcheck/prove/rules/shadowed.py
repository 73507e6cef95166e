"""RULE003: every rule decides some incident."""

from collections.abc import Iterator

from govcheck.engine.ruleset import CompiledRule, DecisionTable
from govcheck.prove.meanings import RULE003
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Verdict
from govcheck.regions.solver import Unsolved
from govcheck.regions.wording import named
from govcheck.translation import said


def shadowed(study: Study) -> Iterator[Verdict]:
    """A verdict for each rule that decides nothing, and one for the others of a decision."""
    for decision in study.program.ruleset.decisions:
        about = study.about(RULE003, decision)
        message = said("every rule of `{name}` decides some incident", name=decision.name)
        yield from study.of_each_rule(about, decision, decision.uses, _verdict, message)


def _verdict(study: Study, decision: DecisionTable, number: int) -> Verdict | None:
    """The verdict on a rule; None where it decides some incident."""
    rule = decision.rules[number]
    about = study.about_rule(RULE003, rule)
    try:
        if study.contest(decision).decides(number):
            return None
        cover = _cover(study, decision, number)
    except Unsolved:
        return about.skipped(said("the search for an incident took too long"))
    if not cover:
        return about.refuted(said("rule `{id}` never holds", id=rule.id))
    names = named([one.id for one in cover])
    places = (
        study.rule_place(
            one,
            said("`{id}` holds and comes first", id=one.id)
            if decision.hit_policy == "first"
            else said("`{id}` holds and yields more", id=one.id),
        )
        for one in cover
    )
    why = _beats(decision, len(cover))
    message = said("rule `{id}` never decides: {names} {why}", id=rule.id, names=names, why=why)
    return about.refuted(message, see=tuple(one for one in places if one is not None))


def _cover(study: Study, decision: DecisionTable, number: int) -> list[CompiledRule]:
    contest = study.contest(decision)
    chosen = contest.covers.smallest(number, contest.rivals(number))
    return [decision.rules[one] for one in chosen]


def _beats(decision: DecisionTable, count: int) -> str:
    first = decision.hit_policy == "first"
    if count == 1:
        return (
            said("always holds, too, and comes first")
            if first
            else said("always holds, too, and yields more")
        )
    return (
        said("between them always hold, too, and come first")
        if first
        else said("between them always hold, too, and yield more")
    )

"""RULE003 and RULE004: every rule decides some incident, and none could be removed unnoticed."""

from collections.abc import Iterator

from govcheck.engine.ruleset import DecisionTable
from govcheck.prove.meanings import RULE003, RULE004
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
        yield from study.of_each_rule(about, decision, decision.uses, _shadowed, message)


def _shadowed(study: Study, decision: DecisionTable, number: int) -> Verdict | None:
    """The verdict on a rule; None where it decides some incident."""
    rule, contest = decision.rules[number], study.contest(decision)
    about = study.about_rule(RULE003, rule)
    try:
        if contest.decides(number):
            return None
        chosen = contest.covers.smallest(number, contest.rivals(number))
    except Unsolved:
        return about.skipped(said("the search for an incident took too long"))
    if not chosen:
        return about.refuted(said("rule `{id}` never holds", id=rule.id))
    cover = [decision.rules[one] for one in chosen]
    names, why = named([one.id for one in cover]), _beats(decision, len(cover))
    message = said("rule `{id}` never decides: {names} {why}", id=rule.id, names=names, why=why)
    see = study.rule_places(
        cover,
        lambda one: (
            said("`{id}` holds and comes first", id=one.id)
            if decision.hit_policy == "first"
            else said("`{id}` holds and yields more", id=one.id)
        ),
    )
    return about.refuted(message, see=see)


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


def redundant(study: Study) -> Iterator[Verdict]:
    """A verdict for each rule that makes no difference, and one for the others of a decision.

    Rules that decide nothing at all are the business of RULE003.
    """
    for decision in study.program.ruleset.decisions:
        about = study.about(RULE004, decision)
        message = said(
            "without any one rule `{name}` would differ for some incident", name=decision.name
        )
        yield from study.of_each_rule(about, decision, [decision.name], _redundant, message)


def _redundant(study: Study, decision: DecisionTable, number: int) -> Verdict | None:
    """The verdict on a rule; None where it makes a difference, or never decides.

    Where no rules with the same result match between them whenever it decides, `otherwise` makes
    up for it.
    """
    rule, contest = decision.rules[number], study.contest(decision)
    about = study.about_rule(RULE004, rule)
    try:
        if contest.matters(number) or not contest.decides(number):
            return None
        others, covers = contest.equals(number), contest.covers
        chosen = covers.smallest(number, others) if covers.cover(number, others) else []
    except Unsolved:
        return about.skipped(said("the search for an incident took too long"))
    results = ", ".join(f"`{result}`" for result in rule.results) or "nothing"
    if not chosen:
        message = said(
            "without rule `{id}` the result would be {results} all the same",
            id=rule.id,
            results=results,
        )
        return about.refuted(message)
    cover = [decision.rules[one] for one in chosen]
    names = named([one.id for one in cover])
    message = (
        said(
            "rule `{id}` adds nothing: {names} always holds, too, and yields no less",
            id=rule.id,
            names=names,
        )
        if len(cover) == 1
        else said(
            "rule `{id}` adds nothing: {names} always hold between them, too, and yield no less",
            id=rule.id,
            names=names,
        )
    )
    see = study.rule_places(cover, lambda one: said("`{id}` yields this, too", id=one.id))
    return about.refuted(message, see=see)

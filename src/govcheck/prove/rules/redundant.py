"""RULE004: no rule could be removed without any incident being decided differently."""

from collections.abc import Iterator

from govcheck.engine.ruleset import DecisionTable
from govcheck.prove.meanings import RULE004
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Verdict
from govcheck.regions.solver import Unsolved
from govcheck.regions.wording import named
from govcheck.translation import said


def redundant(study: Study) -> Iterator[Verdict]:
    """A verdict for each rule that makes no difference, and one for the others of a decision.

    Rules that decide nothing at all are the business of RULE003.
    """
    for decision in study.program.ruleset.decisions:
        about = study.about(RULE004, decision)
        message = said(
            "without any one rule `{name}` would differ for some incident", name=decision.name
        )
        yield from study.of_each_rule(about, decision, [decision.name], _verdict, message)


def _verdict(study: Study, decision: DecisionTable, number: int) -> Verdict | None:
    """The verdict on a rule; None where it makes a difference, or never decides."""
    rule, contest = decision.rules[number], study.contest(decision)
    about = study.about_rule(RULE004, rule)
    try:
        if contest.matters(number) or not contest.decides(number):
            return None
        cover = _cover(study, decision, number)
    except Unsolved:
        return about.skipped(said("the search for an incident took too long"))
    results = ", ".join(f"`{result}`" for result in rule.results) or "nothing"
    if not cover:
        message = said(
            "without rule `{id}` the result would be {results} all the same",
            id=rule.id,
            results=results,
        )
        return about.refuted(message)
    names = named([decision.rules[one].id for one in cover])
    places = (
        study.rule_place(
            decision.rules[one], said("`{id}` yields this, too", id=decision.rules[one].id)
        )
        for one in cover
    )
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
    return about.refuted(message, see=tuple(one for one in places if one is not None))


def _cover(study: Study, decision: DecisionTable, number: int) -> list[int]:
    """The fewest rules with the same result of which one matches whenever a rule decides.

    Empty where no such rules exist: then `otherwise` makes up for the rule.
    """
    contest = study.contest(decision)
    others = contest.equals(number)
    if not contest.covers.cover(number, others):
        return []
    return contest.covers.smallest(number, others)

"""RULE004: no rule could be removed without any incident being decided differently."""

from collections.abc import Iterator

from govcheck.engine.ruleset import DecisionTable
from govcheck.prove.meanings import RULE004
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Verdict, proved, refuted, skipped, vacuous
from govcheck.regions.solver import Unsolved
from govcheck.regions.wording import named


def redundant(study: Study) -> Iterator[Verdict]:
    """A verdict for each rule that makes no difference, and one for the others of a decision.

    Rules that decide nothing at all are the business of RULE003.
    """
    for decision in study.program.ruleset.decisions:
        subject, place = study.subject(decision), study.place(decision)
        if not decision.rules:
            yield vacuous(RULE004, subject, f"`{decision.name}` has no rules", place)
            continue
        used = study.unsettled([decision.name])
        if used is not None:
            reason = f"`{used}` may have two results at once"
            yield skipped(RULE004, subject, reason, place)
            continue
        verdicts = (_verdict(study, decision, number) for number in range(len(decision.rules)))
        found = [one for one in verdicts if one is not None]
        yield from found
        if not found:
            message = f"without any one rule `{decision.name}` would differ for some incident"
            yield proved(RULE004, subject, message, place)


def _verdict(study: Study, decision: DecisionTable, number: int) -> Verdict | None:
    """The verdict on a rule; None where it makes a difference, or never decides."""
    rule, contest = decision.rules[number], study.contest(decision)
    subject, place = study.rule_subject(rule), study.rule_place(rule)
    try:
        if contest.matters(number) or not contest.decides(number):
            return None
        cover = _cover(study, decision, number)
    except Unsolved:
        return skipped(RULE004, subject, "the search for an incident took too long", place)
    results = ", ".join(f"`{result}`" for result in rule.results) or "nothing"
    if not cover:
        message = f"without rule `{rule.id}` the result would be {results} all the same"
        return refuted(RULE004, subject, message, place)
    verb = "holds" if len(cover) == 1 else "hold between them"
    places = (
        study.rule_place(decision.rules[one], f"`{decision.rules[one].id}` yields this, too")
        for one in cover
    )
    return refuted(
        RULE004,
        subject,
        f"rule `{rule.id}` adds nothing: {named([decision.rules[one].id for one in cover])}"
        f" always {verb}, too, and {'yields' if len(cover) == 1 else 'yield'} no less",
        place,
        see=tuple(one for one in places if one is not None),
    )


def _cover(study: Study, decision: DecisionTable, number: int) -> list[int]:
    """The fewest rules with the same result of which one matches whenever a rule decides.

    Empty where no such rules exist: then `otherwise` makes up for the rule.
    """
    contest = study.contest(decision)
    others = contest.equals(number)
    if not contest.covers.cover(number, others):
        return []
    return contest.covers.smallest(number, others)

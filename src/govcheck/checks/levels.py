"""Levels: how much an organisation lets those checks matter that are a matter of opinion."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from govcheck.checks.check import Check, check
from govcheck.finding import Diagnostic, Finding, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.modelling.unread import until_unread
from govcheck.nearest import did_you_mean
from govcheck.translation import said

if TYPE_CHECKING:  # levels alone need neither
    from govcheck.load.repository import Repository
    from govcheck.simulate.program import Program

_OFF: Final = "off"


def rule_of(policy: Policy, one: Check) -> Diagnostic | None:
    """The rule of a check with the severity that the organisation gives it; None where it is off.

    Only checks that are a matter of opinion are affected.
    """
    root = policy.organization
    level = None if root is None else root.checks.get(one.rule.code)
    if level is None or not one.rule.is_opinion:
        return one.rule
    return None if level == _OFF else one.rule._replace(severity=Severity(level))


def findings_by(
    repository: "Repository", program: "Program", checks: Iterable[Check]
) -> Iterator[Finding]:
    """What checks say of a repository, each as far as what it looks at could be read."""
    for one in checks:
        rule = rule_of(repository.policy, one)
        if rule is not None:
            for problem in until_unread(one.look(repository.readable, program)):
                yield repository.finding(rule, problem)


def sets_unknown_check(checks: Iterable[Check], others: Iterable[str]) -> Check:
    """The check that `checks` of the organisation names what may be set; `others` may not."""
    named = {one.rule.code: one for one in checks}
    free = sorted(code for code, one in named.items() if one.rule.is_opinion)
    fixed = {code for code, one in named.items() if not one.rule.is_opinion} | {*others}
    codes = {one.rule.name: code for code, one in named.items()}

    def look(policy: Policy) -> Iterator[Problem]:
        """The `checks` of the organisation set checks that are a matter of opinion, by their codes.

        What must hold so that somebody is told in time is no matter of opinion; a finding of such a
        check can only be accepted, for a while and with a reason, by a waiver.
        """
        root = policy.organization
        for code in () if root is None else root.checks:
            place = root.place("checks", code, of_key=True) if root is not None else None
            if place is None or code in free:
                continue
            if code in fixed:
                message = said("`{code}` is not a matter of opinion", code=code)
                yield Problem(
                    place, message, help=said("mend what it finds, or accept it by a waiver")
                )
            else:
                advice = said("write `{codes}`", codes=codes[code]) if code in codes else None
                message = said("there is no check with the code `{code}`", code=code)
                yield Problem(place, message, help=advice or did_you_mean(code, free))

    return check("ORG001", "sets-unknown-check")(look)

"""Reviews of rules."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Problem
from govcheck.load.policy import Policy
from govcheck.translation import said


@check("DEC021", "rule-review-overdue")
def rule_review_overdue(policy: Policy) -> Iterator[Problem]:
    """A rule that is to be reviewed by a day has been reviewed by then.

    Numbers in rules age: what was many followers two years ago is few today. The day itself is
    still in time.
    """
    for decision in policy.decisions:
        for position, rule in enumerate(decision.rules):
            if rule.review_by is not None:
                place, due = decision.place("rules", position, "review_by"), rule.review_by
                message = said(
                    "rule `{id}` was to be reviewed by {review_by}", id=rule.id, review_by=due
                )
                advice = said("review it, and set the next date")
                yield Problem(place, message, help=advice, expires=due)

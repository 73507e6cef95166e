"""Goals: that they can still be reached, and where."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Problem
from govcheck.load.policy import Policy
from govcheck.translation import said


@check("GOAL001", "goal-overdue")
def goal_overdue(policy: Policy) -> Iterator[Problem]:
    """Every goal is due on a day that lies ahead.

    A goal of the past steers nothing; it was reached, or it was missed.
    """
    for goal in policy.goals:
        message = said("goal `{id}` looks no further than {due}", id=goal.id, due=goal.due)
        advice = said("set a new day, or delete the goal and keep what was learnt")
        yield Problem(goal.place("due"), message, help=advice, expires=goal.due)


@check("GOAL002", "goal-without-channel")
def goal_without_channel(policy: Policy) -> Iterator[Problem]:
    """Every goal names the channels on which it is pursued.

    Without one nobody changes what they do. Only looked for once the policy has a channel.
    """
    for goal in policy.goals if policy.channels else ():
        if not goal.channels:
            place = goal.place("channels" if "channels" in goal.model_fields_set else "id")
            message = said("goal `{id}` is pursued on no channel", id=goal.id)
            yield Problem(place, message, help=said("name at least one in `channels`"))

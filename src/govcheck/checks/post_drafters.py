"""Who drafts posts: somebody who may speak or publish for the company, and knows how."""

from collections.abc import Iterator
from datetime import date, timedelta

from govcheck.checks.check import check
from govcheck.checks.holdings import holdings
from govcheck.checks.periods import ALWAYS, Period, active, during, overlap
from govcheck.checks.qualifications import demands, lapses
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.model.post import Post
from govcheck.model.role import Role
from govcheck.time.wall_clocks import day_of

_RIGHTS = ("speak", "publish")


@check("POST014", "drafter-without-right")
def drafter_without_right(policy: Policy) -> Iterator[Problem]:
    """Whoever drafts a post may speak or publish, is active on its day, and has been trained.

    The right comes with a role (`permissions`), the training with what the role requires. A post
    without `publish_at` is judged as of today.
    """
    allowed = _allowed(policy)
    gaps: dict[str, list[tuple[str, Period]]] = {}
    for demand in demands(policy):
        person = demand.holding.person
        gaps.setdefault(person.id, []).extend(
            (demand.training.id, lapse.period) for lapse in lapses(person, demand.training)
        )
    for post in policy.posts:
        drafter = policy.find(Person, post.drafted_by)
        if drafter is None or post.status == "withdrawn":
            continue
        place = post.place("drafted_by")
        if drafter.id not in allowed:
            yield Problem(
                place,
                f"`{drafter.id}`, who drafts post `{post.id}`, may neither speak nor publish",
                (drafter.place("roles", note="no role here gives the right"),),
                "let somebody draft it who may, or give them a role that has the permission",
            )
        when = _when(policy, post)
        for period in _outside(active(drafter)):
            message = f"`{drafter.id}`, who drafts post `{post.id}`, is not active"
            yield from _then(place, message, period, when)
        for training, period in gaps.get(drafter.id, ()):
            message = f"`{drafter.id}`, who drafts post `{post.id}`, lacks training `{training}`"
            yield from _then(place, message, period, when)


def _allowed(policy: Policy) -> set[str]:
    found = set()
    for holding in holdings(policy):
        role = policy.find(Role, holding.role)
        if role is not None and any(right in role.permissions for right in _RIGHTS):
            found.add(holding.person.id)
    return found


def _when(policy: Policy, post: Post) -> Period:
    if post.publish_at is None:
        return ALWAYS
    day = date.fromordinal(day_of(post.publish_at, policy.timezone))
    return Period(day, day)


def _outside(there: Period) -> Iterator[Period]:
    if there.first is not None:
        yield Period(None, there.first - timedelta(days=1))
    if there.last is not None:
        yield Period(there.last + timedelta(days=1), None)


def _then(place: Place, message: str, period: Period, when: Period) -> Iterator[Problem]:
    """The problem where the period meets the day of the post; without one, while it lasts."""
    if overlap(period, when) is None:
        return
    problem = Problem(place, message, help="let somebody else draft it")
    yield during(problem, period) if when == ALWAYS else problem

"""Who drafts posts: somebody who may speak or publish for the company, and knows how."""

from collections.abc import Iterator
from datetime import timedelta

from govcheck.checks.check import check
from govcheck.checks.periods import Period, active, during
from govcheck.checks.qualifications import demands, lapses
from govcheck.checks.roles import holdings
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.model.role import Role
from govcheck.translation import said

_RIGHTS = ("speak", "publish")


@check("POST014", "drafter-without-right")
def drafter_without_right(policy: Policy) -> Iterator[Problem]:
    """Whoever drafts a post may speak or publish, is active, and has been trained.

    The right comes with a role (`permissions`), the training with what the role requires. It is
    judged as of today, until the post is published.
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
        if drafter is None or post.status in ("withdrawn", "published"):
            continue
        place = post.place("drafted_by")
        if drafter.id not in allowed:
            yield Problem(
                place,
                said(
                    "`{id}`, who drafts post `{id2}`, may neither speak nor publish",
                    id=drafter.id,
                    id2=post.id,
                ),
                (drafter.place("roles", note=said("no role here gives the right")),),
                said("let somebody draft it who may, or give them a role that has the permission"),
            )
        for period in _outside(active(drafter)):
            message = said(
                "`{id}`, who drafts post `{id2}`, is not active", id=drafter.id, id2=post.id
            )
            yield from _then(place, message, period)
        for training, period in gaps.get(drafter.id, ()):
            message = said(
                "`{id}`, who drafts post `{id2}`, lacks training `{training}`",
                id=drafter.id,
                id2=post.id,
                training=training,
            )
            yield from _then(place, message, period)


def _allowed(policy: Policy) -> set[str]:
    found = set()
    for holding in holdings(policy):
        role = policy.find(Role, holding.role)
        if role is not None and any(right in role.permissions for right in _RIGHTS):
            found.add(holding.person.id)
    return found


def _outside(there: Period) -> Iterator[Period]:
    if there.first is not None:
        yield Period(None, there.first - timedelta(days=1))
    if there.last is not None:
        yield Period(there.last + timedelta(days=1), None)


def _then(place: Place, message: str, period: Period) -> Iterator[Problem]:
    """The problem, while the period lasts."""
    yield during(Problem(place, message, help=said("let somebody else draft it")), period)

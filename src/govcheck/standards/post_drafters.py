"""Who drafts posts: somebody who may speak or publish for the company, and knows how."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from govcheck.checks.check import check
from govcheck.finding import Place, Problem
from govcheck.named_tuples import NamedTuple
from govcheck.time.clock import DAY
from govcheck.time.wall_clocks import EPOCH_DAY
from govcheck.translation import said

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.load.policy import Policy
    from govcheck.model.person import Person
    from govcheck.model.post import Post

_RIGHTS: Final = ("speak", "publish")
_DAY: Final = timedelta(days=1)
NOT_ACTIVE: Final = ""
"""What is lacking of somebody who does not belong to the company: no training."""


class UnfitDrafter(NamedTuple):
    """Why somebody may not draft.

    They have no right to it, by what stands at `roles`, or lack something until a day or after
    another one: the last day before, what, and the first day on which it is there again.
    """

    roles: Place | None
    lacks: tuple[tuple[date | None, str, date | None], ...]


@check("POST014", "drafter-without-right")
def drafter_without_right(policy: "Policy") -> Iterator[Problem]:
    """Whoever drafts a post may speak or publish, is active, and has been trained.

    The right comes with a role (`permissions`), the training with what the role requires. It is
    judged as of today, until the post is published; what lapses after its day is nothing.
    """
    from govcheck.model.person import Person

    found = {post.drafted_by: policy.find(Person, post.drafted_by) for post in policy.posts}
    people = [person for person in found.values() if person is not None]
    yield from unfit_drafters(policy, unfit(policy, people))


def unfit_drafters(policy: "Policy", known: Mapping[str, UnfitDrafter]) -> Iterator[Problem]:
    """The posts that are not out yet and are drafted by somebody who is known to be unfit."""
    for post in policy.posts:
        drafter = known.get(post.drafted_by)
        if drafter is None or post.status in ("withdrawn", "published"):
            continue
        place, both = post.place("drafted_by"), {"id": post.drafted_by, "id2": post.id}
        if drafter.roles is not None:
            yield Problem(
                place,
                said("`{id}`, who drafts post `{id2}`, may neither speak nor publish", **both),
                (drafter.roles,),
                said("let somebody draft it who may, or give them a role that has the permission"),
            )
        for before, training, again in drafter.lacks:
            if before is not None and before.toordinal() > _out_by(post):
                continue
            message = said("`{id}`, who drafts post `{id2}`, is not active", **both)
            if training != NOT_ACTIVE:
                message = said(
                    "`{id}`, who drafts post `{id2}`, lacks training `{training}`",
                    training=training,
                    **both,
                )
            advice = said("let somebody else draft it")
            yield Problem(place, message, help=advice, expires=before, heals=again)


def _out_by(post: "Post") -> int:
    """The last day on which a post goes out, by any clock."""
    at = post.publish_at
    return date.max.toordinal() if at is None else EPOCH_DAY + at // DAY + 1


def unfit(policy: "Policy", people: "Iterable[Person]") -> dict[str, UnfitDrafter]:
    """Who of some people may not draft, now or at some time."""
    from govcheck.checks.periods import active
    from govcheck.checks.qualifications import demands, lapses
    from govcheck.checks.roles import holdings
    from govcheck.model.role import Role

    allowed = set()
    for holding in holdings(policy):
        role = policy.find(Role, holding.role)
        if role is not None and any(right in role.permissions for right in _RIGHTS):
            allowed.add(holding.person.id)
    lacks: dict[str, list[tuple[date | None, str, date | None]]] = {}
    for person in people:
        first, last = active(person)
        lacks[person.id] = [(None, NOT_ACTIVE, first)] if first is not None else []
        lacks[person.id] += [(last, NOT_ACTIVE, None)] if last is not None else []
    for demand in demands(policy):
        person = demand.holding.person
        for (first, last), _ in lapses(person, demand.training) if person.id in lacks else ():
            before = None if first is None else first - _DAY
            again = None if last is None else last + _DAY
            lacks[person.id].append((before, demand.training.id, again))
    return {
        person.id: UnfitDrafter(
            None
            if person.id in allowed
            else person.place("roles", note=said("no role here gives the right")),
            tuple(lacks[person.id]),
        )
        for person in people
        if person.id not in allowed or lacks[person.id]
    }

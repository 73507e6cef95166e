"""Who belongs to what: teams, councils, roles, rotas, departments, channels."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import effect
from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.model.scalars import NOBODY
from govcheck.translation import said, together


class _Membership(NamedTuple):
    """A person, or a team, has a part in something; `where` is `kind/id` and perhaps the part."""

    where: str
    member: str


class _Found(NamedTuple):
    """Where a membership is written down, and for which days, both ends in."""

    causes: frozenset[str]
    place: Place | None = None
    since: date | None = None
    until: date | None = None


_Memberships = dict[_Membership, _Found]


def membership(comparison: Comparison) -> Iterator[Effect]:
    """Members who come, go, or stay for longer or shorter."""
    before, after = _memberships(comparison.base), _memberships(comparison.head)
    for one in sorted({*before, *after}):
        old, new = before.get(one), after.get(one)
        if old is None and new is not None:
            yield _told(comparison, "adds-member", one, None, one.member, new)
        elif new is None and old is not None:
            yield _told(comparison, "removes-member", one, one.member, None, old)
        elif old is not None and new is not None:
            yield from _days(comparison, one, old, new)


def _days(comparison: Comparison, one: _Membership, old: _Found, new: _Found) -> Iterator[Effect]:
    words = _words(one.member, old), _words(one.member, new)
    causes = new._replace(causes=old.causes | new.causes)
    starts, ends = _start(new) - _start(old), _end(new) - _end(old)
    if starts < 0 or ends > 0:
        yield _told(comparison, "adds-member", one, *words, causes)
    if starts > 0 or ends < 0:
        yield _told(comparison, "removes-member", one, *words, causes)


def _start(found: _Found) -> int:
    return date.min.toordinal() if found.since is None else found.since.toordinal()


def _end(found: _Found) -> int:
    return date.max.toordinal() if found.until is None else found.until.toordinal()


def _words(member: str, found: _Found) -> str:
    since = "" if found.since is None else said("from {day}", day=found.since)
    until = "" if found.until is None else said("until {day}", day=found.until)
    return together((member, since, until), " ")


def _told(
    comparison: Comparison,
    name: str,
    one: _Membership,
    before: str | None,
    after: str | None,
    found: _Found,
) -> Effect:
    people = {one.member} & {person.id for side in _sides(comparison) for person in side.people}
    return effect(
        comparison,
        "adds-member" if name == "adds-member" else "removes-member",
        one.where,
        before,
        after,
        found.causes,
        people=people,
        place=found.place,
    )


def _sides(comparison: Comparison) -> tuple[Policy, Policy]:
    return comparison.base.policy, comparison.head.policy


def _memberships(side: ComparedPolicy) -> _Memberships:
    policy = side.policy
    found: _Memberships = {}
    for ours in (_of_people, _of_teams, _of_councils, _of_rotas, _of_engagement, _of_channels):
        for one, how in ours(policy):
            known = found.get(one)
            found[one] = how if known is None else _joined(known, how)
    for role, people in side.program.roster.roles.items():
        for person in people:
            teams = {team.ref for team in policy.teams for m in team.members if m.person == person}
            found[_Membership(f"role/{role}", person)] = _Found(
                frozenset({f"person/{person}", f"role/{role}", *teams})
            )
    return found


def _joined(one: _Found, other: _Found) -> _Found:
    """Two seats of one person last from the start of the one to the end of the other."""
    since = None if None in (one.since, other.since) else min(_start(one), _start(other))
    until = None if None in (one.until, other.until) else max(_end(one), _end(other))
    return _Found(
        one.causes | other.causes,
        one.place,
        None if since is None else date.fromordinal(since),
        None if until is None else date.fromordinal(until),
    )


_Told = Iterator[tuple[_Membership, _Found]]


def _of_people(policy: Policy) -> _Told:
    for person in policy.people:
        active = person.active
        yield (
            _Membership("organization/people", person.id),
            _Found(
                frozenset({person.ref}),
                person.place("id"),
                None if active is None else active.from_,
                None if active is None else active.until,
            ),
        )


def _of_teams(policy: Policy) -> _Told:
    for team in policy.teams:
        own = frozenset({team.ref})
        for position, member in enumerate(team.members):
            place = team.place("members", position)
            yield _Membership(team.ref, member.person), _Found(own, place)
        yield _Membership(f"{team.ref}/lead", team.lead), _Found(own, team.place("lead"))
        if team.outsourced_to is not None:
            place = team.place("outsourced_to")
            yield _Membership(f"{team.ref}/outsourced_to", team.outsourced_to), _Found(own, place)
        for area, answer in team.responsibilities.items():
            where, place = f"{team.ref}/responsibilities", team.place("responsibilities", area)
            yield _Membership(f"{where}/{area}/accountable", answer.accountable), _Found(own, place)
            for person in answer.responsible:
                yield _Membership(f"{where}/{area}/responsible", person), _Found(own, place)


def _of_councils(policy: Policy) -> _Told:
    for council in policy.councils:
        own = frozenset({council.ref})
        yield (
            _Membership(f"{council.ref}/chair", council.chair),
            _Found(own, council.place("chair")),
        )
        for person in council.chain_of_command:
            place = council.place("chain_of_command")
            yield _Membership(f"{council.ref}/chain_of_command", person), _Found(own, place)
        for position, seat in enumerate(council.seats):
            place, term = council.place("seats", position), seat.term
            days = (None, None) if term is None else (term.from_, term.until)
            yield _Membership(council.ref, seat.person), _Found(own, place, *days)
            where = f"{council.ref}/represents/{seat.represents}"
            yield _Membership(where, seat.person), _Found(own, place, *days)
            if seat.deputy is not None:
                where = f"{council.ref}/seats/{seat.person}/deputy"
                yield _Membership(where, seat.deputy), _Found(own, place, *days)


def _of_rotas(policy: Policy) -> _Told:
    for rota in policy.rotas:
        own = frozenset({rota.ref})
        layers = (member for layer in rota.layers for member in layer.members)
        for person in (*rota.members, *layers, *(one.person for one in rota.overrides)):
            if person != NOBODY:
                yield _Membership(rota.ref, person), _Found(own, rota.place("members"))


def _of_engagement(policy: Policy) -> _Told:
    for one in policy.representatives:
        where = f"department/{one.department}"
        yield _Membership(where, one.person), _Found(frozenset({one.ref}), one.place("person"))
    for advocate in policy.advocates:
        for channel in advocate.channels:
            where = f"channel/{channel}/advocates"
            found = _Found(frozenset({advocate.ref}), advocate.place("channels"))
            yield _Membership(where, advocate.person), found


def _of_channels(policy: Policy) -> _Told:
    for channel in policy.channels:
        found = _Found(frozenset({channel.ref}), channel.place("owner"))
        yield _Membership(f"{channel.ref}/owner", channel.owner), found

"""What people have: whom teams, councils, rotas and the like consist of, and who may do what.

Rights are the permissions of roles, accounts, and whose place somebody may take.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import effect
from govcheck.finding import Place
from govcheck.model.change_control import EffectName
from govcheck.model.scalars import NOBODY
from govcheck.translation import said, together


class _Membership(NamedTuple):
    """A person, or a team, has a part in something; `where` is `kind/id` and perhaps the part."""

    where: str
    member: str


class _Right(NamedTuple):
    """A person may do something, somewhere."""

    subject: str
    person: str
    what: str


class _Held(NamedTuple):
    """The documents that say so, where one of them does, and for which days, both ends in."""

    causes: frozenset[str]
    place: Place | None = None
    since: date | None = None
    until: date | None = None


K = TypeVar("K", _Membership, _Right)


def _gathered(
    told: Iterable[tuple[K, _Held]], joined: Callable[[_Held, _Held], _Held]
) -> dict[K, _Held]:
    found: dict[K, _Held] = {}
    for one, how in told:
        found[one] = joined(found[one], how) if one in found else how
    return found


def membership(comparison: Comparison) -> Iterator[Effect]:
    """Members who come, go, or stay for longer or shorter."""
    before, after = (_gathered(_members(side), _joined) for side in comparison[:2])
    for one in sorted({*before, *after}):
        old, new = before.get(one), after.get(one)
        if old is None and new is not None:
            yield _told(comparison, "adds-member", one, None, one.member, new)
        elif new is None and old is not None:
            yield _told(comparison, "removes-member", one, one.member, None, old)
        elif old is not None and new is not None:
            yield from _days(comparison, one, old, new)


def _days(comparison: Comparison, one: _Membership, old: _Held, new: _Held) -> Iterator[Effect]:
    words = _words(one.member, old), _words(one.member, new)
    causes = new._replace(causes=old.causes | new.causes)
    starts, ends = _start(new) - _start(old), _end(new) - _end(old)
    if starts < 0 or ends > 0:
        yield _told(comparison, "adds-member", one, *words, causes)
    if starts > 0 or ends < 0:
        yield _told(comparison, "removes-member", one, *words, causes)


def _start(held: _Held) -> int:
    return (held.since or date.min).toordinal()


def _end(held: _Held) -> int:
    return (held.until or date.max).toordinal()


def _words(member: str, held: _Held) -> str:
    since = "" if held.since is None else said("from {day}", day=held.since)
    until = "" if held.until is None else said("until {day}", day=held.until)
    return together((member, since, until), " ")


def _told(
    comparison: Comparison,
    name: EffectName,
    one: _Membership,
    before: str | None,
    after: str | None,
    held: _Held,
) -> Effect:
    people = {person.id for side in comparison[:2] for person in side.policy.people}
    told = effect(comparison, name, one.where, before, after, held.causes, place=held.place)
    return told._replace(people=frozenset({one.member} & people))


def _joined(one: _Held, other: _Held) -> _Held:
    """Two seats of one person last from the start of the one to the end of the other."""
    since = one.since and other.since and min(one.since, other.since)
    until = one.until and other.until and max(one.until, other.until)
    return _Held(one.causes | other.causes, one.place, since, until)


_Members = Iterator[tuple[_Membership, _Held]]


def _members(side: ComparedPolicy) -> _Members:
    for told in (_of_people, _of_teams, _of_councils, _of_rotas, _of_engagement, _of_channels):
        yield from told(side)
    for role, people in side.program.roster.roles.items():
        for person in people:
            teams = {
                team.ref for team in side.policy.teams for m in team.members if m.person == person
            }
            causes = frozenset({f"person/{person}", f"role/{role}", *teams})
            yield _Membership(f"role/{role}", person), _Held(causes)


def _of_people(side: ComparedPolicy) -> _Members:
    for person in side.policy.people:
        active = person.active
        days = (None, None) if active is None else (active.from_, active.until)
        held = _Held(frozenset({person.ref}), person.place("id"), *days)
        yield _Membership("organization/people", person.id), held


def _of_teams(side: ComparedPolicy) -> _Members:
    for team in side.policy.teams:
        own = frozenset({team.ref})
        for position, member in enumerate(team.members):
            place = team.place("members", position)
            yield _Membership(team.ref, member.person), _Held(own, place)
        yield _Membership(f"{team.ref}/lead", team.lead), _Held(own, team.place("lead"))
        if team.outsourced_to is not None:
            place = team.place("outsourced_to")
            yield _Membership(f"{team.ref}/outsourced_to", team.outsourced_to), _Held(own, place)
        for area, answer in team.responsibilities.items():
            where, place = f"{team.ref}/responsibilities", team.place("responsibilities", area)
            yield _Membership(f"{where}/{area}/accountable", answer.accountable), _Held(own, place)
            for person in answer.responsible:
                yield _Membership(f"{where}/{area}/responsible", person), _Held(own, place)


def _of_councils(side: ComparedPolicy) -> _Members:
    for council in side.policy.councils:
        own = frozenset({council.ref})
        chair = _Membership(f"{council.ref}/chair", council.chair)
        yield chair, _Held(own, council.place("chair"))
        for person in council.chain_of_command:
            place = council.place("chain_of_command")
            yield _Membership(f"{council.ref}/chain_of_command", person), _Held(own, place)
        for position, seat in enumerate(council.seats):
            place, term = council.place("seats", position), seat.term
            days = (None, None) if term is None else (term.from_, term.until)
            yield _Membership(council.ref, seat.person), _Held(own, place, *days)
            where = f"{council.ref}/represents/{seat.represents}"
            yield _Membership(where, seat.person), _Held(own, place, *days)
            if seat.deputy is not None:
                where = f"{council.ref}/seats/{seat.person}/deputy"
                yield _Membership(where, seat.deputy), _Held(own, place, *days)


def _of_rotas(side: ComparedPolicy) -> _Members:
    for rota in side.policy.rotas:
        own = frozenset({rota.ref})
        layers = (member for layer in rota.layers for member in layer.members)
        for person in (*rota.members, *layers, *(one.person for one in rota.overrides)):
            if person != NOBODY:
                yield _Membership(rota.ref, person), _Held(own, rota.place("members"))


def _of_engagement(side: ComparedPolicy) -> _Members:
    for one in side.policy.representatives:
        where = f"department/{one.department}"
        yield _Membership(where, one.person), _Held(frozenset({one.ref}), one.place("person"))
    for advocate in side.policy.advocates:
        for channel in advocate.channels:
            where = f"channel/{channel}/advocates"
            found = _Held(frozenset({advocate.ref}), advocate.place("channels"))
            yield _Membership(where, advocate.person), found


def _of_channels(side: ComparedPolicy) -> _Members:
    for channel in side.policy.channels:
        found = _Held(frozenset({channel.ref}), channel.place("owner"))
        yield _Membership(f"{channel.ref}/owner", channel.owner), found


def permissions(comparison: Comparison) -> Iterator[Effect]:
    """Who gains or loses which right."""
    before, after = (
        _gathered(_rights(side), lambda one, two: two._replace(causes=one.causes | two.causes))
        for side in comparison[:2]
    )
    for right in sorted({*before, *after}):
        old, new = before.get(right), after.get(right)
        found = new or old
        if found is None or (old is not None and new is not None):
            continue
        words = said("{person} may {what}", person=right.person, what=right.what)
        was, is_ = (None if one is None else words for one in (old, new))
        name: EffectName = "revokes-permission" if new is None else "grants-permission"
        told = effect(comparison, name, right.subject, was, is_, found.causes)
        yield told._replace(people=frozenset({right.person}), place=found.place)


_Rights = Iterator[tuple[_Right, _Held]]


def _rights(side: ComparedPolicy) -> _Rights:
    for told in (_of_roles, _of_accounts, _of_deputies, _of_departments):
        yield from told(side)


def _of_roles(side: ComparedPolicy) -> _Rights:
    for role in side.policy.roles:
        for person in side.program.roster.roles.get(role.id, ()):
            teams = {
                team.ref
                for team in side.policy.teams
                for member in team.members
                if member.person == person and member.role == role.id
            }
            given = _Held(
                frozenset({role.ref, f"person/{person}", *teams}), role.place("permissions")
            )
            for permission in role.permissions:
                yield _Right(f"person/{person}", person, permission), given


def _of_accounts(side: ComparedPolicy) -> _Rights:
    """Who has the account; another account is another right."""
    for channel in side.policy.channels:
        own = frozenset({channel.ref})
        account = said("{name} on {network}", name=channel.handle, network=channel.network)
        for position, person in enumerate(channel.admins):
            what = said("administer {account}", account=account)
            place = channel.place("admins", position)
            yield _Right(f"{channel.ref}/admins", person, what), _Held(own, place)
        if channel.backup is not None:
            right = _Right(
                f"{channel.ref}/backup", channel.backup, said("recover {account}", account=account)
            )
            yield right, _Held(own, channel.place("backup"))


def _of_deputies(side: ComparedPolicy) -> _Rights:
    for person in side.policy.people:
        for position, deputy in enumerate(person.deputies):
            right = _Right(
                f"{person.ref}/deputies", deputy, said("stand in for {name}", name=person.id)
            )
            yield right, _Held(frozenset({person.ref}), person.place("deputies", position))
    for council in side.policy.councils:
        for position, seat in enumerate(council.seats):
            if seat.deputy is not None:
                where = f"{council.ref}/seats/{seat.person}/deputy"
                right = _Right(
                    where, seat.deputy, said("take the seat of {name}", name=seat.person)
                )
                place = council.place("seats", position, "deputy")
                yield right, _Held(frozenset({council.ref}), place)


def _of_departments(side: ComparedPolicy) -> _Rights:
    """On what, and where, somebody speaks for a department: on everything unless it is stated."""
    everything = {"topics": said("all topics"), "channels": said("all channels")}
    for one in side.policy.representatives:
        for field, stated in (("topics", one.topics), ("channels", one.channels)):
            for part in stated or (everything[field],):
                right = _Right(f"{one.ref}/{field}", one.person, said("speak on {part}", part=part))
                yield right, _Held(frozenset({one.ref}), one.place("person"))

"""What people may do: the permissions of their roles, accounts, and whose place they may take."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import effect
from govcheck.finding import Place
from govcheck.translation import said


class _Right(NamedTuple):
    """A person may do something, somewhere."""

    subject: str
    person: str
    what: str


class _Given(NamedTuple):
    """The documents that give a right, and where one of them does."""

    causes: frozenset[str]
    place: Place


_Rights = dict[_Right, _Given]


def permissions(comparison: Comparison) -> Iterator[Effect]:
    """Who gains or loses which right."""
    before, after = _rights(comparison.base), _rights(comparison.head)
    for right in sorted({*before, *after}):
        old, new = before.get(right), after.get(right)
        found = new or old
        if found is None or (old is not None and new is not None):
            continue
        words = said("{person} may {what}", person=right.person, what=right.what)
        yield effect(
            comparison,
            "revokes-permission" if new is None else "grants-permission",
            right.subject,
            None if old is None else words,
            None if new is None else words,
            found.causes,
            people=[right.person],
            place=found.place,
        )


def _rights(side: ComparedPolicy) -> _Rights:
    found: _Rights = {}
    for told in (_of_roles, _of_channels, _of_deputies, _of_departments):
        for right, given in told(side):
            known = found.get(right)
            causes = given.causes if known is None else given.causes | known.causes
            found[right] = given._replace(causes=causes)
    return found


_Told = Iterator[tuple[_Right, _Given]]


def _of_roles(side: ComparedPolicy) -> _Told:
    for role in side.policy.roles:
        for person in side.program.roster.roles.get(role.id, ()):
            teams = {
                team.ref
                for team in side.policy.teams
                for member in team.members
                if member.person == person and member.role == role.id
            }
            given = _Given(
                frozenset({role.ref, f"person/{person}", *teams}), role.place("permissions")
            )
            for permission in role.permissions:
                yield _Right(f"person/{person}", person, permission), given


def _of_channels(side: ComparedPolicy) -> _Told:
    """Who has the account; another account is another right."""
    for channel in side.policy.channels:
        own = frozenset({channel.ref})
        account = said("{name} on {network}", name=channel.handle, network=channel.network)
        for position, person in enumerate(channel.admins):
            what = said("administer {account}", account=account)
            place = channel.place("admins", position)
            yield _Right(f"{channel.ref}/admins", person, what), _Given(own, place)
        if channel.backup is not None:
            right = _Right(
                f"{channel.ref}/backup", channel.backup, said("recover {account}", account=account)
            )
            yield right, _Given(own, channel.place("backup"))


def _of_deputies(side: ComparedPolicy) -> _Told:
    for person in side.policy.people:
        for position, deputy in enumerate(person.deputies):
            right = _Right(
                f"{person.ref}/deputies", deputy, said("stand in for {name}", name=person.id)
            )
            yield right, _Given(frozenset({person.ref}), person.place("deputies", position))
    for council in side.policy.councils:
        for position, seat in enumerate(council.seats):
            if seat.deputy is not None:
                where = f"{council.ref}/seats/{seat.person}/deputy"
                right = _Right(
                    where, seat.deputy, said("take the seat of {name}", name=seat.person)
                )
                place = council.place("seats", position, "deputy")
                yield right, _Given(frozenset({council.ref}), place)


def _of_departments(side: ComparedPolicy) -> _Told:
    """On what, and where, somebody speaks for a department: on everything unless it is stated."""
    everything = {"topics": said("all topics"), "channels": said("all channels")}
    for one in side.policy.representatives:
        for field, stated in (("topics", one.topics), ("channels", one.channels)):
            for part in stated or (everything[field],):
                right = _Right(f"{one.ref}/{field}", one.person, said("speak on {part}", part=part))
                yield right, _Given(frozenset({one.ref}), one.place("person"))

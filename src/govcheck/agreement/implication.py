"""Whether what has to be agreed to is at least as hard to meet as something else."""

from collections.abc import Callable, Iterable
from functools import cache

from govcheck.agreement.tree import Agreement, Every, Number, Some, Vote

Members = Callable[[str], frozenset[str] | None]
"""Who belongs to a target, each of whom agrees for themselves; None where only some of them do."""


def implies(one: Agreement, of_one: Members, other: Agreement, of_other: Members) -> bool:
    """Whether whatever agreement is enough for one is enough for the other.

    Sound, but not complete: False also where it takes more than comparing part by part to see it.
    Targets are compared by who belongs to them; the same target counts as the same people on both
    sides.
    """

    @cache
    def enough(one: Agreement, other: Agreement) -> bool:
        if one == other:
            return True
        if isinstance(other, Every) and other.parts:
            return all(enough(one, part) for part in other.parts)
        if isinstance(one, Some):
            return all(enough(part, other) for part in one.parts)
        if isinstance(one, Every) and any(enough(part, other) for part in one.parts):
            return True
        if isinstance(other, Some) and any(enough(one, part) for part in other.parts):
            return True
        if isinstance(one, Number):
            if isinstance(other, Number) and one.needed >= other.needed:
                return _covers(one.parts, of_one, other.parts, of_other)
            return all(enough(part, other) for part in one.parts)
        options = other.parts if isinstance(other, Some) else (other,)
        return isinstance(one, str) and _covers((one,), of_one, options, of_other)

    return enough(_simple(one), _simple(other))


def _simple(agreement: Agreement) -> Agreement:
    """The same with as few joints as can be: one of some is any, any or all of one is that one.

    Who is any of some is one of them, where people are counted or any of more is enough.
    """
    if isinstance(agreement, str | Vote):
        return agreement
    parts = tuple(map(_simple, agreement.parts))
    if isinstance(agreement, Number) and agreement.needed > 1:
        return Number(agreement.needed, _without_some(parts))
    if len(parts) == 1:
        return parts[0]
    return Every(parts) if isinstance(agreement, Every) else Some(_without_some(parts))


def _without_some(parts: Iterable[Agreement]) -> tuple[Agreement, ...]:
    found: list[Agreement] = []
    for part in parts:
        found += part.parts if isinstance(part, Some) else (part,)
    return tuple(found)


def _covers(
    ours: Iterable[Agreement], of_ours: Members, theirs: Iterable[Agreement], of_theirs: Members
) -> bool:
    """Whether whoever agrees for one of our parts agrees for one of theirs, too."""
    options = tuple(theirs)
    known = frozenset[str]().union(*(_members(part, of_theirs) or () for part in options))
    for part in ours:
        members = _members(part, of_ours)
        if part not in options and (members is None or not known.issuperset(members)):
            return False
    return True


def _members(part: Agreement, of: Members) -> frozenset[str] | None:
    return of(part) if isinstance(part, str) else None

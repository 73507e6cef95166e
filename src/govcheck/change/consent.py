"""Whether one requirement of agreement is at least as hard to meet as another."""

from govcheck.checks.answering import everybody
from govcheck.duty.roster import Roster
from govcheck.simulate.program import AllOf, AnyOf, By, CountOf


def implies(one: By, of_one: Roster, other: By, of_other: Roster) -> bool:
    """Whether everybody's agreement that is enough for one is enough for the other.

    Sound, but not complete: False also where it takes more than comparing part by part to see it.
    Targets are compared by who may answer to them at all; the same target counts as the same
    people, because who belongs to it is an effect of its own.
    """
    if one == other:
        return True
    if isinstance(other, AllOf):
        return all(implies(one, of_one, part, of_other) for part in other.parts)
    if isinstance(one, AnyOf):
        return all(implies(part, of_one, other, of_other) for part in one.parts)
    if isinstance(one, CountOf) and isinstance(other, CountOf):
        return one.needed >= other.needed and _people(one, of_one) <= _people(other, of_other)
    if isinstance(other, CountOf) and other.needed > 1:
        return isinstance(one, AllOf) and any(
            implies(part, of_one, other, of_other) for part in one.parts
        )
    if isinstance(one, AllOf) and any(implies(part, of_one, other, of_other) for part in one.parts):
        return True
    if isinstance(other, AnyOf) and any(
        implies(one, of_one, part, of_other) for part in other.parts
    ):
        return True
    if isinstance(one, AllOf):
        return False
    return bool(_people(one, of_one)) and _people(one, of_one) <= _people(other, of_other)


def _people(by: By, roster: Roster) -> frozenset[str]:
    """Everybody of whom one could agree."""
    if isinstance(by, str):
        return frozenset(everybody(roster, by))
    return frozenset[str]().union(*(_people(part, roster) for part in by.parts))


def in_words(by: By) -> str:
    """A requirement as a person writes it."""
    if isinstance(by, str):
        return by
    parts = [in_words(part) for part in by.parts]
    if isinstance(by, CountOf):
        return f"{by.needed} of ({', '.join(parts)})"
    how = " and " if isinstance(by, AllOf) else " or "
    return f"({how.join(parts)})" if parts else "nobody in particular"

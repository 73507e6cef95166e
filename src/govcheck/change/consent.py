"""Whether one requirement of agreement is at least as hard to meet as another."""

from collections.abc import Iterable
from functools import cache
from typing import Final

from govcheck.duty.resolve import holders
from govcheck.duty.roster import Roster, split_target
from govcheck.simulate.program import AgreementPlan, AllAgree, AnyAgree, CountAgree

_PLAIN: Final = ("person", "role", "team", "representative")
"""Targets for which everybody answers who belongs to them, and for whom their own deputies do.

Of a rota or a chain one answers at a time, and for a seat its deputy comes first: one of them is
never taken for another.
"""


def implies(one: AgreementPlan, of_one: Roster, other: AgreementPlan, of_other: Roster) -> bool:
    """Whether whatever agreement is enough for one is enough for the other.

    Sound, but not complete: False also where it takes more than comparing part by part to see it.
    Targets are compared by who answers to them; the same target counts as the same people on both
    sides, because who belongs to it is an effect of its own.
    """

    @cache
    def enough(one: AgreementPlan, other: AgreementPlan) -> bool:
        if one == other:
            return True
        if isinstance(other, AllAgree) and other.parts:
            return all(enough(one, part) for part in other.parts)
        if isinstance(one, AnyAgree):
            return all(enough(part, other) for part in one.parts)
        if isinstance(one, AllAgree) and any(enough(part, other) for part in one.parts):
            return True
        if isinstance(other, AnyAgree) and any(enough(one, part) for part in other.parts):
            return True
        if isinstance(one, CountAgree):
            if isinstance(other, CountAgree) and one.needed >= other.needed:
                return _covers(one.parts, of_one, other.parts, of_other)
            return all(enough(part, other) for part in one.parts)
        options = other.parts if isinstance(other, AnyAgree) else (other,)
        return _is_plain(one) and _covers((one,), of_one, options, of_other)

    return enough(_simple(one), _simple(other))


def _simple(by: AgreementPlan) -> AgreementPlan:
    """Rewrite an agreement in its normal form, so that equal ones compare equal.

    A `count` of one is `any_of`, and an `all_of` or `any_of` of a single part is that part; the
    parts are rewritten likewise.
    """
    if isinstance(by, str):
        return by
    parts = tuple(map(_simple, by.parts))
    if isinstance(by, CountAgree) and by.needed > 1:
        return CountAgree(by.needed, parts)
    if len(parts) == 1:
        return parts[0]
    return AllAgree(parts) if isinstance(by, AllAgree) else AnyAgree(parts)


def _covers(
    ours: Iterable[AgreementPlan],
    of_ours: Roster,
    theirs: tuple[AgreementPlan, ...],
    of_theirs: Roster,
) -> bool:
    """Whether every part of ours is a part of theirs, or held by people who hold some of theirs.

    Whoever agrees for one of our parts then agrees for one of theirs, too.
    """
    known = {
        person for part in theirs if _is_plain(part) for person in holders(of_theirs, str(part))
    }
    return all(
        part in theirs or (_is_plain(part) and known.issuperset(holders(of_ours, str(part))))
        for part in ours
    )


def _is_plain(part: AgreementPlan) -> bool:
    return isinstance(part, str) and split_target(part)[0] in _PLAIN


def in_words(by: AgreementPlan) -> str:
    """A requirement as a person writes it."""
    if isinstance(by, str):
        return by
    parts = [in_words(part) for part in by.parts]
    if isinstance(by, CountAgree):
        return f"{by.needed} of ({', '.join(parts)})" if parts else f"{by.needed} of anybody"
    how = " and " if isinstance(by, AllAgree) else " or "
    return f"({how.join(parts)})" if parts else "nobody in particular"

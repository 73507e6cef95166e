"""How much the organisation lets its checks matter."""

from collections.abc import Iterator, Mapping
from typing import Final

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect, EffectClass
from govcheck.change.effects.effects import effect
from govcheck.model.organization import Organization

_RANKS: Final = {"off": 0, "note": 1, "warning": 2, "error": 3}


def levels(comparison: Comparison) -> Iterator[Effect]:
    """Checks that are switched off or milder, or that matter more than before."""
    old, new = (side.policy.organization for side in comparison[:2])
    if old is None or new is None or old.checks == new.checks:
        return
    sides = _stated(old, new), _stated(new, old)
    codes = sorted(code for code in sides[0] if sides[0][code] != sides[1][code])
    if not codes:
        return
    before, after = (", ".join(f"{code} {one[code]}" for code in codes) for one in sides)
    yield effect(
        comparison,
        "changes-approval-rules",
        f"{new.ref}/checks",
        before,
        after,
        [new.ref],
        kind=_class([(_RANKS.get(sides[0][one]), _RANKS.get(sides[1][one])) for one in codes]),
        place=new.place("checks"),
    )


def _stated(one: Organization, other: Organization) -> Mapping[str, str]:
    """The level of every check that either names; one that is not named has its own."""
    from govcheck.checks.catalogue import CHECKS  # which imports every check

    own = {check.rule.code: str(check.rule.severity) for check in CHECKS if check.rule.is_opinion}
    return {
        code: one.checks.get(code, own.get(code, "unset"))
        for code in sorted({*one.checks, *other.checks})
    }


def _class(ranks: list[tuple[int | None, int | None]]) -> EffectClass:
    """Weaker where any check is milder; what is no matter of opinion has no level of its own."""
    known = [(before, after) for before, after in ranks if before is not None and after is not None]
    if any(after < before for before, after in known):
        return "weaker"
    return "stricter" if known and len(known) == len(ranks) else "different"

"""How much the organisation lets its checks matter."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect, EffectClass, worst
from govcheck.change.effects.effects import effect

_RANKS: Final = {"off": 0, "note": 1, "warning": 2, "error": 3}


class ComparedLevel(NamedTuple):
    """A check by its code, and its level on either side; `unset` where it has none."""

    code: str
    before: str
    after: str

    @property
    def kind(self) -> EffectClass:
        """Weaker where it is milder; what is no matter of opinion has no level of its own."""
        before, after = _RANKS.get(self.before), _RANKS.get(self.after)
        if before is None or after is None:
            return "different"
        return "weaker" if after < before else "stricter"


def levels(comparison: Comparison) -> Iterator[Effect]:
    """Checks that are switched off or milder, or that matter more than before."""
    found = levels_of(comparison)
    root = comparison.head.policy.organization
    if not found or root is None:
        return
    yield effect(
        comparison,
        "changes-approval-rules",
        f"{root.ref}/checks",
        ", ".join(f"{one.code} {one.before}" for one in found),
        ", ".join(f"{one.code} {one.after}" for one in found),
        [root.ref],
        kind=worst(one.kind for one in found),
        place=root.place("checks"),
    )


def levels_of(comparison: Comparison) -> tuple[ComparedLevel, ...]:
    """Every check of another level; one that is not named has its own."""
    old, new = (side.policy.organization for side in comparison[:2])
    if old is None or new is None or old.checks == new.checks:
        return ()
    from govcheck.catalogue.catalogue import CHECKS  # which imports every check

    own = {check.rule.code: str(check.rule.severity) for check in CHECKS if check.rule.is_opinion}
    found = (
        ComparedLevel(code, *(one.checks.get(code, own.get(code, "unset")) for one in (old, new)))
        for code in sorted({*old.checks, *new.checks})
    )
    return tuple(one for one in found if one.before != one.after)

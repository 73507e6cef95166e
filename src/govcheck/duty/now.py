"""Who is on duty now, who is next, and where nobody is."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from govcheck.duty.coverage import stints
from govcheck.duty.roster import Roster
from govcheck.time.intervals import Interval, merged, without


class OnDuty(NamedTuple):
    """Somebody on duty; `until` is None where it does not end within the question's bounds."""

    person: str
    stands_in_for: str | None
    until: int | None


class Following(NamedTuple):
    """Somebody who comes on duty at `start`."""

    person: str
    start: int


class TargetDuty(NamedTuple):
    """The answer for one target. `next` has everybody who starts at the first change to come."""

    target: str
    now: tuple[OnDuty, ...]
    next: tuple[Following, ...]
    gaps: tuple[Interval, ...]


def duty(
    roster: Roster,
    targets: Sequence[str],
    at: int,
    until: int,
    absent: frozenset[str] = frozenset(),
) -> list[TargetDuty]:
    """Who answers to each target at an instant, who follows, and the gaps before `until`."""
    asked = list(dict.fromkeys(targets)) or usual_targets(roster)
    return [_of_target(roster, target, at, until, absent) for target in asked]


def usual_targets(roster: Roster) -> list[str]:
    """What is asked where nothing is: each rota, role and department that somebody belongs to."""
    return [
        *(f"rota:{name}" for name in roster.rotas),
        *(f"role:{name}" for name, people in roster.roles.items() if people),
        *(f"representative:{name}" for name in roster.representatives),
    ]


def all_targets(roster: Roster) -> list[str]:
    """Every target that there is."""
    kinds: dict[str, Iterable[str]] = {
        "rota": roster.rotas,
        "next": roster.rotas,
        "role": roster.roles,
        "team": roster.teams,
        "council": roster.councils,
        "chain": roster.councils,
        "representative": roster.representatives,
        "person": roster.people,
    }
    return [f"{kind}:{name}" for kind, names in kinds.items() for name in names]


def _of_target(
    roster: Roster, target: str, at: int, until: int, absent: frozenset[str]
) -> TargetDuty:
    found = stints(roster, target, at, until, absent)
    covered = merged((stint.start, stint.end) for stint in found)
    later = [stint for stint in found if stint.start > at]
    return TargetDuty(
        target,
        now=tuple(
            OnDuty(stint.person, stint.stands_in_for, stint.end if stint.end < until else None)
            for stint in found
            if stint.start == at
        ),
        next=tuple(
            Following(stint.person, stint.start) for stint in later if stint.start == later[0].start
        ),
        gaps=tuple(without([(at, until)] if at < until else [], covered)),
    )

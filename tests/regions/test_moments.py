"""Moments against a walk, minute by minute."""

import pytest

from govcheck.duty.calendars import is_open
from govcheck.duty.roster import OpeningHours
from govcheck.engine.ruleset import All, Not, Within
from govcheck.prove.rules.doubled import doubled
from govcheck.prove.rules.idle import shadowed
from govcheck.regions.space import moments
from govcheck.time.clock import DAY, MINUTE, parse_instant
from tests.engine import build
from tests.engine.build import Rules
from tests.prove.rules.build import ROSTER, study

NIGHT = OpeningHours(
    "night", "Europe/Dublin", (((22 * 60, 30 * 60),),) * 7, frozenset(), None, None
)
OFFICE = OpeningHours(
    "office",
    "Australia/Lord_Howe",
    (((9 * 60, 17 * 60),),) * 5 + ((),) * 2,
    frozenset(),
    None,
    None,
)


@pytest.mark.parametrize("since", ["2026-03-28T00:00:00Z", "2026-10-03T05:07:00Z"])
def test_every_minute_of_some_days(since: str) -> None:
    start = parse_instant(since)
    horizon = start, start + 4 * DAY
    roster = ROSTER._replace(calendars={"night": NIGHT, "office": OFFICE})
    first: dict[frozenset[str], int] = {}
    for at in range(*horizon, MINUTE):
        within = frozenset(name for name in roster.calendars if is_open(roster, name, at))
        first.setdefault(within, at)
    found = moments(roster, ["office", "night"], horizon)
    assert [(one.within, one.at) for one in found] == list(first.items())


def test_without_calendars_there_is_one_moment() -> None:
    assert [one.at for one in moments(ROSTER, [], (5, 50))] == [5]


MORNING = OpeningHours("morning", "UTC", (((8 * 60, 12 * 60),),) * 7, frozenset(), None, None)
EVENING = OpeningHours("evening", "UTC", (((18 * 60, 22 * 60),),) * 7, frozenset(), None, None)


def test_what_never_happens_together_matches_nothing() -> None:
    both = All((Within("morning"), Within("evening")))
    rules: Rules = {"never": (both, "yes"), "neither": (Not(Within("morning")), "yes")}
    made = build.decision("d", "first", ["no", "yes"], rules, "no")
    verdicts = list(shadowed(study(build.ruleset([], made), calendars=[MORNING, EVENING])))
    assert [one.message for one in verdicts] == ["rule `never` never holds"]


def test_a_witness_lies_at_the_earliest_minute() -> None:
    rules: Rules = {"a": (Within("evening"), "yes"), "b": (Not(Within("morning")), "no")}
    made = build.decision("d", "unique", ["no", "yes"], rules, "no", ordered=False)
    [verdict] = doubled(study(build.ruleset([], made), calendars=[MORNING, EVENING]))
    assert verdict.witness is not None
    assert verdict.witness.detected_at == 18 * 60 * MINUTE

"""Tests of who is on duty now and next."""

from govcheck.duty.coverage import Following, OnDuty, TargetDuty, duty, usual_targets
from govcheck.time.clock import DAY, HOUR
from tests.duty.rosters import calendar, instant, person, roster, rota

STAFF = roster(
    person("ana", calendar="office", deputies=("cem",)),
    person("ben"),
    person("cem"),
    calendar(),
    rota("ana", "ben"),
    roles={"lead": ("ana",), "empty": ()},
    representatives={"support": ("ben",)},
)
TUESDAY = instant("2026-03-03 12:00")
HANDOVER = instant("2026-03-09 09:00")


def test_who_is_on_duty_until_when_and_who_follows() -> None:
    assert duty(STAFF, ["rota:duty"], TUESDAY, TUESDAY + 10 * DAY) == [
        TargetDuty(
            "rota:duty",
            now=(OnDuty("ana", None, HANDOVER),),
            next=(Following("ben", HANDOVER),),
            gaps=(),
        )
    ]


def test_stand_ins_are_named() -> None:
    found = duty(STAFF, ["rota:duty"], TUESDAY, TUESDAY + DAY, frozenset({"ana"}))
    assert found[0].now == (OnDuty("cem", "ana", None),)


def test_outside_hours_nobody_is_there_and_the_gap_ends_at_opening() -> None:
    evening = TUESDAY + 8 * HOUR
    opening = instant("2026-03-04 09:00")
    found = duty(STAFF, ["role:lead"], evening, evening + 15 * HOUR)[0]
    assert found.now == ()
    assert found.next == (Following("ana", opening),)
    assert found.gaps == ((evening, opening),)


def test_an_end_beyond_the_question_is_not_told() -> None:
    found = duty(STAFF, ["person:ben"], TUESDAY, TUESDAY + DAY)[0]
    assert found == TargetDuty("person:ben", (OnDuty("ben", None, None),), (), ())


def test_without_targets_rotas_roles_and_departments_are_asked() -> None:
    assert usual_targets(STAFF) == ["rota:duty", "role:lead", "representative:support"]
    found = duty(STAFF, [], TUESDAY, TUESDAY + DAY)
    assert [answer.target for answer in found] == usual_targets(STAFF)
    twice = duty(STAFF, ["role:lead", "role:lead"], TUESDAY, TUESDAY + DAY)
    assert [answer.target for answer in twice] == ["role:lead"]

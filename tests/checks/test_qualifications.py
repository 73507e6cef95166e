"""Required trainings, day by day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.checks.qualifications import lapses
from govcheck.model.person import Person
from govcheck.model.training import Training
from tests.checks.overlay import found, messages
from tests.checks.people import person

START = date(2026, 1, 1)
DAYS = [START + timedelta(days=number) for number in range(30)]


def training(valid_for: str | None) -> Training:
    fields = {"kind": "training", "id": "basics", "name": "Basics", "valid_for": valid_for}
    return Training.model_validate({key: value for key, value in fields.items() if value})


@given(st.lists(st.integers(1, 28), max_size=4), st.integers(1, 9))
def test_lapses_are_the_days_without_a_valid_completion(completed: list[int], days: int) -> None:
    entries = [{"training": "basics", "completed_on": str(DAYS[day])} for day in completed]
    who = Person.model_validate({"kind": "person", "id": "a", "name": "A", "trainings": entries})
    found_lapses = lapses(who, training(f"{days}d"))
    for number, day in enumerate(DAYS):
        valid = any(done <= number < done + days for done in completed)
        during = [
            lapse
            for lapse in found_lapses
            if (lapse.period.first is None or lapse.period.first <= day)
            and (lapse.period.last is None or day <= lapse.period.last)
        ]
        assert len(during) == (0 if valid else 1)
        for lapse in during:
            earlier = [done for done in completed if done + days <= number]
            expected = max(earlier, default=None)
            assert (lapse.expired is None) == (expected is None)
            if lapse.expired is not None:
                assert completed[lapse.expired] == expected


@pytest.mark.parametrize(
    ("valid_for", "last_day"),
    [
        ("365d", "2026-11-23"),
        ("8760h", "2026-11-23"),
        ("364d1s", "2026-11-23"),
        ("364d", "2026-11-22"),
    ],
)
def test_the_day_of_completion_is_the_first_day_of_validity(valid_for: str, last_day: str) -> None:
    basics = f"kind: training\nid: basics\nname: B\nset_by: board\nvalid_for: {valid_for}\n---\n"
    text = basics + person("eli").replace("2026-09-01", "2025-11-24")
    assert found("PERS003", text, date.fromisoformat(last_day)) == []
    assert found("PERS003", text, date.fromisoformat(last_day) + timedelta(days=1)) == [
        "2025-11-24"
    ]


def test_a_training_planned_for_later_does_not_count_yet() -> None:
    text = person("eli").replace("2026-09-01", "2026-11-24")
    assert messages("PERS002", text) == [
        "`eli` has role `legal-counsel` without training `basics` until 2026-11-23"
    ]
    assert messages("PERS002", text, date(2026, 11, 24)) == []


def test_a_training_without_an_end_never_expires() -> None:
    basics = "kind: training\nid: basics\nname: Basics\nset_by: board\n---\n"
    text = basics + person("eli").replace("2026-09-01", "2001-01-01")
    assert found("PERS003", text) == []


def test_nothing_is_required_of_somebody_who_has_left() -> None:
    untrained = person("eli", "active: {until: 2026-11-22}").replace("basics", "zumba")
    assert found("PERS002", untrained) == []
    assert found("PERS002", untrained, date(2026, 11, 22)) == ["legal-counsel"]


def test_one_missing_training_is_one_finding_however_many_roles_require_it() -> None:
    text = person("eli", roles="legal-counsel, spokesperson").replace("basics", "zumba")
    assert found("PERS002", text) == ["legal-counsel"]

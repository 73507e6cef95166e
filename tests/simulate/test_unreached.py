"""Why a step of an escalation reaches nobody."""

from typing import Any

import pytest

from govcheck.duty.roster import RosterPerson
from govcheck.simulate.outcome import Event, Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import StepPlan
from tests.simulate.build import (
    T0,
    away,
    calendar,
    escalation,
    person,
    program,
    roster,
    rota,
    stated,
)

LATE = calendar("late", (20, 23))


def row(outcome: Outcome, step: str = "one") -> Event:
    """The row that says that a step finds nobody."""
    return next(
        event for event in outcome.timeline if (event.event, event.step) == ("nobody", step)
    )


@pytest.mark.parametrize(
    ("ana", "given", "expected"),
    [
        (person("ana"), {"absent": ("ana",)}, ("absent", False)),
        (away("ana", ["dan"]), {"absent": ("dan",)}, ("absent", True)),
        (person("ana", active=(None, T0)), {}, ("left", False)),
        (person("ana", active=(T0 + 86400, None)), {}, ("joins-later", False)),
        (person("ana"), {"conflicts": (("ana", "hard"),)}, ("conflict", False)),
        (person("ana", calendar="late"), {}, ("off-duty", False)),
        # deputies are asked in place of the absent; of those off duty only where the step says so
        (person("ana", calendar="late", deputies=["dan"]), {}, ("off-duty", False)),
    ],
)
def test_it_is_said_why_a_step_reaches_nobody(
    ana: RosterPerson, given: dict[str, Any], expected: tuple[str, bool]
) -> None:
    people = roster(ana, "dan", "boss", calendars=[LATE])
    policy = program(people, escalation=escalation(StepPlan("one", ("person:ana",))))
    conflicts = given.pop("conflicts", ())
    absent = frozenset(given.pop("absent", ()))
    outcome = play(policy, stated(conflicts=conflicts), absent=absent)
    found = row(outcome)
    assert found.targets == ("person:ana",)
    assert found.skipped == (("ana", *expected),)


def test_deputies_who_were_asked_in_vain_are_said() -> None:
    people = roster(
        person("ana", calendar="late", deputies=["dan"]), away("dan"), "boss", calendars=[LATE]
    )
    step = StepPlan("one", ("person:ana",), on_empty="deputies")
    outcome = play(program(people, escalation=escalation(step)), stated())
    assert row(outcome).skipped == (("ana", "off-duty", True),)


def test_of_a_rota_whoever_has_the_shift_is_said_or_that_nobody_has() -> None:
    duty = rota("duty", "ana", "dan")
    closed = rota("closed", "ana", "dan")._replace(calendar="late")
    people = roster(away("ana"), away("dan"), "boss", rotas=[duty, closed], calendars=[LATE])
    step = StepPlan("one", ("rota:duty", "rota:closed"))
    outcome = play(program(people, escalation=escalation(step)), stated())
    assert row(outcome).skipped == (("ana", "absent", False), ("rota:closed", "closed", False))


def test_a_role_that_nobody_has_names_nobody() -> None:
    people = roster("dan", "boss", roles={"ceo": ()})
    outcome = play(program(people, escalation=escalation(StepPlan("one", ("role:ceo",)))), stated())
    assert row(outcome).skipped == (("role:ceo", "nobody", False),)


def test_of_several_targets_those_of_the_empty_one_are_said() -> None:
    people = roster(away("ana"), "dan", "boss")
    step = StepPlan("one", ("person:ana", "person:dan"))
    outcome = play(program(people, escalation=escalation(step)), stated())
    assert row(outcome).targets == ("person:ana",)
    assert row(outcome).skipped == (("ana", "absent", False),)

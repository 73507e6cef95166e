"""Overrides and turns of rotas, beyond the examples."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.checks.shifts import member_without_shift
from govcheck.duty.rotas import on_shift
from govcheck.load.file import load_file
from govcheck.load.repository import Repository
from govcheck.simulate.compile import compile_program
from govcheck.time.clock import DAY, HOUR
from govcheck.time.wall_clocks import EPOCH_DAY
from tests.checks.example import tree_of
from tests.checks.overlay import found, messages
from tests.checks.people import person


def rota(*overrides: str, **fields: str) -> str:
    lines = {
        "kind": "rota",
        "id": "desk",
        "timezone": "UTC",
        "starts": "2026-01-05",
        "handover": '"09:00"',
        "shift": "weekly",
        "members": "[ana, ben]",
        "overrides": f"[{', '.join(overrides)}]",
    } | fields
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value) + "---\n"


@pytest.mark.parametrize(
    ("override", "fields", "told"),
    [
        ("{from: 2026-12-31, to: 2027-01-01, person: clara}", {"until": "2026-12-31"}, False),
        ("{from: 2027-01-01, to: 2027-01-01, person: clara}", {"until": "2026-12-31"}, True),
        ("{from: 2026-01-04, to: 2026-01-04, person: clara}", {}, True),
        ("{from: 2026-01-04, to: 2026-01-05, person: clara}", {}, False),
        ("{from: 2026-11-28, to: 2026-11-29, person: clara}", {"calendar": "office"}, True),
        ("{from: 2026-11-27, to: 2026-11-28, person: clara}", {"calendar": "office"}, False),
        ("{from: 2026-11-28, to: 2026-11-29, person: clara}", {}, False),
        ("{from: 2026-11-28, to: 2026-11-29, person: nobody}", {}, False),
    ],
)
def test_an_override_lies_within_its_rota(
    override: str, fields: dict[str, str], told: bool
) -> None:
    # As of a day before all of them: what is over is told no more.
    assert (found("ROTA003", rota(override, **fields), date(2026, 1, 1)) != []) is told


def test_an_override_below_later_ones_has_no_effect() -> None:
    text = rota(
        "{from: 2026-12-24, to: 2026-12-27, person: clara}",
        "{from: 2026-12-24, to: 2026-12-25, person: dora}",
        "{from: 2026-12-26, to: 2026-12-27, person: eli}",
    )
    assert messages("ROTA003", text) == [
        "the override of rota `desk` by `clara` has no effect: a later one takes all of its time"
    ]
    assert found("ROTA003", text.replace("2026-12-26, to", "2026-12-27, to")) == []


def test_an_override_that_is_over_is_told_no_more() -> None:
    text = rota("{from: 2026-11-28, to: 2026-11-29, person: clara}", calendar="office")
    assert len(found("ROTA003", text, date(2026, 11, 29))) == 1
    assert found("ROTA003", text, date(2026, 11, 30)) == []


@pytest.mark.parametrize(
    ("absence", "message"),
    [
        ("{from: 2026-12-20, to: 2026-12-30}", "`gus` is away during the override of rota `desk`"),
        (
            "{from: 2026-12-25, to: 2026-12-30}",
            "`gus` is away during a part of the override of rota `desk`",
        ),
        ("{from: 2026-12-27, to: 2026-12-30}", None),
    ],
)
def test_nobody_takes_over_while_away(absence: str, message: str | None) -> None:
    gus = person("gus", f"absences: [{absence}]")
    text = gus + rota("{from: 2026-12-24, to: 2026-12-26, person: gus}")
    assert messages("ROTA004", text) == ([] if message is None else [message])


def test_an_absence_outside_the_hours_of_the_rota_does_not_matter() -> None:
    gus = person("gus", "absences: [{from: 2026-11-28, to: 2026-11-29}]")
    text = gus + rota("{from: 2026-11-27, to: 2026-11-29, person: gus}", calendar="office")
    assert messages("ROTA004", text) == []


def test_whoever_has_the_turn_needs_no_override() -> None:
    anas = "{from: '2026-11-30T09:00:00Z', to: '2026-12-07T09:00:00Z', person: %s}"
    assert found("ROTA005", rota(anas % "ben")) == ["ben"]
    assert found("ROTA005", rota(anas % "ana")) == []
    longer = anas.replace("07T09:00", "07T09:01")
    assert found("ROTA005", rota(longer % "ben")) == []
    swapped = "{from: 2026-12-01, to: 2026-12-02, person: clara}"
    assert found("ROTA005", rota(swapped, anas % "ben")) == []  # it takes Clara's time back


@pytest.mark.parametrize(
    ("fields", "idle"),
    [
        ({"members": "[ana, ben, clara]"}, []),
        ({"members": "[ana, ben, clara]", "until": "2026-01-18"}, ["clara"]),
        ({"members": "[ana, ben, clara]", "until": "2026-01-19"}, []),
        ({"members": "[ana, ben, ana, clara]", "until": "2026-01-20"}, ["clara"]),
        ({"shift": "daily", "members": "[ana, ben]", "calendar": "office"}, []),
        ({"shift": "{days: 1000000}", "members": "[ana, ben]"}, []),
    ],
)
def test_every_member_has_a_turn(fields: dict[str, str], idle: list[str]) -> None:
    assert found("ROTA006", rota(**fields)) == idle


@settings(max_examples=40, deadline=None)
@given(
    days=st.integers(1, 4),
    count=st.integers(1, 8),
    first=st.integers(0, 6),
    length=st.integers(1, 3),
    until=st.none() | st.integers(0, 30),
)
def test_a_member_without_shift_is_never_on_duty(
    days: int, count: int, first: int, length: int, until: int | None
) -> None:
    """Asked day by day over every alignment of turns and weeks."""
    names = [f"p{number}" for number in range(count)]
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    hours = ", ".join(f'{week[(first + day) % 7]}: ["10:00-12:00"]' for day in range(length))
    until_day = date(2026, 1, 5) + timedelta(days=until or 0)
    end = {} if until is None else {"until": str(until_day)}
    text = "".join(person(name) for name in names)
    text += f"kind: calendar\nid: some\ntimezone: UTC\nhours: {{{hours}}}\n---\n"
    text += rota(shift=f"{{days: {days}}}", members=f"[{', '.join(names)}]", calendar="some", **end)
    tree = tree_of(text.removesuffix("---\n"))
    files = [load_file(path, content.encode()) for path, content in sorted(tree.files.items())]
    repository = Repository(tree, files)
    program, _ = compile_program(repository.policy, repository.line)
    desk = program.roster.rotas["desk"]
    first_noon = (desk.starts - EPOCH_DAY) * DAY + 11 * HOUR
    seen = {
        on_shift(desk, program.roster, first_noon + day * DAY) for day in range(7 * days * count)
    }
    problems = member_without_shift.look(repository.policy, program)
    idle = {problem.message.split("`")[1] for problem in problems}
    assert idle == set(names) - seen

"""Waivers, beyond the examples."""

from datetime import date

import pytest

from tests.checks.overlay import found


def waiver(**changes: str) -> str:
    stated = {
        "check": "PERS008",
        "subject": "person/ana",
        "reason": "The number changes soon",
        "approved_by": "[chair]",
        "until": "2027-03-31",
    }
    lines = "".join(f"{key}: {value}\n" for key, value in {**stated, **changes}.items())
    return f"kind: waiver\nid: w\n{lines}"


@pytest.mark.parametrize("name", ["PERS008", "contact-unverified", "COVER002", "RULE003"])
def test_checks_go_by_code_and_by_name_and_proofs_can_be_waived(name: str) -> None:
    assert found("WAIVER003", waiver(check=name)) == []


@pytest.mark.parametrize("name", ["YAML001", "DOC003", "WAIVER003", "PERS", "COVER2", "RULES", "x"])
def test_what_no_waiver_can_excuse(name: str) -> None:
    assert found("WAIVER003", waiver(check=name)) == [name]


@pytest.mark.parametrize(
    "subject",
    ["person/ana", "decision/severity/safety", "representative/support-dora", "advocate/ben"],
)
def test_documents_and_their_parts(subject: str) -> None:
    assert found("WAIVER004", waiver(subject=subject)) == []


@pytest.mark.parametrize("subject", ["ana", "persons/ana", "person/", "scenario/unknown"])
def test_subjects_that_lead_nowhere(subject: str) -> None:
    assert found("WAIVER004", waiver(subject=subject)) == [subject]


@pytest.mark.parametrize("reason", ["ok", "see above", "TODO", "12 34 56", "'... - ...'"])
def test_reasons_that_say_nothing(reason: str) -> None:
    assert len(found("WAIVER005", waiver(reason=reason))) == 1


def test_a_reason_in_another_language_is_one() -> None:
    assert found("WAIVER005", waiver(reason="Zwei Einstellungen im März")) == []


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("chair", True),
        ("clara", True),
        ("person:ben", True),
        ("eli", True),
        ("role:legal-counsel", True),
        ("'council:board'", True),
        ("'chain:board'", True),
        ("role:community-manager", False),
        ("team:social", False),
        ("rota:duty", False),
        ("nobody", False),
    ],
)
def test_who_may_approve(name: str, right: bool) -> None:
    assert (found("WAIVER006", waiver(approved_by=f"[chair, {name}]")) == []) is right


def test_without_a_council_there_is_no_chair() -> None:
    text = waiver() + "---\n# without: council/board\n"
    assert found("WAIVER006", text) == ["chair"]


@pytest.mark.parametrize(
    ("until", "today", "too_long"),
    [
        ("2027-11-23", date(2026, 11, 23), False),
        ("2027-11-24", date(2026, 11, 23), True),
        ("2028-02-29", date(2027, 2, 28), False),
        ("2028-02-29", date(2027, 2, 27), True),
        ("2029-02-28", date(2028, 2, 28), False),
    ],
)
def test_a_year_is_from_a_day_to_the_same_day(until: str, today: date, too_long: bool) -> None:
    assert bool(found("WAIVER007", waiver(until=until), today)) is too_long

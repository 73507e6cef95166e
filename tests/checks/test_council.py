"""Councils: the real ones, and the edges of their rules."""

from datetime import date

import pytest

from tests.checks.overlay import found, messages
from tests.checks.people import person

GROUPS = ("executive", "stakeholder", "expert", "advocate")


def council(seats: list[str], *lines: str, quorum: int | None = None) -> str:
    """A council of seats that are written `person: …, term: …`."""
    entries = "".join(
        f"  - {{{seat}, represents: {GROUPS[number % 4]}}}\n" for number, seat in enumerate(seats)
    )
    chair = seats[0].partition("person: ")[2].partition(",")[0]
    return "\n".join(
        (
            "kind: council",
            "id: real",
            "name: Real",
            f"chair: {chair}",
            f"quorum: {quorum or len(seats) // 2 + 1}",
            "meets: monthly",
            *lines,
            f"seats:\n{entries}---\n",
        )
    )


def staffed(employers: list[str], limit: int) -> str:
    """A council whose members, p0, p1, …, have these employers."""
    people = "".join(
        person(f"p{number}", f"employer: {employer}", roles="spokesperson")
        for number, employer in enumerate(employers)
    )
    seats = [f"person: p{number}" for number in range(len(employers))]
    return people + council(seats, f"at_most_per_employer: {limit}")


def test_v1_three_of_five_from_one_employer_where_two_are_allowed() -> None:
    assert found("CNCL008", staffed(["Big", "Small", "Big", "Other", "Big"], 2)) == ["p4"]
    assert found("CNCL008", staffed(["Big", "Small", "Big", "Other", "Third"], 2)) == []


def test_v2_not_more_than_half_of_nine_from_one_organisation() -> None:
    others = ["One", "Two", "Three", "Four"]
    assert found("CNCL008", staffed(["Big"] * 5 + others, 4)) == ["p4"]
    assert found("CNCL008", staffed(["Big"] * 4 + [*others, "Five"], 4)) == []


def test_v5_a_term_of_two_years_ends_after_two_years() -> None:
    text = council(["person: dora, term: {from: 2024-03-01, until: 2026-02-28}"])
    assert found("CNCL006", text, date(2026, 2, 28)) == []
    assert found("CNCL006", text, date(2026, 3, 1)) == ["2026-02-28"]
    assert found("CNCL006", text, date(2026, 3, 2)) == ["2026-02-28"]


def test_an_employer_is_the_same_whatever_the_case() -> None:
    assert found("CNCL008", staffed(["Big", "BIG", "Small"], 1)) == ["p1"]


def test_seats_of_one_employer_one_after_the_other_are_no_excess() -> None:
    people = "".join(person(name, "employer: Big") for name in ("gus", "hal"))
    seats = [
        "person: gus, term: {until: 2026-12-31}",
        "person: hal, term: {from: 2027-01-01, until: 2027-12-31}",
    ]
    limit = "at_most_per_employer: 1"
    assert found("CNCL008", people + council(seats, limit)) == []
    together = people + council([seats[0].replace("2026-12-31", "2027-01-01"), seats[1]], limit)
    assert found("CNCL008", together) == ["hal"]  # known today, though it begins on New Year's Day
    assert found("CNCL008", together, date(2027, 1, 1)) == ["hal"]
    assert found("CNCL008", together, date(2027, 1, 2)) == []


def test_a_council_of_one_company_needs_no_limit() -> None:
    assert found("CNCL009", council(["person: ana", "person: ben"])) == []


def test_people_whose_employer_is_unknown_count_for_none() -> None:
    people = person("gus") + person("hal")
    assert (
        found(
            "CNCL008", people + council(["person: gus", "person: hal"], "at_most_per_employer: 1")
        )
        == []
    )


def test_a_quorum_is_more_than_half_and_at_most_all() -> None:
    seats = ["person: ana", "person: ben", "person: clara", "person: dora"]
    for quorum in range(1, 6):
        text = council(seats, quorum=quorum)
        assert bool(found("CNCL003", text)) == (quorum == 5)
        assert bool(found("CNCL004", text)) == (quorum <= 2)


def test_two_seats_of_one_person_are_one_for_the_quorum() -> None:
    assert found("CNCL003", council(["person: ana", "person: ana"], quorum=2)) == ["2"]


def test_a_seat_can_be_given_again_to_the_same_person() -> None:
    seats = [
        "person: ana, term: {until: 2026-12-31}",
        "person: ana, term: {from: 2027-01-01, until: 2027-12-31}",
    ]
    assert found("CNCL013", council(seats)) == []


def test_terms_that_all_end_together_are_a_matter_of_two_or_more() -> None:
    one = "person: ana, term: {until: 2027-12-31}"
    other = "person: ben, term: {until: 2027-12-31}"
    assert found("CNCL007", council([one])) == []
    assert found("CNCL007", council([one, other])) == ["seats"]
    assert found("CNCL007", council([one, other, "person: dora"])) == []


def test_executives_may_command_without_a_seat() -> None:
    """Clara has the role `chief-executive`; Eli has nothing."""
    text = council(["person: ana", "person: ben"], "chain_of_command: [ana, clara, eli]")
    assert found("CNCL011", text) == ["eli"]


def test_a_chain_of_the_same_person_twice_is_one_person() -> None:
    assert messages("CNCL010", council(["person: ana"], "chain_of_command: [ana, ana]")) == [
        "the chain of command of council `real` has one person"
    ]
    assert messages("CNCL010", council(["person: ana"])) == [
        "the chain of command of council `real` has nobody"
    ]


def test_a_mandate_is_a_text_or_a_list() -> None:
    whole = "mandate: Goals, who is trained for what, and how we escalate"
    assert found("CNCL012", council(["person: ana"], whole)) == []
    assert messages("CNCL012", council(["person: ana"], "mandate: Advice"))[0].endswith(
        "says nothing of goals, training and escalation"
    )
    assert len(messages("CNCL012", council(["person: ana"]))) == 1


@pytest.mark.parametrize(
    ("word", "is_training"),
    [
        ("training", True),
        ("Mitarbeitertraining", True),
        ("Verhaltenstraining", True),
        ("Schulung", True),
        ("formazione", True),
        ("formação", True),
        ("information", False),
        ("performance", False),
        ("constraining", False),
        ("restraint", False),
    ],
)
def test_a_mandate_speaks_of_training_in_words_and_not_within_others(
    word: str, is_training: bool
) -> None:
    text = council(["person: ana"], f"mandate: [goals, escalation, {word}]")
    assert messages("CNCL012", text) == (
        [] if is_training else ["the mandate of council `real` says nothing of training"]
    )


LATER = "term: {from: 2027-07-01, until: 2028-06-30}"
UNTIL_THEN = "term: {from: 2026-01-01, until: 2027-06-30}"
FIRST_OF_TERM = date(2027, 7, 1)


def test_a_seat_that_is_not_given_yet_represents_nobody() -> None:
    text = council(["person: ana", "person: ben", "person: clara", f"person: dora, {LATER}"])
    assert messages("CNCL001", text) == ["council `real` has no seat for advocates"]
    assert messages("CNCL001", text, FIRST_OF_TERM) == []


def test_a_chair_whose_term_has_not_begun_has_no_seat() -> None:
    text = council([f"person: ana, {LATER}", "person: ben"])
    assert found("CNCL002", text) == ["ana"]
    assert found("CNCL002", text, FIRST_OF_TERM) == []


def test_a_successor_does_not_count_for_the_quorum_before_their_time() -> None:
    seats = [f"person: ana, {UNTIL_THEN}", f"person: ben, {LATER}", "person: clara"]
    assert found("CNCL003", council(seats, quorum=3)) == ["3"]
    assert found("CNCL003", council(seats, quorum=2)) == []
    assert found("CNCL004", council(seats, quorum=2)) == []
    assert found("CNCL004", council(seats, quorum=1)) == ["1"]
    assert messages("CNCL004", council(seats, quorum=1), FIRST_OF_TERM) == [
        "a quorum of 1 is not more than half of 2 seats"
    ]
    assert messages("CNCL003", council(seats, quorum=3)) == [
        "council `real` needs 3 but has 2 in all"
    ]

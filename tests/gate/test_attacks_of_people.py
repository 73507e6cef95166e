"""Attempts to slip a change through, each by its name: whose approval it is."""

from pathlib import Path

import pytest

from tests.gate.story import (
    COUNCIL,
    EVERYBODY,
    PEOPLE,
    POLICY,
    RULE_FILE,
    RULES,
    Story,
    loosened,
    of,
    review,
    rules_of,
    why,
)


def test_writing_the_change_oneself(story: Story) -> None:
    loosened(story, author="ana@acme.test")
    gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"))
    assert not gate.allowed
    assert why(gate, "weaker", "ana") == "wrote a commit of this change"
    assert "ana" not in of(gate, "weaker").could_still


@pytest.mark.parametrize(
    "address",
    ["ANA@Acme.Test", "123+ana-acme@users.noreply.github.com", "Ana-Acme@users.noreply.github.com"],
)
def test_writing_it_under_another_address(story: Story, address: str) -> None:
    loosened(story, author=address)
    gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"), author="other")
    assert why(gate, "weaker", "ana") == "wrote a commit of this change"


def test_writing_only_an_early_commit_of_it(story: Story) -> None:
    story.commit({"notes.md": "x"}, "change", author="ana@acme.test")
    loosened(story)
    assert not story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme")).allowed


def test_writing_it_together(story: Story) -> None:
    trailers = "Co-authored-by: Ana <ana@acme.test>\nco-Authored-By: B <ben@acme.test>"
    message = f"Change\n\n{trailers}\n\nThanks"
    loosened(story, message=message)
    gate = story.gate(story.approvals(*EVERYBODY))
    assert why(gate, "weaker", "ana") == "wrote a commit of this change with others"
    assert why(gate, "weaker", "ben") == "wrote a commit of this change with others"


def test_committing_it_for_somebody_else(story: Story) -> None:
    loosened(story, committer="ana@acme.test")
    gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"))
    assert why(gate, "weaker", "ana") == "committed a part of this change"


def test_opening_or_pushing_the_request(story: Story) -> None:
    loosened(story)
    given = story.approvals("ana-acme", "ben-acme", "eva-acme")
    assert not story.gate(given, author="ANA-acme").allowed
    assert not story.gate(given, pusher="eva-acme").allowed


def test_authors_whom_the_base_does_not_know_are_listed_not_refused(story: Story) -> None:
    loosened(story, author="stranger@example.org")
    gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"), author="stranger")
    assert gate.allowed
    assert gate.unmatched == ("stranger", "stranger@example.org", "robot@example.org")


def test_claiming_the_handle_of_somebody_else_in_the_head(story: Story) -> None:
    people = PEOPLE.replace("github: mallory,", "github: mallory-x,").replace(
        "github: ana-acme", "github: mallory"
    )
    story.commit({"policies/people.yaml": people}, "change", author="other@example.org")
    gate = story.gate(story.approvals("mallory", "ben-acme", "eva-acme"), author="other")
    assert of(gate, "membership").approved_by == ("ben", "eva")
    assert not gate.allowed


def test_a_handle_that_two_people_state(tmp_path: Path) -> None:
    files = {
        **POLICY,
        "policies/people.yaml": PEOPLE.replace("github: mallory,", "github: Ana-Acme,"),
    }
    story = Story(tmp_path, files)
    loosened(story, author="other@example.org")
    gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"), author="other")
    assert not gate.allowed
    assert "several people: ana, mallory" in why(gate, "weaker", "ana-acme")


def test_a_bot_that_approves(story: Story) -> None:
    loosened(story)
    given = story.approvals("ana-acme", "ben-acme", "eva-acme")
    given[0]["user"]["type"] = "Bot"
    assert not story.gate(given).allowed


def test_dismissed_and_then_only_commented(story: Story) -> None:
    head = loosened(story)
    given = [
        *story.approvals("ben-acme", "eva-acme"),
        review("ana-acme", "DISMISSED", head, 10),
        review("ana-acme", "COMMENTED", head, 11),
    ]
    assert not story.gate(given).allowed


def test_approving_and_then_asking_for_changes(story: Story) -> None:
    head = loosened(story)
    given = story.approvals("ana-acme", "ben-acme", "eva-acme")
    refused = review("ana-acme", "CHANGES_REQUESTED", head, 20)
    assert not story.gate([*given, refused]).allowed
    assert story.gate([*given, refused, review("ana-acme", "APPROVED", head, 21)]).allowed


def test_a_comment_neither_gives_nor_withdraws(story: Story) -> None:
    head = loosened(story)
    given = story.approvals("ana-acme", "ben-acme", "eva-acme")
    assert story.gate([*given, review("ana-acme", "COMMENTED", head, 20)]).allowed
    assert not story.gate([*given[1:], review("ana-acme", "COMMENTED", head, 20)]).allowed


def test_pages_in_another_order(story: Story) -> None:
    head = loosened(story)
    given = story.approvals("ana-acme", "ben-acme", "eva-acme")
    refused = review("ana-acme", "CHANGES_REQUESTED", head, 20)
    assert not story.gate([refused, *given]).allowed


def test_somebody_who_has_left(story: Story) -> None:
    story.commit({RULE_FILE: RULES.replace("Many see it", "Many read it")}, "change")
    gate = story.gate(story.approvals("gone-acme"))
    assert rules_of(gate) == ["rules"]
    assert not gate.allowed
    assert "does not belong to the company" in why(gate, "rules", "gone")


def test_a_deputy_while_the_holder_is_there(story: Story) -> None:
    loosened(story)
    given = story.approvals("ana-acme", "ben-acme", "dora-acme")
    assert story.gate(given).allowed  # clara is absent until the 25th
    later = story.gate(given, at=1_795_900_000)
    assert not later.allowed
    assert "dora" not in of(later, "weaker").could_still
    assert why(later, "weaker", "dora") == "stands in for clara only while they are absent"
    assert why(later, "rules", "dora") == ""


def test_a_deputy_together_with_the_holder(story: Story) -> None:
    loosened(story)
    gate = story.gate(story.approvals("ana-acme", "clara-acme", "dora-acme"))
    assert not gate.allowed  # three people, two seats


def test_one_person_on_two_seats(tmp_path: Path) -> None:
    council = COUNCIL.replace("person: eva", "person: ben")
    story = Story(tmp_path, {**POLICY, "policies/council.yaml": council})
    loosened(story)
    gate = story.gate(story.approvals("ana-acme", "ben-acme"))
    assert not gate.allowed
    assert of(gate, "weaker").requires == "a majority of the council (3 of 4)"


def test_deciding_on_ones_own_seat(story: Story) -> None:
    term = "represents: advocate, term: {until: 2030-01-01}}"
    council = COUNCIL.replace("represents: advocate}", term)
    story.commit({"policies/council.yaml": council}, "change")
    gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"))
    assert "about them" in why(gate, "membership", "eva")
    assert not gate.allowed
    longer = COUNCIL.replace("  - {person: eva, represents: advocate}\n", "")
    story.commit({"policies/council.yaml": longer}, "change")
    gate = story.gate(story.approvals("ana-acme", "ben-acme", "eva-acme"))
    assert "about them" in why(gate, "membership", "eva")
    assert of(gate, "membership").requires == "two thirds of the council (3 of 4), chair included"
    assert not gate.allowed  # eva stays in the denominator
    assert story.gate(story.approvals("ana-acme", "ben-acme", "clara-acme")).allowed


def test_without_the_chair(story: Story) -> None:
    people = PEOPLE.replace("name: Mallory", "name: Mall")
    story.commit({"policies/people.yaml": people}, "change")
    gate = story.gate(story.approvals("ben-acme", "clara-acme", "eva-acme"))
    assert not gate.allowed

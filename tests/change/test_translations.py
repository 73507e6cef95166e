"""Texts in further languages say the same; texts that say something else do not."""

from copy import deepcopy
from typing import Any

import pytest

from govcheck.change.edits import edits
from govcheck.change.translations import NONE, Translations, in_languages_of
from govcheck.load.policy import Policy
from tests.change.policies import Documents, policy_of, shipped_documents


def in_english(value: Any) -> Any:
    """Each text in several languages as plain English."""
    if isinstance(value, list):
        return [in_english(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"en", "de"}:
        return value["en"]
    return {key: in_english(one) for key, one in value.items()}


def counted(value: Any) -> int:
    """How many texts stand in two languages."""
    if isinstance(value, list):
        return sum(map(counted, value))
    if not isinstance(value, dict):
        return 0
    return 1 if value.keys() == {"en", "de"} else sum(map(counted, value.values()))


def with_name(name: Any) -> Policy:
    documents: Documents = deepcopy(shipped_documents())
    documents["team/social"]["name"] = name
    return policy_of(documents)


@pytest.fixture(scope="module")
def sides() -> tuple[Policy, Policy]:
    """The shipped policy in English alone, and as it is."""
    both = shipped_documents()
    return policy_of(in_english(deepcopy(both))), policy_of(both)


def test_a_policy_that_becomes_bilingual_says_the_same(sides: tuple[Policy, Policy]) -> None:
    base, head = sides
    spoken, found = in_languages_of(base, head)
    assert edits(spoken, head) == ()
    expected = counted(list(shipped_documents().values()))
    assert found == Translations(expected, frozenset({"de"}), frozenset())


def test_so_does_one_that_loses_a_language(sides: tuple[Policy, Policy]) -> None:
    head, base = sides
    spoken, found = in_languages_of(base, head)
    assert edits(spoken, head) == ()
    assert (found.gained, found.lost) == (frozenset(), frozenset({"de"}))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Desk", {"en": "Desk"}, Translations(1)),
        ({"en": "Desk"}, "Desk", Translations(1)),
        ("Desk", {"en": "Desk", "de": "Team"}, Translations(1, frozenset({"de"}))),
        (
            {"en": "Desk", "de": "Team"},
            {"en": "Desk", "de": "Team", "fr": "Bureau"},
            Translations(1, frozenset({"fr"})),
        ),
        ("Desk", {"en": "Office", "de": "Team"}, NONE),
        ({"en": "Desk", "de": "Team"}, {"en": "Desk", "de": "Büro"}, NONE),
        ("Desk", "Office", NONE),
        ("Desk", "Desk", NONE),
    ],
)
def test_what_says_the_same(before: Any, after: Any, expected: Translations) -> None:
    base, head = with_name(before), with_name(after)
    spoken, found = in_languages_of(base, head)
    assert found == expected
    changed = before != after
    assert bool(edits(base, head)) == changed
    assert bool(edits(spoken, head)) == (changed and not expected.texts)

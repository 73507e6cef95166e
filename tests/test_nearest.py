import pytest

from govcheck.nearest import (
    did_you_mean,
    did_you_mean_called,
    did_you_mean_person,
    meant_target,
    near_targets,
    nearest,
)
from govcheck.translation import translated


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("anna", ["ana", "ben"], "ana"),
        ("Social_Lead", ["social-lead", "social-led"], "social-lead"),
        ("zzz", ["ana", "ben"], None),
        ("ana", [], None),
        ("a" * 100_000, ["ana"], None),
    ],
)
def test_the_nearest_name(name: str, options: list[str], expected: str | None) -> None:
    assert nearest(name, options) == expected


def test_the_nearest_name_does_not_depend_on_the_order() -> None:
    assert nearest("ab", ["abc", "abd"]) == nearest("ab", ["abd", "abc"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("behauptet", "did you mean `alleged`?"),
        ("BEHAUPTET", "did you mean `alleged`?"),
        ("niemand", "did you mean `none`?"),
        ("somebody says so", "did you mean `alleged`?"),
        ("aleged", "did you mean `alleged`?"),
        ("Verletzung", "known: `alleged`, `none`, `twice`"),  # in two labels
        ("", "known: `alleged`, `none`, `twice`"),
    ],
)
def test_a_name_may_be_what_it_is_called_in_any_language(name: str, expected: str) -> None:
    labels = [
        ("none", translated({"en": "nobody hurt", "de": "niemand ohne Verletzung"})),
        ("alleged", translated({"en": "somebody says so", "de": "behauptet"})),
        ("twice", "Verletzung zweimal"),
    ]
    assert did_you_mean_called(name, [one for one, _ in labels], labels) == expected


def test_help_names_the_nearest_or_all_of_a_few() -> None:
    assert did_you_mean("anna", ["ana", "ben"]) == "did you mean `ana`?"
    assert did_you_mean("zzz", ["ben", "ana"]) == "known: `ana`, `ben`"
    assert (
        did_you_mean("zzz", [f"name-{n}" for n in range(20)])
        == "none of the 20 known names is near"
    )
    assert did_you_mean("zzz", []) is None


def test_among_thousands_the_nearest_is_still_found() -> None:
    options = [f"person-{number}" for number in range(5_000)]
    assert nearest("persn-4321", options) == "person-4321"
    assert nearest("unlike-anything", options) is None


TARGETS = ["role:speaker", "role:legal", "team:legal", "person:speker", "rota:abc"]


@pytest.mark.parametrize(
    ("name", "near", "meant"),
    [
        ("speaker", ["role:speaker"], "role:speaker"),
        ("legal", ["role:legal", "team:legal"], None),
        ("team:speaker", ["role:speaker"], "role:speaker"),
        ("role:speeker", ["role:speaker"], "role:speaker"),
        ("role:xyz", [], None),
        ("rota:xyz", [], None),
        ("person:speakr", ["person:speker"], "person:speker"),
        ("", [], None),
    ],
)
def test_the_targets_that_a_text_may_mean(name: str, near: list[str], meant: str | None) -> None:
    assert near_targets(name, TARGETS) == near
    assert meant_target(name, TARGETS) == meant


PEOPLE = {"ana": "Ana Keller", "ben": "Ben Keller", "zoe": "Zo\u00eb Wu"}


@pytest.mark.parametrize(
    ("name", "help_"),
    [
        ("anna", "did you mean `ana`?"),
        ("person:ana", "did you mean `ana`?"),
        ("keller", "did you mean `ana` or `ben`?"),
        ("Zo\u00eb", "did you mean `zoe`?"),
        ("xyzzy", "known: `ana`, `ben`, `zoe`"),
    ],
)
def test_the_person_whom_a_text_may_mean(name: str, help_: str) -> None:
    assert did_you_mean_person(name, PEOPLE) == help_
    assert did_you_mean_person(name, {}) is None

import pytest

from govcheck.nearest import did_you_mean, nearest


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

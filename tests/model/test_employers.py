"""Which spellings mean one employer."""

import pytest

from govcheck.model.employers import employer_keys, usual_spellings


@pytest.mark.parametrize(
    "names",
    [
        ("Acme Inc", "Acme, Inc.", "ACME  Inc", "acme incorporated", "Acme"),
        ("Acme GmbH", "Acme G.m.b.H.", "acme gmbh "),
        ("Acme A/S", "Acme AS", "Acme A.S."),
        ("Larkling Pte. Ltd.", "Larkling Pte Limited"),
        ("Bright Agency", "BrightAgency", "Bright-Agency"),
        ("Bauer & Co. KG", "Bauer und Co KG"),
        ("Verein e.V.", "Verein e. V.", "Verein eV"),
    ],
)
def test_one_employer(names: tuple[str, ...]) -> None:
    assert len(set(employer_keys(names).values())) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Acme GmbH", "Acme Inc."),
        ("Acme GmbH", "Acme Inc.", "Acme"),
        ("Acme", "Acne"),
        ("Haddad Law", "Haddad"),
    ],
)
def test_several_employers(names: tuple[str, ...]) -> None:
    assert len(set(employer_keys(names).values())) == len(names)


def test_nobody_is_no_employer() -> None:
    assert employer_keys(["", "  "]) == {}


def test_the_usual_spelling_is_that_of_most_people() -> None:
    names = ["Acme, Inc.", "Acme Inc", "Acme Inc", "Other"]
    assert usual_spellings(names)["Acme, Inc."] == "Acme Inc"
    assert usual_spellings(names[:2])["Acme Inc"] == "Acme, Inc."

"""Handles of people and channels, beyond the examples."""

import pytest

from tests.checks.overlay import found, messages
from tests.checks.people import person
from tests.standards.test_channels import channel


@pytest.mark.parametrize(
    ("line", "possible"),
    [
        ("github: bob", True),
        ("github: '@bob'", True),
        ("github: bob_acme", True),
        ("github: https://github.com/bob", False),
        ("github: github.com/bob", False),
        ("github: 'bob '", False),
        ("github: '@ bob'", False),
        ("github: bob.smith", False),
        ("gitlab: bob.smith", True),
        ("gitlab: https://gitlab.com/bob", False),
        ("gitlab: 'bob '", False),
        ("email: bob@acme.test", True),
        ("email: bob at acme.test", False),
        ("email: 'bob@acme.test '", False),
        ("contacts: [{via: email, address: bob}]", False),
        ("contacts: [{via: chat, address: bob}]", True),
    ],
)
def test_accounts_and_addresses_of_people(line: str, possible: bool) -> None:
    assert (found("PERS015", person("gus", line)) == []) is possible


@pytest.mark.parametrize(
    ("network", "handle", "possible"),
    [
        ("x", "'@acme_help'", True),
        ("x", "'@acme-help'", False),
        ("instagram", "acme.help", True),
        ("instagram", "Acme help", False),
        ("forum", "Acme help", True),
        ("forum", "'Acme help '", False),
        ("forum", "https://acme.test/forum", False),
        ("facebook", "facebook.com/acme", False),
        ("facebook", "acme.dach", True),
    ],
)
def test_handles_of_channels(network: str, handle: str, possible: bool) -> None:
    text = channel(network=network, handle=handle)
    assert (found("CHAN012", text) == []) is possible


@pytest.mark.parametrize(
    ("network", "known"),
    [("x", True), ("twitter", False), ("facebok", False), ("our-own", False), ("intern", True)],
)
def test_networks_are_known_or_declared(network: str, known: bool) -> None:
    facts = (
        "kind: vocabulary\nid: more\nfacts:\n"
        "  network: {type: choice, values: [intern, forum]}\n---\n"
    )
    assert (found("CHAN011", facts + channel(network=network)) == []) is known


def test_an_account_with_and_without_its_sign_is_one() -> None:
    text = person("gus", "github: '@One'") + person("hal", "github: one")
    assert messages("PERS014", text) == ["`one` is the `github` of `hal` and of `gus`"]


def test_employers_that_differ_in_spelling_fill_a_council_together() -> None:
    names = ("Orbit Inc", '"Orbit, Inc."', "ORBIT Inc")
    people = "".join(person(f"p{number}", f"employer: {name}") for number, name in enumerate(names))
    seats = "".join(f"  - {{person: p{number}, represents: expert}}\n" for number in range(3))
    council = (
        "kind: council\nid: real\nname: Real\nchair: p0\nquorum: 2\nmeets: monthly\n"
        f"at_most_per_employer: 2\nseats:\n{seats}---\n"
    )
    assert found("CNCL008", people + council) == ["p2"]
    assert len(found("PERS016", people)) == 2

"""Channels, beyond the examples."""

from datetime import date

import pytest

from tests.checks.overlay import found, messages
from tests.checks.people import person, team


def channel(**fields: str) -> str:
    """A clean channel of the base's social team, with some fields replaced or left out (empty)."""
    lines = {
        "kind": "channel",
        "id": "news",
        "network": "forum",
        "handle": "Acme",
        "owner": "social",
        "admins": "[ana, ben]",
        "languages": "[en]",
        "mfa": "true",
        "standards": "{respond_within: 4h, review_cycle: 1d}",
    } | fields
    return "".join(f"{key}: {value}\n" for key, value in lines.items() if value) + "---\n"


@pytest.mark.parametrize(
    "mfa",
    [
        "true",
        "security keys",
        "'yes'",
        "authenticator app",
        "TOTP",
        "passkeys",
        "FIDO2 keys and SMS",
        "SSO of the company",
        "enabled for everybody",
        "SMS",
    ],
)
def test_a_second_factor_is_on_or_named(mfa: str) -> None:
    assert found("CHAN002", channel(mfa=mfa)) == []


@pytest.mark.parametrize(
    "mfa",
    [
        "false",
        "no",
        "Off",
        "none",
        "",
        "not yet",
        "todo",
        "nein",
        "TBD",
        "n/a",
        "planned (authenticator app)",
        "noch keine",
        "'?'",
        "a long password",
    ],
)
def test_no_second_factor(mfa: str) -> None:
    assert len(found("CHAN002", channel(mfa=mfa))) == 1


def test_an_administrator_named_twice_is_one() -> None:
    assert found("CHAN001", channel(admins="[ana, ana]")) == ["[ana, ana]"]
    assert messages("CHAN001", channel(admins="[]")) == ["channel `news` has no administrators"]


def test_a_channel_without_standards_lacks_each_of_them() -> None:
    """As YouTube does among GitLab's channels: nobody is said to read it."""
    assert found("CHAN006", channel(standards="")) == ["news"]
    assert found("CHAN005", channel(standards="")) == ["news"]


def test_a_channel_that_only_broadcasts_is_still_read() -> None:
    silent = channel(standards="{engagement: broadcast-only}")
    assert found("CHAN005", silent) == []
    assert found("CHAN006", silent) == ["standards"]


@pytest.mark.parametrize(
    ("spoken", "language", "understood"),
    [
        ("pt", "pt-BR", True),
        ("pt-BR", "pt", True),
        ("pt-BR", "pt-PT", False),
        ("zh-Hant-TW", "zh-Hant", True),
        ("en", "eng", False),
    ],
)
def test_a_language_covers_its_variants(spoken: str, language: str, understood: bool) -> None:
    gus = person("gus", f"languages: [{spoken}]")
    owned = team("{person: gus}") + channel(owner="events", languages=f"[{language}]")
    assert found("CHAN007", gus + owned) == ([] if understood else [language])


def test_a_language_leaves_with_its_last_speaker() -> None:
    gus = person("gus", "languages: [de]", "active: {until: 2026-11-23}")
    text = gus + team("{person: ana}", "{person: gus}") + channel(owner="events", languages="[de]")
    assert found("CHAN007", text) == []
    assert found("CHAN007", text, date(2026, 11, 24)) == ["de"]


def test_the_role_of_administrators_says_what_they_must_know() -> None:
    security = (
        "kind: training\nid: security\nname: Security\nset_by: board\n---\n"
        "kind: role\nid: channel-admin\nname: Admin\nrequires_training: [security]\n---\n"
    )
    ana = person("ana", roles="channel-admin")
    text = security + ana + channel()
    assert found("PERS002", text) == ["channel-admin"]
    assert found("CHAN004", text) == ["ben"]  # of Ana it is said where her role is


def test_any_valid_training_will_do_where_no_role_says_which() -> None:
    gus = person("gus", roles="volunteer").replace("2026-09-01", "2025-11-23")
    role = "kind: role\nid: volunteer\nname: Volunteer\n---\n"
    text = role + gus + channel(admins="[ana, gus]")
    assert found("CHAN004", text, date(2026, 11, 22)) == []
    assert found("CHAN004", text) == ["gus"]


def approvals(text: str) -> str:
    return channel(standards=f"{{respond_within: 4h, review_cycle: 1d, approvals: {text}}}")


@pytest.mark.parametrize(
    ("asked", "underlined"),
    [
        ("{drafts: 2, by: [role:legal-counsel]}", []),
        ("{drafts: 3, by: [role:legal-counsel]}", ["3"]),
        ("{drafts: 2, by: ['person:eli', role:legal-counsel]}", []),
        ("{drafts: 3, by: ['rota:duty', 'team:social', 'person:dora']}", []),
        ("{drafts: 4, by: ['rota:duty', 'team:social', 'person:dora']}", ["4"]),
        ("{drafts: 1, by: []}", ["1"]),
        ("{drafts: 0, by: []}", []),
        ("{drafts: 1, by: [role:nobody]}", ["role:nobody"]),
        ("{drafts: 1, by: [role:dangling]}", []),
    ],
)
def test_approvals_can_be_had(asked: str, underlined: list[str]) -> None:
    nobody = "kind: role\nid: nobody\nname: Nobody\n---\n"
    assert found("CHAN008", nobody + approvals(asked)) == underlined


def test_approvers_who_leave_are_missed_from_the_day_after() -> None:
    leaving = person("eli", "active: {until: 2026-11-23}")
    two = leaving + approvals("{drafts: 2, by: [role:legal-counsel]}")
    assert found("CHAN008", two) == []
    assert found("CHAN008", two, date(2026, 11, 24)) == ["2"]
    one = leaving + approvals("{drafts: 1, by: ['person:eli']}")
    assert found("CHAN008", one, date(2026, 11, 24)) == ["person:eli"]

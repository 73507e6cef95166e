"""No rule breaks what is good; of a new one all that it breaks is told, as made-up ones show."""

from collections.abc import Iterator

import pytest

from govcheck.catalogue.of_policy import OF_POLICY
from govcheck.checks.check import PolicyCheck, check
from govcheck.finding import Problem
from govcheck.load import own_schemas
from govcheck.load.policy import Policy
from govcheck.workspace import examine
from tests.checks.good import FOLDERS, breaches, kept, told
from tests.examples.repositories import EXAMPLES

NEIGHBOURS = [one for one in FOLDERS if one.name in ("TEAM002", "TEAM007")]


def test_no_rule_breaks_what_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names all of it at once: what to mend where a check is new, or stricter."""
    monkeypatch.setattr(own_schemas, "_PATIENCE", 0.5)  # as where the examples are tried
    found = breaches()
    if found:
        pytest.fail(told(found), pytrace=False)


def no_team_is_called(*ids: str) -> PolicyCheck:
    """A check that minds how teams are called."""

    @check("TEAM099", "team-called-so")
    def made_up(policy: Policy) -> Iterator[Problem]:
        """No team has one of these ids.

        It is made up.
        """
        for team in policy.teams:
            if team.id in ids:
                yield Problem(team.place("id"), f"a team is called `{team.id}`")

    return made_up


def breaks(monkeypatch: pytest.MonkeyPatch, *ids: str) -> list[str]:
    """What is told of a made-up check, line by line."""
    monkeypatch.setattr(examine, "OF_POLICY", (*OF_POLICY, no_team_is_called(*ids)))
    kept.cache_clear()
    found = breaches(NEIGHBOURS, ("startup", "enterprise"), [EXAMPLES / "gitlab-social-engagement"])
    kept.cache_clear()
    return told(found).splitlines()


def test_neighbours_templates_and_what_is_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert breaks(monkeypatch, "events", "customer-voice", "support") == [
        "TEAM099 team-called-so breaks what is good:",
        "  neighbour TEAM002/good.yaml: policies/example.yaml:10: a team is called `events`",
        "  neighbour TEAM002/bad.yaml: policies/example.yaml:9: a team is called `events`",
        "  template enterprise: policies/teams/customer-voice.yaml:3:"
        " a team is called `customer-voice`",
        "  shipped policy: policies/teams/customer-voice.yaml:3: a team is called `customer-voice`",
        "  shipped example gitlab-social-engagement: policies/company.yaml:57:"
        " a team is called `support`",
    ]


def test_what_the_base_example_has_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = breaks(monkeypatch, "social")
    assert [line for line in found if "example" in line] == [
        "  base example: policies/base/structure.yaml:39: a team is called `social`"
    ]
    assert [line.split(":")[0] for line in found[2:]] == [
        "  template startup",
        "  template enterprise",
        "  shipped policy",
    ]


def test_a_check_that_minds_nothing_good_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert breaks(monkeypatch, "nobody") == []

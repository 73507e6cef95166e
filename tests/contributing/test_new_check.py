"""What CONTRIBUTING says of adding a check is enough for one that nobody knows yet."""

import re
from pathlib import Path

import pytest

from tests.contributing.copy import copied, govcheck, python

CHECK = '''"""Shouting: names in capitals."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.translation import said


@check("TEAM900", "team-shouts", severity=Severity.WARNING)
def team_shouts(policy: Policy) -> Iterator[Problem]:
    """A team's name is not all capitals.

    Whoever reads it at night is loud enough.
    """
    for team in policy.teams:
        if team.name.isupper():
            yield Problem(team.place("name"), said("`{name}` shouts", name=team.name))
'''

TEAM = """kind: team
id: press
name: Press office
lead: dora
members:
  - {person: dora}
---
kind: team
id: events
name: %s
lead: fay
members:
  - {person: fay}
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with one more check, made by the list alone."""
    folder = copied(tmp_path_factory.mktemp("checkout"), "tests", "examples", "docs", "tools")
    checks = folder / "src/govcheck/checks"
    (checks / "shouting.py").write_text(CHECK)
    catalogue = folder / "src/govcheck/catalogue/of_policy.py"
    table = catalogue.read_text()
    table = table.replace("    seats,\n", "    seats,\n    shouting,\n", 1)
    last = "    teams.member_twice,\n"
    table = table.replace(last, f"{last}    shouting.team_shouts,\n")
    catalogue.write_text(table)
    examples = checks / "examples/TEAM900"
    examples.mkdir()
    (examples / "bad.yaml").write_text(TEAM % 'EVENTS  # expect: TEAM900@"EVENTS"')
    (examples / "good.yaml").write_text("# mend: Write it small.\n" + TEAM % "Events")
    return folder


def test_it_is_explained(checkout: Path) -> None:
    page = govcheck(checkout, "explain", "TEAM900").stdout
    for said in ("A team's name is not all capitals.", "Write it small.", "name: EVENTS"):
        assert said in page


def test_what_ships_has_no_findings_of_it_and_a_team_that_shouts_has(checkout: Path) -> None:
    only = ("validate", "--format", "concise", "--select", "TEAM900", "--fail-level", "warning")
    assert govcheck(checkout, *only).returncode == 0
    file = checkout / "policies/teams/social.yaml"
    before = file.read_text()
    file.write_text(re.sub(r"(?m)^name:.*$", "name: SOCIAL", before))
    done = govcheck(checkout, *only)
    file.write_text(before)
    assert (done.returncode, "`SOCIAL` shouts" in done.stdout) == (1, True)


def test_its_examples_are_tried(checkout: Path) -> None:
    asked = ("tests/checks/test_examples.py", "-q", "-k", "TEAM900 or every_rule")
    done = python(checkout, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir=.", *asked)
    assert "3 passed" in done.stdout, done.stdout + done.stderr


def test_it_gets_a_page(checkout: Path) -> None:
    done = python(checkout, "-m", "tools.generate")
    assert done.returncode == 0, done.stderr
    assert "A team's name is not all capitals." in (checkout / "docs/checks/TEAM900.md").read_text(
        encoding="utf-8"
    )

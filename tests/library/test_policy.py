"""The library says what the commands say."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import govcheck
from govcheck.cli.main import govcheck as command_line
from govcheck.errors import GovcheckError, PolicyNotFound, RevisionError
from govcheck.library.policy import OpenPolicy
from govcheck.library.refusals import InvalidIncident, InvalidPolicy

ROOT = Path(__file__).parents[2]
AT = "2026-11-14T22:40:00+01:00"


@pytest.fixture(scope="module")
def policy() -> OpenPolicy:
    return govcheck.open(ROOT)


def command(*arguments: str) -> object:
    """What a command prints as JSON, however it ends."""
    whole = [*arguments, "--policy", str(ROOT), "--format", "json"]
    done = CliRunner().invoke(command_line, whole, standalone_mode=False)
    assert done.exception is None, done.output
    return json.loads(done.stdout)


def as_printed(value: object) -> object:
    """A result after a way through text, as every reader of JSON gets it."""
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("path", sorted((ROOT / "incidents").glob("*.yaml")), ids=lambda p: p.stem)
def test_a_simulation_is_that_of_the_command(policy: OpenPolicy, path: Path) -> None:
    found = policy.simulate(path)
    assert as_printed(found.to_json()) == command("simulate", str(path))


def test_suppositions_are_those_of_the_command(policy: OpenPolicy) -> None:
    path = str(ROOT / "incidents/airbag-video.yaml")
    found = policy.simulate(
        path,
        at=datetime(2026, 11, 15, 3, tzinfo=UTC),
        absent=["mei"],
        acknowledged={"clara": "12m"},
        facts={"injury": "none"},
    )
    asked = ("--absent", "mei", "--ack", "clara@+12m", "--set", "injury=none")
    said = command("simulate", path, "--at", "2026-11-15T03:00:00Z", *asked)
    assert as_printed(found.to_json()) == said
    assert "mei" not in found.told


def test_an_incident_may_be_a_mapping(policy: OpenPolicy) -> None:
    facts = {"topics": ["safety"], "followers": 48000}
    stated = {"detected_at": AT, "facts": facts}
    at_once = policy.simulate(stated)
    assert at_once.decisions["severity"].result == ("sev1",)
    by_seconds = policy.simulate({**stated, "detected_at": datetime.fromisoformat(AT)})
    assert by_seconds.to_json() == at_once.to_json()
    assert policy.decide(facts, detected_at=AT).to_json() == (at_once.to_json()["decisions"])


def test_findings_are_those_of_the_command(policy: OpenPolicy) -> None:
    found = policy.findings(at="2031-01-01T00:00:00Z")  # when terms and reviews have ended
    assert found.errors
    assert as_printed(found.to_json()) == command("validate", "--at", "2031-01-01T00:00:00Z")


def test_chosen_findings_are_those_of_the_command(policy: OpenPolicy) -> None:
    path = "policies/people/ana.yaml"
    found = policy.findings(
        at=AT, warn_before="365d", paths=[path], select=["TEAM", "PLAY"], prove=False
    )
    asked = ("--at", AT, "--warn-before", "365d", "--select", "TEAM,PLAY", "--no-prove")
    assert as_printed(found.to_json()) == command("validate", str(ROOT / path), *asked)
    left = policy.findings(at=AT, warn_before="365d", ignore=["TEAM"], prove=False)
    asked = ("--at", AT, "--warn-before", "365d", "--ignore", "TEAM", "--no-prove")
    assert as_printed(left.to_json()) == command("validate", *asked)


def test_duty_is_that_of_the_command(policy: OpenPolicy) -> None:
    found = policy.duty("rota:community-duty", at=AT, absent=["mei"])
    said = command("duty", "rota:community-duty", "--at", AT, "--absent", "mei")
    assert as_printed(found.to_json()) == said
    assert policy.duty("rota:community-duty", at=AT).now("rota:community-duty") == ("mei",)


def test_proofs_are_those_of_the_command(policy: OpenPolicy) -> None:
    found = policy.prove(at=AT, horizon="30d", select=["RULE"])
    assert not found.failed
    assert found.refuted == ()
    said = command("prove", "--at", AT, "--horizon", "30d", "--select", "RULE")
    assert as_printed(found.to_json()) == said
    heard: list[str] = []
    without = policy.prove(
        at=AT,
        horizon="7d",
        absent_employer=True,
        select=["COVER"],
        tell=lambda verdict: heard.append(verdict.code),
    )
    said = command("prove", "--at", AT, "--horizon", "7d", "--absent-employer", "--select", "COVER")
    assert as_printed(without.to_json()) == said
    assert {*heard} <= {f"COVER{number:03}" for number in range(1, 20)}


def test_a_change_is_that_of_the_command(policy: OpenPolicy, tmp_path: Path) -> None:
    copied(tmp_path)
    reach = tmp_path / "policies/decisions/reach.yaml"
    reach.write_text(reach.read_text().replace("at_least: 100000", "at_least: 500000"))
    found = govcheck.diff(policy, govcheck.open(tmp_path), at=AT, horizon="7d")
    assert found.is_weaker
    assert "lowers-severity" in found.effects
    said = json.loads(
        CliRunner()
        .invoke(
            command_line,
            ["diff", str(ROOT), str(tmp_path), "--at", AT, "--horizon", "7d", "--format", "json"],
            standalone_mode=False,
        )
        .stdout
    )
    ours = as_printed(found.to_json())
    assert isinstance(ours, dict)
    assert {**ours, "base": "", "head": ""} == {**said, "base": "", "head": ""}


def copied(folder: Path) -> None:
    """The shipped policy in another folder."""
    import shutil

    for name in ("policies", "schemas", "templates"):
        shutil.copytree(ROOT / name, folder / name)


def test_what_does_not_load_says_why(tmp_path: Path) -> None:
    copied(tmp_path)
    team = tmp_path / "policies/teams/social.yaml"
    team.write_text(team.read_text().replace("lead: ana", "lede: ana"))
    with pytest.raises(InvalidPolicy) as refused:
        govcheck.open(tmp_path)
    assert "a team has no `lead` (and 1 more)" in str(refused.value)
    assert {one.span.path for one in refused.value.findings} == {"policies/teams/social.yaml"}


def test_a_bad_fact_says_what_was_meant(policy: OpenPolicy) -> None:
    with pytest.raises(InvalidIncident) as refused:
        policy.decide({"folowers": 3})
    (finding,) = refused.value.findings
    assert finding.help == "did you mean `followers`?"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (lambda policy: policy.duty("rota:community"), "rota:community-duty"),
        (lambda policy: policy.duty(absent=["mai"]), "did you mean `mei`"),
        (lambda policy: policy.decide({}, detected_at="today"), "is not an instant"),
        (lambda policy: policy.decide({}, detected_at=datetime(2026, 1, 1)), "has no zone"),  # noqa: DTZ001
        (lambda policy: policy.prove(horizon="soon"), "is not a duration"),
        (lambda policy: policy.prove(select=["RUL"]), "no property `RUL`"),
        (lambda policy: policy.simulate("no-such.yaml"), "cannot be read"),
        (lambda policy: policy.simulate({"facts": {}}), "detected_at"),
        (lambda policy: policy.simulate({"facts": {"topics": {1}}, "detected_at": AT}), "JSON"),
    ],
)
def test_bad_questions_are_refused(
    policy: OpenPolicy, question: Callable[[OpenPolicy], object], said: str
) -> None:
    with pytest.raises(GovcheckError, match=re.escape(said)):
        question(policy)


def test_there_must_be_a_policy_and_a_revision(tmp_path: Path) -> None:
    with pytest.raises(PolicyNotFound):
        govcheck.open(tmp_path)
    with pytest.raises(RevisionError):
        govcheck.open(ROOT, rev="no-such-revision")


def test_importing_the_package_imports_nothing_else() -> None:
    probe = "import sys, govcheck; print(*[m for m in sys.modules if m.startswith('govcheck.')])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_results_do_not_change(policy: OpenPolicy) -> None:
    found = policy.decide({})
    with pytest.raises(AttributeError):
        found._outcome = None  # type: ignore[misc,assignment]

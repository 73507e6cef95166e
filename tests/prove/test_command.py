"""Tests of `govcheck prove`, from the files to what is printed."""

import json
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from govcheck.cli.main import run

AT = "2026-03-03T12:00:00Z"
BASE = """\
    kind: organization
    id: acme
    name: Acme
    format: 1
    timezone: Europe/Berlin
    languages: [en]
    severities:
      - {id: low, name: Low, means: Nobody is hurt}
      - {id: mid, name: Mid, means: Somebody may be}
      - {id: high, name: High, means: Somebody is}
    ---
    kind: vocabulary
    id: facts
    facts:
      topics: {type: tags, values: [safety, leak, praise]}
      followers: {type: integer, minimum: 0, worse: higher}
      injury: {type: choice, values: [none, claimed, confirmed], ordered: true, worse: higher}
    """
SEVERITY = """\
    kind: decision
    id: severity-rules
    decides: severity
    hit_policy: highest
    otherwise: low
    rules:
      - {id: large, when: {followers: {at_least: 1000}}, then: mid}
      - {id: safety, when: {topics: [safety]}, then: high}
    """


class Repository:
    """A repository on disk that is proved about by the command line."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.folder = folder
        self._capture = capture
        self.write("base", BASE)

    def write(self, name: str, text: str) -> None:
        """Write a file of the policy."""
        path = self.folder / "policies" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text))

    def prove(self, *arguments: str) -> tuple[int, str, str]:
        """The exit code, standard output and standard error."""
        code = run(["prove", "--at", AT, "--select", "RULE", "--select", "GUARD", *arguments])
        captured = self._capture.readouterr()
        return code, captured.out.decode(), captured.err.decode()

    def verdicts(self, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
        """The exit code and the verdicts."""
        code, out, _ = self.prove("--format", "json", *arguments)
        return code, json.loads(out)["verdicts"]

    def refuted(self, *arguments: str) -> list[dict[str, Any]]:
        """What is refuted; the exit code says so."""
        code, verdicts = self.verdicts(*arguments)
        found = [one for one in verdicts if one["verdict"] == "refuted"]
        assert code == int(any(one["waived"] is None for one in found))
        return found


@pytest.fixture
def repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Repository:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    made = Repository(tmp_path, capfdbinary)
    made.write("severity", SEVERITY)
    return made


def test_a_sound_policy_is_proved(repository: Repository) -> None:
    code, out, err = repository.prove("--full")
    assert code == 0
    assert "REFUTED" not in out
    assert "PROVED   RULE005    decision/severity-rules/followers: the severity never falls" in out
    assert "VACUOUS  RULE005    decision/severity-rules/injury" in out
    assert err.splitlines()[-1].endswith("proved, 1 vacuous")


def test_a_shadowed_rule_with_those_that_cover_it(repository: Repository) -> None:
    repository.write(
        "route",
        """\
        kind: decision
        id: routes
        decides: route
        hit_policy: first
        results: [desk, press, legal]
        otherwise: desk
        rules:
          - {id: praise, when: {topics: [praise]}, then: desk}
          - {id: leak, when: {topics: [leak]}, then: legal}
          - {id: few, when: {followers: {less_than: 500}}, then: desk}
          - {id: many, when: {followers: {at_least: 100}}, then: press}
          - {id: leak-late, when: {topics: {all_of: [leak, safety]}}, then: legal}
          - {id: covered, when: {injury: claimed}, then: press}
        """,
    )
    late, covered = (one for one in repository.refuted() if one["code"] == "RULE003")
    assert late["subject"] == "decision/routes/leak-late"
    assert (late["path"], late["line"]) == ("policies/route.yaml", 12)
    assert late["related"] == [
        {"path": "policies/route.yaml", "line": 9, "message": "`leak` holds and comes first"}
    ]
    assert [one["line"] for one in covered["related"]] == [10, 11]
    assert covered["witness"] is None


def test_a_rule_that_only_wins_when_sorted_first(repository: Repository) -> None:
    rules = [
        "- {id: known, when: {topics: [leak]}, then: desk}",
        "- {id: leak, when: {topics: {all_of: [leak, safety]}}, then: legal}",
    ]
    head = """\
        kind: decision
        id: routes
        decides: route
        hit_policy: first
        results: [desk, legal]
        otherwise: desk
        rules:
        """
    for order, lost in ((rules, True), (rules[::-1], False)):
        repository.write("route", dedent(head) + "".join(f"  {rule}\n" for rule in order))
        shadowed = [one for one in repository.refuted() if one["code"] == "RULE003"]
        assert bool(shadowed) is lost


def test_two_rules_that_match_together(repository: Repository) -> None:
    repository.write(
        "route",
        """\
        kind: decision
        id: routes
        decides: route
        hit_policy: unique
        results: [desk, press, legal]
        otherwise: desk
        rules:
          - {id: leak, when: {topics: [leak]}, then: legal}
          - {id: many, when: {followers: {at_least: 100}}, then: press}
        """,
    )
    [double] = (one for one in repository.refuted() if one["code"] == "RULE002")
    assert double["message"] == "rules `leak` and `many` can match the same incident"
    assert double["subject"] == "decision/routes/many"
    assert double["witness"]["incident"] == {
        "detected_at": AT,
        "facts": {"topics": ["leak"], "followers": 100},
    }


def test_a_severity_that_falls(repository: Repository) -> None:
    repository.write("severity", SEVERITY.replace("at_least: 1000", "at_most: 1000"))
    [falls] = repository.refuted()
    assert falls["subject"] == "decision/severity-rules/followers"
    assert falls["witness"]["note"] == "with `followers` `0` it is `mid`, with `1001` it is `low`"
    assert falls["witness"]["incident"]["facts"] == {"topics": [], "followers": 0}


def test_an_unknown_fact_that_is_played_down(repository: Repository) -> None:
    rule = "- {id: hurt, when: {injury: {known: true, at_least: claimed}}, then: high}"
    repository.write("severity", dedent(SEVERITY) + f"  {rule}\n")
    [low] = repository.refuted()
    assert (low["code"], low["subject"]) == ("RULE006", "decision/severity-rules/injury")
    assert "injury" not in low["witness"]["incident"]["facts"]
    assert low["related"][0]["message"] == "`hurt` asks whether it is known"


def test_a_broken_guarantee(repository: Repository) -> None:
    repository.write(
        "guarantee",
        """\
        kind: guarantee
        id: harm-is-grave
        for: {topics: [safety, leak]}
        holds: {severity: high}
        ---
        kind: guarantee
        id: nothing-at-all
        for: {followers: {less_than: 5, more_than: 5}}
        holds: {severity: high}
        """,
    )
    _, verdicts = repository.verdicts()
    broken, empty = (one for one in verdicts if one["code"] == "GUARD001")
    assert broken["message"] == "the guarantee `harm-is-grave` is broken: `severity` is `low`"
    assert broken["witness"]["incident"]["facts"] == {"topics": ["leak"], "followers": 0}
    assert empty["verdict"] == "vacuous"


def test_a_result_that_no_incident_has(repository: Repository) -> None:
    repository.write("severity", SEVERITY.replace("otherwise: low", "otherwise: mid"))
    [never] = (one for one in repository.refuted() if one["code"] == "RULE007")
    assert never["message"] == "no incident has `low` as a result of `severity`"
    assert (never["path"], never["line"]) == ("policies/base.yaml", 8)


def test_a_rule_that_adds_nothing(repository: Repository) -> None:
    rule = "- {id: leak-and-safety, when: {topics: {all_of: [leak, safety]}}, then: high}"
    repository.write("severity", dedent(SEVERITY) + f"  {rule}\n")
    [redundant] = repository.refuted()
    assert redundant["code"] == "RULE004"
    assert redundant["related"][0]["message"] == "`safety` yields this, too"


WAIVER = """\
    kind: waiver
    id: until-spring
    check: {check}
    subject: {subject}
    reason: It is being rewritten
    approved_by: [chair]
    until: {until}
    """


@pytest.mark.parametrize(
    ("check", "subject", "until", "waived"),
    [
        ("RULE005", "decision/severity-rules/followers", "2026-03-03", True),
        ("severity-falls", "decision/severity-rules", "2026-04-01", True),
        ("RULE005", "decision/severity-rules/followers", "2026-03-02", False),
        ("RULE005", "decision/severity-rules/follow", "2026-04-01", False),
        ("RULE004", "decision/severity-rules/followers", "2026-04-01", False),
    ],
)
def test_a_waiver(
    repository: Repository, check: str, subject: str, until: str, waived: bool
) -> None:
    repository.write("severity", SEVERITY.replace("at_least: 1000", "at_most: 1000"))
    repository.write("waiver", WAIVER.format(check=check, subject=subject, until=until))
    [falls] = repository.refuted()
    said = f"waived by `until-spring` until {until}: It is being rewritten"
    assert falls["waived"] == (said if waived else None)
    _, _, err = repository.prove()
    unused = not waived and until > "2026-03-03"
    assert ("the waiver `until-spring` accepts nothing" in err) is unused


def test_witnesses_are_files_that_run(repository: Repository) -> None:
    repository.write("severity", SEVERITY.replace("at_least: 1000", "at_most: 1000"))
    [falls] = repository.refuted("--write-witnesses", ".")
    name = "rule005-decision-severity-rules-followers.yaml"
    assert falls["witness"]["command"] == f"govcheck simulate ./incidents/{name} --at {AT}"
    assert run(falls["witness"]["command"].split()[1:]) == 0
    assert run(["test"]) == 0
    assert run(["validate", "incidents", "scenarios"]) == 0
    assert (repository.folder / "scenarios" / name).exists()


def test_a_command_without_a_file_runs_in_a_shell(repository: Repository) -> None:
    repository.write("severity", SEVERITY.replace("at_least: 1000", "at_most: 1000"))
    [falls] = repository.refuted()
    command = falls["witness"]["command"]
    assert command.startswith("govcheck simulate - --at")
    script = command.replace("govcheck", f"{sys.executable} -m govcheck", 1)
    ran = subprocess.run(["sh", "-c", script], capture_output=True, check=True, text=True)
    assert ran.stdout.startswith("MID")


def test_sarif_tells_what_failed(repository: Repository) -> None:
    repository.write("severity", SEVERITY.replace("at_least: 1000", "at_most: 1000"))
    code, out, _ = repository.prove("--format", "sarif")
    [tool] = json.loads(out)["runs"]
    kinds = {(one["ruleId"], one["kind"], one["level"]) for one in tool["results"]}
    assert code == 1
    assert ("RULE005", "fail", "error") in kinds
    assert ("RULE005", "notApplicable", "none") in kinds
    assert ("RULE003", "pass", "none") in kinds
    rules = [rule["id"] for rule in tool["tool"]["driver"]["rules"]]
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in tool["results"])


def test_horizon_and_stamp(repository: Repository) -> None:
    _, out, _ = repository.prove("--format", "json", "--horizon", "90d")
    whole = json.loads(out)
    assert whole["format"] == 1
    assert whole["horizon"] == {"from": AT, "to": "2026-06-01T12:00:00Z"}
    assert set(whole["policy"]) == {"revision", "dirty", "tzdata", "holidays"}


def test_the_same_bytes_twice(repository: Repository) -> None:
    assert repository.prove("--format", "json") == repository.prove("--format", "json")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "RULE03"], "no property `RULE03`; did you mean `RULE003`?"),
        (["--horizon", "0d"], "`--horizon` is empty"),
        (["--horizon", "a year"], "is not a duration"),
    ],
)
def test_a_request_that_cannot_be_served(
    repository: Repository, arguments: list[str], said: str
) -> None:
    code, out, err = repository.prove(*arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_policy_that_does_not_load(repository: Repository) -> None:
    repository.write("severity", SEVERITY.replace("then: mid", "then: middle"))
    code, out, err = repository.prove()
    assert (code, out) == (2, "")
    assert "`middle` is not a known severity" in err


def test_hostile_names_stay_harmless(repository: Repository) -> None:
    repository.write(
        "severity",
        SEVERITY.replace("at_least: 1000", "at_most: 1000").replace(
            "then: mid}", 'then: mid, because: "\\e[31m::error::x"}'
        ),
    )
    for format_ in ("text", "json", "sarif"):
        _, out, _ = repository.prove("--format", format_)
        assert "\x1b" not in out

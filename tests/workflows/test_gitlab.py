"""GitLab's pipelines: files to include, one with inputs, one that `init` writes."""

import re
from pathlib import Path
from typing import Any

import click
import pytest

from govcheck.cli.main import govcheck
from tests.workflows.files import GITLAB, ROOT, TEMPLATES, documents, name_of

CHECKS = [path for path in GITLAB if path.name != "site.yml"]
each_file = pytest.mark.parametrize("path", CHECKS, ids=name_of)


def job(path: Path) -> Any:
    """The one job that a file adds, which is called `govcheck`."""
    whole = documents(path)[-1]
    assert list(whole) == ["govcheck"]
    return whole["govcheck"]


def test_the_file_to_include_declares_every_input_it_uses() -> None:
    path = ROOT / "ci" / "gitlab.yml"
    header, _ = documents(path)
    inputs = header["spec"]["inputs"]
    used = re.findall(r"\$\[\[ inputs\.(\w+) \]\]", path.read_text(encoding="utf-8"))
    assert header.keys() == {"spec"}
    assert {*used} == {*inputs}
    assert all("default" in declared for declared in inputs.values())


def test_what_init_writes_includes_the_files_that_it_writes() -> None:
    (whole,) = documents(TEMPLATES / "_gitlab-ci.yml")
    included = {"_" + one["local"].removeprefix(".") for one in whole["include"]}
    written = {f"_gitlab/{path.name}" for path in (TEMPLATES / "_gitlab").iterdir()}
    assert included == written


def test_the_gate_takes_nothing_of_the_request_for_granted() -> None:
    header, whole = documents(ROOT / "ci" / "gitlab-gate.yml")
    text = (ROOT / "ci" / "gitlab-gate.yml").read_text(encoding="utf-8")
    used = re.findall(r"\$\[\[ inputs\.(\w+) \]\]", text)
    assert {*used} == {*header["spec"]["inputs"]}
    gate = whole["govcheck-gate"]
    assert gate["variables"]["GIT_STRATEGY"] == "clone"
    assert gate["variables"]["GIT_CHECKOUT"] == "false"
    assert gate["variables"]["GIT_SUBMODULE_STRATEGY"] == "none"
    assert gate["variables"]["GIT_DEPTH"] == "0"
    last = gate["script"][-1]
    assert last.startswith("govcheck gate --platform gitlab --base refs/govcheck/base")
    assert "||" not in last
    assert "versions" in "".join(gate["script"])
    author = next(line for line in gate["script"] if line.startswith("AUTHOR="))
    assert '["author"]["username"]' in author  # of the request, not of the pipeline
    assert "GITLAB_USER_LOGIN" not in "".join(gate["script"])


def test_the_gate_runs_python_apart_and_in_an_empty_folder() -> None:
    """A `pip.py` or a `json.py` in the working copy would be run instead."""
    gate = documents(ROOT / "ci" / "gitlab-gate.yml")[-1]["govcheck-gate"]
    assert gate["before_script"][:2] == ["OUT=$(mktemp -d)", 'cd "$OUT"']
    assert any('show "refs/govcheck/base:' in line for line in gate["before_script"])
    commands = "\n".join([*gate["before_script"], *gate["script"]])
    assert re.findall(r"python[0-9.]*(?! -I )\b", commands) == []
    assert not re.search(r"\bcd \"?\$CI", commands)
    for line in gate["script"]:
        if line.startswith("govcheck"):
            assert '--policy "$CI_PROJECT_DIR"' in line


@each_file
def test_the_job_validates_and_runs_the_scenarios(path: Path) -> None:
    script = "\n".join(job(path)["script"])
    assert "validate --warn-before 30d" in script
    assert re.search(r"govcheck test$", script, re.MULTILINE)
    assert "image" in job(path)


@each_file
def test_what_may_fail_is_run_again_where_it_may_not(path: Path) -> None:
    lines = job(path)["script"]
    for line in lines:
        if line.endswith("|| true"):
            command = line.split()[1]
            again = (other for other in lines if other.startswith(f"govcheck {command}"))
            assert any("||" not in other for other in again)


@each_file
def test_reports_are_written_by_formats_that_exist(path: Path) -> None:
    context = click.Context(govcheck)
    for name, format_ in re.findall(r"govcheck (\w+) .*--format (\w+)", path.read_text()):
        command = govcheck.get_command(context, name)
        assert command is not None
        (option,) = (each for each in command.params if each.name == "format_")
        assert isinstance(option.type, click.Choice)
        assert format_ in option.type.choices
    reports = job(path).get("artifacts", {}).get("reports", {})
    for report in reports.values():
        assert f"--output {report}" in path.read_text()


@each_file
def test_an_image_has_git_as_programs_are_installed_from_its_revisions(path: Path) -> None:
    header = documents(path)[0].get("spec")
    image = header["inputs"]["image"]["default"] if header else job(path)["image"]
    assert re.fullmatch(r"python:3\.1[1-9]", image), "the slim ones come without git"

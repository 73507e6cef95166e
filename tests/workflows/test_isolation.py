"""No pipeline runs a module, or an environment, that somebody put into the working copy."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from govcheck.scaffold.plan import SIZES, plan
from tests.workflows.files import GITHUB, GITLAB, ROOT

HERE = [
    *GITHUB,
    *GITLAB,
    ROOT / "action.yml",
    ROOT / "ci" / "gitlab-gate.yml",
    ROOT / ".ci" / "run",
]
OWN = re.compile(r"-m (tools\.|pytest)")
"""What is there to run code of the checkout; change control governs that."""
MODULE = re.compile(r"python[0-9.]*\}?\"? (?!-I )(?:-\S+ )*-[mc] \S+")
ENVIRONMENT = re.compile(r"-m venv (?:-\S+ )*(\S+)")


def pipelines() -> Iterator[tuple[str, str]]:
    for file in HERE:
        yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")
    for size in SIZES:
        for path, text in plan(size, "Acme", "UTC", date(2026, 11, 25)).items():
            if path.endswith(".yml") or path == ".pre-commit-config.yaml":
                yield f"{size}: {path}", text


PIPELINES = dict(pipelines())
each_pipeline = pytest.mark.parametrize("name", PIPELINES)


def test_what_is_read() -> None:
    assert {"startup: .gitlab/govcheck.yml", "consumer: .github/workflows/site.yml"} <= {*PIPELINES}
    assert ".ci/run" in PIPELINES


@each_pipeline
def test_no_module_of_the_working_copy_is_run(name: str) -> None:
    """`python3 -m venv` runs a `venv.py` that lies beside it; `-I` does not."""
    found = [one for one in MODULE.findall(PIPELINES[name]) if not OWN.search(one)]
    assert found == []


@each_pipeline
def test_no_environment_stands_in_the_working_copy(name: str) -> None:
    """A `.pth` that somebody committed below it would be run by every start of Python."""
    text = PIPELINES[name]
    assert ".venv" not in text
    for place in ENVIRONMENT.findall(text):
        assert place.strip('"').startswith(("$RUNNER_TEMP/", "$VENV", "$work/")), place
        if "$VENV" in place:
            assert "VENV=$(mktemp -d)" in text


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("python3 -m venv x", ["python3 -m venv"]),
        ("python -P -m pip install x", ["python -P -m pip"]),
        ('"$RUNNER_TEMP/venv/bin/python" -m pip install', ['python" -m pip']),
        ('"${PYTHON:-python3}" -m venv x', ['python3}" -m venv']),
        ("python -c 'import json'", ["python -c 'import"]),
        ("python3 -I -m venv x", []),
    ],
)
def test_what_would_be_found(line: str, found: list[str]) -> None:
    assert MODULE.findall(line) == found

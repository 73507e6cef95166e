"""How a process ends whose output nobody reads, or that has none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOVCHECK = f"{sys.executable} -m govcheck"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "GOVCHECK_CACHE_DIR": str(tmp_path / "cache")}


def bash(script: str, environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        ("bash", "-c", script), cwd=ROOT, env=environment, capture_output=True, check=False
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("simulate incidents/airbag-video.yaml --format json", 0),
        ("simulate incidents/airbag-video.yaml policies/roles/channel-admin.yaml", 2),
        ("schema --help", 0),
    ],
)
def test_the_verdict_stays_where_nobody_reads(
    command: str, code: int, environment: dict[str, str]
) -> None:
    script = f"( sleep 0.3; {GOVCHECK} {command}; exit $? ) | true; exit ${{PIPESTATUS[0]}}"
    assert bash(script, environment)[0] == code


@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
def test_an_output_that_cannot_be_written_is_no_bug(
    where: str, environment: dict[str, str]
) -> None:
    code, said = bash(f"{GOVCHECK} validate --format json {where}", environment)
    assert code == 2
    assert "bug" not in said
    assert "Traceback" not in said


def test_a_closed_input_is_no_bug(environment: dict[str, str]) -> None:
    code, said = bash(f"{GOVCHECK} simulate - <&-", environment)
    assert (code, said) == (2, "error: standard input is closed\n")


def test_debugging_does_not_change_the_verdict(environment: dict[str, str]) -> None:
    code, said = bash(f"{GOVCHECK} validate --debug --rev nosuch", environment)
    assert code == 2
    assert "Traceback" in said
    assert said.splitlines()[-1].startswith("error: ")

"""Import by need: what `simulate` loads is what a responder waits for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROBE = """
import sys
from govcheck.cli.main import run
code = run(["simulate", "incidents/airbag-video.yaml", "--output", sys.argv[1]])
print(code, *sorted(name for name in sys.modules))
"""


def loaded(tmp_path: Path, cache: str) -> set[str]:
    """The modules that one run loads."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(tmp_path / "out")],
        cwd=ROOT,
        env={**os.environ, "GOVCHECK_CACHE_DIR": cache},
        capture_output=True,
        text=True,
        check=True,
    )
    code, *modules = done.stdout.split()
    assert code == "0"
    return set(modules)


@pytest.mark.parametrize("unwanted", ["jsonschema", "pysat", "govcheck.cli.validate"])
def test_a_first_simulation_loads_only_what_it_needs(tmp_path: Path, unwanted: str) -> None:
    assert unwanted not in loaded(tmp_path, "")


def test_asking_again_loads_neither_models_nor_yaml_nor_the_engine(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    loaded(tmp_path, cache)
    again = loaded(tmp_path, cache)
    assert not again & {"pydantic", "_ruamel_yaml", "ruamel.yaml", "govcheck.engine.decide"}


def test_the_answer_is_the_same_from_the_cache(tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    loaded(tmp_path, cache)
    first = (tmp_path / "out").read_bytes()
    loaded(tmp_path, cache)
    assert (tmp_path / "out").read_bytes() == first


def test_the_first_question_of_triage_needs_no_models(tmp_path: Path) -> None:
    probe = """
import sys
from govcheck.cli import ask
from govcheck.cli.main import run
def stop(prompt):
    print(*sorted(sys.modules))
    return "s"
ask._read = stop
run(["triage", "--output", sys.argv[-1]])
"""
    environment = {**os.environ, "GOVCHECK_CACHE_DIR": str(tmp_path / "cache")}
    loaded(tmp_path, environment["GOVCHECK_CACHE_DIR"])  # the policy is compiled
    done = subprocess.run(
        [sys.executable, "-c", probe, str(tmp_path / "asked")],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    modules = set(done.stdout.split())
    assert "govcheck.triage.interview" in modules
    assert not modules & {"pydantic", "_ruamel_yaml", "govcheck.briefing.simulation.text"}

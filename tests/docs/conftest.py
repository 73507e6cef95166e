"""A virtual environment as whoever begins makes one, for what is tested from scratch."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def fresh_programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs: this one, and what runs its hooks."""
    folder = tmp_path_factory.mktemp("fresh")
    environment = {
        key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PYTHON"))
    }
    programs = folder / "venv" / "bin"
    for command in (
        (sys.executable, "-m", "venv", str(folder / "venv")),
        (str(programs / "pip"), "install", "--quiet", f"{ROOT}[import,site]", "pre-commit"),
    ):
        done = subprocess.run(
            command, env=environment, check=False, capture_output=True, text=True, timeout=400
        )
        assert done.returncode == 0, (command, done.stdout[-2000:], done.stderr[-2000:])
    return programs

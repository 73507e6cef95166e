"""A copy of the project, to which something is added by a list of CONTRIBUTING alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]


def copied(folder: Path, *more: str) -> Path:
    """The program and its policy, and more folders, copied into a folder."""
    for name in ("src", "policies", "schemas", "templates", "incidents", "scenarios", *more):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def govcheck(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the copy's own program."""
    return python(folder, "-m", "govcheck", *arguments)


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the copy's own program in its path."""
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(folder / "src"), str(folder))),
            "GOVCHECK_CACHE_DIR": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )

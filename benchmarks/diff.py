"""How long `diff` takes over two revisions of an enterprise: 1,000 documents, 500 rules.

Usage: python benchmarks/diff.py [RUNS]

Each change is measured side by side with a bare interpreter in the same run, so that figures of
busy machines can be compared; quote the ratios.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).parent))

import enterprise

RULES: Final = 42
"""Rules a decision, of which there are twelve."""
GIT: Final = ("git", "-c", "user.name=B", "-c", "user.email=b@example.org")

Edit = Callable[[Path], None]


def replace(folder: Path, place: str, pattern: str, by: str) -> None:
    """Change the first file of a place in which a pattern is found."""
    for path in sorted((folder / "policies" / place).glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        changed = re.sub(pattern, by, text, count=1)
        if changed != text:
            path.write_text(changed, encoding="utf-8")
            return
    raise AssertionError(place, pattern)


CHANGES: Final[dict[str, Edit]] = {
    "nothing": lambda folder: (folder / "note.txt").write_text("x") and None,
    "a comment": lambda folder: replace(folder, "decisions", r"\A", "# x\n"),
    "a threshold": lambda folder: replace(folder, "decisions", r"(at_least\W+)\d+", r"\g<1>7777"),
    "a deadline": lambda folder: replace(folder, "playbooks", r"(within\W+)\d+m", r"\g<1>59m"),
    "a calendar": lambda folder: replace(folder, "calendars", r"1[78]:00", "16:00"),
    "a person": lambda folder: replace(folder, "people", r"(deputies\W+)\w[\w-]+", r"\g<1>p1"),
    "a rota": lambda folder: replace(folder, "rotas", r"weekly", "daily"),
}


def main() -> None:
    """Print a line for each change."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    enterprise.RULES = RULES  # type: ignore[misc]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = enterprise.write(folder)
        git(folder, "init", "-q", ".")
        commit(folder)
        print(f"{count} documents, {RULES * enterprise.DECISIONS} rules")
        for what, change in CHANGES.items():
            change(folder)
            commit(folder)
            pairs = [(bare(), diff(folder)) for _ in range(runs)]
            ratio = median(took / alone for alone, took in pairs)
            took = median(took for _, took in pairs)
            print(f"{what:12} {took:6.2f} s  {ratio:6.1f} times a bare interpreter", flush=True)
            git(folder, "reset", "-q", "--hard", "HEAD~1")


def git(folder: Path, *arguments: str) -> None:
    """Run git."""
    subprocess.run([*GIT, *arguments], cwd=folder, check=True)


def commit(folder: Path) -> None:
    """Commit everything."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")


def bare() -> float:
    """Seconds that an interpreter takes to do nothing."""
    return timed([sys.executable, "-I", "-c", "pass"], Path.cwd())


def diff(folder: Path) -> float:
    """Seconds that `diff` takes over the last commit."""
    first = "HEAD~1" if has_parent(folder) else "HEAD"
    return timed(
        [sys.executable, "-m", "govcheck", "diff", first, "HEAD", "--format", "json"], folder
    )


def has_parent(folder: Path) -> bool:
    """Whether there are two revisions."""
    done = subprocess.run(
        [*GIT, "rev-parse", "-q", "--verify", "HEAD~1"],
        cwd=folder,
        check=False,
        capture_output=True,
    )
    return done.returncode == 0


def timed(command: list[str], folder: Path) -> float:
    """Seconds that a command takes. Raises CalledProcessError where it fails."""
    began = time.perf_counter()
    environment = {**os.environ, "GOVCHECK_CACHE_DIR": ""}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()

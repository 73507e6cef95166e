"""How long `agenda` takes: the first time, asked again, and after an edit of one document.

Run it by hand, as `python -m benchmarks.agenda [--rounds 5]`, with an interpreter that has govcheck
installed. The shipped repository is asked; the medians are shown, of the clock and of the
processor, of all processes together.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
COMMAND: Final = (sys.executable, "-m", "govcheck", "agenda", "--at", "2026-11-29T10:00:00Z")


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=5)
    rounds = options.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        cache, copy = Path(folder) / "cache", Path(folder) / "copy"
        subprocess.run(("git", "clone", "-q", str(ROOT), str(copy)), check=True)
        os.environ["GOVCHECK_CACHE_DIR"] = str(cache)
        edited = copy / "policies" / "organization" / "larkling.yaml"
        seconds: dict[str, list[tuple[float, float]]] = {}
        for number in range(rounds):
            shutil.rmtree(cache, ignore_errors=True)
            seconds.setdefault("nothing known", []).append(_time(copy))
            seconds.setdefault("asked again", []).append(_time(copy))
            edited.write_text(f"{edited.read_text(encoding='utf-8')}# {number}\n", encoding="utf-8")
            seconds.setdefault("one document edited", []).append(_time(copy))
    for name, rows in seconds.items():
        clock, processor = (statistics.median(column) for column in zip(*rows, strict=True))
        print(f"{name:24} {clock:6.2f} s on the clock {processor:6.2f} s of the processor")


def _time(folder: Path) -> tuple[float, float]:
    """Seconds on the clock, and of the processor."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(COMMAND, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return took, used


if __name__ == "__main__":
    main()

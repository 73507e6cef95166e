"""How long it takes to check 10,000 posts, and one, each with findings, in time and memory.

`python benchmarks/posts.py [NUMBER]` prints seconds, megabytes, and the ratio to an interpreter
that only starts. Each is the best of three runs in processor time; one post with a cache, the
others without.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AT = "2026-11-29T10:00:00Z"
POST = """---
kind: post
id: post-{number}
channels: [x-global, instagram-global]
publish_at: {when}
drafted_by: ben
language: fr
---
Number {number}: coat off, buckle up, coat on top. https://larkling.example/{number} #carseat
"""
NUMBER = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000


def best(*command: str, folder: Path, cache: str = "", runs: int = 3) -> tuple[float, float]:
    """The seconds and megabytes of the best of some runs."""
    times, peak = [], 0.0
    for _ in range(runs):
        environment = {**os.environ, "GOVCHECK_CACHE_DIR": cache}
        child = subprocess.Popen(
            [sys.executable, *command], cwd=folder, env=environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        _, _, usage = os.wait4(child.pid, 0)
        times.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return min(times), peak


def main() -> None:
    """Make a repository with so many posts, check it, and print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("policies", "schemas", "templates"):
            shutil.copytree(ROOT / part, folder / part)
        (folder / "posts").mkdir()
        start = 1_796_000_000
        for number in range(NUMBER):
            at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(start + number * 8 * 3600))
            text = POST.format(number=number, when=at)
            (folder / f"posts/{number:05}.md").write_text(text, encoding="utf-8")
        rows = [f"{number};Text {number} #carseat" for number in range(NUMBER)]
        (folder / "plan.csv").write_text("id;text\n" + "\n".join(rows), encoding="utf-8")
        (folder / "one.md").write_text(POST.format(number="x", when="2026-12-01T10:00:00Z"))
        (folder / "two.md").write_text(POST.format(number="y", when="2026-12-01T10:00:00Z"))
        bare, _ = best("-c", "pass", folder=folder)
        govcheck = ("-m", "govcheck")
        found = {
            f"validate, {NUMBER:,} posts": (*govcheck, "validate", "--no-prove", "--at", AT),
            f"post, a table of {NUMBER:,}": (
                *govcheck, "post", "plan.csv", "--policy", str(ROOT), "--at", AT,
                "--default", "channels=x-global", "--default", "drafted_by=ben",
            ),
            "post, a new one": (*govcheck, "post", "one.md", "--policy", str(ROOT), "--at", AT),
            "post, it once more": (*govcheck, "post", "one.md", "--policy", str(ROOT), "--at", AT),
        }  # fmt: skip
        print(f"{'bare interpreter':28} {bare:7.2f} s")
        for what, command in found.items():
            cache = str(folder / "cache") if command[3] == "one.md" else ""
            if what == "post, a new one":  # with all that one before it leaves in the cache
                other = ("two.md" if part == "one.md" else part for part in command)
                best(*other, folder=folder, cache=cache, runs=1)
            runs = 1 if what == "post, a new one" else 3
            seconds, megabytes = best(*command, folder=folder, cache=cache, runs=runs)
            print(f"{what:28} {seconds:7.2f} s {megabytes:6.0f} MB {seconds / bare:7.0f} times")


if __name__ == "__main__":
    main()

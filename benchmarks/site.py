"""How long a site takes to make and to answer, and how much it carries.

Run it by hand, as `python -m benchmarks.site [SITE]`, with an interpreter that has govcheck
installed. Promised, on an idle machine: a site of 1,000 documents in less than ten seconds; of a
SITE that was made with its engine, at most 1.5 s of a processor until it is ready, 0.1 s for a plan
and 0.5 s for a question, and at most 6.5 MB for the first visit.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import enterprise

DOORS = Path(__file__).parents[1] / "tests" / "site" / "doors.mjs"
AT = 1_794_692_400
STATES: tuple[tuple[dict[str, object], tuple[str, ...]], ...] = (
    ({}, ("mention",)),
    ({"mention": "claim"}, ()),
    ({"mention": "question"}, ()),
    ({"mention": "claim", "topics": ["safety"]}, ()),
    ({"mention": "claim", "topics": ["safety"]}, ("injury",)),
    ({"mention": "claim", "topics": ["safety"], "followers": 48_000}, ("author", "injury")),
)


def main() -> None:
    """Write the repository, make its site, and print the figures; then those of a site's engine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = enterprise.write(folder / "policy")
        command = [sys.executable, "-m", "govcheck", "site", str(folder / "site"), "--no-engine"]
        command += ["--policy", str(folder / "policy"), "--at", "2026-11-23T00:00:00Z", "--quiet"]
        before, start = os.times(), time.perf_counter()
        subprocess.run(command, check=True)
        took, after = time.perf_counter() - start, os.times()
        files = sum(path.is_file() for path in (folder / "site").rglob("*"))
    cpu = after.children_user - before.children_user
    print(f"{count} documents, {files} files: {took:.1f} s, {cpu:.1f} s of a processor")
    for site in sys.argv[1:]:
        print(f"{carried(Path(site)) / 1e6:.2f} MB at the first visit")
        for what, spent in spent_in(Path(site)):
            print(f"{spent:5} ms  {what}")


def carried(site: Path) -> int:
    """What a host that compresses sends of a site, in bytes."""
    files = [path.read_bytes() for path in site.rglob("*") if path.is_file()]
    return sum(min(len(one), len(gzip.compress(one, 6))) for one in files)


def spent_in(site: Path) -> Iterator[tuple[str, int]]:
    """What the engine of a site takes in node, in milliseconds of its thread's processor."""
    asked, labels = [], ["ready"]
    for facts, skipped in STATES:
        state = {"id": "", "title": "a", "detected_at": AT, "facts": facts, "skipped": skipped}
        for name, *more in (("call",), ("plan",), ("ask",), ("why",), ("why", True)):
            arguments = [json.dumps(state), "en", *more]
            asked.append(json.dumps([name, *arguments]))
            labels.append(f"{name}{' with questions' if more else ''}: {facts} {skipped or ''}")
    node = shutil.which("node")
    if node is None:
        return
    run = subprocess.run(
        [node, str(DOORS), str(site)], input="\n".join(asked), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    yield from zip(labels, map(int, run.stderr.split()), strict=True)


if __name__ == "__main__":
    main()

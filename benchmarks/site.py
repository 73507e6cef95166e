"""How long a site of 1,000 documents takes to make, without its engine.

Run it by hand, as `python -m benchmarks.site`, with an interpreter that has govcheck installed. The
project promises less than ten seconds on an idle machine.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import enterprise


def main() -> None:
    """Write the repository, make its site, and print the figures."""
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


if __name__ == "__main__":
    main()

"""How long `prove` takes over a year of people and clocks; loading is not counted.

Usage: python benchmarks/prove_time.py [DIR ...]

Each DIR holds a `policies/`; by default it is the shipped repository. `benchmarks/enterprise.py`
writes a large one.
"""

import sys
import time
from collections import Counter

from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.prove.time.prove import prove_time
from govcheck.prove.verdict import Query
from govcheck.simulate.compile import compile_program
from govcheck.time.clock import DAY, parse_instant

START = parse_instant("2026-11-23T00:00:00Z")
YEAR = (START, START + 365 * DAY)
MISSING = (0, 1)


def main(folders: list[str]) -> None:
    """Print a line for each folder and number of missing people."""
    print(f"{'people':>6} {'missing':>7} {'seconds':>8}  verdicts")
    for folder in folders:
        repository = load_repository(WorkTree(folder))
        program, _ = compile_program(repository.policy, repository.line)
        for missing in MISSING:
            question = Query(START, YEAR, missing)
            before = time.perf_counter()
            verdicts = Counter(
                one.verdict for one in prove_time(program, repository.policy, question)
            )
            seconds = time.perf_counter() - before
            counts = ", ".join(f"{count} {word}" for word, count in sorted(verdicts.items()))
            print(f"{len(program.roster.people):>6} {missing:>7} {seconds:>8.2f}  {counts}")


if __name__ == "__main__":
    main(sys.argv[1:] or ["."])

"""How fast incidents are played, one after the other: with what is kept of those before, as ratios.

    python -m benchmarks.play [PLAYS]

CPU time of one process, our own policy, random facts over half a year, nobody absent, without
explanations. Each outcome is compared with that of a play by itself.
"""

import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from govcheck.engine import decide
from govcheck.engine.ruleset import Case, Value
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.simulate import people
from govcheck.simulate.compile import compile_program
from govcheck.simulate.outcome import Outcome, PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import Program

START, DAYS = 1_790_000_000, 183
UNKNOWN = 0.3


def some_facts(program: Program, chance: random.Random, unknown: float) -> dict[str, Value]:
    """What is stated of one incident; each fact is unknown as often as asked."""
    found: dict[str, Value] = {}
    for fact in program.ruleset.facts.values():
        if fact.type in ("share", "decision") or chance.random() < unknown:
            continue
        if fact.type == "tags":
            found[fact.name] = frozenset(chance.sample(fact.values, chance.choice((0, 1, 1, 2))))
        elif fact.type == "boolean":
            found[fact.name] = chance.random() < 1 / 2
        elif fact.type in ("integer", "number"):
            found[fact.name] = chance.randint(int(fact.minimum or 0), int(fact.maximum or 120_000))
        else:
            found[fact.name] = chance.choice(fact.values)
    if found.get("accounts_lost", 0) > found.get("accounts_held", 0):  # type: ignore[operator]
        found.pop("accounts_held", None)
    return found


def played(program: Program, asked: Sequence[PlayedIncident]) -> tuple[float, list[Outcome]]:
    """Seconds a play, and the outcomes."""
    begun = time.process_time()
    found = [play(program, one, explain=False) for one in asked]
    return (time.process_time() - begun) / len(asked), found


def main(arguments: Sequence[str]) -> int:
    """Print the figures; the exit code is 1 where two outcomes differ."""
    plays = int(arguments[0]) if arguments else 1000
    repository = load_repository(WorkTree(str(Path(__file__).parents[1])), templates=False)
    program = compile_program(repository.policy, repository.line)[0]
    for unknown in (0.0, UNKNOWN):
        chance = random.Random(3)
        asked = []
        for _ in range(plays):
            at = START + chance.randrange(DAYS * 86_400)
            case = Case(at, some_facts(program, chance, unknown))
            asked.append(PlayedIncident("", "", case, at, at))
        worth, people.WORTH_CUTTING = people.WORTH_CUTTING, sys.maxsize  # type: ignore[misc]
        singly, expected = played(program, asked)
        people.WORTH_CUTTING = worth  # type: ignore[misc]
        decide._kept.clear()  # noqa: SLF001 - so that nothing is remembered of these decisions
        first, found = played(program, asked)
        again, repeated = played(program, asked)
        if not found == repeated == expected:
            print("the outcomes differ")
            return 1
        print(f"{plays} incidents, {unknown:.0%} of the facts unknown, CPU time a play")
        print(f"  each by itself      {singly * 1e6:7.0f} us")
        print(f"  one after the other {first * 1e6:7.0f} us, {singly / first:.1f} times as fast")
        print(f"  the same once more  {again * 1e6:7.0f} us, {singly / again:.1f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How fast incidents are played without explanations, with what is kept of those before.

    python -m benchmarks.play [PLAYS]

CPU time of one process, our own policy, random facts over half a year, nobody absent. What the
ratios are of is a play as a responder has it, with its explanations, by the reference. The first
outcomes are compared with those of the reference, played by itself, in a pass that is not timed.
"""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


def seconds(program: Program, asked: Sequence[PlayedIncident], *, explain: bool = False) -> float:
    """CPU time a play; nobody keeps the outcomes."""
    begun = time.process_time()
    for one in asked:
        play(program, one, explain=explain)
    return (time.process_time() - begun) / len(asked)


@contextmanager
def remembering(*, masks: bool = True, segments: bool = True) -> Iterator[None]:
    """With nothing remembered to begin with, and later only what is said."""
    worth = decide._WORTH_COMPILING, people.WORTH_CUTTING  # noqa: SLF001
    decide._kept.clear()  # noqa: SLF001
    people._kept.clear()  # noqa: SLF001
    if not masks:
        decide._WORTH_COMPILING = sys.maxsize  # type: ignore[misc]  # noqa: SLF001
    if not segments:
        people.WORTH_CUTTING = sys.maxsize  # type: ignore[misc]
    yield
    decide._WORTH_COMPILING, people.WORTH_CUTTING = worth  # type: ignore[misc]  # noqa: SLF001


def outcomes(program: Program, asked: Sequence[PlayedIncident]) -> list[Outcome]:
    """What follows from each, without explanations."""
    return [play(program, one, explain=False) for one in asked]


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
        few = asked[: max(plays // 10, 1)]
        with remembering(masks=False, segments=False):
            explained = seconds(program, few, explain=True)
            expected = outcomes(program, few)
        with remembering(segments=False):
            singly = seconds(program, asked)
        with remembering():
            first = seconds(program, asked)
            again = seconds(program, asked)
            if outcomes(program, few) != expected:
                print("the outcomes differ")
                return 1
        print(f"{plays} incidents, {unknown:.0%} of the facts unknown, CPU time a play")
        print(f"  explained, by the reference {explained * 1e6:7.0f} us")
        for name, took in (
            ("each by itself", singly),
            ("one after the other", first),
            ("the same once more", again),
        ):
            print(f"  {name:27} {took * 1e6:7.0f} us, {explained / took:.1f} times as fast")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The example repositories, as they stand and with one rule moved."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Case, Ruling, Value
from govcheck.simulate.program import Program
from govcheck.workspace.examine import compile_tree
from govcheck.workspace.run import run_scenarios
from tests.checks.example import MemoryTree

ROOT: Final = Path(__file__).parents[2]
EXAMPLES: Final = ROOT / "examples"
REPOSITORIES: Final = sorted(path.parent for path in EXAMPLES.glob("**/policies"))

Move = Callable[[list[str]], list[str]]
"""What is done to the rules of a decision."""


def tree_of(repository: Path) -> MemoryTree:
    """The documents of a repository."""
    return MemoryTree(
        {
            path.relative_to(repository).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(repository.glob("**/*.yaml"))
        }
    )


def program_of(repository: Path) -> Program:
    """The compiled policy of a repository."""
    return compile_tree(tree_of(repository)).program


def decided(program: Program, name: str, facts: Mapping[str, Value]) -> Ruling:
    """What one decision says about an incident."""
    verdicts = decide(program.ruleset, program.roster, Case(0, dict(facts)))
    return next(one for one in verdicts if one.decision.name == name)


def broken_by(repository: Path, path: str, move: Move) -> set[str]:
    """The scenarios that fail once the rules of a file's first decision are moved."""
    tree = tree_of(repository)
    tree.files[path] = _moved(tree.files[path], move)
    outcome = run_scenarios(tree)
    assert not outcome.blocking
    return {one.id for one in outcome.failed}


def swap(one: str, other: str) -> Move:
    """Two rules change places."""

    def move(rules: list[str]) -> list[str]:
        first, second = _position(rules, one), _position(rules, other)
        moved = list(rules)
        moved[first], moved[second] = rules[second], rules[first]
        return moved

    return move


def put_behind(one: str, other: str) -> Move:
    """A rule comes directly behind another one."""

    def move(rules: list[str]) -> list[str]:
        rule = rules[_position(rules, one)]
        rest = [each for each in rules if each is not rule]
        behind = _position(rest, other) + 1
        return [*rest[:behind], rule, *rest[behind:]]

    return move


def _moved(text: str, move: Move) -> str:
    document, *others = text.split("\n---\n")
    head, *rules = f"{document}\n".split("  - id: ")
    moved = "".join(f"  - id: {rule}" for rule in move(rules))
    return "\n---\n".join([f"{head}{moved}".removesuffix("\n"), *others])


def _position(rules: Sequence[str], name: str) -> int:
    (found,) = [place for place, rule in enumerate(rules) if rule.startswith(f"{name}\n")]
    return found

"""What is good already, and what a new check finds in it: for the message of the test that fails.

Whoever adds a check breaks, at times, what has been good: the base that every example is laid over,
the examples of other rules (its neighbours), the templates of `init`, and what this repository
ships. `breaches` says which of these, by which finding, and `told` says it by rule.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from govcheck.finding import Finding, Severity
from govcheck.load.tree import FOLDERS as READ
from govcheck.load.tree import Tree, WorkTree
from govcheck.scaffold.plan import SIZES, plan
from govcheck.workspace.examine import examine
from tests.checks.example import (
    EXAMPLES,
    INSTANT,
    TODAY,
    MemoryTree,
    Outcome,
    elsewhere,
    examined,
    expectations,
    reported,
)
from tests.examples.repositories import REPOSITORIES, ROOT, tree_of

FOLDERS: Final = tuple(sorted(path for path in EXAMPLES.iterdir() if path.name != "base"))
BASE: Final = "base example"
_SHIPPED: Final = "shipped policy"


class Breach(NamedTuple):
    """A finding in what is good, or in a bad example that is about something else."""

    where: str
    """Such as `base example`, `neighbour TEAM002/good.yaml`, `template startup`."""
    finding: Finding

    def __str__(self) -> str:
        at, what = self.finding.span, self.finding.message
        return f"{self.where}: {at.path}:{at.line}: {what}"


@cache
def kept(code: str, text: str) -> Outcome:
    """What is found in an example; it takes long enough to be done once for all tests."""
    return reported(code, text)


def breaches(
    neighbours: Iterable[Path] = FOLDERS,
    sizes: Iterable[str] = SIZES,
    examples: Iterable[Path] = REPOSITORIES,
) -> list[Breach]:
    """All that is found where nothing should be; what the base has is told of the base alone."""
    base = examined("")
    inherited = {_identity(one) for one in base.elsewhere}
    found = [Breach(BASE, one) for one in (*base.here, *base.elsewhere)]
    for folder in neighbours:
        for name in ("good.yaml", "bad.yaml"):
            found += (
                Breach(f"neighbour {folder.name}/{name}", one)
                for one in _unasked(folder.name, folder.joinpath(name).read_text("utf-8"))
                if _identity(one) not in inherited
            )
    for size in sizes:
        found += (Breach(f"template {size}", one) for one in _held(_new_repository(size)))
    found += (Breach(_SHIPPED, one) for one in _held(WorkTree(str(ROOT))))
    for repository in examples:
        if not repository.name.endswith("-invalid"):
            name = f"shipped example {repository.name}"
            found += (Breach(name, one) for one in _held(tree_of(repository)))
    return found


def told(found: Iterable[Breach]) -> str:
    """What breaks, in a paragraph for each rule."""
    by_rule: dict[str, list[str]] = {}
    for one in found:
        title = f"{one.finding.code} {one.finding.name} breaks what is good:"
        by_rule.setdefault(title, []).append(f"  {one}")
    return "\n".join("\n".join((title, *lines)) for title, lines in sorted(by_rule.items()))


def _unasked(code: str, text: str) -> Iterator[Finding]:
    """What is found in an example for which its comments do not ask; a rule may be on itself."""
    outcome, others = kept(code, text), elsewhere(text)
    wanted = {(one.line, one.code) for one in expectations(text)}
    for one in outcome.here:
        if (one.span.line, one.code) not in wanted and one.code not in others:
            yield one
    yield from (one for one in outcome.elsewhere if one.code not in others)


def _new_repository(size: str) -> MemoryTree:
    """What `init` writes; files that are no documents are only there."""
    planned = plan(size, "Acme", "UTC", TODAY)
    read = {path: text for path, text in planned.items() if path.partition("/")[0] in READ}
    return MemoryTree(read, planned)


def _held(tree: Tree) -> Iterator[Finding]:
    """What is found in a repository, but for what is accepted and what is only noted."""
    for one in examine(tree).judged(INSTANT):
        if one.waived is None and one.severity != Severity.NOTE:
            yield one


def _identity(finding: Finding) -> tuple[str, str, int, str]:
    return finding.code, finding.span.path, finding.span.line, str(finding.message)

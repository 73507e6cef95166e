"""Differences: mentions that another policy decides otherwise, by what becomes of what."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from govcheck.replay.classes import MentionClass

Way = tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
"""How a mention changes: by decision the results before and after."""


class Decider(NamedTuple):
    """A rule that makes a result what it is, on one side of a comparison."""

    rule: str
    because: str | None


class MentionDifference(NamedTuple):
    """A decision that results in something else: before, after, and by which rules."""

    decision: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    by_before: tuple[Decider, ...]
    by_after: tuple[Decider, ...]


class Example(NamedTuple):
    """A row that is decided otherwise."""

    id: str
    differences: tuple[MentionDifference, ...]


class Differences:
    """How many mentions change in which way, with the first of each."""

    def __init__(self, most: int) -> None:
        self.changed = 0
        self._most = most
        """So many examples of one way are kept."""
        self._ways: Counter[Way] = Counter()
        self._examples: dict[Way, list[Example]] = {}

    def add(self, way: Way, rows: int) -> None:
        """Count mentions that change in one way."""
        self.changed += rows
        self._ways[way] += rows

    def wants(self, way: Way) -> int:
        """How many more examples of a way are of use."""
        return self._most - len(self._examples.get(way, ()))

    def show(self, way: Way, make: Callable[[], Example]) -> None:
        """Keep an example, unless there are enough of its way."""
        if self.wants(way) > 0:
            self._examples.setdefault(way, []).append(make())

    def merge(self, other: "Differences") -> None:
        """Add what was counted of later mentions."""
        self.changed += other.changed
        self._ways.update(other._ways)  # noqa: SLF001 - of the same class
        for way, examples in other._examples.items():  # noqa: SLF001 - of the same class
            mine = self._examples.setdefault(way, [])
            mine += examples[: self._most - len(mine)]

    def table(self) -> dict[str, tuple[tuple[str, str, int], ...]]:
        """By decision: result before, result after, mentions; the most frequent first."""
        found: dict[str, Counter[tuple[str, str]]] = {}
        for way, rows in self._ways.items():
            for name, before, after in way:
                key = (", ".join(before) or "none", ", ".join(after) or "none")
                found.setdefault(name, Counter())[key] += rows
        return {
            name: tuple(
                (before, after, rows)
                for (before, after), rows in sorted(
                    counts.items(), key=lambda one: (-one[1], one[0])
                )
            )
            for name, counts in sorted(found.items())
        }

    def examples(self) -> tuple[Example, ...]:
        """One mention of each way, the most frequent way first; then a second one."""
        found: list[Example] = []
        ordered = sorted(self._ways, key=lambda way: (-self._ways[way], way))
        for turn in range(self._most):
            for way in ordered:
                shown = self._examples.get(way, [])
                if turn < len(shown) and len(found) < self._most:
                    found.append(shown[turn])
        return tuple(found)


def way_of(before: MentionClass, after: MentionClass) -> Way:
    """How mentions of two classes change; empty where they do not."""
    return tuple(
        (name, before.results.get(name, ()), after.results.get(name, ()))
        for name in {**before.results, **after.results}
        if sorted(before.results.get(name, ())) != sorted(after.results.get(name, ()))
    )


def example(name: str, before: MentionClass, after: MentionClass) -> Example:
    """A mention that is decided otherwise, and by which rules."""
    return Example(
        name,
        tuple(
            MentionDifference(one, was, now, _deciders(before, one), _deciders(after, one))
            for one, was, now in way_of(before, after)
        ),
    )


def _deciders(mention: MentionClass, name: str) -> tuple[Decider, ...]:
    """The rules that give what is acted on; none where it is what remains otherwise."""
    return tuple(
        Decider(f"{match.rule.document}/{match.rule.id}", match.rule.because)
        for verdict in mention.verdicts
        if verdict.decision.name == name
        for match in verdict.matched
        if set(match.rule.results) & set(verdict.result)
    )

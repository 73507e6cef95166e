"""Differences: mentions that another policy decides otherwise, by what becomes of what."""

from collections import Counter
from itertools import zip_longest
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
    """How many mentions change in which way, with the first of each, and of each reason for it."""

    def __init__(self, most: int) -> None:
        self.changed = 0
        self._most = most
        """So many examples of one way, and so many reasons for it, are kept."""
        self._ways: Counter[Way] = Counter()
        self._first: dict[Way, list[Example]] = {}
        self._reasons: dict[Way, dict[tuple[MentionDifference, ...], Example]] = {}

    def add(self, way: Way, rows: int) -> None:
        """Count mentions that change in one way."""
        self.changed += rows
        self._ways[way] += rows

    def wants(self, way: Way) -> int:
        """How many more examples of a way are of use, whatever their reasons."""
        return self._most - len(self._first.get(way, ()))

    def wants_reasons(self, way: Way) -> bool:
        """Whether examples of a way are of use that have other reasons than those before."""
        return len(self._reasons.get(way, ())) < self._most

    def show(self, way: Way, shown: Example) -> None:
        """Keep an example, unless there are enough of its way and for its reasons."""
        if self.wants(way) > 0:
            self._first.setdefault(way, []).append(shown)
        if self.wants_reasons(way):
            self._reasons.setdefault(way, {}).setdefault(shown.differences, shown)

    def merge(self, other: "Differences") -> None:
        """Add what was counted of later mentions."""
        self.changed += other.changed
        self._ways.update(other._ways)  # noqa: SLF001 - of the same class
        for way, examples in other._first.items():  # noqa: SLF001 - of the same class
            mine = self._first.setdefault(way, [])
            mine += examples[: self._most - len(mine)]
        for way, reasons in other._reasons.items():  # noqa: SLF001 - of the same class
            for why, shown in reasons.items():
                if self.wants_reasons(way):
                    self._reasons.setdefault(way, {}).setdefault(why, shown)

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
        """One mention of each way, the most frequent first; then for other reasons; then others."""
        ordered = sorted(self._ways, key=lambda way: (-self._ways[way], way))
        kept = ([*self._reasons.get(way, {}).values()] for way in ordered)
        found = [one for turn in zip_longest(*kept) for one in turn if one is not None]
        more = zip_longest(*(self._first.get(way, []) for way in ordered))
        found += [one for turn in more for one in turn if one is not None and one not in found]
        return tuple(found[: self._most])


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

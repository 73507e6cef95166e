"""The replay: every row of the archives decided by the policy, and by another one beside it."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from govcheck.replay.classes import Classes, MentionClass
from govcheck.replay.consequences import Forecast
from govcheck.replay.meanings import Meanings, RowReader
from govcheck.replay.rows import MentionRow, PassedOver
from govcheck.replay.tally import (
    AgreementTally,
    BadValue,
    Bucket,
    Decided,
    LoadRow,
    LoadTally,
    OutcomeAgreement,
    PeopleTally,
    PersonLoad,
    Reasons,
    RuleCount,
    Skipped,
    Undecided,
)
from govcheck.simulate.program import Program
from govcheck.translation import said

BEFORE_START = said("it is before `--from`")
AFTER_END = said("it is not before `--to`")


class ReplayRequest(NamedTuple):
    """What of the archives counts, and how much is told: the interval is half-open."""

    start: int | None = None
    end: int | None = None
    by: Bucket = "week"
    examples: int = 5


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


class ArchiveComparison(NamedTuple):
    """What another policy makes of the same rows; it counts as the one before."""

    changed: int
    table: dict[str, tuple[tuple[str, str, int], ...]]
    """By decision: result before, result after, rows."""
    examples: tuple[Example, ...]
    calls: tuple[int, int]
    """How often somebody is told, before and after."""
    nights: tuple[int, int]
    """The nights of everybody, before and after."""
    people: tuple[tuple[str, PersonLoad | None, PersonLoad | None], ...]
    bad_values: tuple[BadValue, ...]


class Replayed(NamedTuple):
    """What would have happened."""

    rows: int
    decided: int
    skipped: tuple[Skipped, ...]
    bad_values: tuple[BadValue, ...]
    decisions: dict[str, dict[str, int]]
    rules: tuple[RuleCount, ...]
    undecided: tuple[Undecided, ...]
    people: tuple[PersonLoad, ...]
    load: tuple[LoadRow, ...]
    agreement: tuple[OutcomeAgreement, ...]
    against: ArchiveComparison | None
    first: int | None
    last: int | None
    """The instants of the earliest and the latest mention that is decided."""
    calls: int
    classes: int


class _Side:
    """One policy and what has been counted of it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.classes = Classes(program)
        self.forecast = Forecast(program)
        self.readers: dict[int, RowReader] = {}
        self.people = PeopleTally()
        self.bad = Reasons()

    def reader(self, meanings: Meanings) -> RowReader:
        """The reader of rows whose columns mean that."""
        key = id(meanings)
        if key not in self.readers:
            self.readers[key] = RowReader(self.program.ruleset, meanings)
        return self.readers[key]


class ArchiveReplay:
    """A replay under way: give it rows, then ask for the sum."""

    def __init__(
        self, program: Program, asked: ReplayRequest, before: Program | None = None
    ) -> None:
        self._asked = asked
        self._side = _Side(program)
        self._other = None if before is None else _Side(before)
        self._decided = Decided()
        self._load = LoadTally(asked.by, program.roster.timezone)
        self._agreement = AgreementTally()
        self._skipped = Reasons()
        self._rows = 0
        self._first: int | None = None
        self._last: int | None = None
        self._pairs: dict[tuple[int, int], _Pair] = {}

    def add(self, rows: Iterable[MentionRow | PassedOver], meanings: Meanings) -> None:
        """Decide some rows. What reading them raises goes on; the rows before it count."""
        for row in rows:
            self._rows += 1
            if isinstance(row, PassedOver):
                self._skipped.add("", row.reason, row.place)
            else:
                self._add(row, meanings)

    def broken(self, name: str, reason: str) -> None:
        """Remember that a file could not be read to its end."""
        self._skipped.broken(f"`{name}` {reason}", name)

    def _add(self, row: MentionRow, meanings: Meanings) -> None:
        reader = self._side.reader(meanings)
        at = reader.instant(row)
        asked = self._asked
        if isinstance(at, str):
            self._skipped.add("", at, row.place)
            return
        if asked.start is not None and at < asked.start:
            self._skipped.add("", BEFORE_START, row.place)
            return
        if asked.end is not None and at >= asked.end:
            self._skipped.add("", AFTER_END, row.place)
            return
        self._first = at if self._first is None else min(self._first, at)
        self._last = at if self._last is None else max(self._last, at)
        read = reader.read(row)
        for unfit in read.unfit:
            self._side.bad.add(unfit.fact, unfit.message, row.place)
        mention = self._side.classes.of(at, read.facts)
        self._decided.add(mention)
        follows = self._side.forecast.of(mention, at)
        self._side.people.add(follows)
        self._load.add(at, follows)
        for name, done in read.outcome.items():
            fact = self._side.program.ruleset.facts[name]
            self._agreement.add(fact, mention.results[name], done)
        if self._other is not None:
            self._compare(self._other, row, meanings, at, mention)

    def _compare(
        self, other: _Side, row: MentionRow, meanings: Meanings, at: int, mention: MentionClass
    ) -> None:
        reader = other.reader(meanings)
        read = reader.read(row)
        for unfit in read.unfit:
            other.bad.add(unfit.fact, unfit.message, row.place)
        before = other.classes.of(at, read.facts)
        other.people.add(other.forecast.of(before, at))
        pair = self._pairs.get((id(before), id(mention)))
        if pair is None:
            pair = self._pairs[id(before), id(mention)] = _Pair(before, mention)
        pair.rows += 1
        if pair.differences and len(pair.names) < self._asked.examples:
            pair.names.append(reader.name(row))

    def sum(self) -> Replayed:
        """What would have happened."""
        side = self._side
        results = self._decided.results()
        decided = sum(self._decided.counts.values())
        return Replayed(
            rows=self._rows,
            decided=decided,
            skipped=self._skipped.skipped,
            bad_values=side.bad.bad_values,
            decisions={
                decision.name: {
                    result: results.get(decision.name, Counter())[result]
                    for result in decision.results
                }
                for decision in side.program.ruleset.decisions
            },
            rules=self._rules(),
            undecided=self._decided.undecided(),
            people=side.people.people,
            load=self._load.rows,
            agreement=self._agreement.agreements,
            against=None if self._other is None else self._comparison(self._other),
            first=self._first,
            last=self._last,
            calls=side.people.calls,
            classes=len(side.classes),
        )

    def _rules(self) -> tuple[RuleCount, ...]:
        """Every rule of the policy, those that never matched included."""
        found = self._decided.rules()
        return tuple(
            RuleCount(decision.name, rule.document, rule.id, *found.get(key, (0, 0, 0)))
            for decision in self._side.program.ruleset.decisions
            for rule in decision.rules
            for key in [(decision.name, rule.document, rule.id)]
        )

    def _comparison(self, other: _Side) -> ArchiveComparison:
        table: dict[str, Counter[tuple[str, str]]] = {}
        changed = [pair for pair in self._pairs.values() if pair.differences]
        for pair in changed:
            for one in pair.differences:
                counter = table.setdefault(one.decision, Counter())
                counter[", ".join(one.before) or "none", ", ".join(one.after) or "none"] += (
                    pair.rows
                )
        mine = {one.person: one for one in self._side.people.people}
        theirs = {one.person: one for one in other.people.people}
        return ArchiveComparison(
            sum(pair.rows for pair in changed),
            {
                name: tuple(
                    (before, after, rows)
                    for (before, after), rows in sorted(
                        counter.items(), key=lambda item: (-item[1], item[0])
                    )
                )
                for name, counter in table.items()
            },
            _examples(changed, self._asked.examples),
            (other.people.calls, self._side.people.calls),
            (other.people.nights, self._side.people.nights),
            tuple(
                (name, theirs.get(name), mine.get(name))
                for name in {**mine, **theirs}
                if theirs.get(name) != mine.get(name)
            ),
            other.bad.bad_values,
        )


class _Pair:
    """Mentions that are of one class before and of one after, with the names of the first."""

    def __init__(self, before: MentionClass, after: MentionClass) -> None:
        self.rows = 0
        self.names: list[str] = []
        self.differences = tuple(
            MentionDifference(
                name,
                before.results.get(name, ()),
                after.results.get(name, ()),
                _deciders(before, name),
                _deciders(after, name),
            )
            for name in {**before.results, **after.results}
            if sorted(before.results.get(name, ())) != sorted(after.results.get(name, ()))
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


def _examples(changed: list[_Pair], most: int) -> tuple[Example, ...]:
    """One row of each way in which rows change, the most frequent way first; then a second one."""
    ways: dict[tuple[object, ...], list[Example]] = {}
    rows: Counter[tuple[object, ...]] = Counter()
    for pair in changed:
        way: tuple[object, ...] = tuple(
            (one.decision, one.before, one.after) for one in pair.differences
        )
        ways.setdefault(way, []).extend(Example(name, pair.differences) for name in pair.names)
        rows[way] += pair.rows
    found: list[Example] = []
    ordered = sorted(ways, key=lambda way: -rows[way])
    for turn in range(most):
        for way in ordered:
            if turn < len(ways[way]) and len(found) < most:
                found.append(ways[way][turn])
    return tuple(found)

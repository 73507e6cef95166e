"""What many mentions add up to."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

from govcheck.engine.ruleset import Fact, Value
from govcheck.replay.classes import MentionClass
from govcheck.replay.consequences import Consequences
from govcheck.replay.residuals import RuleHit
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR, local

Bucket = Literal["hour", "week", "month"]


class RuleCount(NamedTuple):
    """In how many rows a rule matches, may match, and alone makes the result what it is."""

    decision: str
    document: str
    rule: str
    hits: int
    possible: int
    alone: int


class Undecided(NamedTuple):
    """An unknown fact that could still change a result, in how many rows, and by decision."""

    fact: str
    rows: int
    could_change: dict[str, int]


class PersonLoad(NamedTuple):
    """In how many rows somebody is told, and at night; in how many nights, how many in a row."""

    person: str
    told: int
    at_night: int
    nights: int
    longest_streak: int


class LoadRow(NamedTuple):
    """A stretch of time: mentions, people told of them, and obligations untold and late."""

    start: int
    mentions: int
    told: int
    untold: int
    late: int


class OutcomeAgreement(NamedTuple):
    """How the results compare with what was really done.

    `higher` and `lower` say where the policy asks for more, or less; without an order it is
    `different`.
    """

    decision: str
    same: int
    higher: int
    lower: int
    different: int


class PeopleTally:
    """Who is told how often, and in which nights."""

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()
        self._at_night: Counter[str] = Counter()
        self._nights: dict[str, set[int]] = {}
        self.calls = 0
        """How often somebody is told of a mention, each person once a mention."""

    def add(self, found: Consequences, rows: int = 1) -> None:
        """Count what follows from each of some mentions."""
        for person, nights in found.told:
            self._told[person] += rows
            if nights:
                self._at_night[person] += rows
                self._nights.setdefault(person, set()).update(nights)
        self.calls += len(found.told) * rows

    def merge(self, other: "PeopleTally") -> None:
        """Add what another tally counted."""
        self._told.update(other._told)  # noqa: SLF001 - of the same class
        self._at_night.update(other._at_night)  # noqa: SLF001 - of the same class
        for person, nights in other._nights.items():  # noqa: SLF001 - of the same class
            self._nights.setdefault(person, set()).update(nights)
        self.calls += other.calls

    @property
    def people(self) -> tuple[PersonLoad, ...]:
        """Who is told at all; who has the most nights, then who is told most, first."""
        found = (
            PersonLoad(
                person,
                told,
                self._at_night[person],
                len(self._nights.get(person, ())),
                _longest(self._nights.get(person, set())),
            )
            for person, told in self._told.items()
        )
        return tuple(sorted(found, key=lambda one: (-one.nights, -one.told, one.person)))

    @property
    def nights(self) -> int:
        """The nights of everybody, added up."""
        return sum(len(nights) for nights in self._nights.values())


def _longest(nights: set[int]) -> int:
    """The most nights in a row."""
    longest = 0
    for night in nights:
        if night - 1 not in nights:
            end = night
            while end in nights:
                end += 1
            longest = max(longest, end - night)
    return longest


class LoadTally:
    """Mentions, people told, and obligations not kept, by hour, week or month."""

    def __init__(self, by: Bucket, timezone: str) -> None:
        self._by = by
        self._timezone = timezone
        self._rows: dict[int, list[int]] = {}
        self._starts: dict[int, int] = {}

    def add(self, start: int, found: Consequences, rows: int = 1) -> None:
        """Count mentions of the stretch that starts then."""
        row = self._rows.setdefault(start, [0, 0, 0, 0])
        row[0] += rows
        row[1] += len(found.told) * rows
        row[2] += found.untold * rows
        row[3] += found.late * rows

    def merge(self, other: "LoadTally") -> None:
        """Add what another tally counted."""
        for start, counts in other._rows.items():  # noqa: SLF001 - of the same class
            row = self._rows.setdefault(start, [0, 0, 0, 0])
            row[:] = [mine + theirs for mine, theirs in zip(row, counts, strict=True)]

    @property
    def rows(self) -> tuple[LoadRow, ...]:
        """The stretches in which there were mentions, in order."""
        return tuple(LoadRow(start, *row) for start, row in sorted(self._rows.items()))

    def start_of(self, at: int) -> int:
        """Where the stretch of an instant starts."""
        shown = wall.reading(at, self._timezone)
        if self._by == "hour":
            return at - shown % HOUR
        day = wall.EPOCH_DAY + shown // DAY
        found = self._starts.get(day)
        if found is None:
            before = (day - 1) % 7 if self._by == "week" else local(at, self._timezone).day - 1
            found = self._starts[day] = wall.day_start(day - before, self._timezone)
        return found


class Decided:
    """What is decided of how many mentions, by which rules, and what could still change."""

    def __init__(self) -> None:
        self.rows = 0
        self._classes: dict[int, tuple[MentionClass, list[int]]] = {}
        self._results: Counter[tuple[str, str]] = Counter()
        self._rules: dict[tuple[str, str, str], list[int]] = {}
        self._open: Counter[str] = Counter()
        self._changes: Counter[tuple[str, str]] = Counter()

    def add(self, mention: MentionClass) -> None:
        """Count a mention."""
        self._classes.setdefault(id(mention), (mention, [0]))[1][0] += 1

    def add_kind(self, mention: MentionClass, rows: int, *, settled: bool) -> None:
        """Count mentions with the same results; where they are settled, rules are counted apart."""
        self.rows += rows
        for name, results in mention.results.items():
            for result in results:
                self._results[name, result] += rows
        if settled:
            return
        self.add_hits(mention.residual.hits, rows)
        for fact in mention.residual.open:
            self._open[fact.fact] += rows
            for name in {name for after in fact.would_change.values() for name in after}:
                self._changes[fact.fact, name] += rows

    def add_hits(self, hits: Iterable[RuleHit], rows: int) -> None:
        """Count mentions that rules match."""
        for hit in hits:
            rule = (hit.decision, hit.rule.document, hit.rule.id)
            counts = self._rules.setdefault(rule, [0, 0, 0])
            counts[int(hit.possible)] += rows
            counts[2] += rows if hit.alone else 0

    def settle(self) -> None:
        """Add up the mentions that were counted one by one."""
        for mention, (rows,) in self._classes.values():
            self.add_kind(mention, rows, settled=False)
        self._classes.clear()

    def merge(self, other: "Decided") -> None:
        """Add what another tally counted; both are settled."""
        self.rows += other.rows
        self._results.update(other._results)  # noqa: SLF001 - of the same class
        self._open.update(other._open)  # noqa: SLF001 - of the same class
        self._changes.update(other._changes)  # noqa: SLF001 - of the same class
        for rule, counts in other._rules.items():  # noqa: SLF001 - of the same class
            row = self._rules.setdefault(rule, [0, 0, 0])
            row[:] = [one + more for one, more in zip(row, counts, strict=True)]

    def result(self, decision: str, result: str) -> int:
        """How many mentions have a result; a set counts with each of its elements."""
        return self._results[decision, result]

    def rule(self, decision: str, document: str, rule: str) -> tuple[int, int, int]:
        """How many mentions a rule matches, may match, and decides alone."""
        hits, possible, alone = self._rules.get((decision, document, rule), (0, 0, 0))
        return hits, possible, alone

    def undecided(self) -> tuple[Undecided, ...]:
        """The unknown facts that could still change a result, those of the most rows first."""
        found = (
            Undecided(
                name,
                rows,
                {
                    decision: count
                    for (fact, decision), count in sorted(self._changes.items())
                    if fact == name
                },
            )
            for name, rows in self._open.items()
        )
        return tuple(sorted(found, key=lambda one: (-one.rows, one.fact)))


class AgreementTally:
    """How the results compare with what was really done."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}

    def add(self, fact: Fact, decided: tuple[str, ...], done: Value, rows: int = 1) -> None:
        """Count rows of which it is known what was done."""
        counter = self._counts.setdefault(fact.name, Counter())
        counter[_relation(fact, decided, done)] += rows

    def merge(self, other: "AgreementTally") -> None:
        """Add what another tally counted."""
        for name, counter in other._counts.items():  # noqa: SLF001 - of the same class
            self._counts.setdefault(name, Counter()).update(counter)

    @property
    def agreements(self) -> tuple[OutcomeAgreement, ...]:
        """By decision."""
        return tuple(
            OutcomeAgreement(name, *map(counter.__getitem__, OutcomeAgreement._fields[1:]))
            for name, counter in sorted(self._counts.items())
        )


def _relation(fact: Fact, decided: tuple[str, ...], done: Value) -> str:
    if fact.many:
        return "same" if frozenset(decided) == done else "different"
    if decided[0] == done:
        return "same"
    if not fact.ordered:
        return "different"
    return "higher" if fact.values.index(decided[0]) > fact.values.index(str(done)) else "lower"

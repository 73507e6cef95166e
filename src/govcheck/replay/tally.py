"""What many mentions add up to."""

from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from govcheck.engine.ruleset import Fact, Value
from govcheck.replay.classes import MentionClass
from govcheck.replay.consequences import Consequences
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR, local
from govcheck.translation import said

Bucket = Literal["hour", "week", "month"]
MOST_REASONS: Final = 100
"""So many different reasons of one fact are told apart; all are counted."""
OTHERS: Final = said("other values that cannot be understood")


class Skipped(NamedTuple):
    """Rows that are not decided, all for one reason, with the place of the first."""

    reason: str
    rows: int
    example: str


class BadValue(NamedTuple):
    """Rows with a cell that cannot be understood, so that the fact is unknown in them."""

    fact: str
    reason: str
    rows: int
    example: str


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


class Reasons:
    """Counts rows by reason, each with its first place."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], list[int]] = {}
        self._first: dict[tuple[str, str], str] = {}
        self._kinds: Counter[str] = Counter()

    def add(self, subject: str, reason: str, place: str) -> None:
        """Count a row."""
        key = (subject, reason)
        if key not in self._rows:
            if self._kinds[subject] >= MOST_REASONS:
                key = (subject, OTHERS)
            self._kinds[subject] += 1
        self._rows.setdefault(key, [0])[0] += 1
        self._first.setdefault(key, place)

    def broken(self, reason: str, place: str) -> None:
        """Remember a reason that nobody knows the number of rows of."""
        self._rows.setdefault(("", reason), [0])
        self._first.setdefault(("", reason), place)

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """By reason, the most frequent first."""
        found = [
            Skipped(reason, rows[0], self._first[subject, reason])
            for (subject, reason), rows in self._rows.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.rows, one.reason)))

    @property
    def bad_values(self) -> tuple[BadValue, ...]:
        """By fact and reason, the most frequent first."""
        found = [
            BadValue(subject, reason, rows[0], self._first[subject, reason])
            for (subject, reason), rows in self._rows.items()
        ]
        return tuple(sorted(found, key=lambda one: (-one.rows, one.fact, one.reason)))


class PeopleTally:
    """Who is told how often, and in which nights."""

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()
        self._at_night: Counter[str] = Counter()
        self._nights: dict[str, set[int]] = {}
        self.calls = 0
        """How often somebody is told of a mention, each person once a mention."""

    def add(self, found: Consequences) -> None:
        """Count what follows from a mention."""
        for person, nights in found.told:
            self._told[person] += 1
            if nights:
                self._at_night[person] += 1
                self._nights.setdefault(person, set()).update(nights)
        self.calls += len(found.told)

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

    def add(self, at: int, found: Consequences) -> None:
        """Count a mention of an instant."""
        row = self._rows.setdefault(self._start(at), [0, 0, 0, 0])
        row[0] += 1
        row[1] += len(found.told)
        row[2] += found.untold
        row[3] += found.late

    @property
    def rows(self) -> tuple[LoadRow, ...]:
        """The stretches in which there were mentions, in order."""
        return tuple(LoadRow(start, *row) for start, row in sorted(self._rows.items()))

    def _start(self, at: int) -> int:
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
    """How many mentions are of which class."""

    def __init__(self) -> None:
        self.counts: dict[int, int] = {}
        self._classes: dict[int, MentionClass] = {}

    def add(self, mention: MentionClass) -> None:
        """Count a mention."""
        key = id(mention)
        self._classes[key] = mention
        self.counts[key] = self.counts.get(key, 0) + 1

    def _all(self) -> Iterable[tuple[MentionClass, int]]:
        return ((self._classes[key], rows) for key, rows in self.counts.items())

    def results(self) -> dict[str, Counter[str]]:
        """By decision, how many rows have each result; a set counts with each of its elements."""
        found: dict[str, Counter[str]] = {}
        for mention, rows in self._all():
            for name, results in mention.results.items():
                counter = found.setdefault(name, Counter())
                for result in results:
                    counter[result] += rows
        return found

    def rules(self) -> dict[tuple[str, str, str], tuple[int, int, int]]:
        """By decision, document and rule: rows with hits, possible hits, and alone."""
        found: dict[tuple[str, str, str], list[int]] = {}
        for mention, rows in self._all():
            for hit in mention.residual.hits:
                key = (hit.decision, hit.rule.document, hit.rule.id)
                counts = found.setdefault(key, [0, 0, 0])
                counts[int(hit.possible)] += rows
                counts[2] += rows if hit.alone else 0
        return {key: (hits, may, alone) for key, (hits, may, alone) in found.items()}

    def undecided(self) -> tuple[Undecided, ...]:
        """The unknown facts that could still change a result, those of the most rows first."""
        rows_of: Counter[str] = Counter()
        changes: dict[str, Counter[str]] = {}
        for mention, rows in self._all():
            for fact in mention.residual.open:
                rows_of[fact.fact] += rows
                counter = changes.setdefault(fact.fact, Counter())
                for name in {name for after in fact.would_change.values() for name in after}:
                    counter[name] += rows
        found = (
            Undecided(name, rows, dict(sorted(changes[name].items())))
            for name, rows in rows_of.items()
        )
        return tuple(sorted(found, key=lambda one: (-one.rows, one.fact)))


class AgreementTally:
    """How the results compare with what was really done."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}

    def add(self, fact: Fact, decided: tuple[str, ...], done: Value) -> None:
        """Count a row of which it is known what was done."""
        counter = self._counts.setdefault(fact.name, Counter())
        counter[_relation(fact, decided, done)] += 1

    @property
    def agreements(self) -> tuple[OutcomeAgreement, ...]:
        """By decision."""
        return tuple(
            OutcomeAgreement(
                name, *(counter[one] for one in ("same", "higher", "lower", "different"))
            )
            for name, counter in self._counts.items()
        )


def _relation(fact: Fact, decided: tuple[str, ...], done: Value) -> str:
    if fact.many:
        return "same" if frozenset(decided) == done else "different"
    if decided[0] == done:
        return "same"
    if not fact.ordered:
        return "different"
    return "higher" if fact.values.index(decided[0]) > fact.values.index(str(done)) else "lower"

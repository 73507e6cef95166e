"""The replay: every row of the archives decided by the policy, and by another one beside it."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from govcheck.archives.meanings import Meanings, RowReader
from govcheck.archives.rows import MentionRow, PassedOver
from govcheck.replay.classes import Classes, MentionClass
from govcheck.replay.consequences import Consequences, Forecast
from govcheck.replay.differences import Example, example, way_of
from govcheck.replay.portion import Portion
from govcheck.replay.reasons import BadValue, Skipped
from govcheck.replay.tally import (
    Bucket,
    LoadRow,
    OutcomeAgreement,
    PersonLoad,
    RuleCount,
    Undecided,
)
from govcheck.simulate.program import Program
from govcheck.time.clock import HOUR
from govcheck.translation import said

SEVERITY: Final = "severity"
BEFORE_START = said("it is before `--from`")
AFTER_END = said("it is not before `--to`")


class ReplayRequest(NamedTuple):
    """What of the archives counts, and how much is told: the interval is half-open."""

    start: int | None = None
    end: int | None = None
    by: Bucket = "week"
    examples: int = 5


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
    arrivals: tuple[tuple[int, str, int], ...] = ()
    """Start of an hour, severity, and how many mentions are decided so."""


class RowAnswer(NamedTuple):
    """What becomes of a row: why it is not decided, or what each policy makes of it."""

    skipped: str | None
    sides: tuple[tuple[MentionClass, Consequences], ...] = ()


class ReplaySide:
    """One policy and what is known of it."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.classes = Classes(program)
        self.forecast = Forecast(program)
        self._readers: dict[int, RowReader] = {}

    def reader(self, meanings: Meanings) -> RowReader:
        """The reader of rows whose columns mean that."""
        key = id(meanings)
        if key not in self._readers:
            self._readers[key] = RowReader(self.program.ruleset, meanings)
        return self._readers[key]


class ArchiveReplay:
    """A replay under way: give it rows, then ask for the sum."""

    def __init__(
        self, program: Program, asked: ReplayRequest, before: Program | None = None
    ) -> None:
        self.asked = asked
        self.side = ReplaySide(program)
        self.other = None if before is None else ReplaySide(before)
        self.portion = self._empty()

    def _empty(self) -> Portion:
        asked = self.asked
        return Portion(asked.by, self.side.program.roster.timezone, asked.examples)

    def take(self) -> Portion:
        """What was counted since the last time."""
        found, self.portion = self.portion, self._empty()
        found.decided.settle()
        return found

    def add(
        self,
        rows: Iterable[MentionRow | PassedOver],
        meanings: Meanings,
        on_row: Callable[[MentionRow | PassedOver, RowAnswer], None] | None = None,
    ) -> None:
        """Decide some rows, and tell `on_row` what becomes of each.

        What reading them raises goes on; the rows before it count.
        """
        for row in rows:
            self.portion.rows += 1
            if isinstance(row, PassedOver):
                answer = self._skipped(row.reason, row.place)
            else:
                answer = self._add(row, meanings)
            if on_row is not None:
                on_row(row, answer)

    def broken(self, name: str, reason: str) -> None:
        """Remember that a file could not be read to its end."""
        self.portion.skipped.broken(f"`{name}` {reason}", name)

    def _skipped(self, reason: str, place: str) -> RowAnswer:
        self.portion.skipped.add("", reason, place)
        return RowAnswer(reason)

    def _add(self, row: MentionRow, meanings: Meanings) -> RowAnswer:
        portion = self.portion
        reader = self.side.reader(meanings)
        at = reader.instant(row)
        asked = self.asked
        if isinstance(at, str):
            return self._skipped(at, row.place)
        if asked.start is not None and at < asked.start:
            return self._skipped(BEFORE_START, row.place)
        if asked.end is not None and at >= asked.end:
            return self._skipped(AFTER_END, row.place)
        portion.span(at, at)
        read = reader.read(row)
        for unfit in read.unfit:
            portion.side.bad.add(unfit.fact, unfit.message, row.place)
        mention = self.side.classes.of(at, read.facts)
        portion.decided.add(mention)
        follows = self.side.forecast.of(mention, at)
        portion.side.people.add(follows)
        portion.load.add(portion.load.start_of(at), follows)
        portion.arrivals[at - at % HOUR, next(iter(mention.results.get(SEVERITY, ())), "")] += 1
        for name, done in read.outcome.items():
            fact = self.side.program.ruleset.facts[name]
            portion.agreement.add(fact, mention.results[name], done)
        if self.other is None:
            return RowAnswer(None, ((mention, follows),))
        before = self._compare(self.other, row, meanings, at, mention)
        return RowAnswer(None, ((mention, follows), before))

    def _compare(
        self, other: ReplaySide, row: MentionRow, meanings: Meanings, at: int, mention: MentionClass
    ) -> tuple[MentionClass, Consequences]:
        portion = self.portion
        reader = other.reader(meanings)
        read = reader.read(row)
        for unfit in read.unfit:
            portion.before.bad.add(unfit.fact, unfit.message, row.place)
        before = other.classes.of(at, read.facts)
        follows = other.forecast.of(before, at)
        portion.before.people.add(follows)
        way = way_of(before, mention)
        if way:
            portion.differences.add(way, 1)
            if portion.differences.wants(way) > 0 or portion.differences.wants_reasons(way):
                portion.differences.show(way, example(reader.name(row), before, mention))
        return before, follows

    def sum(self) -> Replayed:
        """What would have happened in all that was counted since the last `take`."""
        return replayed(self.take(), self.side.program, compared=self.other is not None)


def replayed(portion: Portion, program: Program, *, compared: bool) -> Replayed:
    """What would have happened under a policy, of all parts added up."""
    decided = portion.decided
    decisions = program.ruleset.decisions
    return Replayed(
        rows=portion.rows,
        decided=decided.rows,
        skipped=portion.skipped.skipped,
        bad_values=portion.side.bad.bad_values,
        decisions={
            decision.name: {
                result: decided.result(decision.name, result) for result in decision.results
            }
            for decision in decisions
        },
        rules=tuple(
            RuleCount(
                decision.name,
                rule.document,
                rule.id,
                *decided.rule(decision.name, rule.document, rule.id),
            )
            for decision in decisions
            for rule in decision.rules
        ),
        undecided=decided.undecided(),
        people=portion.side.people.people,
        load=portion.load.rows,
        agreement=portion.agreement.agreements,
        against=_comparison(portion) if compared else None,
        first=portion.first,
        last=portion.last,
        calls=portion.side.people.calls,
        arrivals=tuple(
            (hour, severity, rows) for (hour, severity), rows in sorted(portion.arrivals.items())
        ),
    )


def _comparison(portion: Portion) -> ArchiveComparison:
    after, before = portion.side.people, portion.before.people
    mine = {one.person: one for one in after.people}
    theirs = {one.person: one for one in before.people}
    return ArchiveComparison(
        portion.differences.changed,
        portion.differences.table(),
        portion.differences.examples(),
        (before.calls, after.calls),
        (before.nights, after.nights),
        tuple(
            (name, theirs.get(name), mine.get(name))
            for name in {**mine, **theirs}
            if theirs.get(name) != mine.get(name)
        ),
        portion.before.bad.bad_values,
    )

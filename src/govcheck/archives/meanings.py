"""What the columns of an archive mean: as a document says, or by their names alone."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from govcheck.archives.rows import MentionRow
from govcheck.archives.tables import Wanted
from govcheck.engine.case import FactProblem, read_case
from govcheck.engine.columns import Column, read_cell
from govcheck.engine.ruleset import Fact, Ruleset, Value
from govcheck.model.archive import Archive, ArchiveColumn
from govcheck.time.readings import instant_of, read_instant
from govcheck.translation import said

DETECTED_AT = "detected_at"
ID = "id"
_MOST_REMEMBERED = 200_000
_LONGEST_REMEMBERED = 200


class Meanings(NamedTuple):
    """Where the instant, the name, the facts and the outcomes of a mention stand."""

    instant: str
    format: str | None
    timezone: str
    name: str | None
    columns: tuple[Column, ...]
    named: bool = False
    """Whether a document says so; else the columns are called like facts."""

    @property
    def wanted(self) -> Wanted:
        """The columns that are to be read."""
        read = [column.column for column in self.columns if column.column is not None]
        names = [self.instant, *([] if self.name is None else [self.name]), *read]
        columns = tuple(dict.fromkeys(names))
        return Wanted(columns, columns if self.named else (self.instant,))

    def of_facts(self, ruleset: Ruleset) -> Iterator[tuple[Column, Fact]]:
        """The columns of facts that can be stated, and of decisions that are made."""
        for column in self.columns:
            fact = ruleset.facts.get(column.fact)
            if fact is None or fact.type == "share":
                continue
            if (fact.type == "decision") == column.decides:
                yield column, fact


class Unfit(NamedTuple):
    """A cell that says nothing that the fact, or the decision, could be."""

    fact: str
    message: str


class Reading(NamedTuple):
    """What a row states, and which of its cells cannot be understood."""

    facts: dict[str, Value]
    outcome: dict[str, Value]
    unfit: tuple[Unfit, ...]


def meanings_of(archive: Archive, timezone: str) -> Meanings:
    """What a document says of the columns; `timezone` is the organisation's."""
    when = archive.detected_at
    facts = [_column(name, one, decides=False) for name, one in archive.facts.items()]
    outcome = [_column(name, one, decides=True) for name, one in archive.outcome.items()]
    return Meanings(
        when.column,
        when.format,
        when.timezone or timezone,
        archive.id_column,
        (*facts, *outcome),
        named=True,
    )


def _column(name: str, stated: ArchiveColumn, *, decides: bool) -> Column:
    return Column(
        name,
        stated.column,
        stated.constant,
        stated.values,
        stated.otherwise,
        decides,
        stated.split or ";",
        "otherwise" in stated.model_fields_set,
    )


def by_name(ruleset: Ruleset, timezone: str) -> Meanings:
    """Columns that are called like the facts that may be stated."""
    names = [fact.name for fact in ruleset.facts.values() if fact.type not in ("share", "decision")]
    return Meanings(DETECTED_AT, None, timezone, ID, tuple(Column(one, one) for one in names))


class RowReader:
    """Reads rows as one policy understands them; equal cells are understood once."""

    def __init__(self, ruleset: Ruleset, meanings: Meanings) -> None:
        self._ruleset = ruleset
        self._meanings = meanings
        self._columns = list(meanings.of_facts(ruleset))
        self._cells: list[dict[object, Value | FactProblem | None]] = [{} for _ in self._columns]
        self._instants: dict[str, int | str] = {}
        shares = [fact for fact in ruleset.facts.values() if fact.type == "share"]
        self._shared = frozenset(end for fact in shares for end in (fact.part, fact.whole))

    def instant(self, row: MentionRow) -> int | str:
        """The instant of a row, or in words why it has none."""
        cell = row.cells.get(self._meanings.instant)
        if isinstance(cell, str):
            if len(cell) > _LONGEST_REMEMBERED:
                return self._parsed(cell.strip())
            found = self._instants.get(cell)
            if found is None:
                if len(self._instants) >= _MOST_REMEMBERED:
                    self._instants.clear()
                found = self._instants[cell] = self._parsed(cell.strip())
            return found
        if cell is None:
            return said("`{instant}` is empty", instant=self._meanings.instant)
        if isinstance(cell, datetime):
            try:
                return instant_of(cell, self._meanings.timezone)
            except ValueError as error:
                return f"`{self._meanings.instant}` {error}"
        what = said("a day without a time") if isinstance(cell, date) else said("no date and time")
        return said("`{instant}` is {what}", instant=self._meanings.instant, what=what)

    def _parsed(self, text: str) -> int | str:
        if not text:
            return said("`{instant}` is empty", instant=self._meanings.instant)
        try:
            return read_instant(text, self._meanings.format, self._meanings.timezone)
        except (ValueError, OverflowError) as error:
            return f"`{self._meanings.instant}` {error}"

    def name(self, row: MentionRow) -> str:
        """What a row is called: by its own name, or by its place."""
        named = row.cells.get(self._meanings.name) if self._meanings.name else None
        return str(named).strip()[:200] or row.place if named is not None else row.place

    def read(self, row: MentionRow) -> Reading:
        """What a row states."""
        facts: dict[str, Value] = {}
        outcome: dict[str, Value] = {}
        unfit: list[Unfit] = []
        for (column, fact), known in zip(self._columns, self._cells, strict=True):
            cell = None if column.column is None else row.cells.get(column.column)
            key = tuple(cell) if isinstance(cell, list) else cell
            if isinstance(key, str) and len(key) > _LONGEST_REMEMBERED:
                key = []  # which is never remembered
            try:
                # 1 and True are equal, and no number is a truth
                found = known[type(cell), key, row.comma]
            except KeyError:
                if len(known) >= _MOST_REMEMBERED:
                    known.clear()
                found = read_cell(fact, column, cell, comma=row.comma)
                known[type(cell), key, row.comma] = found
            except TypeError:  # what cannot be remembered
                found = read_cell(fact, column, cell, comma=row.comma)
            if isinstance(found, FactProblem):
                name = f"outcome.{fact.name}" if column.decides else fact.name
                unfit.append(Unfit(name, found.message))
            elif found is not None:
                (outcome if column.decides else facts)[fact.name] = found
        if self._shared and not self._shared.isdisjoint(facts):
            unfit += self._without_impossible(facts)
        return Reading(facts, outcome, tuple(unfit))

    def _without_impossible(self, facts: dict[str, Value]) -> list[Unfit]:
        """Take out parts that are more than their wholes."""
        found: list[Unfit] = []
        while True:
            stated: Mapping[str, object] = {
                name: value for name, value in facts.items() if name in self._shared
            }
            _, problems = read_case(self._ruleset, stated, 0)
            if not problems:
                return found
            found += [
                Unfit(problem.fact, problem.message)
                for problem in problems
                if facts.pop(problem.fact, None) is not None
            ]

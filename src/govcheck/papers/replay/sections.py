"""What a replay says, before a format decides how it looks: tables under headings."""

from collections.abc import Iterator
from typing import Final

from govcheck.papers.replay.comparison import comparison_sections
from govcheck.papers.replay.staffing import StaffingWording
from govcheck.papers.replay.wording import (
    MOST_PEOPLE,
    ReplaySection,
    ReplayWording,
)
from govcheck.render.page.names import words
from govcheck.replay.tally import LoadRow, RuleCount

MOST_RULES: Final = 12
MOST_FACTS: Final = 8
MOST_LOADS: Final = 5
MOST_REASONS: Final = 8
_WIDEST: Final = 50
"""Characters of what a rule is called."""


_FIRST: Final = ("severity", "escalation", "playbooks")


class Sections(ReplayWording):
    """The sections of one report; texts are plain and not escaped."""

    def headline(self) -> str:
        """How many mentions of which time were decided."""
        found, tongue = self.found, self.tongue
        said = tongue.count("{count} mention", "{count} mentions", found.decided)
        if found.first is not None and found.last is not None:
            zone = self.report.program.roster.timezone
            first, last = tongue.day(found.first, zone), tongue.day(found.last, zone)
            said = tongue.say(
                "{mentions}, {first} to {last}", mentions=said, first=first, last=last
            )
        return said

    def doubts(self) -> Iterator[str]:
        """What was not decided, or not understood."""
        skipped = sum(one.rows for one in self.found.skipped)
        bad = sum(one.rows for one in self.found.bad_values)
        if skipped:
            yield self.tongue.count(
                "{count} row is not decided; see below",
                "{count} rows are not decided; see below",
                skipped,
            )
        if bad:
            yield self.tongue.count(
                "{count} cell is not understood: its fact counts as unknown",
                "{count} cells are not understood: their facts count as unknown",
                bad,
            )

    def all(self) -> Iterator[ReplaySection]:
        """The sections that have something to say, what a council asks first at the top."""
        if self.found.against is not None:
            yield from comparison_sections(self.report, self.found.against)
        yield from self._decisions()
        yield from self._people()
        yield from self._load()
        if self.report.staffing is not None:
            yield from StaffingWording(self.report).sections(self.report.staffing)
        yield from self._rules()
        yield from self._undecided()
        yield from self._agreement()
        yield from self._not_read()

    def _decisions(self) -> Iterator[ReplaySection]:
        decisions = sorted(self.report.program.ruleset.decisions, key=lambda one: _rank(one.name))
        for decision in decisions:
            counts = self.found.decisions[decision.name]
            results = [*reversed(decision.results)] if decision.ordered else [*decision.results]
            if not decision.ordered:
                results.sort(key=counts.__getitem__, reverse=True)
            rows = [
                (
                    self.names.result(decision.name, one),
                    self.number(counts[one]),
                    self.share(counts[one]),
                )
                for one in results
                if counts[one] or decision.name == "severity"
            ]
            if rows:
                columns = (
                    self.names.decision(decision.name),
                    self.tongue.say("mentions"),
                    self.tongue.say("share"),
                )
                yield ReplaySection(
                    self.tongue.say(
                        "Decided: {decision}", decision=self.names.decision(decision.name)
                    ),
                    tuple(rows),
                    columns,
                )

    def _people(self) -> Iterator[ReplaySection]:
        people = self.found.people
        rows = tuple(
            (
                self.names.person(one.person),
                self.number(one.told),
                self.number(one.at_night),
                self.number(one.nights),
                self.number(one.longest_streak),
            )
            for one in people[:MOST_PEOPLE]
        )
        notes = [
            self.tongue.say(
                "Supposing that nobody answers. Night: 22:00 to 06:00 on their own clock."
            ),
            *self.more(len(people), MOST_PEOPLE),
        ]
        if not people:
            notes = [self.tongue.say("Nobody would have been told.")]
        columns = (
            self.tongue.say("person"),
            self.tongue.say("told"),
            self.tongue.say("at night"),
            self.tongue.say("nights"),
            self.tongue.say("in a row"),
        )
        yield ReplaySection(
            self.tongue.say("Who would have been told"), rows, columns, notes=tuple(notes)
        )

    def _load(self) -> Iterator[ReplaySection]:
        load = self.found.load
        most = sorted(load, key=lambda one: (-one.told, -one.mentions, one.start))[:MOST_LOADS]
        rows = tuple(self._load_row(one) for one in sorted(most, key=lambda one: one.start))
        columns = (
            self.tongue.say("from"),
            self.tongue.say("mentions"),
            self.tongue.say("told"),
            self.tongue.say("untold"),
            self.tongue.say("late"),
        )
        notes = [
            self.tongue.say(
                "Told: people told, each once a mention. Untold and late: obligations."
            ),
            *self.more(len(load), MOST_LOADS),
        ]
        if rows:
            yield ReplaySection(
                self.tongue.say("When most people are told"), rows, columns, notes=tuple(notes)
            )

    def _load_row(self, one: LoadRow) -> tuple[str, ...]:
        zone = self.report.program.roster.timezone
        when = f"{self.tongue.day(one.start, zone)} {self.tongue.time(one.start, zone)}"
        numbers = (one.mentions, one.told, one.untold, one.late)
        return when, *(self.number(number) for number in numbers)

    def _rules(self) -> Iterator[ReplaySection]:
        rules = self.found.rules
        matching = sorted(
            (one for one in rules if one.hits or one.possible),
            key=lambda one: (-one.alone, -one.hits, -one.possible, one.document, one.rule),
        )
        rows = tuple(
            (
                self._called(one),
                self.number(one.hits),
                self.number(one.possible),
                self.number(one.alone),
            )
            for one in matching[:MOST_RULES]
        )
        never = len(rules) - len(matching)
        notes = [
            self.tongue.say("Alone: without the rule the result would be another one."),
            *self.more(len(matching), MOST_RULES),
        ]
        if never:
            notes.append(
                self.tongue.count(
                    "{count} rule never matches.", "{count} rules never match.", never
                )
            )
        columns = (
            self.tongue.say("rule"),
            self.tongue.say("matches"),
            self.tongue.say("may match"),
            self.tongue.say("alone"),
        )
        yield ReplaySection(self.tongue.say("Rules"), rows, columns, notes=tuple(notes))

    def _called(self, one: RuleCount) -> str:
        """A rule by what it decides and its reason, or its id in words; long ones are cut."""
        decisions = self.report.program.ruleset.decisions
        decision = next(each for each in decisions if each.name == one.decision)
        named = (each for each in decision.rules if each.id == one.rule)
        because = next((each.because for each in named if each.document == one.document), None)
        reason = words(one.rule) if not because else self.tongue.text(because)
        said = f"{self.names.decision(one.decision)}: {reason}"
        return said if len(said) <= _WIDEST else f"{said[: _WIDEST - 1].rstrip()}…"

    def _undecided(self) -> Iterator[ReplaySection]:
        facts = self.report.program.ruleset.facts
        rows = tuple(
            (
                self.names.fact(facts[one.fact]),
                self.number(one.rows),
                ", ".join(
                    f"{self.names.decision(name)} {self.number(rows)}"
                    for name, rows in one.could_change.items()
                )
                or self.tongue.say("only with others"),
            )
            for one in self.found.undecided[:MOST_FACTS]
        )
        columns = (
            self.tongue.say("fact"),
            self.tongue.say("mentions"),
            self.tongue.say("could change"),
        )
        notes = tuple(self.more(len(self.found.undecided), MOST_FACTS))
        if rows:
            yield ReplaySection(
                self.tongue.say("Unknown, and could change a result"), rows, columns, notes=notes
            )

    def _agreement(self) -> Iterator[ReplaySection]:
        rows = tuple(
            (
                self.names.decision(one.decision),
                *(self.number(n) for n in (one.same, one.higher, one.lower, one.different)),
            )
            for one in self.found.agreement
        )
        columns = (
            self.tongue.say("decision"),
            self.tongue.say("same"),
            self.tongue.say("higher"),
            self.tongue.say("lower"),
            self.tongue.say("different"),
        )
        notes = (self.tongue.say("Higher: the policy asks for more than what was really done."),)
        if rows:
            yield ReplaySection(
                self.tongue.say("Compared with what was done"), rows, columns, notes=notes
            )

    def _not_read(self) -> Iterator[ReplaySection]:
        found = self.found
        lines = [
            *(self._reason(one.rows, one.reason, one.example) for one in found.skipped),
            *(self._reason(one.rows, one.reason, one.example) for one in found.bad_values),
        ]
        notes = (*lines[:MOST_REASONS], *self.more(len(lines), MOST_REASONS))
        if lines:
            yield ReplaySection(self.tongue.say("Not decided, or not understood"), notes=notes)

    def _reason(self, rows: int, reason: str, place: str) -> str:
        return self.tongue.count(
            "{count} row: {reason} ({place})",
            "{count} rows: {reason} (first {place})",
            rows,
            reason=self.tongue.text(reason),
            place=place,
        )


def _rank(decision: str) -> int:
    """What the policy acts on comes before what only leads to it."""
    return _FIRST.index(decision) if decision in _FIRST else len(_FIRST)

"""What a replay says, before a format decides how it looks: tables under headings."""

from collections.abc import Iterator
from typing import Final

from govcheck.papers.replay.staffing import StaffingWording
from govcheck.papers.replay.wording import MOST_PEOPLE, ReplaySection, ReplayWording
from govcheck.replay.differences import Decider, Example, MentionDifference
from govcheck.replay.reasons import BadValue, Skipped
from govcheck.replay.replay import ArchiveComparison
from govcheck.replay.tally import RuleCount
from govcheck.targets import words

MOST_CHANGES: Final = 12
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
            yield from self._comparison(self.found.against)
        yield from self._decisions()
        yield from self._people()
        yield from self._load()
        if self.report.staffing is not None:
            yield from StaffingWording(self.report).sections(self.report.staffing)
        yield from self._rules()
        yield from self._undecided()
        yield from self._agreement()
        yield from self._not_read()

    def _comparison(self, found: ArchiveComparison) -> Iterator[ReplaySection]:
        """What another revision decides otherwise: in all, by decision, by person, examples."""
        revision = (self.report.against or "")[:12]
        yield ReplaySection(
            self.say("Compared with {revision}", revision=revision),
            keeps=revision,
            notes=(
                self.tongue.count(
                    "{count} mention is decided otherwise ({share}).",
                    "{count} mentions are decided otherwise ({share}).",
                    found.changed,
                    share=self.share(found.changed),
                ),
                self.told_before_and_now(found),
            ),
        )
        for name, changes in found.table.items():
            rows = tuple(
                (self.results(name, before), self.results(name, after), self.tongue.number(rows))
                for before, after, rows in changes[:MOST_CHANGES]
            )
            columns = (self.say("before"), self.say("now"), self.say("mentions"))
            notes = tuple(self.more(len(changes), MOST_CHANGES))
            heading = self.say("Changed: {decision}", decision=self.names.decision(name))
            yield ReplaySection(heading, rows, columns, 2, notes)
        moved = [
            (
                self.names.person(person),
                *self.numbers(
                    before.told if before else 0,
                    after.told if after else 0,
                    before.nights if before else 0,
                    after.nights if after else 0,
                ),
            )
            for person, before, after in found.people
        ]
        if moved:
            say = self.say
            titles = (
                say("person"), say("told before"), say("now"), say("nights before"), say("now"),
            )  # fmt: skip
            notes = tuple(self.more(len(moved), MOST_PEOPLE))
            heading = say("Who is told more or less often")
            yield ReplaySection(heading, tuple(moved[:MOST_PEOPLE]), titles, notes=notes)
        if found.examples:
            yield self._examples(found.examples)

    def _examples(self, examples: tuple[Example, ...]) -> ReplaySection:
        """What becomes of some mentions, one below the other, with each reason said once below."""
        alike: dict[tuple[MentionDifference, ...], list[str]] = {}
        for one in examples:
            alike.setdefault(one.differences, []).append(one.id)
        numbers: dict[Decider, int] = {}

        def by(decision: str, results: tuple[str, ...], rules: tuple[Decider, ...]) -> str:
            places = [f"[{numbers.setdefault(rule, len(numbers) + 1)}]" for rule in rules]
            because = " ".join(places) if places else f"({self.say('no rule matches')})"
            return f"{self.results(decision, ', '.join(results))} {because}"

        rows = tuple(
            (
                "" if place else ", ".join(names),
                self.names.decision(one.decision),
                by(one.decision, one.before, one.by_before),
                by(one.decision, one.after, one.by_after),
            )
            for differences, names in alike.items()
            for place, one in enumerate(differences)
        )
        say = self.say
        columns = (say("mention"), say("decision"), say("before"), say("now"))
        notes = tuple(
            f"[{number}] {one.rule}: {self.tongue.text(one.because)}"
            if one.because
            else f"[{number}] {one.rule}"
            for one, number in numbers.items()
        )
        return ReplaySection(say("Examples"), rows, columns, 4, notes)

    def _decisions(self) -> Iterator[ReplaySection]:
        decisions = sorted(self.report.program.ruleset.decisions, key=lambda one: _rank(one.name))
        for decision in decisions:
            counts = self.found.decisions[decision.name]
            results = [*reversed(decision.results)] if decision.ordered else [*decision.results]
            if not decision.ordered:
                results.sort(key=counts.__getitem__, reverse=True)
            rows = tuple(
                (
                    self.names.result(decision.name, one),
                    self.tongue.number(counts[one]),
                    self.share(counts[one]),
                )
                for one in results
                if counts[one] or decision.name == "severity"
            )
            if rows:
                called = self.names.decision(decision.name)
                columns = (called, self.say("mentions"), self.say("share"))
                yield ReplaySection(self.say("Decided: {decision}", decision=called), rows, columns)

    def _people(self) -> Iterator[ReplaySection]:
        people = self.found.people
        rows = tuple(
            (
                self.names.person(one.person),
                *self.numbers(one.told, one.at_night, one.nights, one.longest_streak),
            )
            for one in people[:MOST_PEOPLE]
        )
        notes = [
            self.say("Supposing that nobody answers. Night: 22:00 to 06:00 on their own clock."),
            *self.more(len(people), MOST_PEOPLE),
        ]
        if not people:
            notes = [self.say("Nobody would have been told.")]
        say = self.say
        columns = (say("person"), say("told"), say("at night"), say("nights"), say("in a row"))
        yield ReplaySection(self.say("Who would have been told"), rows, columns, notes=tuple(notes))

    def _load(self) -> Iterator[ReplaySection]:
        load = self.found.load
        most = sorted(load, key=lambda one: (-one.told, -one.mentions, one.start))[:MOST_LOADS]
        rows = tuple(
            (self.moment(one.start), *self.numbers(one.mentions, one.told, one.untold, one.late))
            for one in sorted(most, key=lambda one: one.start)
        )
        say = self.say
        columns = (say("from"), say("mentions"), say("told"), say("untold"), say("late"))
        notes = [
            self.say("Told: people told, each once a mention. Untold and late: obligations."),
            *self.more(len(load), MOST_LOADS),
        ]
        if rows:
            yield ReplaySection(
                self.say("When most people are told"), rows, columns, notes=tuple(notes)
            )

    def _rules(self) -> Iterator[ReplaySection]:
        rules = self.found.rules
        matching = sorted(
            (one for one in rules if one.hits or one.possible),
            key=lambda one: (-one.alone, -one.hits, -one.possible, one.document, one.rule),
        )
        rows = tuple(
            (self._called(one), *self.numbers(one.hits, one.possible, one.alone))
            for one in matching[:MOST_RULES]
        )
        never = len(rules) - len(matching)
        notes = [
            self.say("Alone: without the rule the result would be another one."),
            *self.more(len(matching), MOST_RULES),
        ]
        if never:
            notes.append(
                self.tongue.count(
                    "{count} rule never matches.", "{count} rules never match.", never
                )
            )
        say = self.say
        columns = (say("rule"), say("matches"), say("may match"), say("alone"))
        yield ReplaySection(self.say("Rules"), rows, columns, notes=tuple(notes))

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
                self.tongue.number(one.rows),
                ", ".join(
                    f"{self.names.decision(name)} {self.tongue.number(rows)}"
                    for name, rows in one.could_change.items()
                )
                or self.say("only with others"),
            )
            for one in self.found.undecided[:MOST_FACTS]
        )
        columns = (self.say("fact"), self.say("mentions"), self.say("could change"))
        notes = tuple(self.more(len(self.found.undecided), MOST_FACTS))
        if rows:
            yield ReplaySection(
                self.say("Unknown, and could change a result"), rows, columns, notes=notes
            )

    def _agreement(self) -> Iterator[ReplaySection]:
        rows = tuple(
            (
                self.names.decision(one.decision),
                *self.numbers(one.same, one.higher, one.lower, one.different),
            )
            for one in self.found.agreement
        )
        say = self.say
        columns = (say("decision"), say("same"), say("higher"), say("lower"), say("different"))
        notes = (self.say("Higher: the policy asks for more than what was really done."),)
        if rows:
            yield ReplaySection(self.say("Compared with what was done"), rows, columns, notes=notes)

    def _not_read(self) -> Iterator[ReplaySection]:
        found = self.found
        doubts: list[Skipped | BadValue] = [*found.skipped, *found.bad_values]
        lines = [
            self.tongue.count(
                "{count} row: {reason} ({place})",
                "{count} rows: {reason} (first {place})",
                one.rows,
                reason=self.tongue.text(one.reason),
                place=one.example,
            )
            for one in doubts
        ]
        notes = (*lines[:MOST_REASONS], *self.more(len(lines), MOST_REASONS))
        if lines:
            yield ReplaySection(self.say("Not decided, or not understood"), notes=notes)


def _rank(decision: str) -> int:
    """What the policy acts on comes before what only leads to it."""
    return _FIRST.index(decision) if decision in _FIRST else len(_FIRST)

"""One outcome, with the words for its people and instants that every section uses."""

from collections.abc import Iterable, Sequence

from govcheck.engine.ruleset import Ruling
from govcheck.named_tuples import NamedTuple
from govcheck.render.page.names import PageNames, way_name
from govcheck.simulate.outcome import Event, Outcome
from govcheck.simulate.program import Program
from govcheck.targets import read_target
from govcheck.time.clock import format_duration, local
from govcheck.tongue import Tongue

NAMES_AT_MOST = 4


class OutcomeView(NamedTuple):
    """An outcome, and what the policy that gave it calls everything in the reader's tongue."""

    outcome: Outcome
    names: PageNames

    @property
    def program(self) -> Program:
        """The program that gave the outcome."""
        return self.names.program

    @property
    def tongue(self) -> Tongue:
        """The tongue of whoever reads it."""
        return self.names.tongue

    @property
    def detected_at(self) -> int:
        """The instant of detection, seconds since 1970 UTC."""
        return self.outcome.stated.case.detected_at

    def verdict(self, name: str) -> Ruling | None:
        """The verdict of the decision of that name, where the policy has it."""
        return next((one for one in self.outcome.verdicts if one.decision.name == name), None)

    def at(self, instant: int) -> str:
        """An instant on the reader's clock."""
        return self.tongue.moment(instant, self.outcome.timezone, self.detected_at)

    def since(self, instant: int) -> str:
        """An instant as time since detection: `T+0`, `T+1h30m`, `T-35m`."""
        seconds = instant - self.detected_at
        return f"T{'+' if seconds > 0 else ''}{format_duration(seconds)}" if seconds else "T+0"

    def people(self, listed: Iterable[str]) -> str:
        """All these people's names."""
        return ", ".join(map(self.names.person, listed))

    def owners(self, targets: Sequence[str]) -> str:
        """Who can do something: people by name, a target that nobody answers to as it is."""
        named = [
            self.names.person(one.id) if one.is_person else str(one)
            for one in map(read_target, targets)
        ]
        if len(named) > NAMES_AT_MOST:
            rest = len(named) - NAMES_AT_MOST + 1
            others = self.tongue.say("{count} others", count=rest)
            named = [*named[: NAMES_AT_MOST - 1], others]
        return self.any_of(named)

    def their_clock(self, person: str, instant: int) -> str:
        """The person's own clock where it shows something else than the reader's; else empty."""
        zone = self.timezone(person)
        theirs, ours = local(instant, zone), local(instant, self.outcome.timezone)
        if theirs.replace(tzinfo=None) == ours.replace(tzinfo=None):
            return ""
        day = "" if theirs.date() == ours.date() else f"{self.tongue.weekday(instant, zone)} "
        return f"{day}{self.tongue.time(instant, zone)} {zone}"

    def timezone(self, person: str) -> str:
        """The person's zone, or the organisation's."""
        known = self.program.roster.people.get(person)
        return known.timezone if known is not None else self.outcome.timezone

    def any_of(self, words: Sequence[str]) -> str:
        """`a`, `a or b`, `a, b or c`; `nobody` of none."""
        return self.tongue.any_of(words) or self.tongue.say("nobody")

    def text(self, prose: str) -> str:
        """A text of the policy, or a sentence, in the reader's language."""
        return self.tongue.text(prose)

    def ways(self, via: Sequence[str]) -> str:
        """Ways of telling somebody, in the order in which they are tried."""
        return ", ".join(way_name(way, self.tongue) for way in via)

    def first_notices(self) -> list[Event]:
        """The rows of the timeline that tell somebody at the first instant at which one does."""
        notices = [row for row in self.outcome.timeline if row.people and is_notice(row)]
        return [row for row in notices if row.at == notices[0].at]


def views_of(outcomes: Sequence[Outcome], program: Program, tongue: Tongue) -> list[OutcomeView]:
    """Several outcomes of a program, which call everything alike."""
    names = PageNames(program, tongue)
    return [OutcomeView(one, names) for one in outcomes]


def is_notice(event: Event) -> bool:
    """Whether the row is about people being told."""
    return event.event in ("notify", "convene")

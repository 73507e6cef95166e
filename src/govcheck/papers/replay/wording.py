"""What the sections of a replay share: their shape, and how they write numbers and results."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from govcheck.papers.replay import ReplayReport
from govcheck.render.page.names import PageNames
from govcheck.replay.replay import ArchiveComparison

MOST_PEOPLE: Final = 12


class ReplaySection(NamedTuple):
    """A heading, sentences, and a table whose first columns are words and the rest numbers."""

    heading: str
    """A sentence, as its language writes it; a terminal shows it in capitals."""
    rows: tuple[tuple[str, ...], ...] = ()
    columns: tuple[str, ...] = ()
    words: int = 1
    """How many of the columns are words."""
    notes: tuple[str, ...] = ()
    keeps: str = ""
    """What of the heading stays as it is even where headings stand in capitals."""


class ReplayWording:
    """One report with the names and the language in which it is told."""

    def __init__(self, report: ReplayReport) -> None:
        self.report = report
        self.found = report.replayed
        self.tongue = report.tongue
        self.say = report.tongue.say
        self.names = PageNames(report.program, report.tongue)

    def results(self, decision: str, results: str) -> str:
        """The results that stand in a text with commas between, in words."""
        if not results or results == "none":
            return self.say("none")
        return ", ".join(self.names.result(decision, one) for one in results.split(", "))

    def more(self, there: int, shown: int) -> Iterator[str]:
        """A note of how many there are beyond those that are shown."""
        if there > shown:
            yield self.tongue.count("{count} more.", "{count} more.", there - shown)

    def numbers(self, *values: int) -> tuple[str, ...]:
        """Numbers as the reader's language writes them."""
        return tuple(map(self.tongue.number, values))

    def moment(self, at: int) -> str:
        """A day and a time on the organisation's clock."""
        zone = self.report.program.roster.timezone
        return f"{self.tongue.day(at, zone)} {self.tongue.time(at, zone)}"

    def share(self, value: int) -> str:
        """Per cent of what is decided, to the nearest tenth; some are never 0, most never 100."""
        decided, point = self.found.decided, self.tongue.number(0.5)[1]
        if 0 < value * 1000 < decided:
            return f"< {self.tongue.number(0.1)} %"
        tenths = (value * 2000 + decided) // (2 * decided) if decided else 0
        tenths = min(tenths, 999) if value < decided else tenths
        return f"{tenths // 10}{point}{tenths % 10} %"

    def told_before_and_now(self, found: ArchiveComparison) -> str:
        """How often somebody is told, and in how many nights, before and after."""
        before, after, then, nights = self.numbers(*found.calls, *found.nights)
        return self.say(
            "Told: {before} before, {after} now; nights: {then} before, {nights} now.",
            before=before, after=after, then=then, nights=nights,
        )  # fmt: skip

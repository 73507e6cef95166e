"""A replay compared with that of another revision: what is decided otherwise, and who is told."""

from collections.abc import Iterator
from typing import Final

from govcheck.papers.replay import ReplayReport
from govcheck.papers.replay.wording import MOST_PEOPLE, ReplaySection, ReplayWording
from govcheck.replay.differences import Decider, MentionDifference
from govcheck.replay.replay import ArchiveComparison

MOST_CHANGES: Final = 12


def comparison_sections(report: ReplayReport, found: ArchiveComparison) -> Iterator[ReplaySection]:
    """The sections about a comparison: in all, by decision, by person, and examples."""
    return _Comparison(report).sections(found)


class _Comparison(ReplayWording):
    """Tells a comparison."""

    def sections(self, found: ArchiveComparison) -> Iterator[ReplaySection]:
        """Every section that has something to say."""
        share = self.share(found.changed)
        revision = (self.report.against or "")[:12]
        yield ReplaySection(
            self.tongue.say("Compared with {revision}", revision=revision),
            keeps=revision,
            notes=(
                self.tongue.count(
                    "{count} mention is decided otherwise ({share}).",
                    "{count} mentions are decided otherwise ({share}).",
                    found.changed,
                    share=share,
                ),
                self.told_before_and_now(found),
            ),
        )
        for name, changes in found.table.items():
            rows = tuple(
                (self.results(name, before), self.results(name, after), self.number(rows))
                for before, after, rows in changes[:MOST_CHANGES]
            )
            columns = (
                self.tongue.say("before"),
                self.tongue.say("now"),
                self.tongue.say("mentions"),
            )
            notes = tuple(self.more(len(changes), MOST_CHANGES))
            yield ReplaySection(
                self.tongue.say("Changed: {decision}", decision=self.names.decision(name)),
                rows,
                columns,
                2,
                notes,
            )
        moved = [
            (
                self.names.person(person),
                *(
                    self.number(value)
                    for value in (
                        before.told if before else 0,
                        after.told if after else 0,
                        before.nights if before else 0,
                        after.nights if after else 0,
                    )
                ),
            )
            for person, before, after in found.people
        ]
        if moved:
            titles = (
                self.tongue.say("person"),
                self.tongue.say("told before"),
                self.tongue.say("now"),
                self.tongue.say("nights before"),
                self.tongue.say("now"),
            )
            yield ReplaySection(
                self.tongue.say("Who is told more or less often"),
                tuple(moved[:MOST_PEOPLE]),
                titles,
                notes=tuple(self.more(len(moved), MOST_PEOPLE)),
            )
        if found.examples:
            notes = tuple(
                f"{one.id}: " + "; ".join(self._why(each) for each in one.differences)
                for one in found.examples
            )
            yield ReplaySection(self.tongue.say("Examples"), notes=notes)

    def _why(self, one: MentionDifference) -> str:
        return self.tongue.say(
            "{decision} was {before} ({why_before}), is {after} ({why_after})",
            decision=self.names.decision(one.decision),
            before=self.results(one.decision, ", ".join(one.before)),
            after=self.results(one.decision, ", ".join(one.after)),
            why_before=self._by(one.by_before),
            why_after=self._by(one.by_after),
        )

    def _by(self, rules: tuple[Decider, ...]) -> str:
        if not rules:
            return self.tongue.say("no rule matches")
        return ", ".join(
            f"{one.rule}: {self.tongue.text(one.because)}" if one.because else one.rule
            for one in rules
        )

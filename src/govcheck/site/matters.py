"""The agenda of the council as the handbook shows it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from govcheck.agenda.item import HEADINGS, OF_REVISION, UNPROVEN, Agenda, AgendaItem, Heading
from govcheck.render.page.names import PageNames
from govcheck.report.agenda.sentences import meeting, nothing, said
from govcheck.site.links import Links, SourceLink, Sources

_UNSEEN: Final[dict[str, tuple[Heading, ...]]] = {
    OF_REVISION: ("incidents",),
    UNPROVEN: ("exposed", "untested"),
}
"""Headings of which nothing can be said where something was not looked at."""


class Matter(NamedTuple):
    """One thing that the council deals with, in words."""

    said: str
    day: str
    state: str
    source: SourceLink | None
    href: str
    """Where its document stands in the handbook; empty if nowhere."""


class Matters(NamedTuple):
    """An agenda in one tongue. What holds one of the `secrets` is left out."""

    agenda: Agenda
    names: PageNames
    links: Links
    sources: Sources
    secrets: frozenset[str]

    def meetings(self) -> Iterator[tuple[bool, str, list[str]]]:
        """Each meeting: whether it has its quorum, when it is, and who is away."""
        for one in self.agenda.meetings:
            first, *others = meeting(one, self.names)
            yield one.has_quorum, first, others

    @property
    def until(self) -> str:
        """Up to which day it was looked."""
        return self.names.tongue.date(self.agenda.ahead or self.agenda.until)

    def headings(self) -> Iterator[tuple[Heading, str, list[Matter]]]:
        """The headings that have something, with their matters."""
        for kind in HEADINGS:
            found = [self._matter(one) for one in self._open(kind)]
            shown = [one for one in found if not any(each in one.said for each in self.secrets)]
            if shown:
                yield kind, self._called(kind), shown

    @property
    def nothing(self) -> str:
        """What was looked at and has nothing to deal with; empty where everything has."""
        unseen = {kind for note in self.agenda.notes for kind in _UNSEEN.get(note, ())}
        empty = [kind for kind in HEADINGS if kind not in unseen and not self._open(kind)]
        return nothing(empty, self.names) if empty else ""

    def notes(self) -> list[str]:
        """What was not looked at."""
        say = self.names.tongue.say
        known = {
            OF_REVISION: say("logs and archives of a revision are not read"),
            UNPROVEN: say("proofs of a year, scenarios and archives; `govcheck agenda` has them"),
        }
        return [say("Not looked at: {what}", what=known.get(one, one))
                for one in self.agenda.notes]  # fmt: skip

    def _open(self, kind: Heading) -> list[AgendaItem]:
        return [one for one in self.agenda.under(kind) if one.waived is None]

    def _matter(self, item: AgendaItem) -> Matter:
        day = "" if item.day is None else self.names.tongue.date(item.day)
        return Matter(
            said(item, self.names, self.agenda.at),
            day,
            item.state,
            self.sources.at(item.path, item.line) if item.path else None,
            self.links.subject(item.subject),
        )

    def _called(self, kind: Heading) -> str:
        say = self.names.tongue.say
        return {
            "exposed": say("What the policy does not keep, and who cannot be replaced"),
            "incidents": say("Incidents that are open, or with something broken"),
            "posts": say("Posts that wait for an approval"),
            "ends": say("What ends: terms, trainings, people, rotas"),
            "reviews": say("What is to be looked at again"),
            "accepted": say("What is accepted for a while"),
            "untested": say("What nobody has tested"),
            "hours": say("Where more is asked than there is"),
            "findings": say("What the checks find"),
        }[kind]

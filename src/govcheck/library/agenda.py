"""What the councils of a policy have to deal with."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govcheck.report.agenda import AgendaReport
from govcheck.workspace.agenda import agenda_of

if TYPE_CHECKING:  # each answer imports what it needs
    from govcheck.agenda.item import AgendaItem
    from govcheck.library.loaded import LoadedPolicy
    from govcheck.report.agenda.json import AgendaJson


@dataclass(frozen=True, slots=True)
class CouncilAgenda:
    """The meetings ahead, and every item for them."""

    report: AgendaReport

    def __iter__(self) -> "Iterator[AgendaItem]":
        return iter(self.report.agenda.items)

    def __len__(self) -> int:
        return len(self.report.agenda.items)

    def to_json(self) -> "AgendaJson":
        """The object of `agenda --format json`."""
        from govcheck.report.agenda.json import agenda_json

        return agenda_json(self.report)


def agenda_at(policy: "LoadedPolicy", at: int, until: int | None) -> CouncilAgenda:
    """The agenda as of an instant, up to another one, or else up to the next meeting."""
    found = agenda_of(policy.tree, policy.cache, at, until)
    return CouncilAgenda(AgendaReport(found, policy.program, policy.stamp))

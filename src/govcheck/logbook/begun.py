"""What a log says of the playbooks that were begun, so that a plan goes on from there."""

from govcheck.logbook.entry import Logbook
from govcheck.logbook.unfold import unfold
from govcheck.simulate.history import BegunPlaybook
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement


def begun_by(
    program: Program, report: IncidentStatement, book: Logbook
) -> tuple[BegunPlaybook, ...]:
    """What was begun by a log's last line; what was skipped is not owed."""
    _, problems = state_as(program, report)
    if problems or not book.entries:
        return ()
    unfolded = unfold(program, report, book, max(book.ended or 0, report.detected_at))
    skipped = {
        one.obligation.id.partition("#")[0]
        for one in unfolded.owed
        if one.skipped is not None and one.line is None
    }
    return tuple(_without(one, skipped) for one in unfolded.begun)


def _without(one: BegunPlaybook, skipped: set[str]) -> BegunPlaybook:
    name = one.planned.playbook.id
    gone = {action for action in one.planned.owed if f"{name}/{action}" in skipped}
    return one._replace(planned=one.planned._replace(owed=one.planned.owed - gone), skipped=gone)

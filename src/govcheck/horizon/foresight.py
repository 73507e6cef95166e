"""How far beyond the horizon one must look to see the consequences of what happens within it."""

from typing import Final

from govcheck.duty.roster import Roster
from govcheck.horizon.timeline import Timeline
from govcheck.simulate.program import ActionPlan, Program
from govcheck.simulate.task import LATEST_SEARCH
from govcheck.time.clock import DAY, MINUTE
from govcheck.time.intervals import Interval
from govcheck.time.working_days import WorkingDays

FARTHEST: Final = 1500 * DAY
"""How far beyond the horizon consequences are followed, in seconds."""
MARGIN: Final = 35 * DAY
_WEEK: Final = 7 * DAY


def first_look(program: Program, horizon: Interval) -> Timeline:
    """The stretch in which most consequences of the horizon lie."""
    patience = _patience(program)
    ahead = min(patience, FARTHEST) + MARGIN
    return Timeline(program.roster, horizon, horizon[1] + ahead, patience=patience)


def farther(timeline: Timeline) -> Timeline | None:
    """A longer stretch; None where that is too far."""
    horizon = timeline.horizon
    ahead = 3 * (timeline.end - horizon[1])
    if ahead > 3 * FARTHEST:
        return None
    ahead = min(ahead, FARTHEST + timeline.patience)
    if horizon[1] + ahead <= timeline.end:
        return None
    return Timeline(timeline.roster, horizon, horizon[1] + ahead, patience=timeline.patience)


def _patience(program: Program) -> int:
    """The longest time after which somebody may still do something in time."""
    actions = (action for playbook in program.playbooks.values() for action in playbook.actions)
    return max([LATEST_SEARCH, *(_length(program.roster, action) for action in actions)])


def _length(roster: Roster, action: ActionPlan) -> int:
    """About how long after its clock starts an action may be due, at most."""
    allowed = action.within or 0
    days = allowed.days if isinstance(allowed, WorkingDays) else 0
    seconds = (0 if isinstance(allowed, WorkingDays) else allowed) + (action.every or 0) * max(
        action.times, 1
    )
    calendar = None if action.calendar is None else roster.calendars.get(action.calendar)
    if calendar is None:
        return seconds + days * DAY
    weekly = MINUTE * sum(end - start for spans in calendar.hours for start, end in spans)
    if weekly == 0:
        return FARTHEST if calendar.opened else seconds
    seconds += weekly * days
    return 2 * seconds * _WEEK // weekly + 2 * _WEEK

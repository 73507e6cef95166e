"""CONDUCT003 of a drawn policy, from all that incidents of each severity come to owe."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govcheck.duty.roster import Roster
from govcheck.prove.verdict import Verdict
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.deadline import deadline
from govcheck.simulate.program import ActionPlan
from govcheck.time.working_days import WorkingDays
from tests.prove.oracle.draw import LEVELS
from tests.prove.oracle.player import Player

Sort = tuple[object, ...]
"""What times have to have in common to be compared."""
Times = dict[str, dict[str, float]]
"""By severity, how long each subject has."""


def laxer(player: Player, instants: Iterable[int], verdicts: list[Verdict]) -> Iterator[str]:
    """What verdicts on times say that is not so, or do not say although it is so."""
    instants = list(instants)
    longer = {subject for times in _times(player, instants).values() for subject in _longer(times)}
    longer |= _up_later(player, instants)
    said = set()
    for verdict in verdicts:
        if verdict.code != "CONDUCT003" or verdict.place is None:
            continue
        said.add(verdict.subject)
        if verdict.place.keys[0] not in ("actions", "acknowledge_within"):
            continue
        if verdict.verdict == "skipped":
            continue
        if (verdict.verdict == "refuted") is not (verdict.subject in longer):
            yield f"CONDUCT003 of {verdict.subject} is {verdict.verdict}"
    yield from (f"nothing is said of {one}" for one in longer - said)


def _times(player: Player, instants: Iterable[int]) -> dict[Sort, Times]:
    """Everything that incidents of each severity come to owe."""
    found: dict[Sort, Times] = {}

    def owe(sort: Sort, level: str, subject: str, within: float) -> None:
        times = found.setdefault(sort, {level: {} for level in LEVELS})
        times[level][subject] = within

    for at in instants:
        for played in player.at(at):
            level = played.plan.severity
            escalation = played.plan.escalation
            if escalation is not None:
                within = escalation.acknowledge_within
                subject = f"escalation/{escalation.id}"
                owe(("promise",), level, subject, float("inf") if within is None else within)
            for planned in played.plan.playbooks:
                for action in planned.playbook.actions:
                    deadline = _deadline(action, planned.playbook.actions)
                    if action.id in planned.owed and deadline is not None:
                        unit, seconds = deadline
                        subject = f"playbook/{planned.playbook.id}/{action.id}"
                        sort = action.id, action.owed_by, action.publishes, unit
                        owe(sort, level, subject, seconds)
    return found


class _Timed(NamedTuple):
    """An action with its deadline."""

    subject: str
    unit: tuple[str, str | None, bool]
    within: float

    def due(self, roster: Roster, at: int) -> float:
        """When it is due if its clock starts then."""
        seconds = int(self.within)
        allowed = WorkingDays(seconds) if self.unit[2] else seconds
        due = deadline(Attendance(roster), self.unit[1], at, allowed).due
        return float("inf") if due is None else due


def _up_later(player: Player, instants: list[int]) -> set[str]:
    """What is due later for some severity than all that counts otherwise for a lower one."""
    found: dict[Sort, dict[str, dict[int, set[_Timed]]]] = {}
    for at in instants:
        for played in player.at(at):
            for planned in played.plan.playbooks:
                for action in planned.playbook.actions:
                    counted = _deadline(action, planned.playbook.actions)
                    if action.id in planned.owed and counted is not None:
                        one = _Timed(f"playbook/{planned.playbook.id}/{action.id}", *counted)
                        sort = action.id, action.owed_by, action.publishes, one.unit[0]
                        levels = found.setdefault(sort, {level: {} for level in LEVELS})
                        levels[played.plan.severity].setdefault(at, set()).add(one)
    roster = player.program.roster
    return {
        one.subject
        for sort, levels in found.items()
        for rank, level in enumerate(LEVELS)
        for lower in LEVELS[:rank]
        for one in {one for there in levels[level].values() for one in there}
        if (rivals := {rival for there in levels[lower].values() for rival in there})
        and all(rival.unit != one.unit for rival in rivals)
        and any(
            all(one.due(roster, at) > rival.due(roster, at) for rival in rivals)
            for at in instants
            if sort[-1] != "detected"
            or (one in levels[level].get(at, ()) and levels[lower].get(at))
        )
    }


def _longer(times: Times) -> Iterator[str]:
    """What has longer for some severity than anything has for a lower one."""
    for rank, level in enumerate(LEVELS):
        for lower in LEVELS[:rank]:
            longest = max(times[lower].values(), default=float("inf"))
            yield from (name for name, within in times[level].items() if within > longest)


def _deadline(
    action: ActionPlan, actions: tuple[ActionPlan, ...]
) -> tuple[tuple[str, str | None, bool], float] | None:
    """The clock and calendar of a deadline and its length, those before it added.

    Working days are never added to anything.
    """
    if isinstance(action.within, WorkingDays) and not action.clock.startswith("action:"):
        return (action.clock, action.calendar, True), action.within.days
    if not isinstance(action.within, int):
        return None
    if not action.clock.startswith("action:"):
        return (action.clock, action.calendar, False), action.within
    before = next(one for one in actions if one.id == action.clock.removeprefix("action:"))
    found = _deadline(before, actions)
    if found is None or found[0][1:] != (action.calendar, False):
        return None
    return found[0], found[1] + action.within

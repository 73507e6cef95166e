"""CONDUCT003 of a drawn policy, from all that incidents of each severity come to owe."""

from collections.abc import Iterable, Iterator

from govcheck.prove.verdict import Verdict
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
    longer = {subject for times in _times(player, instants).values() for subject in _longer(times)}
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

    Working days are compared with working days, and never added to anything.
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

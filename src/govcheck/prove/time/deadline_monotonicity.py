"""CONDUCT003 for actions: what several playbooks ask for is due no later as severity rises.

PLAY008 tells of some of it already, by what the rules say one by one; here it is exact.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govcheck.horizon.alarms import Setting
from govcheck.horizon.timeline import Timeline
from govcheck.load.policy import Policy
from govcheck.model.playbook import Playbook
from govcheck.prove.meanings import CONDUCT003
from govcheck.prove.time.judge import Judge
from govcheck.prove.time.monotonicity import SEVERITY, witness_of
from govcheck.prove.verdict import Proposition, Verdict, Witness
from govcheck.regions.solver import Unsolved
from govcheck.simulate.program import ActionPlan, PlaybookPlan, deadline_chain
from govcheck.time.intervals import Interval, common, merged
from govcheck.time.limits import Limit, Unclear
from govcheck.time.working_days import Allowed, WorkingDays, format_deadline
from govcheck.translation import said

PLAYBOOKS = "playbooks"
DETECTED = "detected"


class _Entry(NamedTuple):
    """An action with a deadline, as one playbook has it."""

    playbook: str
    action: ActionPlan
    unit: tuple[str, str | None, bool]
    """The clock and the calendar in which it counts, and whether it counts working days."""
    within: int
    """Seconds or working days."""

    @property
    def name(self) -> str:
        return f"{self.playbook}/{self.action.id}"

    @property
    def obligation(self) -> tuple[str, str, bool, str]:
        """What makes two actions the same obligation: who owes it, not only what it is called."""
        return self.action.id, self.action.owed_by, self.action.publishes, self.unit[0]

    @property
    def time(self) -> Allowed:
        """How long there is."""
        return WorkingDays(self.within) if self.unit[2] else self.within

    @property
    def allowed(self) -> str:
        """How long there is, as policies say it."""
        return format_deadline(self.time)


def later(judge: Judge, policy: Policy) -> Iterator[Verdict]:
    """A verdict for each action that another playbook has, too, on the same clock.

    Times that count alike are compared as such, others by when they are up: it is a conflict where
    that is later at some instant at which incidents of both severities can be detected.
    """
    if not judge.reach.space.decisions.keys() >= {SEVERITY, PLAYBOOKS}:
        return
    alike: dict[tuple[str, str, bool, str], list[_Entry]] = {}
    for playbook in judge.program.playbooks.values():
        for action in playbook.actions:
            entry = _entry(playbook, action)
            if entry is not None:
                alike.setdefault(entry.obligation, []).append(entry)
    for entries in alike.values():
        if len(entries) > 1:
            yield from (_verdict(judge, entry, entries, policy) for entry in entries)


def _entry(playbook: PlaybookPlan, action: ActionPlan) -> _Entry | None:
    """None where there is no deadline, or one that adds up times of different calendars.

    Neither where working days are added to anything else.
    """
    chain = deadline_chain(playbook, action)
    if chain is None:
        return None
    clock, times = chain
    days = [one.days for one in times if isinstance(one, WorkingDays)]
    if days and len(times) > 1:
        return None
    total = sum(days) + sum(one for one in times if isinstance(one, int))
    return _Entry(playbook.id, action, (clock, action.calendar, bool(days)), total)


def _verdict(judge: Judge, entry: _Entry, entries: Sequence[_Entry], policy: Policy) -> Verdict:
    document = policy.find(Playbook, entry.playbook)
    name = entry.action.id
    place = None if document is None else document.item_place("actions", name, "within")
    about = Proposition(CONDUCT003, f"playbook/{entry.name}", place)
    levels = [level.id for level in judge.program.severities]
    try:
        for rank, level in enumerate(levels):
            settings = [*_owed(judge, entry, level)]
            if not settings:
                continue
            for lower in levels[:rank]:
                every = [one for one in entries if [*_owed(judge, one, lower)]]
                rivals = [one for one in every if one.unit == entry.unit]
                if every and not rivals:
                    found = _otherwise(judge, entry, settings, every, lower)
                    if found is not None:
                        message = said(
                            "`{name}` may have `{allowed}` for `{level}`, which is up later than "
                            "`{most}` of `{other}` for `{lower}`",
                            name=entry.name,
                            allowed=entry.allowed,
                            level=level,
                            other=every[0].name,
                            most=every[0].allowed,
                            lower=lower,
                        )
                        return about.refuted(message, intervals=found[0], witness=found[1])
                longest = max(rivals, key=lambda one: one.within, default=entry)
                if entry.within <= longest.within:
                    continue
                message = said(
                    "`{name}` may have `{allowed}` for `{level}`, `{other}` never more than "
                    "`{most}` for `{lower}`",
                    name=entry.name,
                    allowed=entry.allowed,
                    level=level,
                    other=longest.name,
                    most=longest.allowed,
                    lower=lower,
                )
                witness = witness_of(judge, settings[0], settings[0].results)
                return about.refuted(message, witness=witness)
    except Limit as limit:
        return about.skipped(limit.reason)
    except Unsolved:
        return about.skipped(Unclear.reason)
    return about.proved(said("no higher severity has longer for `{id}` than a lower one", id=name))


def _otherwise(
    judge: Judge, entry: _Entry, settings: Sequence[Setting], rivals: Sequence[_Entry], lower: str
) -> tuple[list[Interval], Witness] | None:
    """Where a time is up later than all of some that count otherwise, and what shows it.

    None where it never is.
    """
    spans = judge.seeing(frozenset(), lambda timeline: _later(timeline, judge, entry, rivals))
    where: list[Interval] = []
    if entry.unit[0] == DETECTED:  # other clocks may have started long before
        lowers = [setting for rival in rivals for setting in _owed(judge, rival, lower)]
        spans = where = common(common(spans, _instants(judge, settings)), _instants(judge, lowers))
    if not spans:
        return None
    shown = next(one for one in settings if not where or common(where, _instants(judge, [one])))
    return spans, witness_of(judge, shown, shown.results, where)


def _instants(judge: Judge, settings: Sequence[Setting]) -> list[Interval]:
    return merged(span for one in settings for span in judge.reach.instants(one))


def _later(
    timeline: Timeline, judge: Judge, entry: _Entry, rivals: Sequence[_Entry]
) -> list[Interval]:
    mine = timeline.working(entry.unit[1], entry.time)
    spans = [judge.horizon]
    for rival in rivals:
        others = timeline.working(rival.unit[1], rival.time)
        spans = common(spans, mine.later_than(others, [judge.horizon]))
    return spans


def _owed(judge: Judge, entry: _Entry, level: str) -> Iterator[Setting]:
    """The ways in which incidents of a severity may owe it; what is undecided is owed."""
    for held in (True, None):
        named = ((PLAYBOOKS, entry.playbook), (SEVERITY, level))
        setting = Setting(named, ((entry.action.when, held),))
        if judge.reach.possible(setting):
            yield setting

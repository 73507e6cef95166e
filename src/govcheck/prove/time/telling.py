"""COVER009: whoever is concerned by an obligation has been told by the time it is due.

As `simulate.untold` reads it, for every detection, whoever acknowledges whenever.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations
from math import comb
from typing import Final

from govcheck.duty.intervals import merged
from govcheck.duty.roster import Interval
from govcheck.model.playbook import Playbook as Written
from govcheck.prove.time.alarms import Alarm
from govcheck.prove.time.claim import Case, Claim, Failure
from govcheck.prove.time.hearing import heard, heard_in_the_end
from govcheck.prove.time.limit import TooMany
from govcheck.prove.time.meanings import COVER009
from govcheck.prove.time.notices import Watch
from govcheck.prove.time.reach import Reach
from govcheck.prove.time.rounds import Part
from govcheck.prove.time.setting import Setting
from govcheck.prove.time.sight import Sight
from govcheck.prove.time.tasks import Tasks
from govcheck.prove.time.timing import Timing
from govcheck.prove.time.works import View
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Action, AllOf, AnyOf, By, Step
from govcheck.simulate.voices import targets_of

Clause = frozenset[str]
"""Targets; somebody of one of them must be told."""

MOST_CLAUSES: Final = 300
"""So many ways in which an approval can lack somebody are looked at."""


def telling(
    everything: Tasks, alarms: Sequence[Alarm], reach: Reach, sight: Sight, written: Written
) -> Iterator[Claim]:
    """The claims about the actions of a playbook that are due at some time."""
    playbook = everything.playbook
    for action in playbook.actions:
        if action.within is None and action.every is None:
            continue
        position = next(n for n, one in enumerate(written.actions) if one.id == action.id)
        people = [alarm.people for alarm in alarms]
        approvals = [playbook.approvals[name].by for name in action.needs]
        concerned = {action.owed_by, action.drafter}.union(*map(targets_of, approvals))
        people += [everything.people([action], sight), *map(sight.involved, concerned)]
        yield Claim(
            COVER009,
            f"playbook/{playbook.id}/{action.id}",
            written.place("actions", position, "owed_by"),
            "whoever owes, drafts or approves it is told before it is due, whoever acknowledges",
            "nobody tells all who owe, draft or approve it before it is due",
            frozenset[str]().union(*people),
            partial(_cases, everything, action, alarms, reach),
        )


def _cases(
    everything: Tasks, action: Action, alarms: Sequence[Alarm], reach: Reach
) -> Iterator[Case]:
    playbook = ("playbooks", everything.playbook.id)
    for alarm in alarms:
        if not reach.possible(Setting((playbook, ("escalation", alarm.escalation.id)))):
            continue
        for owed, out in everything.settings(action):
            for starts, part in alarm.parts:
                held = dict(owed.holds)
                if any(held.get(when, truth) is not truth for when, truth in starts.holds):
                    continue
                setting = Setting(
                    (*owed.results, *starts.results), tuple((held | dict(starts.holds)).items())
                )
                yield Case(setting, partial(_untold, everything, action, out, alarm, part))


def _untold(
    everything: Tasks,
    action: Action,
    out: frozenset[str],
    alarm: Alarm,
    part: Part,
    sight: Sight,
    horizon: Interval,
) -> list[Failure]:
    done = everything.works.done(action, View(sight, horizon, out))
    if not done.occurrences:
        return []
    due = done.occurrences[0].due
    approvals = everything.playbook.approvals
    asked = [approvals[name].by for name in action.needs if f"?{name}" not in out]
    clauses = {clause for by in (action.owed_by, action.drafter, *asked) for clause in _clauses(by)}
    shows = partial(_shows_untold, f"{everything.playbook.id}/{action.id}")
    return [
        failure
        for clause in sorted(clauses, key=sorted)
        for failure in Watch(
            partial(_heard, clause),
            _heard_in_the_end(sight, alarm.escalation.last_resort, clause),
            due,
            _longest(due),
            shows,
            alarm,
            part,
            sight,
            horizon,
        ).failures()
    ]


def _heard(clause: Clause, sight: Sight, step: Step) -> list[Interval]:
    found = (heard(sight, step, target, stand_ins=True) for target in sorted(clause))
    return merged(span for spans in found for span in spans)


def _heard_in_the_end(sight: Sight, last_resort: str, clause: Clause) -> list[Interval]:
    found = (
        heard_in_the_end(sight, last_resort, target, stand_ins=True) for target in sorted(clause)
    )
    return merged(span for spans in found for span in spans)


def _longest(due: Timing) -> int:
    """The most seconds from a detection to what is due."""
    return max((one.at - one.start for one in due.pieces if one.at is not None), default=0)


def _clauses(by: By) -> set[Clause]:
    """Of each of these somebody must be told. Raises TooMany where there are too many."""
    if isinstance(by, str):
        return {frozenset({by})}
    parts = [_clauses(part) for part in by.parts]
    if isinstance(by, AllOf):
        lacking = 1
    else:
        needed = 1 if isinstance(by, AnyOf) else min(by.needed, len(parts))
        lacking = len(parts) - needed + 1
    if comb(len(parts), lacking) > MOST_CLAUSES:
        raise TooMany
    found: set[Clause] = set()
    for chosen in combinations(parts, lacking):
        joint: set[Clause] = {frozenset()}
        for part in chosen:
            joint = {one | other for one in joint for other in part}
            if len(joint) > MOST_CLAUSES:
                raise TooMany
        found |= joint
    return found


def _shows_untold(name: str, outcome: Outcome) -> bool:
    return any(one.partition("#")[0] == name for one in outcome.untold)

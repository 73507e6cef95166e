"""COVER009: whoever is concerned by an obligation has been told by the time it is due.

As `simulate.untold` reads it, for every detection, whoever acknowledges whenever.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from math import comb
from typing import Final

from govcheck.agreement.tree import Agreement, Vote, parts_needed, targets_of
from govcheck.duty.resolve import holders
from govcheck.horizon.alarms import RoundPart, Setting, UncertainEscalation
from govcheck.horizon.hearing import ByPerson, heard, heard_by, heard_by_in_the_end
from govcheck.horizon.timeline import Timeline, seen
from govcheck.model.playbook import Playbook
from govcheck.prove.meanings import COVER009
from govcheck.prove.time.called import target_called
from govcheck.prove.time.judge import Claim, Failure, IncidentClass
from govcheck.prove.time.notices import Watch
from govcheck.prove.time.reach import Reach
from govcheck.prove.time.tasks import Tasks
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import ActionPlan, StepPlan
from govcheck.simulate.untold import sole_holder
from govcheck.time.intervals import Interval, merged
from govcheck.time.limits import TooMany
from govcheck.translation import any_of, said

ToldClause = frozenset[tuple[str, str]]
"""Targets, each with whoever of it drafts and does not count (or empty); one must be told."""

MOST_CLAUSES: Final = 300
"""So many ways in which an approval can lack somebody are looked at."""


def telling(
    everything: Tasks,
    alarms: Sequence[UncertainEscalation],
    reach: Reach,
    timeline: Timeline,
    written: Playbook,
    names: Mapping[str, str],
) -> Iterator[Claim]:
    """The claims about the actions of a playbook that are due at some time."""
    playbook = everything.playbook
    for action in playbook.actions:
        if action.within is None and action.every is None:
            continue
        people = [alarm.people for alarm in alarms]
        approvals = [playbook.approvals[name].by for name in action.needs]
        concerned = {action.owed_by, action.drafter}.union(*map(targets_of, approvals))
        people += [everything.people([action], timeline), *map(timeline.involved, concerned)]
        yield Claim(
            COVER009,
            f"playbook/{playbook.id}/{action.id}",
            written.item_place("actions", action.id, "owed_by"),
            said(
                "whoever owes, drafts or approves it is told before it is due, whoever acknowledges"
            ),
            said("nobody tells all who owe, draft or approve it before it is due"),
            frozenset[str]().union(*people),
            partial(_cases, everything, action, alarms, reach, names),
        )


def _cases(
    everything: Tasks,
    action: ActionPlan,
    alarms: Sequence[UncertainEscalation],
    reach: Reach,
    names: Mapping[str, str],
) -> Iterator[IncidentClass]:
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
                yield IncidentClass(
                    setting, partial(_untold, everything, action, out, alarm, part, names)
                )


def _untold(
    everything: Tasks,
    action: ActionPlan,
    out: frozenset[str],
    alarm: UncertainEscalation,
    part: RoundPart,
    names: Mapping[str, str],
    timeline: Timeline,
) -> list[Failure]:
    done = everything.done(action, out, timeline)
    if not done.occurrences:
        return []
    due = done.occurrences[0].due
    approvals = everything.playbook.approvals
    asked = [approvals[name].by for name in action.needs if f"?{name}" not in out]
    mute = "".join(sole_holder(timeline.roster, action.drafter))
    concerned = [(action.owed_by, ""), (action.drafter, ""), *((by, mute) for by in asked)]
    clauses = {
        frozenset(
            (target, one if one in timeline.involved(target) else "")
            for target in targets
            if not one or holders(timeline.roster, target) != (one,)
        )
        for by, one in concerned
        for targets in _clauses(by)
    } - {frozenset()}
    # Whoever hears of the fewer is heard of by the more, too.
    least = [clause for clause in clauses if not any(other < clause for other in clauses)]
    # a power of two, so that many deadlines ask for the same rounds
    longest = 1 << max(due.longest_known, 1).bit_length()
    shows = partial(_shows_untold, f"{everything.playbook.id}/{action.id}")
    return [
        failure._replace(
            lacking=said(
                "nobody tells {targets} before it is due",
                targets=any_of([target_called(target, names) for target, _ in sorted(clause)]),
            )
        )
        for clause in sorted(least, key=sorted)
        for failure in Watch(
            partial(_heard, clause),
            _heard_in_the_end(timeline, alarm.escalation.last_resort, clause),
            due,
            longest,
            shows,
            alarm,
            part,
            timeline,
        ).failures()
    ]


def _heard(clause: ToldClause, timeline: Timeline, step: StepPlan) -> list[Interval]:
    return timeline.see(
        ("heard some", step.notify, step.convene, step.on_empty, clause),
        lambda timeline: merged(
            span
            for target, mute in sorted(clause)
            for span in (
                _others(heard_by(timeline, step, target, stand_ins=True), mute)
                if mute
                else heard(timeline, step, target, stand_ins=True)
            )
        ),
    )


@seen
def _heard_in_the_end(timeline: Timeline, last_resort: str, clause: ToldClause) -> list[Interval]:
    return merged(
        span
        for target, mute in sorted(clause)
        for span in _others(
            heard_by_in_the_end(timeline, last_resort, target, stand_ins=True), mute
        )
    )


def _others(told: ByPerson, mute: str) -> Iterator[Interval]:
    return (span for person, spans in told.items() if person != mute for span in spans)


def _clauses(by: Agreement) -> set[frozenset[str]]:
    """Sets of people: somebody of each must be told.

    It is a conjunctive normal form. Raises TooMany where it has too many clauses.
    """
    if isinstance(by, str | Vote):
        return {frozenset({target}) for target in targets_of(by)}
    parts = [_clauses(part) for part in by.parts]
    lacking = len(parts) - parts_needed(by) + 1
    if comb(len(parts), lacking) > MOST_CLAUSES:
        raise TooMany
    found: set[frozenset[str]] = set()
    for chosen in combinations(parts, lacking):
        joint: set[frozenset[str]] = {frozenset()}
        for part in chosen:
            joint = {one | other for one in joint for other in part}
            if len(joint) > MOST_CLAUSES:
                raise TooMany
        found |= joint
    return found


def _shows_untold(name: str, outcome: Outcome) -> bool:
    return any(one.partition("#")[0] == name for one in outcome.untold)

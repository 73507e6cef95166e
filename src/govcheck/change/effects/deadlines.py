"""Deadlines that are longer or shorter, at whatever instant of the horizon."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import effect
from govcheck.change.horizon import Horizon
from govcheck.horizon.timeline import Timeline
from govcheck.load.policy import Policy
from govcheck.model.change_control import EffectName
from govcheck.simulate.program import ActionPlan, EscalationPlan, Program
from govcheck.time.limits import Limit
from govcheck.time.timings import Timing
from govcheck.time.working_days import Allowed, format_deadline, real_time
from govcheck.translation import said


class ComparedDeadline(NamedTuple):
    """How long somebody has; None is never. `calendar` has the hours that count."""

    within: Allowed | None
    calendar: str | None = None
    clock: str = "detected"


def deadlines(comparison: Comparison, horizon: Horizon) -> Iterator[Effect]:
    """Everything with a deadline, compared from every instant of the horizon."""
    before = dict(deadlines_of(comparison.base.program, comparison.base.policy))
    after = dict(deadlines_of(comparison.head.program, comparison.head.policy))
    for subject in {**before, **after}:
        old, new = (side.get(subject, ComparedDeadline(None)) for side in (before, after))
        if old != new or not horizon.same_calendar(old.calendar):
            yield from _compared(comparison, horizon, subject, old, new)


def _compared(
    comparison: Comparison,
    horizon: Horizon,
    subject: str,
    old: ComparedDeadline,
    new: ComparedDeadline,
) -> Iterator[Effect]:
    longer, shorter, doubt = _ways(horizon, old, new)
    document = "/".join(subject.split("/")[:2]).partition("#")[0]
    causes = [document, *(f"calendar/{one.calendar}" for one in (old, new))]
    ways: dict[EffectName, bool] = {"lengthens-deadline": longer, "shortens-deadline": shorter}
    before, after = _words(old), _words(new)
    if before is not None and before == after:
        after = said("{deadline}, with other hours", deadline=after)
    for name in (one for one, happens in ways.items() if happens):
        yield effect(comparison, name, subject, before, after, causes, doubt=doubt)


def _ways(
    horizon: Horizon, old: ComparedDeadline, new: ComparedDeadline
) -> tuple[bool, bool, str | None]:
    """Whether a deadline is later for some instant of detection, and earlier for some.

    Where that cannot be told, the reason why.
    """
    if old.within is None or new.within is None:
        return old.within is not None, new.within is not None, None
    if old.clock != new.clock:
        return True, True, None
    if old.calendar is None and new.calendar is None:
        before, after = real_time(old.within), real_time(new.within)
        return after > before, after < before, None
    try:
        sooner = _due(horizon.base, old, horizon)
        later = _due(horizon.head, new, horizon)
        return bool(later.later_than(sooner)), bool(sooner.later_than(later)), None
    except Limit as limit:
        return True, True, limit.reason


def longest_delay(comparison: Comparison, calendar: str) -> int | None:
    """By how many seconds whatever is owed within a calendar is later at most; None if unclear."""
    before = dict(deadlines_of(comparison.base.program, comparison.base.policy))
    after = dict(deadlines_of(comparison.head.program, comparison.head.policy))
    same = {
        one for name, one in before.items() if one.calendar == calendar and one == after.get(name)
    }
    horizon = Horizon(comparison)
    longest = 0
    try:
        for one in same:
            old, new = _due(horizon.base, one, horizon), _due(horizon.head, one, horizon)
            for start, end in (
                (piece.start, piece.end) for side in (old, new) for piece in side.pieces
            ):
                for instant in (start, end - 1):
                    was, is_ = old(instant), new(instant)
                    if was is None or is_ is None:
                        return None
                    longest = max(longest, is_ - was)
    except Limit:
        return None
    return longest


def _due(timeline: Timeline, deadline: ComparedDeadline, horizon: Horizon) -> Timing:
    timing = timeline.working(deadline.calendar, deadline.within or 0)
    return Timing(timing.over(*horizon.span))


def _words(deadline: ComparedDeadline) -> str | None:
    if deadline.within is None:
        return None
    words = format_deadline(deadline.within)
    if deadline.calendar is not None:
        words = said("{time} of {calendar}", time=words, calendar=deadline.calendar)
    if deadline.clock not in ("detected", ""):
        words = said("{time} from {clock}", time=words, clock=deadline.clock)
    return words


_Named = Iterator[tuple[str, ComparedDeadline]]


def deadlines_of(program: Program, policy: Policy) -> _Named:
    """Every deadline, by its subject."""
    for escalation in program.escalations.values():
        yield from _of_escalation(escalation)
    for playbook in program.playbooks.values():
        for action in playbook.actions:
            yield from _of_action(f"playbook/{playbook.id}/{action.id}", action)
        for approval in playbook.approvals.values():
            name = f"playbook/{playbook.id}/approval/{approval.id}"
            yield name, ComparedDeadline(approval.within, approval.calendar)
    for council in program.roster.councils.values():
        for severity, within in council.convene_within.items():
            yield f"council/{council.id}/convene/{severity}", ComparedDeadline(within)
    yield from _of_documents(policy)


def _of_documents(policy: Policy) -> _Named:
    for channel in policy.channels:
        standards = channel.standards
        if standards is not None:
            respond = ComparedDeadline(standards.respond_within, standards.calendar)
            yield f"channel/{channel.id}/respond", respond
            yield f"channel/{channel.id}/review", ComparedDeadline(standards.review_cycle)
    for guarantee in policy.guarantees:
        if guarantee.notified is not None:
            yield f"guarantee/{guarantee.id}/notified", ComparedDeadline(guarantee.notified.within)


def _of_action(subject: str, action: ActionPlan) -> _Named:
    if action.every is None:
        yield subject, ComparedDeadline(action.within, action.calendar, action.clock)
        return
    within = action.every if action.within is None else action.within
    yield subject, ComparedDeadline(within, action.calendar, action.clock)
    yield f"{subject}/every", ComparedDeadline(action.every, action.calendar, action.clock)
    for turn in range(1, action.times + 1):  # one that recurs more often has more of these
        yield f"{subject}#{turn}", ComparedDeadline(0)


def _of_escalation(escalation: EscalationPlan) -> _Named:
    """The promise, and when each target is told while every step finds somebody and nobody answers.

    Steps that may not apply count: they delay those that follow.
    """
    yield f"escalation/{escalation.id}/acknowledge", ComparedDeadline(escalation.acknowledge_within)
    told: dict[str, int] = {}
    waited = 0
    for step in escalation.steps:
        for target in step.targets:
            told.setdefault(target, waited)
        waited += step.wait
    for target, offset in told.items():
        yield f"escalation/{escalation.id}/{target}", ComparedDeadline(offset)
    last = waited * (escalation.repeat + 1)
    yield f"escalation/{escalation.id}/last_resort", ComparedDeadline(last)

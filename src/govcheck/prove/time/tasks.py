"""Whether the deadlines of playbooks can be met, and their approvals be had in time."""

from collections.abc import Iterator, Sequence
from functools import partial

from govcheck.agreement.wording import in_words
from govcheck.horizon.setting import Setting, combinations
from govcheck.horizon.timeline import Timeline
from govcheck.horizon.works import PendingApproval, Works, WorkSetting
from govcheck.model.playbook import Playbook
from govcheck.prove.time.claim import Claim, Failure, IncidentClass, Owed
from govcheck.prove.time.meanings import COVER004, COVER006
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import ActionPlan, PlaybookPlan
from govcheck.time.intervals import Interval, without
from govcheck.time.working_days import format_deadline
from govcheck.translation import said


class Tasks:
    """A playbook with the settings in which its actions are owed."""

    def __init__(self, playbook: PlaybookPlan, doubtful: frozenset[str] = frozenset()) -> None:
        self.playbook = playbook
        self.works = Works(playbook)
        self._doubtful = doubtful

    def settings(self, action: ActionPlan) -> Iterator[tuple[Setting, frozenset[str]]]:
        """The settings that make a difference to an owed action, each with what is left out.

        Raises TooMany where there are too many of them.
        """
        before = self.works.before(action)
        needs = dict.fromkeys(name for one in before for name in one.needs)
        whens = [(one.id, one.when) for one in before]
        whens += [(f"?{name}", self.playbook.approvals[name].when) for name in needs]
        for combination in combinations(whens, self._doubtful):
            if action.id not in combination.out:
                named = (("playbooks", self.playbook.id),)
                yield Setting(named, combination.holds), combination.out

    def people(self, actions: Sequence[ActionPlan], timeline: Timeline) -> frozenset[str]:
        """On whom actions may depend."""
        targets = (target for action in actions for target in self.works.targets(action))
        return frozenset[str]().union(*map(timeline.involved, targets))


def tasks(everything: Tasks, timeline: Timeline, written: Playbook) -> Iterator[Claim]:
    """The claims about one playbook."""
    playbook = everything.playbook
    for approval in playbook.approvals.values():
        position = next(n for n, one in enumerate(written.approvals) if one.id == approval.id)
        needing = [action for action in playbook.actions if approval.id in action.needs]
        asked = in_words(approval.by, formal=True)
        within = format_deadline(approval.within)
        yield Claim(
            COVER004,
            f"playbook/{playbook.id}/{approval.id}",
            written.place("approvals", position, "within"),
            said(
                "whenever it is requested, {asked} can be had within `{within}`",
                asked=asked,
                within=within,
            ),
            said("{asked} cannot be had within `{within}`", asked=asked, within=within),
            everything.people(needing, timeline),
            partial(_requests, everything, needing, approval.id),
        )
    for action in playbook.actions:
        allowed = action.every if action.within is None else action.within
        if allowed is None:
            continue
        position = next(n for n, one in enumerate(written.actions) if one.id == action.id)
        key = "every" if action.within is None else "within"
        yield Claim(
            COVER006,
            f"playbook/{playbook.id}/{action.id}",
            written.place("actions", position, key),
            said(
                "it can be done within `{allowed}` whenever it is detected",
                allowed=format_deadline(allowed),
            ),
            said("it cannot be done within `{allowed}`", allowed=format_deadline(allowed)),
            everything.people([action], timeline),
            partial(_deadlines, everything, action),
        )


def _requests(
    everything: Tasks, needing: Sequence[ActionPlan], name: str
) -> Iterator[IncidentClass]:
    for action in needing:
        for setting, out in everything.settings(action):
            if f"?{name}" not in out:
                yield IncidentClass(setting, partial(_not_given, everything, action, name, out))


def _not_given(
    everything: Tasks,
    action: ActionPlan,
    name: str,
    out: frozenset[str],
    timeline: Timeline,
    horizon: Interval,
) -> list[Failure]:
    done = everything.works.done(action, WorkSetting(timeline, horizon, out))
    shows = partial(_shows_refusal, name, f"{everything.playbook.id}/{action.id}")
    asked = next(one for one in done.asked if one.approval.id == name)
    return [Failure(_refused(asked), shows)]


def _refused(asked: PendingApproval) -> list[Interval]:
    """From which detections on it is requested, and not given."""
    return without(asked.requested.happens, asked.given.happens)


def _deadlines(everything: Tasks, action: ActionPlan) -> Iterator[IncidentClass]:
    for setting, out in everything.settings(action):
        owed = partial(_owed, everything, action, out)
        yield IncidentClass(setting, partial(_not_in_time, everything, action, out), owed)


def _not_in_time(
    everything: Tasks,
    action: ActionPlan,
    out: frozenset[str],
    timeline: Timeline,
    horizon: Interval,
) -> list[Failure]:
    done = everything.works.done(action, WorkSetting(timeline, horizon, out))
    return [Failure(owed.missed, partial(_shows_missed, owed.id)) for owed in done.occurrences]


def _owed(
    everything: Tasks,
    action: ActionPlan,
    out: frozenset[str],
    timeline: Timeline,
    horizon: Interval,
) -> list[Owed]:
    done = everything.works.done(action, WorkSetting(timeline, horizon, out))
    return [Owed(one.done, one.due) for one in done.occurrences]


def _shows_refusal(name: str, action: str, outcome: Outcome) -> bool:
    return any(
        (state.id, state.action) == (name, action)
        and state.requested is not None
        and not state.given
        for state in outcome.approvals
    )


def _shows_missed(name: str, outcome: Outcome) -> bool:
    return name in outcome.missed

"""Playbooks: whether deadlines can be met, and approvals had in time and by somebody else.

Nothing is published unapproved, and nobody approves their own draft: the simulation is made so that
both hold; here they are looked for on every course that things can take, in case it is not.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from govcheck.agreement.wording import in_words
from govcheck.horizon.alarms import Setting, combinations
from govcheck.horizon.timeline import Timeline
from govcheck.horizon.works import ActionTiming, Occurrence, Works, WorkSetting
from govcheck.model.playbook import Playbook
from govcheck.prove.meanings import CONDUCT001, CONDUCT002, COVER004, COVER006
from govcheck.prove.time.judge import Claim, Failure, IncidentClass, in_time
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import ActionPlan, PlaybookPlan
from govcheck.time.intervals import without
from govcheck.time.timings import latest
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

    def done(self, action: ActionPlan, out: frozenset[str], timeline: Timeline) -> ActionTiming:
        """How an action comes out where some of the playbook is left out."""
        return self.works.done(action, WorkSetting(timeline, out))

    def cases(
        self,
        action: ActionPlan,
        needs: Sequence[str],
        fails: Callable[[ActionTiming], list[Failure]],
    ) -> Iterator[IncidentClass]:
        """The sorts of incidents for which an action waits for one of some approvals."""
        for setting, out in self.settings(action):
            if not all(f"?{name}" in out for name in needs):
                yield IncidentClass(setting, partial(self._failing, action, out, fails))

    def _failing(
        self,
        action: ActionPlan,
        out: frozenset[str],
        fails: Callable[[ActionTiming], list[Failure]],
        timeline: Timeline,
    ) -> list[Failure]:
        return fails(self.done(action, out, timeline))


def tasks(everything: Tasks, timeline: Timeline, written: Playbook) -> Iterator[Claim]:
    """The claims about one playbook."""
    playbook = everything.playbook
    for approval in playbook.approvals.values():
        needing = [action for action in playbook.actions if approval.id in action.needs]
        asked = in_words(approval.by, formal=True)
        within = format_deadline(approval.within)
        yield Claim(
            COVER004,
            f"playbook/{playbook.id}/{approval.id}",
            written.item_place("approvals", approval.id, "within"),
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
        key = "every" if action.within is None else "within"
        yield Claim(
            COVER006,
            f"playbook/{playbook.id}/{action.id}",
            written.item_place("actions", action.id, key),
            said(
                "it can be done within `{allowed}` whenever it is detected",
                allowed=format_deadline(allowed),
            ),
            said("it cannot be done within `{allowed}`", allowed=format_deadline(allowed)),
            everything.people([action], timeline),
            partial(_deadlines, everything, action),
        )
    for action in playbook.actions:
        if action.needs:
            yield from _conduct(everything, action, timeline, written)


def _conduct(
    everything: Tasks, action: ActionPlan, timeline: Timeline, written: Playbook
) -> Iterator[Claim]:
    """The claims about an action that needs approvals."""
    name = f"{everything.playbook.id}/{action.id}"
    subject, place = f"playbook/{name}", written.item_place("actions", action.id, "needs")
    people = everything.people([action], timeline)
    if action.publishes:
        yield Claim(
            CONDUCT001,
            subject,
            place,
            said("it is never done before the approvals that it needs are given"),
            said("it is done before an approval that it needs is given"),
            people,
            partial(everything.cases, action, action.needs, partial(_too_early, name)),
        )
    yield Claim(
        CONDUCT002,
        subject,
        place,
        said("none of its approvals is given by whoever drafted it alone"),
        said("an approval is given by whoever drafted it"),
        people,
        partial(everything.cases, action, action.needs, _own_drafts),
    )


def _requests(
    everything: Tasks, needing: Sequence[ActionPlan], name: str
) -> Iterator[IncidentClass]:
    for action in needing:
        shows = partial(_shows_refusal, name, f"{everything.playbook.id}/{action.id}")
        yield from everything.cases(action, [name], partial(_not_given, name, shows))


def _not_given(name: str, shows: Callable[[Outcome], bool], done: ActionTiming) -> list[Failure]:
    """From which detections on an approval is requested, and not given."""
    asked = next(one for one in done.asked if one.approval.id == name)
    return [Failure(without(asked.requested.happens, asked.given.happens), shows)]


def _deadlines(everything: Tasks, action: ActionPlan) -> Iterator[IncidentClass]:
    for setting, out in everything.settings(action):
        yield in_time(setting, partial(_owed, everything, action, out))


def _owed(
    everything: Tasks, action: ActionPlan, out: frozenset[str], timeline: Timeline
) -> tuple[Occurrence, ...]:
    return everything.done(action, out, timeline).occurrences


def _too_early(name: str, done: ActionTiming) -> list[Failure]:
    given = latest([one.given for one in done.asked])
    return [Failure(given.later_than(done.at), partial(_shows_haste, name))]


def _own_drafts(done: ActionTiming) -> list[Failure]:
    return [
        Failure(asked.own, partial(_shows_own_draft, asked.approval.id)) for asked in done.asked
    ]


def _shows_refusal(name: str, action: str, outcome: Outcome) -> bool:
    return any(
        (state.id, state.action) == (name, action)
        and state.requested is not None
        and not state.given
        for state in outcome.approvals
    )


def _shows_haste(name: str, outcome: Outcome) -> bool:
    acts = [
        event.at for event in outcome.timeline if event.event == "act" and event.obligation == name
    ]
    states = [state for state in outcome.approvals if state.action == name]
    return bool(acts) and any(
        not state.given or (state.ends is not None and state.ends > min(acts)) for state in states
    )


def _shows_own_draft(name: str, outcome: Outcome) -> bool:
    return any(state.id == name and state.given for state in outcome.approvals)

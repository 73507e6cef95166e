"""CONDUCT001 and CONDUCT002: nothing is published unapproved, and nobody approves their own draft.

The simulation is made so that both hold; here they are looked for on every course that things can
take, in case it is not.
"""

from collections.abc import Callable, Iterator
from functools import partial

from govcheck.horizon.timeline import Timeline
from govcheck.horizon.works import WorkSetting
from govcheck.model.playbook import Playbook
from govcheck.prove.time.claim import Claim, Failure, IncidentClass
from govcheck.prove.time.meanings import CONDUCT001, CONDUCT002
from govcheck.prove.time.tasks import Tasks
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import ActionPlan
from govcheck.time.intervals import Interval
from govcheck.time.timings import latest
from govcheck.translation import said


def conduct(everything: Tasks, timeline: Timeline, written: Playbook) -> Iterator[Claim]:
    """The claims about the actions of a playbook that need approvals."""
    playbook = everything.playbook
    for action in playbook.actions:
        if not action.needs:
            continue
        position = next(n for n, one in enumerate(written.actions) if one.id == action.id)
        subject = f"playbook/{playbook.id}/{action.id}"
        place = written.place("actions", position, "needs")
        people = everything.people([action], timeline)
        if action.publishes:
            yield Claim(
                CONDUCT001,
                subject,
                place,
                said("it is never done before the approvals that it needs are given"),
                said("it is done before an approval that it needs is given"),
                people,
                partial(_cases, everything, action, _too_early),
            )
        yield Claim(
            CONDUCT002,
            subject,
            place,
            said("none of its approvals is given by whoever drafted it alone"),
            said("an approval is given by whoever drafted it"),
            people,
            partial(_cases, everything, action, _own_drafts),
        )


def _cases(
    everything: Tasks,
    action: ActionPlan,
    fails: Callable[[Tasks, ActionPlan, frozenset[str], Timeline, Interval], list[Failure]],
) -> Iterator[IncidentClass]:
    for setting, out in everything.settings(action):
        if not all(f"?{name}" in out for name in action.needs):
            yield IncidentClass(setting, partial(fails, everything, action, out))


def _too_early(
    everything: Tasks,
    action: ActionPlan,
    out: frozenset[str],
    timeline: Timeline,
    horizon: Interval,
) -> list[Failure]:
    done = everything.works.done(action, WorkSetting(timeline, horizon, out))
    given = latest([one.given for one in done.asked])
    shows = partial(_shows_haste, f"{everything.playbook.id}/{action.id}")
    return [Failure(given.later_than(done.at), shows)]


def _own_drafts(
    everything: Tasks,
    action: ActionPlan,
    out: frozenset[str],
    timeline: Timeline,
    horizon: Interval,
) -> list[Failure]:
    done = everything.works.done(action, WorkSetting(timeline, horizon, out))
    return [
        Failure(asked.own, partial(_shows_own_draft, asked.approval.id)) for asked in done.asked
    ]


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

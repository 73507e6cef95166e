"""Who must agree before something is done or said, and whom to ask for it."""

from collections.abc import Iterator

from govcheck.briefing.simulation.page.calls import introduced
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.duty.resolve import holders
from govcheck.render.page.lines import NO_BREAK
from govcheck.simulate.outcome import Obligation
from govcheck.simulate.program import ApprovalPlan
from govcheck.targets import read_target


def plans_of(view: OutcomeView) -> Iterator[tuple[str, dict[str, ApprovalPlan]]]:
    """The playbooks that apply, each with its approvals."""
    verdict = view.verdict("playbooks")
    for result in () if verdict is None else verdict.result:
        plan = view.program.playbooks.get(result)
        if plan is not None:
            yield result, plan.approvals


def agreements(view: OutcomeView, owed: Obligation) -> list[str]:
    """Who must agree before something is done."""
    playbook = owed.id.partition("/")[0]
    approvals = dict(plans_of(view)).get(playbook, {})
    return [
        agreement(view, playbook, approvals[name]) for name in owed.waits_for if name in approvals
    ]


def agreement(view: OutcomeView, playbook: str, asked: ApprovalPlan) -> str:
    """Who must agree, with whoever can be asked for a target that no call has introduced."""
    targets, people = introduced(view)

    def called(target: str) -> str:
        if target in targets or read_target(target).kind == "council":
            return view.names.target(target)
        who = [
            view.names.short(one)
            if one in people
            else NO_BREAK.join((view.names.person(one), *view.names.numbers(one)[:1])).replace(
                " ", NO_BREAK
            )
            for one in _agreeing(view, playbook, asked, target)
        ]
        if who and read_target(target).kind == "chain":
            return view.tongue.say("{who} (in command)", who=", ".join(who))
        return (
            f"{view.names.target(target)} ({', '.join(who)})" if who else view.names.target(target)
        )

    return view.names.agreement(asked.by, called)


def _agreeing(view: OutcomeView, playbook: str, asked: ApprovalPlan, target: str) -> list[str]:
    """Who can be asked to agree for a target: now, or else in time; who has it, where none is."""
    states = [
        one
        for one in view.outcome.approvals
        if one.id == asked.id and one.action.partition("/")[0] == playbook
    ]
    listed = [one for state in states for one in state.approvers if one.target == target]
    able = [one.person for one in listed if one.available]
    if not able and all(state.given for state in states):
        voices = {one.stands_in_for or one.person: one.person for one in listed}
        found = voices.values() if states else holders(view.program.roster, target)
        barred = dict(view.outcome.stated.conflicts)
        able = [one for one in found if one not in barred]
    return list(dict.fromkeys(able))

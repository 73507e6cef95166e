"""Escalations and playbooks as the handbook shows them: by time, and by what waits for what."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from govcheck.model.escalation import Escalation
from govcheck.model.playbook import Playbook
from govcheck.render.page.names import PageNames
from govcheck.simulate.program import EscalationPlan, PlaybookPlan, Program
from govcheck.site.wording import condition


class Plans(NamedTuple):
    """The compiled plans of a program, each step and action with its place."""

    program: Program
    names: PageNames

    def escalation(self, document: Escalation) -> EscalationPlan | None:
        """The compiled plan of an escalation."""
        return self.program.escalations.get(document.id)

    def playbook(self, document: Playbook) -> PlaybookPlan | None:
        """The compiled plan of a playbook."""
        return self.program.playbooks.get(document.id)

    def steps(self, plan: EscalationPlan, document: Escalation) -> Iterator[dict[str, Any]]:
        """The steps of an escalation with when each begins if nobody answers."""
        at = 0
        places = {step.id: position for position, step in enumerate(document.steps)}
        for step in plan.steps:
            yield {
                "step": step,
                "at": at,
                "when": condition(step.when, self.names),
                "place": document.place("steps", places[step.id]),
            }
            at += step.wait

    def waves(self, plan: PlaybookPlan, document: Playbook) -> list[list[dict[str, Any]]]:
        """The actions of a playbook, those first that wait for none."""
        actions = {one.id: one for one in plan.actions}
        level: dict[str, int] = {}
        for name in plan.order:
            before = [level[one] for one in actions[name].after if one in level]
            level[name] = 1 + max(before, default=-1)
        places = {action.id: position for position, action in enumerate(document.actions)}
        return [
            [
                {
                    "action": one,
                    "when": condition(one.when, self.names),
                    "place": document.place("actions", places[one.id]),
                    "agree": [
                        self.names.agreement(plan.approvals[need].by)
                        for need in one.needs
                        if need in plan.approvals
                    ],
                    "after": [actions[name].do for name in one.after if name in actions],
                }
                for one in plan.actions
                if level.get(one.id, 0) == number
            ]
            for number in range(max(level.values(), default=0) + 1)
        ]

    def clock(self, plan: PlaybookPlan, clock: str) -> str:
        """From when a deadline counts, where that is not the detection."""
        tongue = self.names.tongue
        if clock.startswith("action:"):
            named = {one.id: one.do for one in plan.actions}
            done = named.get(clock.partition(":")[2], clock)
            return tongue.say("after it is done: {task}", task=tongue.text(done))
        return {
            "published": tongue.say("after it was published"),
            "aware": tongue.say("after we became aware"),
        }.get(clock, "")

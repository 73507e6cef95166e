"""Escalations, compiled."""

from govcheck.engine.compile import Terms
from govcheck.finding import Problem, Violation
from govcheck.model import escalation as written
from govcheck.simulate.compile.twice import distinct
from govcheck.simulate.compile.whens import compile_when
from govcheck.simulate.escalation import MOST_ROUNDS
from govcheck.simulate.program import EscalationPlan, StepPlan
from govcheck.simulate.violations import ESC001, ESC002, ESC003
from govcheck.translation import said


def compile_escalation(
    document: written.Escalation, terms: Terms
) -> tuple[EscalationPlan, list[Violation]]:
    """An escalation without the steps that cannot be run, and what is wrong with it."""
    kept, violations = distinct(document, "steps", document.steps, ESC001, "step")
    steps: list[StepPlan] = []
    for position, step in kept:
        if not step.notify and step.convene is None:
            violations.append(_tells_nobody(document, position, step))
        when, wrong = compile_when(step.when, document.place("steps", position, "when"), terms)
        violations += wrong
        steps.append(
            StepPlan(
                id=step.id,
                notify=tuple(dict.fromkeys(step.notify)),
                convene=step.convene,
                when=when,
                via=step.via,
                ack=step.ack,
                wait=step.wait,
                on_empty=step.on_empty,
                always=step.always,
            )
        )
    if document.repeat >= MOST_ROUNDS:
        violations.append(_endless(document))
    compiled = EscalationPlan(
        id=document.id,
        steps=tuple(steps),
        last_resort=document.last_resort,
        acknowledge_within=document.acknowledge_within,
        repeat=document.repeat,
    )
    return compiled, violations


def _tells_nobody(document: written.Escalation, position: int, step: written.Step) -> Violation:
    problem = Problem(
        document.place("steps", position),
        said("step `{id}` neither notifies anybody nor convenes a council", id=step.id),
        help=said("add `notify` or `convene`, or remove the step"),
    )
    return Violation(ESC002, problem)


def _endless(document: written.Escalation) -> Violation:
    problem = Problem(
        document.place("repeat"),
        said("`{id}` repeats {repeat} times", id=document.id, repeat=document.repeat),
        help=said("repeat at most {count} times", count=MOST_ROUNDS - 1),
    )
    return Violation(ESC003, problem)

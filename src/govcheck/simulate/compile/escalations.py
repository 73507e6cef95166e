"""Escalations, compiled."""

from collections.abc import Iterator

from govcheck.engine.compile import Terms
from govcheck.finding import Problem, Violation
from govcheck.model import escalation as written
from govcheck.modelling.partial import read_items
from govcheck.simulate.compile.twice import distinct
from govcheck.simulate.compile.whens import compile_when, when_faults
from govcheck.simulate.escalation import MOST_ROUNDS
from govcheck.simulate.program import EscalationPlan, StepPlan
from govcheck.simulate.violations import ESC001, ESC002, ESC003
from govcheck.translation import said


def compile_escalation(
    document: written.Escalation, terms: Terms
) -> tuple[EscalationPlan, list[Violation]]:
    """An escalation without the steps that cannot be run, and what is wrong with it."""
    kept, _ = distinct(document, "steps", document.steps, ESC001, "step")
    steps = (
        StepPlan(
            id=step.id,
            notify=tuple(dict.fromkeys(step.notify)),
            convene=step.convene,
            when=compile_when(step.when, document.place("steps", position, "when"), terms)[0],
            via=step.via,
            ack=step.ack,
            wait=step.wait,
            on_empty=step.on_empty,
            always=step.always,
        )
        for position, step in kept
    )
    compiled = EscalationPlan(
        id=document.id,
        steps=tuple(steps),
        last_resort=document.last_resort,
        acknowledge_within=document.acknowledge_within,
        repeat=document.repeat,
    )
    return compiled, [*escalation_faults(document, terms)]


def escalation_faults(document: written.Escalation, terms: Terms) -> Iterator[Violation]:
    """What is wrong with an escalation, or with the parts of it that could be read."""
    if document.is_read("repeat") and document.repeat >= MOST_ROUNDS:
        yield _endless(document)
    steps = document.read_field("steps", ())
    yield from distinct(document, "steps", steps, ESC001, "step")[1]
    for position, step in enumerate(read_items(steps)):
        told = step.is_read("notify") and step.is_read("convene")
        if told and not (step.notify or step.convene):
            yield _tells_nobody(document, position, step)
        yield from when_faults(step, document.place("steps", position), terms)


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

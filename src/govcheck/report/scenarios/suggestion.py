"""A suggested scenario as a file, laid out as `fmt` would."""

from collections.abc import Iterator

from govcheck.layout.layout import lay_out
from govcheck.render.escape import terminal
from govcheck.report.prove.witness import body, expected, flow
from govcheck.scenarios.confirmation import UNCONFIRMED
from govcheck.simulate.outcome import Outcome
from govcheck.suggest.suggest import Suggestion
from govcheck.time.clock import format_duration

_GIVEN = ("severity", "escalation", "playbooks")


def scenario(suggestion: Suggestion, path: str, schema: str) -> str:
    """The file; `schema` is where its schema is, seen from it."""
    lines = [f"# yaml-language-server: $schema={schema}", "#"]
    lines += [f"# {terminal(goal.title)}" for goal in suggestion.reaches]
    lines += [
        "#",
        *(f"# {line}" for line in UNCONFIRMED),
        "kind: scenario",
        f"id: {suggestion.id}",
        "incident:",
        *body(suggestion.witness, "  ")[:-1],
        "expect:",
        *expected(suggestion.outcome),
        *_decided(suggestion.outcome),
        *_notified(suggestion.outcome),
    ]
    return lay_out(path, "".join(f"{line}\n" for line in lines).encode()).content.decode()


def _decided(outcome: Outcome) -> Iterator[str]:
    """The decisions that have no key of their own."""
    others = [one for one in outcome.verdicts if one.decision.name not in _GIVEN]
    if others:
        yield "  decisions:"
    for one in others:
        many = one.decision.hit_policy == "collect"
        yield f"    {flow(one.decision.name)}: {flow(list(one.result) if many else one.result[0])}"


def _notified(outcome: Outcome) -> Iterator[str]:
    """Everybody who is told, and how soon."""
    first: dict[str, int] = {}
    for event in outcome.timeline:
        if event.event in ("notify", "convene"):
            for told in event.people:
                first.setdefault(told.person, event.at - outcome.stated.case.detected_at)
    if first:
        yield "  notified:"
    for person, after in first.items():
        yield f"    - {{person: {flow(person)}, by: {format_duration(after)}}}"

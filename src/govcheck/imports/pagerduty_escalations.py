"""Escalation policies of PagerDuty.

The delay of a rule counts from the rule before, and `num_loops: 1` is two rounds.
"""

from collections.abc import Sequence
from typing import Any, Final

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch, who_is
from govcheck.imports.cursor import Cursor
from govcheck.imports.directory import NOBODY
from govcheck.imports.draft import Draft
from govcheck.imports.remark import Sentence, say
from govcheck.time.clock import MINUTE, format_duration

_LONGEST_DELAY: Final = 60 * 24 * 31
_ROUNDS: Final = 100


def escalation(batch: Batch, policy: Cursor) -> None:
    """Take an escalation policy."""
    key, name = policy.text("id"), policy.text("name", "summary")
    id_ = batch.id_for("escalation", batch.origin("escalation", key), name, key)
    notes: list[Sentence] = []
    steps: list[dict[str, Any]] = []
    for number, rule in enumerate(policy.items("escalation_rules"), 1):
        targets = [one for target in rule.items("targets") for one in _target(batch, target, name)]
        delay = rule.number("escalation_delay_in_minutes", most=_LONGEST_DELAY)
        if not targets:
            said = say(
                "escalation `{name}` is not taken: step {number} tells nobody who is known",
                name=name, number=number,
            )  # fmt: skip
            batch.leave_out(rule, rules.NO_COUNTERPART, said)
            return
        strategy = rule.find("escalation_rule_assignment_strategy")
        if strategy is not None and strategy.text("type", otherwise="") == "round_robin":
            said = say("step {number} tells all of its targets, not one in turn", number=number)
            notes.append(said)
            batch.approximate(rule, rules.ROUND_ROBIN, said)
        steps.append(
            {"id": f"level-{number}", "notify": targets, "wait": format_duration(delay * MINUTE)}
        )
    if not steps:
        batch.leave_out(policy, None, say("escalation `{name}` has no rules", name=name))
        return
    fields: dict[str, Any] = {"name": name, "steps": steps}
    rounds = policy.number("num_loops", most=_ROUNDS) if policy.find("num_loops") else 0
    if rounds:
        fields["repeat"] = rounds
    fields["last_resort"] = last_resort(batch, policy, steps, notes)
    note = say("from {tool}: {noun} {key}", tool=batch.tool, noun="escalation", key=key)
    origin = batch.origin("escalation", key)
    batch.add(Draft("escalation", id_, fields, origin, policy.place, (note, *notes)))
    for service in policy.items("services"):
        said = say(
            "escalation `{name}` serves `{service}`: a decision says when it runs",
            name=name, service=service.text("summary", "id"),
        )  # fmt: skip
        batch.leave_out(service, None, said)


def last_resort(
    batch: Batch, at: Cursor, steps: Sequence[dict[str, Any]], notes: list[Sentence]
) -> str:
    """Whom an escalation ends at: as said, or the first whom its last step tells."""
    if batch.wishes.last_resort is not None:
        return batch.wishes.last_resort
    chosen: str = steps[-1]["notify"][0]
    said = say(
        "the export ends at nobody; here `{target}` is asked once more: say `--last-resort TARGET`",
        target=chosen,
    )
    notes.append(said)
    batch.approximate(at, rules.LAST_RESORT, said)
    return chosen


def _target(batch: Batch, target: Cursor, escalation: str) -> list[str]:
    kind = target.text("type").removesuffix("_reference")
    key, summary = target.text("id"), target.text("summary", otherwise="")
    meant = batch.people.said(key, summary)
    if meant == NOBODY:
        return []
    if meant is not None and ":" in meant:
        return [meant]
    found: list[str] = []
    if kind in ("schedule", "schedule_v3"):
        found = [f"rota:{rota}" for rota in batch.rotas_of(key)]
    elif kind == "user":
        person = batch.people.find(key, summary)
        found = [] if person is None else [f"person:{person.id}"]
    if not found:
        who = summary or key
        said = say("escalation `{name}` tells `{who}`, who is in no list", name=escalation, who=who)
        batch.leave_out(target, rules.UNKNOWN_PERSON, said, who_is(key))
    return found

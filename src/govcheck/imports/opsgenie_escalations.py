"""Escalations of Opsgenie and of Jira Service Management.

The delays of an escalation count from its start, and rules with the same delay run together.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch, who_is
from govcheck.imports.cursor import Cursor
from govcheck.imports.directory import NOBODY, folded
from govcheck.imports.draft import Draft
from govcheck.imports.pagerduty_escalations import last_resort
from govcheck.imports.remark import Sentence, say
from govcheck.time.clock import DAY, HOUR, MINUTE, format_duration

_TIMES: Final = {
    "second": 1, "seconds": 1, "minute": MINUTE, "minutes": MINUTE, "hour": HOUR, "hours": HOUR,
    "day": DAY, "days": DAY,
}  # fmt: skip
_ROUNDS: Final = 100


def escalation(batch: Batch, policy: Cursor) -> None:
    """Take an escalation, unless it is switched off."""
    key = policy.text("id")
    name = policy.text("name")
    enabled = policy.find("enabled")
    if enabled is not None and enabled.value is False:
        batch.leave_out(policy, None, say("escalation `{name}` is switched off", name=name))
        return
    notes: list[Sentence] = []
    stated = [(_delay(rule), rule) for rule in policy.items("rules")]
    together = groupby(sorted(stated, key=lambda one: one[0]), key=lambda one: one[0])
    blocks: list[tuple[int, bool, list[str]]] = []
    for delay, same in together:
        by_condition: dict[bool, list[str]] = {}
        for _, rule in same:
            goes_on = rule.text("condition", otherwise="if-not-acked") == "if-not-closed"
            targets = list(_targets(batch, rule, name))
            if goes_on and targets:
                said = say(
                    "a rule goes on until the alert is closed; here its step runs at once when "
                    "somebody acknowledges"
                )
                notes.append(said)
                batch.approximate(rule, rules.AFTER_ANSWER, said)
            by_condition.setdefault(goes_on, []).extend(targets)
        blocks += [
            (delay, goes_on, targets)
            for goes_on, targets in sorted(by_condition.items())
            if targets
        ]
    if not blocks:
        said = say("escalation `{name}` tells nobody who is known", name=name)
        batch.leave_out(policy, rules.NO_COUNTERPART, said)
        return
    if blocks[0][0] > 0:
        said = say(
            "escalation `{name}` begins {delay} after the alert; here at once",
            name=name, delay=format_duration(blocks[0][0]),
        )  # fmt: skip
        batch.approximate(policy, rules.INEXACT, said)
    repeat = policy.find("repeat")
    rounds = repeat.number("count", most=_ROUNDS) if repeat and repeat.find("count") else 0
    last = repeat.number("waitInterval", most=60 * 24 * 31) * MINUTE if repeat and rounds else 0
    # A round is as long as it was, also where the last rule tells nobody who is known.
    end = max(delay for delay, _ in stated) + last if rounds else 0
    steps: list[dict[str, Any]] = []
    for number, (delay, goes_on, targets) in enumerate(blocks, 1):
        following = blocks[number][0] if number < len(blocks) else end
        step: dict[str, Any] = {"id": f"rule-{number}", "notify": list(dict.fromkeys(targets))}
        if following > delay:
            step["wait"] = format_duration(following - delay)
        if goes_on:
            step["always"] = True
        steps.append(step)
    if repeat is not None and rounds:
        _repeated(batch, repeat, notes)
    fields: dict[str, Any] = {"name": name, "steps": steps}
    if rounds:
        fields["repeat"] = rounds
    fields["last_resort"] = last_resort(batch, policy, steps, notes)
    origin = batch.origin("escalation", key)
    id_ = batch.id_for("escalation", origin, name, key)
    note = say("from {tool}: {noun} {key}", tool=batch.tool, noun="escalation", key=key)
    once = {one.text: one for one in notes}
    batch.add(Draft("escalation", id_, fields, origin, policy.place, (note, *once.values())))


def _repeated(batch: Batch, repeat: Cursor, notes: list[Sentence]) -> None:
    again, closed = repeat.find("resetRecipientStates"), repeat.find("closeAlertAfterAll")
    if again is not None and again.value is True:
        said = say("each round asks people again who had acknowledged; here an answer ends it")
        notes.append(said)
        batch.approximate(again, rules.ASKED_AGAIN, said)
    if closed is not None and closed.value is True:
        batch.leave_out(closed, None, say("the alert is closed after the last round"))


def _delay(rule: Cursor) -> int:
    """Seconds from the start of the escalation."""
    stated = rule.get("delay")
    if stated.value is not None:
        return rule.number("delay", most=60 * 24 * 31) * MINUTE
    unit = _TIMES.get(stated.text("timeUnit", otherwise="minutes").lower())
    if unit is None:
        raise stated.refuse(say("`{unit}` is not a unit of time", unit=stated.text("timeUnit")))
    return stated.number("timeAmount", most=60 * 24 * 31) * unit


def _targets(batch: Batch, rule: Cursor, escalation: str) -> Iterator[str]:
    recipient = rule.get("recipient")
    kind = recipient.text("type").lower()
    how = rule.text("notifyType", otherwise="default")
    key = recipient.text("id", otherwise="")
    label = recipient.text("username", "name", otherwise="") or key
    said = batch.people.said(*(one for one in (key, label) if one))
    found: list[str] = []
    if said == NOBODY:
        return
    if said is not None:
        found = [said if ":" in said else f"person:{said}"]
    elif kind == "user":
        person = batch.people.find(key, label)
        found = [] if person is None else [f"person:{person.id}"]
    elif kind == "schedule" and how in ("default", "next"):
        prefix = "next" if how == "next" else "rota"
        found = [f"{prefix}:{rota}" for rota in batch.rotas_of(key)]
    elif kind == "team":
        found = _team(batch, label, how)
        if found and how == "random":
            said_all = say("all of team `{name}` are told, not one of them at random", name=label)
            batch.approximate(rule, rules.ROUND_ROBIN, said_all)
    if not found:
        nobody = say(
            "escalation `{name}`: {kind} `{who}` (`{how}`) is nobody whom the policy can tell",
            name=escalation, kind=kind, who=label, how=how,
        )  # fmt: skip
        broken = rules.NO_COUNTERPART if kind != "user" else rules.UNKNOWN_PERSON
        batch.leave_out(rule, broken, nobody, who_is(key or label))
    yield from found


def _team(batch: Batch, name: str, how: str) -> list[str]:
    """The team of the policy with that name: its lead for `admins`, or all of it."""
    for team in () if batch.policy is None else batch.policy.teams:
        if folded(name) in (folded(str(team.name)), team.id):
            return [f"person:{team.lead}"] if how == "admins" else [f"team:{team.id}"]
    return []

"""Exports of Opsgenie and of Jira Service Management, which continues it.

Rotations of a schedule that overlap are all on duty at once, so each becomes a rota. The delays of
an escalation count from its start, and rules with the same delay run together.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from govcheck.imports import violations as rules
from govcheck.imports.batch import NOBODY, Batch, UnknownMember, unknown
from govcheck.imports.cursor import Cursor, Unreadable
from govcheck.imports.directory import folded
from govcheck.imports.draft import Draft
from govcheck.imports.pagerduty import last_resort
from govcheck.imports.remark import Sentence, say
from govcheck.imports.shifts import DutyStretch, SourceLayer, SourceOverride, SourceRota, WeekSpan
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR, MINUTE, format_duration

_UNITS: Final = {"hourly": HOUR, "daily": DAY, "weekly": 7 * DAY}
_TIMES: Final = {
    "second": 1, "seconds": 1, "minute": MINUTE, "minutes": MINUTE, "hour": HOUR, "hours": HOUR,
    "day": DAY, "days": DAY,
}  # fmt: skip
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ROUNDS: Final = 100


def read(batch: Batch, files: Sequence[Cursor]) -> None:
    """Take what some files hold: people first, then schedules, then escalations."""
    things = [thing for file in files for thing in _things(batch, file)]
    users = [one for one in things if _is_user(one)]
    schedules = [
        one for one in things if one.find("rotations") is not None and not _is_override(one)
    ]
    overrides = [one for one in things if _is_override(one)]
    escalations = [one for one in things if one.find("rules") is not None]
    batch.attempt(users, lambda one: _user(batch, one))
    batch.attempt(schedules, lambda one: _schedule(batch, one, overrides, len(schedules) == 1))
    batch.attempt(escalations, lambda one: _escalation(batch, one))
    known = {one.pointer for one in (*users, *schedules, *overrides, *escalations)}
    for one in things:
        if one.pointer not in known:
            batch.leave_out(one, None, say("this is no user, schedule, override or escalation"))


def _things(batch: Batch, file: Cursor) -> list[Cursor]:
    """What a file holds: `data` or `values`, one or several, or a list without either."""
    paging = file.find("paging", "links")
    if paging is not None and paging.find("next") is not None:
        batch.leave_out(
            paging,
            rules.NO_COUNTERPART,
            say("the export has more pages than this file: ask for all of them"),
        )
    held = file.find("data", "values") or file
    try:
        return held.items()
    except Unreadable:
        return [held]


def _is_user(one: Cursor) -> bool:
    return one.find("username", "accountId", "emailAddress") is not None


def _is_override(one: Cursor) -> bool:
    return one.find("alias") is not None or (
        one.find("user", "responder") is not None and one.find("startDate") is not None
    )


def _user(batch: Batch, user: Cursor) -> None:
    key = user.text("id", "accountId")
    name = user.text("fullName", "displayName", "username")
    address = user.text("username", "emailAddress", otherwise="")
    email = address if "@" in address else None
    fields: dict[str, Any] = {}
    if user.find("timeZone") is not None:
        fields["timezone"] = user.zone("timeZone")
    locale = user.text("locale", otherwise="").replace("_", "-").partition("-")[0].lower()
    if 2 <= len(locale) <= 3 and locale.isascii() and locale.isalpha():
        fields["languages"] = [locale]
    batch.person(user, key, name, email, fields, [address] if address else [])
    blocked = user.find("blocked")
    inactive = user.find("active")
    if (blocked is not None and blocked.value is True) or (
        inactive is not None and inactive.value is False
    ):
        batch.approximate(
            blocked or user,
            rules.BLOCKED,
            say("`{name}` is blocked: set `active` where they are gone", name=name),
        )


def _schedule(batch: Batch, schedule: Cursor, overrides: Sequence[Cursor], only: bool) -> None:
    key, name, zone = schedule.text("id"), schedule.text("name"), schedule.zone("timezone")
    rotations = schedule.items("rotations")
    enabled = schedule.find("enabled")
    if enabled is not None and enabled.value is False:
        batch.leave_out(schedule, None, say("schedule `{name}` is switched off", name=name))
        return
    names = {one.text("id") for one in rotations}
    if len(rotations) > 1:
        batch.leave_out(
            schedule,
            None,
            say("rotations of `{name}` are on duty at the same time: each is a rota", name=name),
        )
    for rotation in rotations:
        label = rotation.text("name", otherwise="") or rotation.text("id")
        try:
            _rotation(batch, schedule, rotation, key, name, zone, label,
                      _overrides(batch, overrides, rotation.text("id"), names, only))  # fmt: skip
        except UnknownMember as error:
            who = str(error.sentence.values["name"])
            unknown(
                batch,
                error,
                say("rotation `{name}` is not taken: nobody in a list of people is `{who}`",
                    name=label, who=who),
                who,
            )  # fmt: skip
        except Unreadable as error:
            batch.fault(error)


def _overrides(
    batch: Batch, overrides: Sequence[Cursor], rotation: str, names: set[str], only: bool
) -> list[SourceOverride]:
    """The overrides of a rotation; one that names no rotation replaces every one."""
    found = []
    for one in overrides:
        meant = [
            each.text("id") if each.value is None else str(each.value)
            for each in one.items("rotations") or one.items("rotationIds")
        ]
        if (meant and rotation not in meant) or (not meant and not only):
            if not meant:
                batch.leave_out(
                    one,
                    rules.NO_COUNTERPART,
                    say("an override does not say to which of the schedules it belongs"),
                    say("import each schedule with its own overrides"),
                )
            continue
        start, end = one.instant("startDate"), one.instant("endDate")
        if end <= start:
            raise one.refuse(say("an override ends before it starts"))
        found.append(SourceOverride(start, end, _participant(batch, one.get("user", "responder"))))
        if not meant and len(names) > 1:
            batch.leave_out(one, None, say("an override that names no rotation replaces every one"))
    return found


def _participant(batch: Batch, one: Cursor) -> str:
    """A person, or nobody.

    Raises:
        UnknownMember: It is somebody whom no list has, or no person at all.
    """
    kind = one.text("type", otherwise="user").lower()
    if kind in ("none", "noone"):
        return NOBODY
    return batch.member(one, one.text("id", otherwise=""), one.text("username", otherwise=""))


def _rotation(
    batch: Batch,
    schedule: Cursor,
    rotation: Cursor,
    key: str,
    name: str,
    zone: str,
    label: str,
    overrides: list[SourceOverride],
) -> None:
    begin = rotation.instant("startDate")
    end = rotation.instant("endDate") if rotation.find("endDate") is not None else None
    if end is not None and end <= batch.wishes.at:
        batch.leave_out(rotation, None, say("rotation `{name}` has ended", name=label))
        return
    members = []
    for one in rotation.items("participants"):
        kind = one.text("type", otherwise="user").lower()
        named = (one.text("id", otherwise=""), one.text("username", otherwise=""))
        if kind in ("team", "escalation") and batch.people.said(*(n for n in named if n)) is None:
            batch.leave_out(
                one,
                rules.NOT_A_PERSON,
                say("rotation `{name}` is not taken: {kind} `{who}` is on shift, and no person",
                    name=label, kind=kind, who=named[0] or named[1]),
                say("say who is meant: `--map {name}=PERSON`, or `=nobody`", name=named[0]),
            )  # fmt: skip
            return
        members.append(_participant(batch, one))
        if members[-1] == NOBODY:
            batch.leave_out(
                one, None, say("rotation `{name}` has a gap that is meant: `nobody`", name=label)
            )
    if not members:
        batch.leave_out(rotation, None, say("rotation `{name}` has no participants", name=label))
        return
    unit = _UNITS.get(rotation.text("type").lower())
    if unit is None:
        raise rotation.get("type").refuse(
            say("`{kind}` is not a length of turns that is known", kind=rotation.text("type"))
        )
    length = unit * (
        rotation.number("length", least=1, most=1000) if rotation.find("length") else 1
    )
    origin_key = f"{key}/{rotation.text('id')}"
    layer = SourceLayer(
        "turns",
        label,
        begin,
        end,
        wall.reading(begin, zone),
        length,
        tuple(members),
        tuple(_restrictions(rotation)) or None,
    )
    title = name.removesuffix("_schedule")
    several = len(schedule.items("rotations")) > 1
    shown = f"{title}: {label}" if several else title
    id_ = batch.id_for("rota", batch.origin("schedule", origin_key), shown, label)
    source = SourceRota(id_, shown, zone, (layer,), tuple(overrides))
    if layer.spans is not None and overrides:
        batch.leave_out(
            rotation,
            None,
            say(
                "overrides of `{name}` count for their whole time, also outside its hours",
                name=shown,
            ),
        )
    batch.rota(rotation, key, origin_key, source, _rendered(batch, rotation), ())


def _rendered(batch: Batch, rotation: Cursor) -> list[DutyStretch]:
    found: list[DutyStretch] = []
    for one in rotation.items("periods"):
        person = one.find("recipient", "responder")
        if person is not None:
            found.append(
                (one.instant("startDate"), one.instant("endDate"), _participant(batch, person))
            )
    return found


def _restrictions(rotation: Cursor) -> Iterator[WeekSpan]:
    """When a rotation counts: a stretch of every day, or stretches of every week."""
    stated = rotation.find("timeRestriction")
    if stated is None:
        return
    kind = stated.text("type")
    if kind == "time-of-day":
        for one in [stated.get("restriction"), *stated.items("restrictions")]:
            start, end = _clock(one, "start"), _clock(one, "end")
            length = (end - start) % DAY or DAY
            yield from (WeekSpan(day * DAY + start, length) for day in range(7))
    elif kind == "weekday-and-time-of-day":
        for one in stated.items("restrictions"):
            start = _weekday(one, "startDay") * DAY + _clock(one, "start")
            end = _weekday(one, "endDay") * DAY + _clock(one, "end")
            yield WeekSpan(start, (end - start) % (7 * DAY) or 7 * DAY)
    else:
        raise stated.refuse(say("`{kind}` is not a restriction that is known", kind=kind))


def _clock(one: Cursor, edge: str) -> int:
    minutes = one.number(f"{edge}Min", most=59) if one.find(f"{edge}Min") else 0
    return one.number(f"{edge}Hour", most=24) * HOUR + minutes * MINUTE


def _weekday(one: Cursor, name: str) -> int:
    day = one.text(name).lower()
    if day not in _DAYS:
        raise one.get(name).refuse(say("`{day}` is not a day of the week", day=day[:40]))
    return _DAYS.index(day)


def _escalation(batch: Batch, policy: Cursor) -> None:
    key = policy.text("id")
    name = policy.text("name")
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
        batch.approximate(
            policy,
            rules.INEXACT,
            say("escalation `{name}` begins {delay} after the alert; here at once",
                name=name, delay=format_duration(blocks[0][0])),
        )  # fmt: skip
    repeat = policy.find("repeat")
    rounds = repeat.number("count", most=_ROUNDS) if repeat and repeat.find("count") else 0
    last = repeat.number("waitInterval", most=60 * 24 * 31) * MINUTE if repeat and rounds else 0
    steps: list[dict[str, Any]] = []
    for number, (delay, goes_on, targets) in enumerate(blocks, 1):
        following = blocks[number][0] if number < len(blocks) else delay + last
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
    for name, rule, said in (
        (
            "resetRecipientStates",
            rules.ASKED_AGAIN,
            say("each round asks people again who had acknowledged; here an answer ends it"),
        ),
        (
            "closeAlertAfterAll",
            rules.NO_COUNTERPART,
            say("the alert is closed after the last round"),
        ),
    ):
        stated = repeat.find(name)
        if stated is None or stated.value is not True:
            continue
        if rule is rules.NO_COUNTERPART:
            batch.leave_out(stated, None, said)
        else:
            notes.append(said)
            batch.approximate(stated, rule, said)


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
    if not found:
        batch.leave_out(
            rule,
            rules.NO_COUNTERPART if kind != "user" else rules.UNKNOWN_PERSON,
            say("escalation `{name}`: {kind} `{who}` (`{how}`) is nobody whom the policy can tell",
                name=escalation, kind=kind, who=label, how=how),
            say("say who is meant: `--map {name}=PERSON`, or `=nobody`", name=key or label),
        )  # fmt: skip
    yield from found


def _team(batch: Batch, name: str, how: str) -> list[str]:
    """The team of the policy with that name: its lead for `admins`, or all of it."""
    for team in () if batch.policy is None else batch.policy.teams:
        if folded(name) in (folded(str(team.name)), team.id):
            return [f"person:{team.lead}"] if how == "admins" else [f"team:{team.id}"]
    return []

"""Exports of PagerDuty's REST interface: users, schedules of both versions, overrides, escalations.

A layer of a schedule hands over by the clock on the wall, turns are counted from
`rotation_virtual_start`, and layers are listed strongest first. The delay of an escalation rule
counts from the rule before, and `num_loops: 1` is two rounds.
"""

from collections.abc import Sequence
from typing import Any, Final

from govcheck.imports import violations as rules
from govcheck.imports.batch import NOBODY, Batch, UnknownMember, schedule_left_out
from govcheck.imports.cursor import Cursor, Unreadable
from govcheck.imports.directory import slug, unused
from govcheck.imports.draft import Draft
from govcheck.imports.remark import Sentence, say
from govcheck.imports.shifts import (
    DutyStretch,
    NoSuchShift,
    SourceLayer,
    SourceOverride,
    SourceRota,
    WeekSpan,
    differences,
    duty_of,
    joined,
    rota_of,
)
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, MINUTE, format_duration

_WAYS: Final = {
    "email_contact_method": "email",
    "phone_contact_method": "phone",
    "sms_contact_method": "sms",
    "push_notification_contact_method": "push",
}
_LONGEST_TURN: Final = 366 * DAY
_LONGEST_DELAY: Final = 60 * 24 * 31
_ROUNDS: Final = 100


def read(batch: Batch, files: Sequence[Cursor]) -> None:
    """Take what some files hold: people first, then schedules, then escalations."""
    for file in files:
        if file.find("more") is not None and file.get("more").value is True:
            batch.leave_out(
                file.get("more"),
                rules.NO_COUNTERPART,
                say("the export has more pages than this file: ask for all of them"),
            )
    everybody = [user for file in files for user in _listed(batch, file, "users", "user")]
    batch.attempt(everybody, lambda user: _user(batch, user))
    schedules = [one for file in files for one in _listed(batch, file, "schedules", "schedule")]
    overrides = [one for file in files for one in _listed(batch, file, "overrides")]
    older = [one for one in schedules if one.find("rotations") is None]
    single = len(older) == 1
    for override in overrides if not single else ():
        batch.leave_out(
            override,
            rules.NO_COUNTERPART,
            say("an override does not say to which of the schedules it belongs"),
            say("import each schedule with its own overrides"),
        )
    batch.attempt(older, lambda one: _schedule(batch, one, overrides if single else ()))
    newer = [one for one in schedules if one.find("rotations") is not None]
    if newer:
        from govcheck.imports import pagerduty_events

        batch.attempt(newer, lambda one: pagerduty_events.schedule(batch, one))
    policies = [
        one
        for file in files
        for one in _listed(batch, file, "escalation_policies", "escalation_policy")
    ]
    batch.attempt(policies, lambda one: _escalation(batch, one))
    known = ("users", "user", "schedules", "schedule", "overrides", "escalation_policies")
    for file in files:
        if not any(file.find(name) is not None for name in (*known, "escalation_policy")):
            batch.leave_out(
                file, rules.UNREADABLE, say("the file has no users, schedules or escalations")
            )


def _listed(batch: Batch, file: Cursor, several: str, one: str | None = None) -> list[Cursor]:
    single = None if one is None else file.find(one)
    try:
        return [*file.items(several), *([] if single is None else [single])]
    except Unreadable as error:
        batch.fault(error)
        return [] if single is None else [single]


def _user(batch: Batch, user: Cursor) -> None:
    key = user.text("id")
    name = user.text("name", "summary")
    email = user.text("email", otherwise="") or None
    fields: dict[str, Any] = {}
    if user.find("time_zone") is not None:
        fields["timezone"] = user.zone("time_zone")
    ways: dict[str, str] = {}
    contacts: list[dict[str, str]] = []
    for method in user.items("contact_methods"):
        way = _WAYS.get(method.text("type").removesuffix("_reference"))
        address = method.text("address", otherwise="")
        if way is None or not address:
            batch.leave_out(
                method, None, say("`{name}`: a way to reach them that has no address", name=name)
            )
            continue
        if way in ("phone", "sms") and method.find("country_code") is not None:
            address = f"+{method.number('country_code', most=9999)} {address}"
        ways[method.text("id", otherwise="")] = way
        if way not in [one["via"] for one in contacts]:
            contacts.append({"via": way, "address": address})
        else:
            batch.leave_out(
                method,
                None,
                say("`{name}`: a second address for `{way}`", name=name, way=way),
            )
    if contacts:
        fields["contacts"] = contacts
    sequence = []
    for rule in user.items("notification_rules"):
        if rule.text("urgency", otherwise="high") != "high":
            batch.leave_out(rule, None, say("`{name}`: rules for what is not urgent", name=name))
            continue
        way = ways.get(rule.get("contact_method").text("id", otherwise=""))
        if way is not None:
            delay = rule.number("start_delay_in_minutes", most=_LONGEST_DELAY)
            sequence.append({"via": way, "after": f"{delay}m"})
    if sequence:
        fields["notification"] = sequence
    batch.person(user, key, name, email, fields)


def _schedule(batch: Batch, schedule: Cursor, overrides: Sequence[Cursor]) -> None:
    key, name, zone = (
        schedule.text("id"),
        schedule.text("name", "summary"),
        schedule.zone("time_zone"),
    )
    notes: list[Sentence] = []
    try:
        layers = [
            (layer, one)
            for layer in reversed(schedule.items("schedule_layers"))
            if (one := _layer(batch, layer, zone, name, notes)) is not None
        ]
        replaced = [_override(batch, one) for one in overrides or _rendered_overrides(schedule)]
        rendered = _rendered(batch, schedule)
    except UnknownMember as error:
        schedule_left_out(batch, error, name)
        return
    named: list[SourceLayer] = []
    for _, one in layers:
        named.append(one._replace(id=unused(one.id, [each.id for each in named])))
    id_ = batch.id_for("rota", batch.origin("schedule", key), name, key)
    source = SourceRota(id_, name, zone, tuple(named), tuple(replaced))
    source = _clock(batch, schedule, source, [layer for layer, _ in layers], rendered, notes)
    if batch.wishes.check_rendered and not rendered:
        batch.leave_out(
            schedule, rules.RENDERED, say("schedule `{name}` shows no shifts to compare", name=name)
        )
    batch.rota(schedule, key, key, source, rendered, tuple(notes))


def _layer(
    batch: Batch, layer: Cursor, zone: str, schedule: str, notes: list[Sentence]
) -> SourceLayer | None:
    name = layer.text("name", otherwise="") or layer.text("id")
    end = layer.instant("end") if layer.find("end") is not None else None
    if end is not None and end <= batch.wishes.at:
        said = say("layer `{name}` has ended and is left out", name=name)
        batch.leave_out(layer, None, said)
        notes.append(said)
        return None
    members = []
    for user in layer.items("users"):
        one = user.get("user") if user.find("user") is not None else user
        members.append(batch.member(one, one.text("id"), one.text("summary", otherwise="")))
    if not members:
        batch.leave_out(layer, None, say("layer `{name}` has no users", name=name))
        return None
    begin, virtual = layer.instant("start"), layer.instant("rotation_virtual_start")
    length = layer.number("rotation_turn_length_seconds", least=1, most=_LONGEST_TURN)
    spans = tuple(span for one in layer.items("restrictions") for span in _restriction(one))
    return SourceLayer(
        slug(name) or slug(layer.text("id")) or "layer",
        name,
        max(begin, virtual),
        end,
        wall.reading(virtual, zone),
        length,
        tuple(members),
        spans or None,
    )


def _restriction(one: Cursor) -> list[WeekSpan]:
    """A stretch of every day, or one of every week, as stretches of the week."""
    start = _seconds(one.get("start_time_of_day"))
    length = one.number("duration_seconds", least=1, most=7 * DAY)
    kind = one.text("type")
    if kind == "daily_restriction":
        return [WeekSpan(day * DAY + start, min(length, DAY)) for day in range(7)]
    if kind == "weekly_restriction":
        day = one.number("start_day_of_week", least=1, most=7)
        return [WeekSpan((day - 1) * DAY + start, length)]
    raise one.refuse(say("`{kind}` is not a restriction that is known", kind=kind))


def _seconds(cursor: Cursor) -> int:
    parts = str(cursor.value).split(":")
    if len(parts) not in (2, 3) or not all(part.isdecimal() and len(part) == 2 for part in parts):
        raise cursor.refuse(say("a time of day is expected, like `09:00:00`"))
    hours, minutes, seconds = (*map(int, parts), 0)[:3]
    if hours > 23 or minutes > 59 or seconds > 59:
        raise cursor.refuse(say("a time of day is expected, like `09:00:00`"))
    return hours * 3600 + minutes * 60 + seconds


def _override(batch: Batch, one: Cursor) -> SourceOverride:
    user = one.get("user")
    person = batch.member(user, user.text("id"), user.text("summary", otherwise=""))
    start, end = one.instant("start"), one.instant("end")
    if end <= start:
        raise one.refuse(say("an override ends before it starts"))
    return SourceOverride(start, end, person)


def _rendered_overrides(schedule: Cursor) -> list[Cursor]:
    below = schedule.find("overrides_subschedule")
    return [] if below is None else below.items("rendered_schedule_entries")


def _rendered(batch: Batch, schedule: Cursor) -> list[DutyStretch]:
    """The shifts that the export shows; somebody whom no list has is known by their key."""
    final = schedule.find("final_schedule")
    found: list[DutyStretch] = []
    for entry in [] if final is None else final.items("rendered_schedule_entries"):
        user = entry.get("user")
        known = batch.people.find(user.text("id"), user.text("summary", otherwise=""))
        person = known.id if known else user.text("id")
        found.append((entry.instant("start"), entry.instant("end"), person))
    return found


def _clock(
    batch: Batch,
    schedule: Cursor,
    source: SourceRota,
    layers: Sequence[Cursor],
    rendered: Sequence[DutyStretch],
    notes: list[Sentence],
) -> SourceRota:
    """By whose clock restrictions are written: the schedule's, or that of whoever asked."""
    shifts = {_shift(layer, source.zone) for layer in layers if layer.items("restrictions")}
    shifts.discard(0)
    if not shifts:
        return source
    moved = source._replace(
        layers=tuple(
            layer
            if layer.spans is None
            else layer._replace(
                spans=tuple(
                    WeekSpan((span.start + _shift(at, source.zone)) % (7 * DAY), span.length)
                    for span in layer.spans
                )
            )
            for layer, at in zip(source.layers, layers, strict=True)
        )
    )
    if rendered:
        if _apart(batch, moved, rendered) < _apart(batch, source, rendered):
            notes.append(
                say("times of day are by the clock of whoever asked; the shifts shown tell so")
            )
            return moved
        return source
    batch.approximate(
        schedule,
        rules.OTHER_CLOCK,
        say(
            "`{name}` was asked for in another zone than `{zone}`, by which it is read",
            name=source.name,
            zone=source.zone,
        ),
    )
    return source


def _shift(layer: Cursor, zone: str) -> int:
    """How far the schedule's clock is ahead of the one that an instant is written by."""
    written = layer.text("rotation_virtual_start")
    at = layer.instant("rotation_virtual_start")
    return wall.offset(at, zone) - (_wall(written) - at)


def _wall(text: str) -> int:
    from govcheck.time.clock import parse_instant

    return parse_instant(text[:19] + "Z")


def _apart(batch: Batch, source: SourceRota, rendered: Sequence[DutyStretch]) -> int:
    start, end = min(one[0] for one in rendered), max(one[1] for one in rendered)
    try:
        had = duty_of(rota_of(source, batch.wishes.at), start, end)
    except NoSuchShift:
        return 0
    found = differences(joined(sorted(rendered)), had, start, end)
    return sum(right - left for left, right, _ in found)


def _escalation(batch: Batch, policy: Cursor) -> None:
    key, name = policy.text("id"), policy.text("name", "summary")
    id_ = batch.id_for("escalation", batch.origin("escalation", key), name, key)
    notes: list[Sentence] = []
    steps: list[dict[str, Any]] = []
    for number, rule in enumerate(policy.items("escalation_rules"), 1):
        targets = [one for target in rule.items("targets") for one in _target(batch, target, name)]
        delay = rule.number("escalation_delay_in_minutes", most=_LONGEST_DELAY)
        if not targets:
            batch.leave_out(
                rule,
                rules.NO_COUNTERPART,
                say("escalation `{name}` is not taken: step {number} tells nobody who is known",
                    name=name, number=number),
            )  # fmt: skip
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
        batch.leave_out(
            service,
            None,
            say("escalation `{name}` serves `{service}`: a decision says when it runs",
                name=name, service=service.text("summary", "id")),
        )  # fmt: skip


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
    said = batch.people.said(key, summary)
    if said == NOBODY:
        return []
    if said is not None and ":" in said:
        return [said]
    if kind in ("schedule", "schedule_v3"):
        found = [f"rota:{rota}" for rota in batch.rotas_of(key)]
    elif kind == "user":
        person = batch.people.find(key, summary)
        found = [] if person is None else [f"person:{person.id}"]
    else:
        found = []
    if not found:
        batch.leave_out(
            target,
            rules.UNKNOWN_PERSON,
            say("escalation `{name}` tells `{who}`, who is in no list", name=escalation,
                who=summary or key),
            say("say who is meant: `--map {name}=PERSON`, or `=nobody`", name=key),
        )  # fmt: skip
    return found

"""Exports of Opsgenie and of Jira Service Management, which continues it.

Rotations of a schedule that overlap are all on duty at once, so each becomes a rota. The delays of
an escalation count from its start, and rules with the same delay run together.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from govcheck.imports import opsgenie_escalations
from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch, UnknownMember, override_left_out, who_is
from govcheck.imports.cursor import Cursor, Unreadable
from govcheck.imports.directory import NOBODY
from govcheck.imports.remark import say
from govcheck.imports.shifts import DutyStretch, SourceLayer, SourceOverride, SourceRota, WeekSpan
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR, MINUTE

_UNITS: Final = {"hourly": HOUR, "daily": DAY, "weekly": 7 * DAY}
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def read(batch: Batch, files: Sequence[Cursor]) -> None:
    """Take what some files hold: people first, then schedules, then escalations."""
    things = [thing for file in files for thing in _things_in(batch, file)]
    users = [one for one in things if one.find("username", "accountId", "emailAddress") is not None]
    overrides = [one for one in things if _is_override(one)]
    rotations = [one for one in things if one.find("participants") is not None]
    schedules = [one for one in things if _is_schedule(one)]
    escalations = [one for one in things if one.find("rules") is not None]
    batch.attempt(users, lambda one: _user(batch, one))
    only = len(schedules) == 1
    batch.attempt(
        schedules,
        lambda one: _schedule(
            batch,
            one,
            [each for each in rotations if _belongs(each, one, only)],
            [each for each in overrides if _belongs(each, one, True)],
            only,
        ),
    )
    for one in rotations:
        if not any(_belongs(one, each, only) for each in schedules):
            said = say("a rotation does not say to which of the schedules it belongs")
            advice = say("import each schedule with its own rotations")
            batch.leave_out(one, rules.NO_COUNTERPART, said, advice)
    batch.attempt(escalations, lambda one: opsgenie_escalations.escalation(batch, one))
    known = {
        (one.source.path, one.pointer)
        for one in (*users, *schedules, *rotations, *overrides, *escalations)
    }
    for one in things:
        if (one.source.path, one.pointer) not in known:
            batch.leave_out(one, None, say("this is no user, schedule, override or escalation"))


def _things_in(batch: Batch, file: Cursor) -> list[Cursor]:
    """What a file holds: `data` or `values`, one or several, or a list without either."""
    more = _further(file)
    if more is not None:
        said = say("the export has more pages than this file: ask for all of them")
        batch.leave_out(more, rules.NO_COUNTERPART, said)
    held = file.find("data", "values") or file
    try:
        return held.items()
    except Unreadable:
        return [held]


def _further(file: Cursor) -> Cursor | None:
    """Where a file says that there is another page after it."""
    paging = file.find("paging", "links")
    following = None if paging is None else paging.find("next")
    if following is not None and following.value != "":
        return paging
    last = file.find("isLast")
    return last if last is not None and last.value is False else None


def _is_override(one: Cursor) -> bool:
    return one.find("alias") is not None or (
        one.find("user", "responder") is not None and one.find("startDate") is not None
    )


def _is_schedule(one: Cursor) -> bool:
    """Jira lists schedules without their rotations, unless they are asked for."""
    stated = one.find("rotations") is not None or one.find("timezone") is not None
    return stated and not _is_override(one) and one.find("rules") is None


def _belongs(one: Cursor, schedule: Cursor, otherwise: bool) -> bool:
    """Whether a rotation or an override is one of a schedule, as far as it says."""
    parent = one.find("_parent")
    key = "" if parent is None else parent.text("id", otherwise="")
    return schedule.text("id", otherwise="") == key if key else otherwise


def _user(batch: Batch, user: Cursor) -> None:
    key = user.text("id", "accountId")
    name = user.text("fullName", "displayName", "name", "username")
    if user.text("accountType", otherwise="") == "app":
        batch.leave_out(user, None, say("`{name}` is a program", name=name))
        return
    address = user.text("username", "emailAddress", "email", otherwise="")
    email = address if "@" in address else None
    fields: dict[str, Any] = {}
    if user.find("timeZone") is not None:
        fields["timezone"] = user.zone("timeZone")
    locale = user.text("locale", otherwise="").replace("_", "-").partition("-")[0].lower()
    if 2 <= len(locale) <= 3 and locale.isascii() and locale.isalpha():
        fields["languages"] = [locale]
    batch.person(user, key, name, email, fields, [address] if address else [])
    blocked = _blocked(user)
    if blocked is not None:
        said = say("`{name}` is blocked: set `active` where they are gone", name=name)
        batch.approximate(blocked, rules.BLOCKED, said)


def _blocked(user: Cursor) -> Cursor | None:
    """Where an export says that somebody's account is not in use."""
    for name, gone in (
        ("blocked", (True,)),
        ("active", (False,)),
        ("accountStatus", ("inactive", "closed")),
    ):
        stated = user.find(name)
        if stated is not None and stated.value in gone:
            return stated
    return None


def _schedule(
    batch: Batch,
    schedule: Cursor,
    listed: Sequence[Cursor],
    overrides: Sequence[Cursor],
    only: bool,
) -> None:
    key, name, zone = schedule.text("id"), schedule.text("name"), schedule.zone("timezone")
    rotations = [*schedule.items("rotations"), *listed]
    enabled = schedule.find("enabled")
    if enabled is not None and enabled.value is False:
        batch.leave_out(schedule, None, say("schedule `{name}` is switched off", name=name))
        return
    if schedule.find("rotations") is None and not rotations:
        said = say("schedule `{name}` comes without its rotations", name=name)
        advice = say("ask for them, too, and import them with it")
        batch.leave_out(schedule, rules.NO_COUNTERPART, said, advice)
        return
    names = {one.text("id") for one in rotations}
    if len(rotations) > 1:
        said = say("rotations of `{name}` are on duty at the same time: each is a rota", name=name)
        batch.leave_out(schedule, None, said)
    for rotation in rotations:
        label = rotation.text("name", otherwise="") or rotation.text("id")
        try:
            _rotation(batch, rotation, key, name, zone, label, len(rotations) > 1,
                      _overrides(batch, overrides, rotation.text("id"), names, only))  # fmt: skip
        except UnknownMember as error:
            said = say(
                "rotation `{name}` is not taken: nobody in a list of people is `{who}`",
                name=label, who=error.who,
            )  # fmt: skip
            batch.left_out.append(error.instead_of(said))
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
        sure = only or one.find("_parent") is not None
        if (meant and rotation not in meant) or (not meant and not sure):
            if not meant:
                override_left_out(batch, one)
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
    return batch.member(one, *_named(one))


def _named(one: Cursor) -> list[str]:
    """What a participant may be called; a team that was given by hand has no more than a name."""
    stated = (one.text(field, otherwise="") for field in ("id", "username", "name"))
    return [name for name in stated if name]


def _rotation(
    batch: Batch,
    rotation: Cursor,
    key: str,
    name: str,
    zone: str,
    label: str,
    several: bool,
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
        named = _named(one)
        if kind in ("team", "escalation") and batch.people.said(*named) is None:
            who = named[0] if named else "?"
            said = say(
                "rotation `{name}` is not taken: {kind} `{who}` is on shift, and no person",
                name=label, kind=kind, who=who,
            )  # fmt: skip
            batch.leave_out(one, rules.NOT_A_PERSON, said, who_is(who))
            return
        members.append(_participant(batch, one))
        if members[-1] == NOBODY:
            said = say("rotation `{name}` has a gap that is meant: `nobody`", name=label)
            batch.leave_out(one, None, said)
    if not members:
        batch.leave_out(rotation, None, say("rotation `{name}` has no participants", name=label))
        return
    turns = rotation.text("type")
    unit = _UNITS.get(turns.lower())
    if unit is None:
        said = say("`{kind}` is not a length of turns that is known", kind=turns)
        raise rotation.get("type").refuse(said)
    if rotation.find("length"):
        unit *= rotation.number("length", least=1, most=1000)
    origin_key = f"{key}/{rotation.text('id')}"
    layer = SourceLayer(
        "turns",
        label,
        begin,
        end,
        wall.reading(begin, zone),
        unit,
        tuple(members),
        tuple(_restrictions(rotation)) or None,
    )
    title = name.removesuffix("_schedule")
    shown = f"{title}: {label}" if several else title
    id_ = batch.id_for("rota", batch.origin("schedule", origin_key), shown, label)
    source = SourceRota(id_, shown, zone, (layer,), tuple(overrides))
    if layer.spans is not None and overrides:
        said = say(
            "overrides of `{name}` count for their whole time, also outside its hours", name=shown
        )
        batch.leave_out(rotation, None, said)
    batch.rota(rotation, key, origin_key, source, _rendered(batch, rotation))


def _rendered(batch: Batch, rotation: Cursor) -> list[DutyStretch]:
    return [
        (one.instant("startDate"), one.instant("endDate"), _participant(batch, person))
        for one in rotation.items("periods")
        if (person := one.find("recipient", "responder")) is not None
    ]


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

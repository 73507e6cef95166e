"""Effects, edits and incidents by their technical names, for whoever looks closer."""

import json
from typing import Final, NamedTuple

from govcheck.change.edit import Edit
from govcheck.change.effect import ORDER, Effect, EffectClass
from govcheck.change.incidents import WORDS, OutcomeChange, Redecided
from govcheck.papers.change.excerpts import excerpts
from govcheck.prove.replay import stateable
from govcheck.render.page.names import way_name
from govcheck.time.clock import format_instant, tzdata_version
from govcheck.tongue import Tongue
from govcheck.workspace.diff import Diff

_MOST_LETTERS: Final = 60


class LocatedEffect(NamedTuple):
    """An effect with where it comes from."""

    effect: Effect
    where: str | None
    """`path:line`."""


def by_class(diff: Diff) -> dict[EffectClass, list[LocatedEffect]]:
    """The effects in the order in which they are told; classes without any are left out."""
    found: dict[EffectClass, list[LocatedEffect]] = {}
    for effect, span in zip(diff.change.effects, diff.spans, strict=True):
        where = None if span is None else f"{span.path}:{span.line}"
        found.setdefault(effect.kind, []).append(LocatedEffect(effect, where))
    return {kind: found[kind] for kind in ORDER if kind in found}


def proof(diff: Diff, tongue: Tongue) -> str:
    """What the absence of an effect rests on."""
    start, end = diff.change.comparison.horizon
    zone = zone_of(diff)
    said = tongue.say(
        "It is proved: every incident and every instant from {first} to {last} was compared.",
        first=tongue.day(start, zone), last=tongue.day(end, zone),
    )  # fmt: skip
    holidays = "" if diff.holidays is None else f", holidays {diff.holidays}"
    return f"{said} (tzdata {tzdata_version()}{holidays})"


def zone_of(diff: Diff) -> str:
    """The organisation's zone."""
    return diff.change.comparison.head.program.roster.timezone


def before_after(effect: Effect, tongue: Tongue, letters: int | None = None) -> str:
    """`sev2 -> sev3`; each side in so many letters at most."""
    if effect.doubt is not None and effect.before is None and effect.after is None:
        return tongue.say("could not be compared")
    nothing = tongue.say("nothing")
    sides = [tongue.text(one or nothing) for one in without_addresses(effect, tongue)]
    return " -> ".join(sides if letters is None else excerpts(sides[0], sides[1], letters))


def without_addresses(effect: Effect, tongue: Tongue) -> tuple[str | None, str | None]:
    """Both sides of an effect; how somebody is reached without the numbers, which are not posted.

    Where the ways are the same, the latter is said to be another.
    """
    sides = effect.before, effect.after
    if not (effect.subject.startswith("person/") and effect.subject.endswith("/contacts")):
        return sides
    ways = [
        one and ", ".join(way_name(each.partition(" ")[0], tongue) for each in one.split(", "))
        for one in sides
    ]
    if ways[0] == ways[1] and ways[1] is not None:
        ways[1] = tongue.say("{ways}, with another address", ways=ways[1])
    return ways[0], ways[1]


def detail(effect: Effect, zone: str, tongue: Tongue) -> str | None:
    """Which incidents, or which time on the organisation's clock, it is about."""
    if effect.doubt is not None:
        doubt = tongue.text(effect.doubt)
        return tongue.say("counts as a change: {doubt}", doubt=doubt)
    if effect.region is not None:
        if effect.region == "every incident":
            return tongue.say("every incident")
        return tongue.say("for {region}", region=tongue.text(effect.region))
    if effect.intervals:
        start, end = effect.intervals[0]
        more = len(effect.intervals) - 1
        total = tongue.duration(sum(last - first for first, last in effect.intervals))
        times = tongue.say(
            "{start} to {end}", start=format_instant(start, zone), end=format_instant(end, zone)
        )
        if more:
            times = tongue.say("{times} and {count} more times", times=times, count=more)
        return f"{times}, {tongue.say('{time} in all', time=total)}"
    return None


def command(effect: Effect, zone: str) -> str | None:
    """An incident that shows it, as facts for `simulate`."""
    if effect.witness is None or not effect.witness.facts:
        return None
    facts = " ".join(
        f"{name}={_value(value)}" for name, value in stateable(effect.witness.facts).items()
    )
    return f"{format_instant(effect.witness.detected_at, zone)} {facts}"


def _value(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value).lower()


def edit_in_full(edit: Edit, tongue: Tongue) -> str:
    """`changed decision/severity /rules/0/then: sev2 -> sev3`."""
    done = {
        "added": tongue.say("added"),
        "removed": tongue.say("removed"),
        "changed": tongue.say("changed"),
        "moved": tongue.say("moved"),
    }[edit.change]
    where = f"{done} {edit.document} {edit.pointer}".rstrip()
    if edit.document.startswith("person/") and edit.pointer.startswith("/contacts"):
        return where
    if edit.change == "added":
        return f"{where}: {_short(None, edit.after)[1]}" if edit.pointer else where
    if edit.change == "removed":
        return f"{where}: {_short(edit.before, None)[0]}" if edit.pointer else where
    return f"{where}: {' -> '.join(_short(edit.before, edit.after))}"


def _short(before: object, after: object) -> tuple[str, str]:
    """Two values in so many letters each, with what tells them apart."""
    ours, theirs = (_json(one) for one in (before, after))
    if ours == theirs and type(before) is not type(after):  # a text that looks like another value
        ours, theirs = (json.dumps(one, ensure_ascii=False) for one in (before, after))
    return excerpts(ours, theirs, _MOST_LETTERS)


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def effect_in_full(
    told: LocatedEffect, zone: str, tongue: Tongue, letters: int | None = None
) -> str:
    """`lowers-severity decision/severity: sev2 -> sev3, for topics has safety, path:line`."""
    effect = told.effect
    said = [f"{effect.effect} {effect.subject}: {before_after(effect, tongue, letters)}"]
    more = (detail(effect, zone, tongue), told.where)
    return ", ".join([*said, *(one for one in more if one is not None)])


def incident_in_full(one: Redecided, tongue: Tongue) -> str:
    """An incident with everything that is not the same on both sides."""
    parts = [f"{one.incident.id}: {redecided_in_words(one, tongue)}"]
    more = [*map(tongue.text, one.unreadable)]
    more += [outcome_change(change, tongue) for change in one.changes]
    if more and not one.decisions and one.changes:  # "decided alike, but: ..."
        parts, more = [f"{parts[0]} {more[0]}"], more[1:]
    return "; ".join([*parts, *more])


def redecided_in_words(one: Redecided, tongue: Tongue) -> str:
    """`severity sev2 -> sev3, escalation crisis -> urgent`, or that it is decided alike."""
    if not one.decisions:
        return tongue.say("decided alike, but:") if one.changes else tongue.say("decided alike")
    nothing = tongue.say("nothing")
    return ", ".join(
        f"{name} {', '.join(before) or nothing} -> {', '.join(after) or nothing}"
        for name, before, after in one.decisions
    )


def outcome_change(change: OutcomeChange, tongue: Tongue) -> str:
    """`product-safety/holding is due: 2026-03-14T23:40:00+01:00 -> 2026-03-15T02:40:00+01:00`."""
    never = tongue.say("not")
    before, after = (tongue.text(one or never) for one in (change.before, change.after))
    return f"{tongue.text(change.subject)} {tongue.text(WORDS[change.facet])}: {before} -> {after}"

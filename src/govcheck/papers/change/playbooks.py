"""What becomes of a playbook, in sentences."""

from collections.abc import Iterator
from typing import Any, Final

from govcheck.change.effect import Effect, EffectClass, worst
from govcheck.duty.resolve import holders
from govcheck.papers.change.statement import (
    ComparedRow,
    Fields,
    Statement,
    Voice,
    by_id,
    differing,
)
from govcheck.targets import read_target
from govcheck.time.working_days import WorkingDays, parse_deadline

_MOST_HOLDERS: Final = 3


def playbook(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """Actions, approvals, and what must not be said."""
    name = voice.document(f"playbook/{new['id']}")
    yield from _forbidden(voice, old, new, name)
    yield from _approvals(voice, old, new, name, effects)
    yield from _actions(voice, old, new, name)


def _forbidden(voice: Voice, old: Fields, new: Fields, name: str) -> Iterator[Statement]:
    field = "forbidden_until_approved"
    before, after = (one.get(field, []) for one in (old, new))
    say = voice.tongue.say
    states = say("allowed"), say("forbidden until it is approved")
    sides: tuple[tuple[EffectClass, Any, Any], ...]
    sides = ("stricter", after, before), ("weaker", before, after)
    for kind, texts, others in sides:
        for position, text in enumerate(texts):
            if text in others:
                continue
            what = _prose(voice, text)
            if kind == "stricter":
                said = say(
                    "forbidden until approved by {who} ({playbook}): {what}",
                    who=_all_approvers(voice, new), playbook=name, what=what,
                )  # fmt: skip
            else:
                said = say(
                    "no longer forbidden before anybody agrees ({playbook}): {what}",
                    playbook=name, what=what,
                )  # fmt: skip
            row = ComparedRow(kind, what, *(states if kind == "stricter" else states[::-1]))
            subjects = frozenset({f"playbook/{new['id']}/{field}"})
            yield Statement(said, (f"/{field}/{position}",), kind, (row,), subjects)


def _approvals(
    voice: Voice, old: Fields, new: Fields, name: str, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    ours, theirs = by_id(old.get("approvals")), by_id(new.get("approvals"))
    say = voice.tongue.say
    for id_ in {**ours, **theirs}:
        subject = f"playbook/{new['id']}/{id_}"
        if id_ not in theirs:
            position, approval = ours[id_]
            said = say(
                "statements on {playbook} no longer need the approval of {who}",
                playbook=name, who=voice.agreement(approval["by"]),
            )  # fmt: skip
            yield Statement(said, (f"/approvals/{position}",), "weaker")
        elif id_ not in ours:
            position, approval = theirs[id_]
            said = say(
                "statements on {playbook} may need the approval of {who}",
                playbook=name, who=voice.agreement(approval["by"]),
            )  # fmt: skip
            yield Statement(said, (f"/approvals/{position}",))
        elif ours[id_][1]["by"] != theirs[id_][1]["by"]:
            position, approval = ours[id_]
            before, after = approval["by"], theirs[id_][1]["by"]
            said = _consent(voice, before, after, name)
            row = ComparedRow(
                worst(one.kind for one in effects if one.subject == subject),
                say("Who must agree"),
                voice.agreement(before),
                voice.agreement(after),
                (name,),
            )
            covers = (f"/approvals/{position}/by",)
            yield Statement(said, covers, None, (row,), frozenset({subject}))


def _consent(voice: Voice, before: Any, after: Any, name: str) -> str:
    """Who is left out of those who must all agree, or comes to them."""
    ours, theirs = _parts(before), _parts(after)
    say = voice.tongue.say
    lost = [one for one in ours if one not in theirs]
    came = [one for one in theirs if one not in ours]
    if ours and theirs and lost and not came:
        return say(
            "statements on {playbook} no longer need the approval of {lost}, only of {rest}",
            playbook=name, lost=_all(voice, lost), rest=_all(voice, theirs),
        )  # fmt: skip
    if ours and theirs and came and not lost:
        return say(
            "statements on {playbook} also need the approval of {came}, not only of {rest}",
            playbook=name, came=_all(voice, came), rest=_all(voice, ours),
        )  # fmt: skip
    stood, stand = voice.agreements(before, after)
    return say(
        "statements on {playbook} need the approval of {after} instead of {before}",
        playbook=name, before=stood, after=stand,
    )  # fmt: skip


def _parts(by: Any) -> list[Any]:
    """All who must agree; empty where some of them are enough."""
    if isinstance(by, str):
        return [by]
    found = by.get("all_of", ()) if isinstance(by, dict) else ()
    return list(found)


def _all(voice: Voice, parts: list[Any]) -> str:
    return voice.tongue.all_of([_with_people(voice, one) for one in parts])


def _with_people(voice: Voice, by: Any) -> str:
    """Who must agree, and behind a role those who have it."""
    said = voice.agreement(by)
    if not isinstance(by, str) or read_target(by).kind not in ("role", "team"):
        return said
    found = holders(voice.comparison.head.program.roster, by)
    if not 0 < len(found) <= _MOST_HOLDERS:
        return said
    return f"{said} ({voice.people(found)})"


def _all_approvers(voice: Voice, new: Fields) -> str:
    found = [voice.agreement(one["by"]) for one in new.get("approvals", ())]
    return voice.tongue.all_of(list(dict.fromkeys(found))) or voice.tongue.say("all")


def _actions(voice: Voice, old: Fields, new: Fields, name: str) -> Iterator[Statement]:
    ours, theirs = by_id(old["actions"]), by_id(new["actions"])
    say = voice.tongue.say
    for id_ in {**ours, **theirs}:
        position, action = ours.get(id_) or theirs[id_]
        what = say("“{task}” ({playbook})", task=_prose(voice, action["do"]), playbook=name)
        pointer = f"/actions/{position}"
        if id_ not in theirs:
            yield Statement(say("nobody owes any more: {what}", what=what), (pointer,), "weaker")
        elif id_ not in ours:
            said = say(
                "also to be done, by {who}: {what}", who=voice.target(action["owed_by"]), what=what
            )
            yield Statement(said, (f"/actions/{theirs[id_][0]}",), "stricter")
        else:
            yield from _action(voice, action, theirs[id_][1], what, pointer)


def _action(voice: Voice, old: Fields, new: Fields, what: str, pointer: str) -> Iterator[Statement]:
    for field in differing(old, new):
        covers = (f"{pointer}/{field}",)
        before, after = old.get(field), new.get(field)
        if field == "within":
            text, kind = _within(voice, before, after, what)
            yield Statement(text, covers, kind)
        else:
            said = _otherwise(voice, field, before, after, what)
            if said is not None:
                yield Statement(said, covers)


def _within(
    voice: Voice, before: str | None, after: str | None, what: str
) -> tuple[str, EffectClass | None]:
    """A deadline that is longer or shorter, comes or goes."""
    say = voice.tongue.say
    if after is None:
        return say("{what} has no deadline any more", what=what), "weaker"
    becomes = parse_deadline(after)
    said = voice.duration(becomes)
    if before is None:
        return say("{what} must be done within {after}", what=what, after=said), "stricter"
    was = parse_deadline(before)
    values = {"what": what, "before": voice.duration(was), "after": said}
    if isinstance(was, WorkingDays) != isinstance(becomes, WorkingDays):
        return say("{what} has {after} instead of {before}", **values), None
    if becomes > was:  # type: ignore[operator] # both are of one sort
        return say("{what} may take {after} instead of {before}", **values), "weaker"
    return say("{what} must be done within {after} instead of {before}", **values), "stricter"


def _otherwise(voice: Voice, field: str, before: Any, after: Any, what: str) -> str | None:
    """Another value of a field of an action; None where no sentence is about it."""
    say = voice.tongue.say
    if field in ("owed_by", "drafted_by") and before and after:
        values = {"what": what, "before": voice.target(before), "after": voice.target(after)}
        if field == "owed_by":
            return say("{what} is owed by {after} instead of {before}", **values)
        return say("{what} is drafted by {after} instead of {before}", **values)
    if field == "needs" and not after:
        return say("{what} needs nobody's approval any more", what=what)
    if field == "needs" and not before:
        return say("{what} needs approval now", what=what)
    if field == "do":
        return say("{what} now says: {after}", what=what, after=_prose(voice, after))
    known = {
        "needs": say("{what} needs other approvals than before", what=what),
        "when": say("{what} is owed in other cases than before", what=what),
        "after": say("{what} waits for other tasks than before", what=what),
        "calendar": say("the time for {what} is counted otherwise", what=what),
        "clock": say("the time for {what} is counted otherwise", what=what),
    }
    return known.get(field)


def _prose(voice: Voice, text: Any) -> str:
    """A text of the policy in the tongue's language, or in the first one that it has."""
    if isinstance(text, dict):
        known = text.get(voice.tongue.language)
        return str(known if known is not None else next(iter(text.values()), ""))
    return str(text)

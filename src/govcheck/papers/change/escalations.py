"""What becomes of an escalation, in sentences."""

from collections.abc import Iterator

from govcheck.change.effect import Effect
from govcheck.papers.change.statement import ComparedRow, Fields, Statement, Voice, by_id, differing
from govcheck.time.clock import parse_duration


def escalation(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """Steps, how often they run, and who is told when nobody answers."""
    name = voice.document(f"escalation/{new['id']}")
    say = voice.tongue.say
    ours, theirs = by_id(old["steps"]), by_id(new["steps"])
    for id_ in {**ours, **theirs}:
        position, step = ours.get(id_) or theirs[id_]
        pointer = f"/steps/{position}"
        if id_ not in theirs:
            text = say(
                "not told any more: {who} ({escalation})", who=who(voice, step), escalation=name
            )
            yield Statement(text, (pointer,), "weaker")
        elif id_ not in ours:
            text = say("told as well: {who} ({escalation})", who=who(voice, step), escalation=name)
            yield Statement(text, (f"/steps/{theirs[id_][0]}",))
        elif step != theirs[id_][1]:
            subject = f"escalation/{new['id']}/{id_}"
            yield from _step(voice, step, theirs[id_][1], name, pointer, subject)
    if old.get("repeat") != new.get("repeat"):
        text = say(
            "the steps are repeated {after} times instead of {before} ({escalation})",
            before=old.get("repeat", 0), after=new.get("repeat", 0), escalation=name,
        )  # fmt: skip
        yield Statement(text, ("/repeat",))
    if old["last_resort"] != new["last_resort"]:
        text = say(
            "{after} is the last resort instead of {before} ({escalation})",
            before=voice.target(old["last_resort"]), after=voice.target(new["last_resort"]),
            escalation=name,
        )  # fmt: skip
        yield Statement(text, ("/last_resort",))
    promised, promises = old.get("acknowledge_within"), new.get("acknowledge_within")
    if promised != promises:
        before, after = (
            voice.duration(None if one is None else parse_duration(one))
            for one in (promised, promises)
        )
        text = say(
            "somebody has been told within {after} instead of {before} ({escalation})",
            before=before, after=after, escalation=name,
        )  # fmt: skip
        yield Statement(text, ("/acknowledge_within",))


def who(voice: Voice, step: Fields) -> str:
    """Everybody whom a step tells."""
    targets = [voice.target(one) for one in step.get("notify", ())]
    if step.get("convene"):
        targets.append(voice.document(f"council/{step['convene']}"))
    return voice.tongue.all_of(targets)


def _step(
    voice: Voice, old: Fields, new: Fields, name: str, pointer: str, subject: str
) -> Iterator[Statement]:
    fields = differing(old, new)
    told = who(voice, new)
    say = voice.tongue.say
    before, after = (voice.ways(one.get("via", [])) for one in (old, new))
    was, becomes = (one.get("via") or () for one in (old, new))
    less = len(was) > len(becomes) or not {*was} <= {*becomes}
    way = ""
    rows = []
    if "via" in fields:
        way = say("by {after} instead of {before}", before=before, after=after)
        rows.append(
            ComparedRow(
                "weaker" if less else "stricter", say("{who} told by", who=told), before, after
            )
        )
    if "always" in fields:
        lost = not new.get("always")
        states = say("still told"), say("not told")
        rows.append(
            ComparedRow(
                "weaker" if lost else "stricter",
                say("{who}, once somebody has answered", who=told),
                *(states if lost else states[::-1]),
            )
        )
        if lost and way:
            text = say(
                "{who} may not hear of it ({escalation}): told {way},"
                " and not at all once somebody has answered",
                who=told, escalation=name, way=way,
            )  # fmt: skip
        elif lost:
            text = say(
                "{who} may not hear of it ({escalation}): not told once somebody has answered",
                who=told, escalation=name,
            )  # fmt: skip
        else:
            text = say(
                "told even if somebody has answered: {who} ({escalation})",
                who=told, escalation=name,
            )  # fmt: skip
    elif way:
        text = say("told {way}: {who} ({escalation})", who=told, way=way, escalation=name)
    elif "notify" in fields or "convene" in fields:
        text = say(
            "told instead of {before}: {after} ({escalation})",
            before=who(voice, old), after=told, escalation=name,
        )  # fmt: skip
    elif "wait" in fields:
        waits = (voice.duration(parse_duration(str(one.get("wait", "0m")))) for one in (old, new))
        before, after = waits
        text = say(
            "the step after “{who}” comes after {after} instead of {before} ({escalation})",
            who=told, before=before, after=after, escalation=name,
        )  # fmt: skip
    elif "when" in fields:
        text = say(
            "told in other cases than before: {who} ({escalation})", who=told, escalation=name
        )
    else:
        text = say("told in another way: {who} ({escalation})", who=told, escalation=name)
    full = {*fields} <= {"via", "always", "wait"}
    subjects = frozenset({subject}) if rows and full else frozenset[str]()
    yield Statement(text, (pointer,), None, tuple(rows), subjects)

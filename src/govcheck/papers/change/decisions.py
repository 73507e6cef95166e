"""What becomes of a decision's rules, in sentences."""

from collections.abc import Iterator
from typing import Any

from govcheck.change.effect import Effect
from govcheck.papers.change.conditions import LIMITS, conditions, fact_of, value_in_words
from govcheck.papers.change.statement import Fields, Statement, Voice, by_id, differing

_SAYS_NOTHING = ("because", "review_by")
"""Fields of a rule that no incident depends on."""


def decision(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """Each rule that is another, comes or goes."""
    ours, theirs = by_id(old["rules"]), by_id(new["rules"])
    renamed = _renamed(old, new)
    for name, (position, rule) in ours.items():
        covers = (f"/rules/{position}",)
        if name in renamed:
            continue
        if name not in theirs:
            text = voice.tongue.say(
                "no rule says any more: {what}", what=_conclusion(voice, old, rule)
            )
            yield Statement(text, covers)
        else:
            yield from _changed(voice, old, rule, theirs[name][1], covers, effects)
    for name, (position, rule) in theirs.items():
        if name not in ours and name not in renamed.values():
            text = voice.tongue.say("a new rule: {what}", what=_conclusion(voice, new, rule))
            yield Statement(text, (f"/rules/{position}",))
    if old.get("otherwise") != new.get("otherwise"):
        before, after = (_result(voice, one, one.get("otherwise")) for one in (old, new))
        text = voice.tongue.say(
            "a mention that no rule of {decision} is about counts as {after} instead of {before}",
            decision=voice.head.decision(str(old["decides"])),
            before=before,
            after=after,
        )
        yield Statement(text, ("/otherwise",))
    if old.get("hit_policy") != new.get("hit_policy"):
        text = voice.tongue.say(
            "of several rules of {decision} that match, another one counts",
            decision=voice.head.decision(str(old["decides"])),
        )
        yield Statement(text, ("/hit_policy",))


def rewording(voice: Voice, old: Fields, new: Fields) -> list[str]:
    """What is only called otherwise, or has another reason."""
    ours, theirs = by_id(old["rules"]), by_id(new["rules"])
    pairs = [*_renamed(old, new).items(), *((one, one) for one in ours if one in theirs)]
    both = names = reasons = 0
    for one, other in pairs:
        reason = ours[one][1].get("because") != theirs[other][1].get("because")
        both += one != other and reason
        names += one != other and not reason
        reasons += one == other and reason
    tongue = voice.tongue
    said = {
        tongue.count(
            "one rule has another name and another reason",
            "{count} rules have other names and other reasons",
            both,
        ): both,
        tongue.count("one rule has another name", "{count} rules have other names", names): names,
        tongue.count(
            "one rule has another reason", "{count} rules have other reasons", reasons
        ): reasons,
    }
    return [text for text, count in said.items() if count]


def _renamed(old: Fields, new: Fields) -> dict[str, str]:
    """Rules that say the same by another id."""
    ours, theirs = by_id(old["rules"]), by_id(new["rules"])
    found: dict[str, str] = {}
    for name, (_, rule) in ours.items():
        if name in theirs:
            continue
        for other, (_, same) in theirs.items():
            fresh = other not in ours and other not in found.values()
            if fresh and (rule["when"], rule["then"]) == (same["when"], same["then"]):
                found[name] = other
                break
    return found


def _changed(
    voice: Voice,
    document: Fields,
    old: Fields,
    new: Fields,
    covers: tuple[str, ...],
    effects: tuple[Effect, ...],
) -> Iterator[Statement]:
    fields = [one for one in differing(old, new) if one not in _SAYS_NOTHING]
    if not fields:
        return
    tongue = voice.tongue
    if fields == ["then"]:
        text = tongue.say(
            "a mention counts as {after} instead of {before} if {conditions}",
            conditions=conditions(voice, old["when"]),
            before=_result(voice, document, old["then"]),
            after=_result(voice, document, new["then"]),
        )
        yield Statement(text, covers)
        return
    tests = differing(old["when"], new["when"]) if fields == ["when"] else ()
    if len(tests) == 1:
        said = _number(voice, document, old, new, tests[0])
        said = said or _order(voice, document, old, new, tests[0], effects)
        if said is not None:
            yield Statement(said, covers)
            return
    text = tongue.say(
        "{what}, and no longer: {before}",
        what=_conclusion(voice, document, new),
        before=_conclusion(voice, document, old),
    )
    yield Statement(text, covers)


def _number(voice: Voice, document: Fields, old: Fields, new: Fields, name: str) -> str | None:
    """Another number in the test of one fact."""
    before, after = _limit(old["when"].get(name)), _limit(new["when"].get(name))
    fact = fact_of(voice, name)
    if before is None or after is None or before[0] != after[0]:
        return None
    if isinstance(before[1], bool) or not isinstance(before[1], int | float):
        return None
    if isinstance(after[1], bool) or not isinstance(after[1], int | float):
        return None
    tongue = voice.tongue
    noun = "" if fact is None or fact.unit else f" {voice.head.fact(fact)}"
    values = {
        "what": _counts(voice, document, new["then"]),
        "before": tongue.number(before[1]),
        "after": f"{value_in_words(voice, fact, after[1])}{noun}",
    }
    how = before[0]
    if how == "at_least":
        said = tongue.say("{what} from {after} instead of {before}", **values)
    elif how == "more_than":
        said = tongue.say("{what} above {after} instead of {before}", **values)
    elif how == "at_most":
        said = tongue.say("{what} up to {after} instead of {before}", **values)
    else:
        said = tongue.say("{what} below {after} instead of {before}", **values)
    return _if(voice, said, conditions(voice, new["when"], without=name))


def _limit(test: Any) -> tuple[str, Any] | None:
    """The one limit of a test."""
    if not isinstance(test, dict) or len(test) != 1:
        return None
    ((how, value),) = test.items()
    return (how, value) if how in LIMITS else None


def _order(
    voice: Voice,
    document: Fields,
    old: Fields,
    new: Fields,
    name: str,
    effects: tuple[Effect, ...],
) -> str | None:
    """Fewer or more values of an ordered fact, and what becomes of those."""
    fact = fact_of(voice, name)
    if fact is None or not fact.ordered or fact.type == "share":
        return None
    before, after = (_accepted(fact.values, one["when"].get(name)) for one in (old, new))
    if before is None or after is None:
        return None
    lost = [one for one in fact.values if one in before and one not in after]
    came = [one for one in fact.values if one in after and one not in before]
    moved = lost or came
    if not moved or (lost and came):
        return None
    results = {
        (one.before, one.after)
        for one in effects
        if one.decision == document["decides"] and one.before and one.after
    }
    if len(results) != 1:
        return None
    ((was, becomes),) = results
    tongue = voice.tongue
    values = tongue.any_of([value_in_words(voice, fact, one) for one in moved])
    called = f"{voice.head.fact(fact)} {values}"
    others = conditions(voice, old["when"], without=name)
    said = tongue.say(
        "a mention counts as {after} instead of {before} if {conditions}",
        conditions=tongue.all_of([one for one in (others, called) if one]),
        before=_result(voice, document, was),
        after=_result(voice, document, becomes),
    )
    if lost and after:
        first = value_in_words(voice, fact, min(after, key=fact.values.index))
        said = tongue.say(
            "{what}, until {fact} is {value}", what=said, fact=voice.head.fact(fact), value=first
        )
    return said + _escalated(voice, effects)


def _escalated(voice: Voice, effects: tuple[Effect, ...]) -> str:
    """Who is called instead, where that is the same for all of it."""
    pairs = {
        (one.before, one.after)
        for one in effects
        if one.decision == "escalation" and one.before and one.after
    }
    if len(pairs) != 1:
        return ""
    ((before, after),) = pairs
    return "; " + voice.tongue.say(
        "the escalation {before} does not begin, but {after}",
        before=voice.base.result("escalation", before or ""),
        after=voice.head.result("escalation", after or ""),
    )


def _accepted(values: tuple[str, ...], test: Any) -> set[str] | None:
    """The values of an ordered fact that meet a test; None where it is another sort of test."""
    if test is None:
        return None
    if isinstance(test, str):
        return {test} & {*values}
    if isinstance(test, list):
        return {*test} & {*values}
    limit = _limit(test)
    if limit is None or limit[1] not in values:
        return None
    at = values.index(limit[1])
    return {
        "at_least": {*values[at:]},
        "more_than": {*values[at + 1 :]},
        "at_most": {*values[: at + 1]},
        "less_than": {*values[:at]},
    }[limit[0]]


def _conclusion(voice: Voice, document: Fields, rule: Fields) -> str:
    said = _counts(voice, document, rule["then"])
    return _if(voice, said, conditions(voice, rule["when"]))


def _if(voice: Voice, said: str, more: str) -> str:
    return (
        voice.tongue.say("{what} (if {conditions})", what=said, conditions=more) if more else said
    )


def _counts(voice: Voice, document: Fields, then: Any) -> str:
    return voice.tongue.say("a mention counts as {result}", result=_result(voice, document, then))


def _result(voice: Voice, document: Fields, result: Any) -> str:
    listed = result if isinstance(result, list) else [result]
    names = (voice.head.result(str(document["decides"]), str(one)) for one in listed)
    return ", ".join(names) or voice.tongue.say("nothing")

"""What becomes of change control and of the levels of checks, in sentences."""

from collections.abc import Iterator

from govcheck.change.effect import Effect, worst
from govcheck.change.effects.promises import levels_of
from govcheck.papers.change.statement import ComparedRow, Fields, Statement, Voice, by_id
from govcheck.papers.gate.sentences import effect_in_words


def control(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """Rules that ask for something else, are about something else, come or go."""
    ours, theirs = by_id(old["rules"]), by_id(new["rules"])
    say = voice.tongue.say
    for id_ in {**ours, **theirs}:
        position, rule = ours.get(id_) or theirs[id_]
        pointer = f"/rules/{position}"
        subject = frozenset({f"change-control/{new['id']}/{id_}"})
        about = _about(voice, rule)
        if id_ not in theirs:
            text = say(
                "{what}: nobody is asked by a rule of its own any more, before it was {before}",
                what=about, before=voice.agreement(rule["requires"]),
            )  # fmt: skip
            yield Statement(text, (pointer,))
            continue
        becomes = theirs[id_][1]
        if id_ not in ours:
            text = say(
                "{what}: {after} must approve", what=about, after=voice.agreement(rule["requires"])
            )
            yield Statement(text, (f"/rules/{theirs[id_][0]}",))
            continue
        if rule["requires"] != becomes["requires"]:
            before, after = voice.agreements(rule["requires"], becomes["requires"])
            text = say(
                "{what}: {after} must approve, before it was {before}",
                what=about, before=before, after=after,
            )  # fmt: skip
            before, after = (voice.agreement(one["requires"]) for one in (rule, becomes))
            kind = worst(one.kind for one in effects if one.subject in subject)
            rows = (ComparedRow(kind, say("Who must approve"), before, after, (about,)),)
            yield Statement(text, (f"{pointer}/requires",), kind, rows, subject)
        if rule["when"] != becomes["when"]:
            text = say("{what}: it is about other changes than before", what=about)
            yield Statement(text, (f"{pointer}/when",))
    before, after = old["otherwise"]["requires"], new["otherwise"]["requires"]
    if before != after:
        said = voice.agreements(before, after)
        text = say(
            "changes that no rule is about: {after} must approve, before it was {before}",
            before=said[0], after=said[1],
        )  # fmt: skip
        yield Statement(text, ("/otherwise",))
    if old.get("objections") != new.get("objections"):
        blocks = new.get("objections") == "block"
        text = (
            say("whoever asks for changes is in the way of a merge")
            if blocks
            else say("whoever asks for changes is not in the way of a merge any more")
        )
        yield Statement(text, ("/objections",), "stricter" if blocks else "weaker")


def _about(voice: Voice, rule: Fields) -> str:
    """A rule by its reason, or by what it is about."""
    because = rule.get("because")
    if isinstance(because, dict):
        because = because.get(voice.tongue.language) or next(iter(because.values()), None)
    if because:
        return voice.tongue.say("“{words}”", words=because)
    when = rule["when"]
    said = [effect_in_words(voice.tongue, one) for one in when.get("effects", ())]
    said += [str(one) for field in ("kinds", "paths") for one in when.get(field, ())]
    return voice.tongue.any_of(said) or voice.tongue.say("every change")


def organization(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """Checks that are switched off, milder, or matter more."""
    say = voice.tongue.say
    said = {
        "off": say("nothing (switched off)"),
        "note": say("a note"),
        "warning": say("a warning"),
        "error": say("an error"),
    }
    subject = frozenset({f"organization/{new['id']}/checks"})
    for one in levels_of(voice.comparison):
        before, after = (said.get(level, say("nothing")) for level in (one.before, one.after))
        text = say(
            "what {check} finds counts as {after} instead of {before}",
            check=one.code, before=before, after=after,
        )  # fmt: skip
        row = ComparedRow(one.kind, say("What a check finds"), before, after, (one.code,))
        yield Statement(text, ("/checks",), one.kind, (row,), subject)

"""What becomes of opening hours, in sentences."""

from collections.abc import Iterator

from govcheck.change.effect import Effect
from govcheck.change.effects.deadlines import longest_delay
from govcheck.papers.change.statement import Fields, Statement, Voice

_FIELDS = ("hours", "closed", "holidays", "open", "timezone")


def calendar(
    voice: Voice, old: Fields, new: Fields, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    """Days without hours, other hours, and how much later that makes what is owed."""
    changed = [field for field in _FIELDS if old.get(field) != new.get(field)]
    if not changed:
        return
    name = voice.document(f"calendar/{new['id']}")
    tongue = voice.tongue
    ours, theirs = (
        side.program.roster.calendars[new["id"]].hours
        for side in (voice.comparison.base, voice.comparison.head)
    )
    days = _days(voice)
    shut = [
        day for day, before, after in zip(days, ours, theirs, strict=True) if before and not after
    ]
    open_ = [
        day for day, before, after in zip(days, ours, theirs, strict=True) if after and not before
    ]
    if shut:
        text = tongue.say(
            "no hours on {days} any more ({calendar})", days=tongue.all_of(shut), calendar=name
        )
    elif open_:
        text = tongue.say(
            "hours on {days}, too ({calendar})", days=tongue.all_of(open_), calendar=name
        )
    elif changed in (["closed"], ["holidays"]):
        text = tongue.say("other days are closed ({calendar})", calendar=name)
    else:
        text = tongue.say("the hours are others ({calendar})", calendar=name)
    later = [one for one in effects if one.effect == "lengthens-deadline"]
    if later:
        delay = longest_delay(voice.comparison, new["id"])
        if delay:
            text += "; " + tongue.say(
                "answers due within these hours come up to {delay} later",
                delay=tongue.stretch(delay),
            )
        else:
            text += "; " + tongue.say("answers due within these hours may come later")
    yield Statement(text, tuple(f"/{field}" for field in changed))


def _days(voice: Voice) -> tuple[str, ...]:
    say = voice.tongue.say
    return (
        say("Mondays"), say("Tuesdays"), say("Wednesdays"), say("Thursdays"), say("Fridays"),
        say("Saturdays"), say("Sundays"),
    )  # fmt: skip

"""What becomes of the levels of checks, in sentences."""

from collections.abc import Iterator

from govcheck.change.effect import Effect
from govcheck.change.effects.promises import levels_of
from govcheck.papers.change.statement import ComparedRow, Fields, Statement, Voice


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

"""Who must agree, of a document's plain values, in sentences."""

from typing import Any, Final

from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Some, Vote
from govcheck.model.agreement import target_of
from govcheck.papers.change.excerpts import excerpts
from govcheck.papers.change.statement import NOTHING, Voice
from govcheck.render.agreement import agreement_in_words

_MOST_LETTERS: Final = 200


def agreement(voice: Voice, written: Any) -> str:
    """Who must agree."""
    if not written:
        return NOTHING
    return agreement_in_words(_tree(written), voice.tongue, voice.target)


def agreements(voice: Voice, before: Any, after: Any) -> tuple[str, str]:
    """Who must agree before and after, short enough for one sentence, with what is not the same."""
    return excerpts(agreement(voice, before), agreement(voice, after), _MOST_LETTERS)


def _tree(written: Any) -> Agreement:
    if isinstance(written, str):
        return written
    if "council" in written:
        names = written.get("includes", ())
        includes = (name if name == CHAIR else target_of(name) for name in names)
        return Vote(written["council"], tuple(includes))
    if "all_of" in written:
        return Every(tuple(map(_tree, written["all_of"])))
    if "any_of" in written:
        return Some(tuple(map(_tree, written["any_of"])))
    return Number(written["count"], tuple(map(_tree, written["of"])))

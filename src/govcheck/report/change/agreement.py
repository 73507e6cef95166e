"""Who must agree, of a document's plain values, in sentences."""

from typing import Any

from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Some, Vote
from govcheck.model.agreement import target_of
from govcheck.report.agreement import agreement_in_words
from govcheck.report.change.statement import NOTHING, Voice


def agreement(voice: Voice, written: Any) -> str:
    """Who must agree."""
    if not written:
        return NOTHING
    return agreement_in_words(_tree(written), voice.tongue, voice.target)


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

"""Who must agree, as the documents write it, read into one tree."""

from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Some, Vote
from govcheck.model.approval import AllOf, AnyOf, By, CountOf
from govcheck.model.change_control import (
    AllRequired,
    AnyRequired,
    CouncilVote,
    CountRequired,
    Requirement,
)
from govcheck.targets import is_target


def agreement_of(written: By | Requirement) -> Agreement:
    """What an approval or a requirement wants agreed to."""
    match written:
        case AllOf(all_of=parts) | AllRequired(all_of=parts):
            return Every(tuple(map(agreement_of, parts)))
        case AnyOf(any_of=parts) | AnyRequired(any_of=parts):
            return Some(tuple(map(agreement_of, parts)))
        case CountOf(count=count, of=parts) | CountRequired(count=count, of=parts):
            return Number(count, tuple(map(agreement_of, parts)))
        case CouncilVote(council=share, includes=names):
            return Vote(share, tuple(name if name == CHAIR else target_of(name) for name in names))
    return written


def target_of(name: str) -> str:
    """A name in `includes` as a target: a bare id is a person's."""
    return name if is_target(name) else f"person:{name}"

"""Results that hang on what the program acts on of other decisions, and on nothing else."""

from collections.abc import Container, Iterable
from typing import Final

from govcheck.duty.roster import Roster
from govcheck.engine.evaluate import view_of
from govcheck.engine.possible import Completions
from govcheck.engine.reference import constant_among
from govcheck.engine.ruleset import Case, Ruleset, Ruling
from govcheck.engine.search import Budget

READ: Final = ("severity", "playbooks")
"""The decisions of which people are told whether they are certain."""


Hedged = tuple[tuple[str, str], ...]
"""Decisions, each with a result of theirs."""


def is_certain(ruling: Ruling, doubted: Hedged) -> bool:
    """Whether a decision comes out so whatever is still found out; `doubted` are the hedged."""
    return ruling.settled and ruling.decision.name not in dict(doubted)


def hedged(
    ruleset: Ruleset,
    roster: Roster,
    case: Case,
    verdicts: Iterable[Ruling],
    names: Container[str] = READ,
) -> Hedged:
    """Decisions, each with a result that some completion of the unknown facts does not give.

    A verdict considers the completions that agree with what the program acts on of earlier
    decisions, so it may be settled and yet come out otherwise once more is known.
    """
    verdicts = tuple(verdicts)
    constant = constant_among({one.decision.name: one for one in verdicts})
    open_to_doubt = [
        one for one in verdicts if one.decision.name in names and not one.assumes <= constant
    ]
    if not open_to_doubt:
        return ()
    completions = Completions(view_of(ruleset, roster, case), ruleset.decisions, {}, (), Budget())
    return tuple(
        (one.decision.name, result)
        for one in open_to_doubt
        for result in one.result
        if completions.some(completions.yields(one.decision, result, wanted=False)) is not None
    )

"""Properties of the rules, over every incident that anybody could state."""

from collections.abc import Callable, Iterator
from typing import Final

from govcheck.finding import Diagnostic
from govcheck.load.policy import Policy
from govcheck.prove.meanings import (
    GUARD001,
    RULE001,
    RULE002,
    RULE003,
    RULE004,
    RULE005,
    RULE006,
    RULE007,
)
from govcheck.prove.promises import compile_promises
from govcheck.prove.query import Query
from govcheck.prove.rules.doubled import doubled
from govcheck.prove.rules.falling import falling
from govcheck.prove.rules.guarantees import guarantees
from govcheck.prove.rules.reachable import reachable
from govcheck.prove.rules.redundant import redundant
from govcheck.prove.rules.shadowed import shadowed
from govcheck.prove.rules.study import Study
from govcheck.prove.rules.total import total
from govcheck.prove.rules.unknown import unknown
from govcheck.prove.verdict import Verdict
from govcheck.simulate.program import Program

PROPERTIES: Final[tuple[tuple[Diagnostic, Callable[[Study], Iterator[Verdict]]], ...]] = (
    (RULE001, total),
    (RULE002, doubled),
    (RULE003, shadowed),
    (RULE004, redundant),
    (RULE005, falling),
    (RULE006, unknown),
    (RULE007, reachable),
    (GUARD001, guarantees),
)


def prove_rules(program: Program, policy: Policy, query: Query) -> Iterator[Verdict]:
    """The verdicts on all properties of the rules that are asked for, in the order of the codes.

    Raises DoesNotReplay where the simulation does not bear a witness out.
    """
    if not any(query.wants(rule) for rule, _ in PROPERTIES):
        return
    study = Study(program, policy, query, compile_promises(policy, program))
    for rule, property_ in PROPERTIES:
        if query.wants(rule):
            yield from property_(study)

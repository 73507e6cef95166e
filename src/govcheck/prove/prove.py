"""Every property of a policy, proved or refuted."""

from collections.abc import Iterator
from typing import Final

from govcheck.load.policy import Policy
from govcheck.prove import meanings
from govcheck.prove.query import Query
from govcheck.prove.rules import prove_rules
from govcheck.prove.time import meanings as time_meanings
from govcheck.prove.time import prove_time
from govcheck.prove.verdict import Verdict
from govcheck.simulate.program import Program

RULES: Final = (*meanings.RULES, *time_meanings.RULES)
"""All properties, in the order in which they are proved."""


def prove(program: Program, policy: Policy, query: Query) -> Iterator[Verdict]:
    """The verdicts on everything that is asked for: first the rules, then time and people.

    Raises DoesNotReplay where the simulation contradicts a witness, which is a bug.
    """
    yield from prove_time(program, policy, query, prove_rules(program, policy, query))

"""Every property of a policy, proved or refuted."""

from collections.abc import Callable, Iterator
from typing import Final

from govcheck.finding import Diagnostic
from govcheck.load.policy import Policy
from govcheck.prove import meanings
from govcheck.prove.promises import compile_promises
from govcheck.prove.rules.doubled import doubled
from govcheck.prove.rules.guarantees import guarantees
from govcheck.prove.rules.idle import redundant, shadowed
from govcheck.prove.rules.reachable import reachable
from govcheck.prove.rules.severity import falling, unknown
from govcheck.prove.rules.study import Study
from govcheck.prove.time.prove import prove_time
from govcheck.prove.verdict import Query, Verdict
from govcheck.simulate.program import Program
from govcheck.translation import said

RULES: Final = meanings.RULES


def prove(program: Program, policy: Policy, query: Query) -> Iterator[Verdict]:
    """The verdicts on everything that is asked for: first the rules, then time and people.

    Raises DoesNotReplay where the simulation contradicts a witness, which is a bug.
    """
    yield from prove_time(program, policy, query, prove_rules(program, policy, query))


def _total(study: Study) -> Iterator[Verdict]:
    """The compiler refuses a decision without `otherwise`, and so every one is total."""
    for decision in study.program.ruleset.decisions:
        results = ", ".join(f"`{result}`" for result in decision.otherwise) or said("the empty set")
        message = said(
            "where no rule of `{name}` matches, it is {results}",
            name=decision.name,
            results=results,
        )
        yield study.about(meanings.RULE001, decision, key="otherwise").proved(message)


PROPERTIES: Final[tuple[tuple[Diagnostic, Callable[[Study], Iterator[Verdict]]], ...]] = (
    (meanings.RULE001, _total),
    (meanings.RULE002, doubled),
    (meanings.RULE003, shadowed),
    (meanings.RULE004, redundant),
    (meanings.RULE005, falling),
    (meanings.RULE006, unknown),
    (meanings.RULE007, reachable),
    (meanings.GUARD001, guarantees),
)


def prove_rules(program: Program, policy: Policy, query: Query) -> Iterator[Verdict]:
    """The verdicts on all properties of the rules that are asked for, in the order of the codes."""
    if not any(query.wants(rule) for rule, _ in PROPERTIES):
        return
    study = Study(program, policy, query, compile_promises(policy, program))
    for rule, property_ in PROPERTIES:
        if query.wants(rule):
            yield from property_(study)

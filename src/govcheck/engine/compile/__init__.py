"""The compiler: vocabularies and decisions of a policy become a rule set.

This package and its like are the only parts of the engine that know the models, so that a compiled
policy runs without them.
"""

from govcheck.engine.compile.conditions import compile_condition
from govcheck.engine.compile.domains import compile_domains
from govcheck.engine.compile.facts import compile_facts
from govcheck.engine.compile.order import in_order
from govcheck.engine.compile.rules import LineOf, compile_decision, faults_of_parts
from govcheck.engine.compile.terms import Terms, make_terms, terms_of
from govcheck.engine.ruleset import Ruleset
from govcheck.finding import Violation
from govcheck.load.policy import Policy
from govcheck.modelling.partial import PartialMapping
from govcheck.modelling.unread import until_unread

__all__ = ["Terms", "compile_condition", "compile_ruleset", "terms_of"]


def compile_ruleset(policy: Policy, line_of: LineOf) -> tuple[Ruleset, tuple[Violation, ...]]:
    """The rule set of a policy, and what is wrong with its facts, conditions and decisions.

    What is wrong is left out of the rule set, and the rest still works. Where something could not
    be read, it has no decisions, and says so of its facts. `line_of` tells the line on which a
    place begins.
    """
    facts, violations = compile_facts(policy)
    domains, doubts = compile_domains(policy)
    facts |= {
        domain.name: domain.fact
        for domain in domains
        if domain.results and all(one.is_read("hit_policy") for one in domain.documents)
    }
    terms = make_terms(policy, facts)
    read = []
    partial = [
        one
        for one in domains
        if not one.results or not all(each.is_whole for each in one.documents)
    ]
    for domain in domains:
        if domain in partial:
            doubts += until_unread(faults_of_parts(domain, terms))
            continue
        compiled, wrong = compile_decision(domain, terms, line_of)
        read.append(compiled)
        doubts += wrong
    if partial or policy.nameless or not all(one.is_whole for one in policy.vocabularies):
        unread = terms.doubtful if terms.complete else None
        return Ruleset(PartialMapping(facts, unread), ()), (*violations, *doubts)
    decisions, circles = in_order(read)
    decided = {decision.name for decision in decisions}
    kept = {
        name: fact for name, fact in facts.items() if fact.type != "decision" or name in decided
    }
    return Ruleset(kept, decisions), (*violations, *doubts, *circles)

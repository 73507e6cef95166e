"""Verdicts on random rule sets against the enumeration of every incident."""

import os
from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from govcheck.engine.ruleset import Case, DecisionTable, Predicate, Ruleset
from govcheck.prove.rules.doubled import doubled
from govcheck.prove.rules.guarantees import guarantees
from govcheck.prove.rules.idle import redundant, shadowed
from govcheck.prove.rules.reachable import reachable
from govcheck.prove.rules.severity import falling, unknown
from govcheck.prove.verdict import Verdict
from tests.engine import oracle
from tests.engine.strategies import conditions
from tests.prove.rules.brute import Brute, certainly, decides, result_of
from tests.prove.rules.build import promise, study
from tests.prove.rules.strategies import rulesets

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "100"))
few = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def refuted(verdicts: list[Verdict]) -> set[str]:
    """The subjects of what is refuted."""
    return {one.subject for one in verdicts if one.verdict == "refuted"}


def settled(brute: Brute, decision: DecisionTable) -> bool:
    """Whether a decision and those that it uses never clash."""
    return not brute.unsettled({decision.name})


@few
@given(rulesets(most_facts=2))
def test_pairs_that_match_together(ruleset: Ruleset) -> None:
    brute = Brute(ruleset)
    verdicts = list(doubled(study(ruleset)))
    for decision in ruleset.decisions:
        if decision.hit_policy != "unique" or brute.unsettled(set(decision.uses)):
            continue
        own = [one for one in verdicts if one.subject.startswith(f"decision/{decision.name}")]
        expected = {
            pair
            for case in brute.cases()
            for pair in combinations(brute.acted(case)[decision.name].clash, 2)
        }
        found = {tuple(one.message.split("`")[1::2]) for one in own if one.verdict == "refuted"}
        rulings = {one.verdict for one in own}
        if "skipped" in rulings:
            assert any("share" in (one.reason or "") for one in own)
            assert found <= expected
        else:
            assert found == expected
            assert bool(rulings & {"proved", "vacuous"}) is not bool(expected)


@few
@given(rulesets())
def test_rules_that_never_decide(ruleset: Ruleset) -> None:
    brute = Brute(ruleset)
    made = study(ruleset)
    verdicts = list(shadowed(made))
    for decision in ruleset.decisions:
        if brute.unsettled(set(decision.uses)):
            continue
        for number, rule in enumerate(decision.rules):
            alive = any(decides(decision, w.hits[decision.name], number) for w in brute.worlds)
            subject = f"decision/{decision.name}/{rule.id}"
            found = [one for one in verdicts if one.subject == subject]
            assert bool(found) is not alive
            if not alive:
                assert len(named(found[0], rule.id)) == fewest(brute, decision, number)


def named(verdict: Verdict, own: str) -> set[str]:
    """The covering rules that a message names."""
    return set(verdict.message.split("`")[1::2]) - {own}


def fewest(brute: Brute, decision: DecisionTable, number: int) -> int:
    """How many rules it takes to cover another one, tried out."""
    rank = {result: place for place, result in enumerate(decision.results)}
    own = rank[decision.rules[number].results[0]] if decision.hit_policy == "highest" else 0
    rivals = [
        other
        for other, rule in enumerate(decision.rules)
        if (decision.hit_policy == "first" and other < number)
        or (decision.hit_policy == "highest" and rank[rule.results[0]] > own)
    ]
    hits = [w.hits[decision.name] for w in brute.worlds if number in w.hits[decision.name]]
    for size in range(len(rivals) + 1):
        for some in combinations(rivals, size):
            if all(set(hit) & set(some) for hit in hits):
                return size
    raise AssertionError("no cover at all")


@few
@given(rulesets())
def test_rules_that_make_no_difference(ruleset: Ruleset) -> None:
    brute = Brute(ruleset)
    made = study(ruleset)
    found = refuted(list(redundant(made)))
    for decision in ruleset.decisions:
        if not settled(brute, decision):
            continue
        for number, rule in enumerate(decision.rules):
            hits = [w.hits[decision.name] for w in brute.worlds]
            alive = any(decides(decision, hit, number) for hit in hits)
            same = all(without(decision, hit, number) for hit in hits)
            assert (f"decision/{decision.name}/{rule.id}" in found) is (alive and same)


def without(decision: DecisionTable, hits: list[int], number: int) -> bool:
    """Whether a decision stays what it is without a rule."""
    rest = [hit for hit in hits if hit != number]
    return set(result_of(decision, hits)) == set(result_of(decision, rest))


@few
@given(rulesets())
def test_results_that_no_incident_has(ruleset: Ruleset) -> None:
    brute = Brute(ruleset)
    made = study(ruleset)
    found = refuted(list(reachable(made)))
    for decision in ruleset.decisions:
        if not settled(brute, decision):
            continue
        had = {result for w in brute.worlds for result in w.results[decision.name]}
        expected = {f"decision/{decision.name}/{one}" for one in decision.results if one not in had}
        assert {one for one in found if one.startswith(f"decision/{decision.name}/")} == expected


@few
@given(rulesets(most_facts=2))
def test_severity_that_falls(ruleset: Ruleset) -> None:
    brute = Brute(ruleset)
    made = study(ruleset)
    order = ruleset.decisions[-1].results
    assume(settled(brute, ruleset.decisions[-1]))
    for verdict in falling(made):
        fact = ruleset.facts[verdict.subject.rpartition("/")[2]]
        if fact.name not in brute.read_by("severity"):
            assert verdict.verdict == "vacuous"
            continue
        expected = any(
            order.index(severity(brute, other)) < order.index(severity(brute, case))
            for case in brute.cases()
            for other in brute.with_worse(case, fact)
        )
        if verdict.verdict == "skipped":
            assert "share" in str(verdict.reason)
        else:
            assert (verdict.verdict == "refuted") is expected


def severity(brute: Brute, case: Case) -> str:
    """The severity that is acted on."""
    return brute.acted(case)["severity"].result[0]


@few
@given(rulesets(most_facts=2))
def test_severity_of_what_is_not_known(ruleset: Ruleset) -> None:
    brute = Brute(ruleset)
    made = study(ruleset)
    order = ruleset.decisions[-1].results
    assume(settled(brute, ruleset.decisions[-1]))
    verdicts = {one.subject.rpartition("/")[2]: one for one in unknown(made)}
    for fact in brute.facts:
        if fact.default is not None:
            assert fact.name not in verdicts
            continue
        expected = False
        for case in brute.cases():
            if fact.name in case.facts:
                facts = {name: value for name, value in case.facts.items() if name != fact.name}
                silent = case._replace(facts=facts)
                expected |= order.index(severity(brute, silent)) < order.index(
                    severity(brute, case)
                )
        verdict = verdicts.get(fact.name)
        if verdict is not None and verdict.verdict == "skipped":
            assert "share" in str(verdict.reason)
        else:
            assert (verdict is not None and verdict.verdict == "refuted") is expected


@st.composite
def promised(draw: st.DrawFn) -> tuple[Ruleset, Predicate, Predicate]:
    """A rule set with a guarantee."""
    ruleset = draw(rulesets(most_facts=2))
    some = conditions(list(ruleset.facts.values()))
    return ruleset, draw(some), draw(some)


@few
@given(promised())
def test_guarantees(drawn: tuple[Ruleset, Predicate, Predicate]) -> None:
    ruleset, when, held = drawn
    brute = Brute(ruleset, (when, held))
    made = study(ruleset, [promise(when, held)])
    names = {decision.name for decision in ruleset.decisions}
    assume(not brute.unsettled((oracle.tested(when) | oracle.tested(held)) & names))
    [verdict] = guarantees(made)
    concerned = [case for case in brute.cases() if certainly(brute, case, when)]
    broken = [case for case in concerned if not certainly(brute, case, held)]
    if verdict.verdict == "skipped":
        assert "share" in str(verdict.reason)
        return
    expected = "refuted" if broken else "proved" if concerned else "vacuous"
    assert verdict.verdict == expected
    if verdict.witness is not None:
        read = made.space.reads(when) | made.space.reads(held)
        shown = [{name: case.facts[name] for name in case.facts if name in read} for case in broken]
        assert verdict.witness.facts in shown

"""Incidents of which facts are unknown, against every one of them."""

from collections.abc import Iterator
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.change.effect import Effect
from govcheck.change.regions.differ import decided_differently
from govcheck.change.regions.joint_space import JointSpace
from govcheck.engine.ruleset import Case, CompiledRule, DecisionTable, Ruleset
from tests.change.regions.pairs import compared, pairs, ruleset_of
from tests.engine.build import boolean, equals
from tests.engine.oracle import values_of
from tests.engine.strategies import FACTS, decisions
from tests.prove.rules.brute import Brute


def partial(ruleset: Ruleset) -> Iterator[Case]:
    """Every incident that leaves any facts out."""
    brute = Brute(ruleset)
    names = [fact.name for fact in brute.facts]
    seen = set()
    for facts in brute.complete:
        for some in chain(*(combinations(names, size) for size in range(len(names) + 1))):
            key = tuple((name, facts[name]) for name in some)
            if key not in seen:
                seen.add(key)
                yield Case(0, dict(key))


def effects(base: Ruleset, head: Ruleset) -> list[Effect]:
    return list(decided_differently(compared(base, head)))


@st.composite
def turned(draw: st.DrawFn) -> tuple[Ruleset, Ruleset]:
    """A rule set, and the same with rules in another order."""
    facts = draw(st.lists(st.sampled_from(FACTS[:6]), min_size=1, max_size=3, unique=True))
    base: list[DecisionTable] = []
    for name in ["d0", "d1"][: draw(st.integers(1, 2))]:
        readable = ruleset_of(facts, base).facts.values()
        base.append(draw(decisions(name, list(readable))))
    head = []
    for decision in base:
        rules: list[CompiledRule] = draw(st.permutations(decision.rules))
        head.append(decision._replace(rules=tuple(rules)))
    return ruleset_of(facts, base), ruleset_of(facts, head)


@settings(max_examples=60)
@given(turned() | pairs(most_facts=2))
def test_without_an_effect_every_incident_is_acted_on_alike(
    both: tuple[Ruleset, Ruleset],
) -> None:
    told = {effect.decision for effect in effects(*both)}
    joint = JointSpace(compared(*both))
    names = [one.name for one in both[0].decisions if one.name not in told]
    for sample in partial(joint.merged.ruleset):
        before, after = joint.verdicts("base", sample), joint.verdicts("head", sample)
        for name in names:
            assert set(before[name].result) == set(after[name].result), (name, sample)


@settings(max_examples=40)
@given(turned())
def test_a_witness_with_unknown_facts_shows_what_it_says(both: tuple[Ruleset, Ruleset]) -> None:
    joint = JointSpace(compared(*both))
    for effect in effects(*both):
        if effect.witness is not None and effect.decision is not None:
            shown = [
                ", ".join(joint.verdicts(side, effect.witness)[effect.decision].result)
                for side in ("base", "head")
            ]
            named = [words or "" for words in (effect.before, effect.after)]
            for words, result in zip(named, shown, strict=True):
                assert words in result


def ask(*rules: CompiledRule) -> Ruleset:
    decision = DecisionTable(
        "route", "first", ("desk", "crisis", "none"), False, ("none",), None, rules, (), "r", "p", 1
    )
    return ruleset_of([boolean("leak"), boolean("press")], [decision])


LEAK = CompiledRule("leak", equals("leak", True), ("crisis",), None, "r", "p", 1)
PRESS = CompiledRule("press", equals("leak", False), ("desk",), None, "r", "p", 2)


def test_an_order_that_decides_no_complete_incident_still_counts() -> None:
    """Whoever does not know whether it is a leak is told to go to the desk, not to the crisis."""
    (effect,) = effects(ask(LEAK, PRESS), ask(PRESS, LEAK))
    assert (effect.effect, effect.before, effect.after) == ("changes-decision", "crisis", "desk")
    assert effect.witness == Case(0, {})


def test_an_order_that_never_counts_is_proved_not_to() -> None:
    other = LEAK._replace(id="again", line=3)
    assert effects(ask(LEAK, other, PRESS), ask(other, LEAK, PRESS)) == []
    assert values_of(boolean("leak")) == [False, True]

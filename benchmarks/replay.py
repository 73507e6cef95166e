"""How fast mentions are decided: masks against `decide` and against a plain loop, as ratios.

    python -m benchmarks.replay [RULES]

CPU time of one process, one incident at a time, every fact known. Each answer is compared.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence

from govcheck.duty.roster import Roster
from govcheck.engine.evaluate import compare, position
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.reference import decide_as_written as decide
from govcheck.engine.ruleset import (
    All,
    Case,
    Compare,
    CompiledRule,
    Condition,
    DecisionTable,
    Fact,
    HasTag,
    In,
    Ruleset,
)

NOBODY = Roster("UTC", {}, {}, {}, {}, {}, {}, {}, {}, None)
FACTS = (
    Fact("network", "choice", tuple(f"n{number}" for number in range(8))),
    Fact("author", "choice", tuple(f"a{number}" for number in range(6))),
    Fact("sentiment", "choice", ("positive", "neutral", "negative", "hostile"), ordered=True),
    Fact("topics", "tags", tuple(f"t{number}" for number in range(30)), many=True),
    Fact("followers", "integer", minimum=0),
    Fact("reposts", "number", minimum=0),
)
SEVERITIES = ("sev4", "sev3", "sev2", "sev1")


def some_ruleset(rules: int, chance: random.Random) -> Ruleset:
    """One decision of so many rules of two to four tests."""

    def test(fact: Fact) -> Condition:
        if fact.many:
            return HasTag(fact.name, chance.choice(fact.values))
        if fact.ordered:
            return Compare(fact.name, ">=", chance.randint(1, 3))
        if fact.values:
            return In(fact.name, frozenset(chance.sample(fact.values, 2)))
        return Compare(fact.name, ">=", chance.choice((100, 1000, 5000, 20_000, 50_000)))

    made = tuple(
        CompiledRule(
            f"r{number}",
            All(tuple(test(fact) for fact in chance.sample(FACTS, chance.randint(2, 4)))),
            (chance.choice(SEVERITIES),),
            None,
            "rules",
            "rules.yaml",
            number,
        )
        for number in range(rules)
    )
    table = DecisionTable(
        "severity", "highest", SEVERITIES, True, ("sev4",), None, made, (), "rules", "rules.yaml", 1
    )
    severity = Fact("severity", "decision", SEVERITIES, True)
    return Ruleset({**{fact.name: fact for fact in FACTS}, "severity": severity}, (table,))


def some_case(chance: random.Random) -> Case:
    """An incident of which everything is known."""
    return Case(
        0,
        {
            "network": chance.choice(FACTS[0].values),
            "author": chance.choice(FACTS[1].values),
            "sentiment": chance.choice(FACTS[2].values),
            "topics": frozenset(chance.sample(FACTS[3].values, chance.randint(0, 3))),
            "followers": int(10 ** chance.uniform(0, 5)),
            "reposts": 10 ** chance.uniform(0, 4),
        },
    )


def plain_loop(ruleset: Ruleset) -> Callable[[Case], str]:
    """The rules one after the other, each up to its first test that fails."""
    decision = ruleset.decisions[0]
    facts = ruleset.facts
    rules = [(rule.when.parts, rule.results[0]) for rule in decision.rules]  # type: ignore[union-attr]
    rank = {result: number for number, result in enumerate(decision.results)}

    def run(case: Case) -> str:
        stated, best = case.facts, decision.otherwise[0]
        for parts, result in rules:
            for one in parts:
                value = stated[one.fact]
                if type(one) is In:
                    if value not in one.values:
                        break
                elif type(one) is HasTag:
                    if one.tag not in value:
                        break
                elif not compare(position(facts[one.fact], value), one.op, one.bound):
                    break
            else:
                if rank[result] > rank[best]:
                    best = result
        return best

    return run


def seconds(run: Callable[[Case], object], cases: Sequence[Case]) -> float:
    """CPU seconds an incident."""
    start = time.process_time()
    for case in cases:
        run(case)
    return (time.process_time() - start) / len(cases)


def main(arguments: Sequence[str]) -> int:
    """Print the figures; the exit code is 1 where two answers differ."""
    rules = int(arguments[0]) if arguments else 200
    chance = random.Random(7)
    ruleset = some_ruleset(rules, chance)
    cases = [some_case(chance) for _ in range(5000)]
    masked, loop = MaskedRuleset(ruleset, NOBODY), plain_loop(ruleset)
    for case in cases[:2000]:
        expected = decide(ruleset, NOBODY, case)
        if masked.settled(case) != expected or loop(case) != expected[0].result[0]:
            print("the answers differ:", case)
            return 1
    engine = seconds(lambda case: decide(ruleset, NOBODY, case), cases[:1000])
    plain, fast = seconds(loop, cases), seconds(masked.settled, cases)
    print(f"{rules} rules, everything known, CPU time an incident")
    print(f"  decide      {engine * 1e6:8.1f} us")
    print(f"  plain loop  {plain * 1e6:8.1f} us")
    print(f"  masks       {fast * 1e6:8.1f} us")
    print(f"  masks are {engine / fast:.0f} times decide, {plain / fast:.1f} times the plain loop")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How long `prove` takes over large rule sets: 12 facts, one of them a set of 30 tags.

Usage: python benchmarks/prove_rules.py [RULES ...]

Two shapes are measured: `narrow`, where nearly every rule has incidents of its own, as in policies
that people write; and `crowded`, where broad rules leave nearly nothing to the others, so that for
each of these the fewest rules that cover it are searched. Each line is a process of its own, so
that its memory is its own, too.
"""

import random
import resource
import subprocess
import sys
import time
from collections import Counter

from govcheck.duty.roster import Roster
from govcheck.engine.ruleset import (
    All,
    Any,
    Compare,
    CompiledRule,
    DecisionTable,
    Fact,
    HasTag,
    In,
    Not,
    Predicate,
    Ruleset,
)
from govcheck.load.policy import Policy
from govcheck.prove.prove import prove_rules
from govcheck.prove.verdict import Query
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY

SIZES = (200, 1000, 5000)
SHAPES = ("narrow", "crowded")
HIT_POLICIES = ("highest", "first", "collect")
LEVELS = ("sev4", "sev3", "sev2", "sev1")
FACTS = (
    Fact("topics", "tags", tuple(f"t{n}" for n in range(30)), many=True),
    Fact("followers", "integer", minimum=0, worse="higher"),
    Fact("reposts", "number", minimum=0, worse="higher"),
    Fact("age", "integer", minimum=0, maximum=120),
    Fact("network", "choice", tuple(f"n{n}" for n in range(8))),
    Fact("author", "choice", tuple(f"a{n}" for n in range(6))),
    Fact("language", "choice", tuple(f"l{n}" for n in range(10))),
    Fact("sentiment", "choice", ("good", "flat", "bad", "hostile"), ordered=True, worse="higher"),
    Fact("injury", "choice", ("none", "claimed", "confirmed"), ordered=True, worse="higher"),
    Fact("data", "choice", ("none", "alleged", "confirmed"), ordered=True, worse="higher"),
    Fact("ours", "boolean"),
    Fact("verified", "boolean"),
)


def test_of(draw: random.Random, fact: Fact) -> Predicate:
    """A test that a person might write."""
    if fact.many:
        wanted = draw.sample(fact.values, draw.randint(1, 2))
        tests = tuple(HasTag(fact.name, tag) for tag in wanted)
        return draw.choice([All(tests), Any(tests), Not(Any(tests))])
    if fact.type in ("integer", "number"):
        most = 120 if fact.maximum else 100_000
        return Compare(fact.name, draw.choice([">=", "<="]), draw.randrange(most))
    if fact.ordered:
        return Compare(fact.name, draw.choice([">=", "<="]), draw.randrange(len(fact.values)))
    if fact.type == "boolean":
        return In(fact.name, frozenset({draw.random() < 0.5}))
    return In(fact.name, frozenset(draw.sample(fact.values, draw.randint(1, 2))))


def rules_of(draw: random.Random, count: int, shape: str) -> tuple[CompiledRule, ...]:
    """Rules of two to five tests, the narrow ones about two or three particular tags."""
    topics, *others = FACTS
    found = []
    for number in range(count):
        if shape == "narrow":
            tags = draw.sample(topics.values, draw.randint(2, 3))
            tests: list[Predicate] = [HasTag(topics.name, tag) for tag in tags]
            tests += [test_of(draw, fact) for fact in draw.sample(others, draw.randint(2, 4))]
        else:
            tests = [test_of(draw, fact) for fact in draw.sample(FACTS, draw.randint(2, 5))]
        when = All(tuple(tests))
        result = draw.choice(LEVELS)
        found.append(
            CompiledRule(f"r{number}", when, (result,), None, "rules", "rules.yaml", number)
        )
    return tuple(found)


def measure(count: int, hit_policy: str, shape: str) -> str:
    """Prove everything about one rule set, and say how long each property took."""
    collect = hit_policy == "collect"
    name = "severity" if not collect else "playbooks"
    decision = DecisionTable(
        name,
        hit_policy,  # type: ignore[arg-type]
        LEVELS,
        not collect,
        () if collect else ("sev4",),
        None,
        rules_of(random.Random(count), count, shape),
        (),
        "rules",
        "rules.yaml",
        1,
    )
    facts = {fact.name: fact for fact in FACTS}
    facts[name] = Fact(name, "decision", LEVELS, not collect, collect)
    roster = Roster("UTC", {}, {}, {}, {}, {}, {}, {}, {}, None)
    program = Program("Benchmark", (), Ruleset(facts, (decision,)), roster, {}, {})
    started = last = time.process_time()
    spent: Counter[str] = Counter()
    rulings: Counter[str] = Counter()
    for verdict in prove_rules(program, Policy([]), Query(0, (0, 365 * DAY))):
        now = time.process_time()
        spent[verdict.code] += now - last  # type: ignore[assignment]
        rulings[verdict.verdict] += 1
        last = now
    total = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    parts = " ".join(f"{code}={seconds:.2f}" for code, seconds in sorted(spent.items()))
    return (
        f"{count:>5} {shape:<8} {hit_policy:<8} {total:6.2f} s {memory:5.0f} MB  {parts}  "
        + " ".join(f"{number} {ruling}" for ruling, number in sorted(rulings.items()))
    )


def main(arguments: list[str]) -> None:
    """Measure each size in each shape with each hit policy."""
    if len(arguments) == 3 and arguments[1] in HIT_POLICIES:
        size, hit_policy, shape = arguments
        print(measure(int(size), hit_policy, shape), flush=True)
        return
    for size in map(int, arguments or SIZES):
        for shape in SHAPES:
            for hit_policy in HIT_POLICIES:
                command = [sys.executable, __file__, str(size), hit_policy, shape]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])

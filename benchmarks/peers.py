"""How fast other rule engines decide the same incidents: a table for the docs.

    python -I -m venv peers && peers/bin/pip install . zen-engine cedarpy hobofan-regorus regopy
    peers/bin/pip install --ignore-requires-python opa-golib-python-bindings
    peers/bin/python -m benchmarks.peers [RULES]

Each engine gets the same rules in its own language, parsed once and asked about one incident at a
time in one process. CPU time an incident, the best of three goes over different incidents, without
what it takes to write an incident in the engine's terms. Each answer is compared. An engine that is
not installed is left out, and the table says so.

OPA is its own engine in Go, as a library in this process; the distribution asks for Python 3.14 and
runs on earlier ones. OPA's wasm is not among them: what compiles Rego to wasm is a program that
neither PyPI nor npm has.
"""

import json
import math
import random
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from benchmarks.replay import (
    FACTS,
    NOBODY,
    SEVERITIES,
    plain_loop,
    some_case,
    some_ruleset,
)
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.reference import decide_as_written
from govcheck.engine.ruleset import Case, Compare, HasTag, In, Predicate, Ruleset

Answer = Callable[[Any], str]

GOES: Final = 3
PATIENCE: Final = 4.0
"""An engine is asked about fewer incidents where they would take more seconds than this."""


class Contestant(NamedTuple):
    """An engine with the rules, and how an incident is written for it."""

    write: Callable[[Case], Any]
    answer: Answer


class Figure(NamedTuple):
    """What came of it."""

    name: str
    microseconds: float
    incidents: int


def as_json(case: Case) -> dict[str, Any]:
    """The facts as most engines take them; ordered values as their positions."""
    facts = dict(case.facts)
    facts["topics"] = sorted(facts["topics"])  # type: ignore[arg-type]
    facts["sentiment"] = FACTS[2].values.index(str(facts["sentiment"]))
    return facts


def worst(numbers: Sequence[int], ruleset: Ruleset) -> str:
    """The severity of the rules that match."""
    rules, order = ruleset.decisions[0].rules, SEVERITIES.index
    given = [rules[number].results[0] for number in numbers]
    return max([*given, SEVERITIES[0]], key=order)


def parts_of(ruleset: Ruleset) -> list[tuple[Predicate, ...]]:
    """The tests of each rule, all of which have to hold."""
    return [rule.when.parts for rule in ruleset.decisions[0].rules]  # type: ignore[union-attr]


def masks(ruleset: Ruleset) -> Contestant:
    """The verdict with the rules that match."""
    masked = MaskedRuleset(ruleset, NOBODY)
    return Contestant(lambda case: case, lambda case: masked.decide(case)[0].result[0])


def masks_briefly(ruleset: Ruleset) -> Contestant:
    """The result alone, which is what the other engines say."""
    masked = MaskedRuleset(ruleset, NOBODY)
    return Contestant(
        lambda case: case, lambda case: masked.decide(case, matches=False)[0].result[0]
    )


def as_written(ruleset: Ruleset) -> Contestant:
    """The reference."""
    return Contestant(
        lambda case: case, lambda case: decide_as_written(ruleset, NOBODY, case)[0].result[0]
    )


def loop(ruleset: Ruleset) -> Contestant:
    """Thirty lines of Python."""
    return Contestant(lambda case: case, plain_loop(ruleset))


def zen(ruleset: Ruleset) -> Contestant:
    """A decision table of zen-engine, the gravest rules first."""
    import zen as library

    def cell(test: Predicate) -> str:
        if isinstance(test, In):
            return ", ".join(json.dumps(value) for value in sorted(map(str, test.values)))
        if isinstance(test, HasTag):
            return f"contains($, {json.dumps(test.tag)})"
        assert isinstance(test, Compare)
        return f"{test.op} {test.bound}"

    decision = ruleset.decisions[0]
    ranked = sorted(
        zip(decision.rules, parts_of(ruleset), strict=True),
        key=lambda pair: -SEVERITIES.index(pair[0].results[0]),
    )
    rows = [
        {"_id": rule.id, "severity": json.dumps(rule.results[0])}
        | {fact.name: "" for fact in FACTS}
        | {test.fact: cell(test) for test in tests}  # type: ignore[union-attr]
        for rule, tests in ranked
    ]
    rows.append(
        {"_id": "rest", "severity": json.dumps(SEVERITIES[0])} | {fact.name: "" for fact in FACTS}
    )
    table = {
        "hitPolicy": "first",
        "inputs": [
            {"id": fact.name, "name": fact.name, "type": "expression", "field": fact.name}
            for fact in FACTS
        ],
        "outputs": [{"id": "severity", "name": "s", "type": "expression", "field": "severity"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
        {
            "id": "table",
            "type": "decisionTableNode",
            "name": "table",
            "position": {"x": 1, "y": 0},
            "content": table,
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "b", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    made = library.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return Contestant(as_json, lambda facts: str(made.evaluate(facts)["result"]["severity"]))


def cedar(ruleset: Ruleset) -> Contestant:
    """A policy a rule for Cedar; the gravest of those that permit counts."""
    import cedarpy as library

    def test(one: Predicate) -> str:
        if isinstance(one, In):
            values = ", ".join(json.dumps(value) for value in sorted(map(str, one.values)))
            return f"[{values}].contains(context.{one.fact})"
        if isinstance(one, HasTag):
            return f"context.topics.contains({json.dumps(one.tag)})"
        assert isinstance(one, Compare)
        return f"context.{one.fact} {one.op} {int(one.bound)}"

    text = "\n".join(
        "permit(principal, action, resource) when { " + " && ".join(map(test, tests)) + " };"
        for tests in parts_of(ruleset)
    )
    policies = library.PolicySet.from_str(text)
    entities = library.Entities.from_json_str("[]")

    def write(case: Case) -> dict[str, Any]:
        facts = as_json(case)
        facts["reposts"] = math.floor(
            facts["reposts"]
        )  # Cedar has whole numbers; so have the rules
        asked = {"principal": 'U::"u"', "action": 'Action::"a"', "resource": 'R::"r"'}
        return {**asked, "context": facts}

    def answer(request: dict[str, Any]) -> str:
        found = library.is_authorized(request, policies, entities)
        return worst(
            [int(one.removeprefix("policy")) for one in found.diagnostics.reasons], ruleset
        )

    return Contestant(write, answer)


def rego_of(ruleset: Ruleset) -> str:
    """The rules in Rego: each adds its number to those that match."""

    def test(one: Predicate) -> str:
        if isinstance(one, In):
            values = ", ".join(json.dumps(value) for value in sorted(map(str, one.values)))
            return f"input.{one.fact} in {{{values}}}"
        if isinstance(one, HasTag):
            return f"{json.dumps(one.tag)} in input.topics"
        assert isinstance(one, Compare)
        return f"input.{one.fact} {one.op} {one.bound}"

    rules = [
        f"hit contains {number} if {{\n" + "".join(f"  {test(one)}\n" for one in tests) + "}\n"
        for number, tests in enumerate(parts_of(ruleset))
    ]
    return "package mentions\nimport rego.v1\n" + "".join(rules)


def opa(ruleset: Ruleset) -> Contestant:
    """Rego as OPA's own engine runs it."""
    import opa_bindings as library

    engine = library.OpaEngine()
    engine.add_policy("mentions.rego", rego_of(ruleset))
    return Contestant(
        as_json, lambda facts: worst(engine.eval_document("mentions.hit", facts), ruleset)
    )


def regorus(ruleset: Ruleset) -> Contestant:
    """Rego as Regorus runs it."""
    import hobofan_regorus as library

    engine = library.Engine()
    engine.add_policy("mentions.rego", rego_of(ruleset))

    def answer(text: str) -> str:
        engine.set_input_json(text)
        return worst(list(map(int, engine.eval_rule("data.mentions.hit"))), ruleset)

    return Contestant(lambda case: json.dumps(as_json(case)), answer)


def rego_cpp(ruleset: Ruleset) -> Contestant:
    """Rego as rego-cpp runs it."""
    import regopy as library

    engine = library.Interpreter()
    engine.add_module("mentions", rego_of(ruleset))

    def answer(facts: dict[str, Any]) -> str:
        engine.set_input(facts)
        found = json.loads(str(engine.query("data.mentions.hit")))
        return worst(list(map(int, found["expressions"][0])), ruleset)

    return Contestant(as_json, answer)


PEERS: Final[dict[str, Callable[[Ruleset], Contestant]]] = {
    "govcheck, the result": masks_briefly,
    "govcheck, and the rules that match": masks,
    "govcheck's reference": as_written,
    "a plain loop in Python": loop,
    "zen-engine": zen,
    "cedarpy": cedar,
    "Rego: OPA": opa,
    "Rego: Regorus": regorus,
    "Rego: rego-cpp": rego_cpp,
}
DISTRIBUTIONS: Final = {
    "zen": "zen-engine",
    "cedarpy": "cedarpy",
    "opa_bindings": "opa-golib-python-bindings",
    "hobofan_regorus": "hobofan-regorus",
    "regopy": "regopy",
}


def measured(name: str, one: Contestant, cases: Sequence[Case], right: Sequence[str]) -> Figure:
    """CPU time an incident. Raises ValueError where an answer is not the right one."""
    if one.answer(one.write(cases[0])) != right[0]:  # some compile when they are asked first
        raise ValueError(f"{name} decides another thing: {cases[0]}")
    began = time.process_time()
    one.answer(one.write(cases[1]))
    cost = max(time.process_time() - began, 1e-6)
    number = max(20, min(len(cases) // GOES, int(PATIENCE / GOES / cost)))
    best = math.inf
    for begin in range(0, number * GOES, number):
        own = cases[begin : begin + number]
        written = [one.write(case) for case in own]
        start = time.process_time()
        answers = [one.answer(each) for each in written]
        best = min(best, (time.process_time() - start) / number)
        for case, found, expected in zip(own, answers, right[begin:], strict=False):
            if found != expected:
                raise ValueError(f"{name} decides {found} instead of {expected}: {case}")
    return Figure(name, best * 1e6, number * GOES)


def main(arguments: Sequence[str]) -> int:
    """Print the table; the exit code is 1 where two answers differ."""
    rules = int(arguments[0]) if arguments else 200
    chance = random.Random(7)
    ruleset = some_ruleset(rules, chance)
    cases = [some_case(chance) for _ in range(15_000)]
    right = [decide_as_written(ruleset, NOBODY, case)[0].result[0] for case in cases]
    figures: list[Figure] = []
    missing: list[str] = []
    for name, make in PEERS.items():
        try:
            figures.append(measured(name, make(ruleset), cases, right))
        except ImportError as error:
            missing.append(f"{name}: `pip install {DISTRIBUTIONS[error.name or '']}`")
        except ValueError as error:
            print(error)
            return 1
    print(f"{rules} rules, every fact known, one incident at a time, one process\n")
    print("| engine | µs an incident | incidents a second | times the first | compared |")
    print("|---|---:|---:|---:|---:|")
    for one in figures:
        times = one.microseconds / figures[0].microseconds
        print(
            f"| {one.name} | {one.microseconds:,.1f} | {1e6 / one.microseconds:,.0f} "
            f"| {times:,.1f} | {one.incidents:,} |"
        )
    for text in missing:
        print(f"\nLeft out, since it is not installed: {text}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What takes too long is skipped, and says so."""

from govcheck.engine.ruleset import All, Compare, IsKnown, Not
from govcheck.prove.rules.guarantees import guarantees
from govcheck.prove.rules.severity import falling, unknown
from tests.engine import build
from tests.engine.build import Rules
from tests.prove.rules.build import promise, study

MANY = [build.choice(f"f{number}", *(f"v{value}" for value in range(9))) for number in range(8)]
COUNT = build.integer("count")._replace(worse="higher")


def test_too_many_facts_in_doubt() -> None:
    asking = All(tuple(Not(IsKnown(fact.name)) for fact in MANY))
    telling = All(tuple(build.equals(fact.name, *fact.values[:4]) for fact in MANY))
    rules: Rules = {
        "asking": (All((asking, Compare("count", ">=", 5))), "high"),
        "telling": (telling, "high"),
    }
    severity = build.decision("severity", "highest", ["low", "high"], rules, "low")
    every = [build.choice(fact.name, *fact.values, ordered=True) for fact in MANY]
    made = study(
        build.ruleset([*every, COUNT], severity),
        [promise(build.equals("f0", "v0"), build.equals("severity", "low", "high"))],
    )
    verdicts = [*falling(made), *unknown(made), *guarantees(made)]
    assert {one.verdict for one in verdicts} == {"skipped"}
    assert all("may all be unknown" in str(one.reason) for one in verdicts)


def test_what_complete_incidents_refute_is_refuted_all_the_same() -> None:
    asking = All(tuple(Not(IsKnown(fact.name)) for fact in MANY))
    few = Compare("count", "<", 5)
    rules: Rules = {"asking": (asking, "high"), "few": (few, "high")}
    severity = build.decision("severity", "highest", ["low", "high"], rules, "low")
    every = [build.choice(fact.name, *fact.values, ordered=True) for fact in MANY]
    [verdict] = falling(study(build.ruleset([*every, COUNT], severity)))
    assert verdict.verdict == "refuted"
    assert "with `count` `0` it is `high`, with `5` it is `low`" in verdict.message

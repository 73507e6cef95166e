"""Documents of one decision are joined, their results checked, and decisions put in order."""

import pytest

from govcheck.engine import violations
from govcheck.finding import diagnostics_in
from tests.engine.compile.policies import CALM, FACTS, ORGANIZATION, PRAISE, Compiled, compiled

Said = tuple[str, str, str, str | None]


def decision(
    decides: str,
    rules: str = "[]",
    *,
    hit_policy: str = "first",
    otherwise: str | None = None,
    more: str = "",
    name: str = "d",
) -> str:
    """A decision in YAML."""
    stated = "" if otherwise is None else f"otherwise: {otherwise}, "
    return (
        f"{{kind: decision, id: {name}, decides: {decides}, hit_policy: {hit_policy}, "
        f"{stated}{more}rules: {rules}}}"
    )


def build(*decisions: str) -> Compiled:
    """Decisions with everything that they may speak of; the first is in `4.yaml`."""
    return compiled(ORGANIZATION, FACTS, CALM, PRAISE, *decisions)


def test_severity_yields_a_severity() -> None:
    rules = "[{id: r, when: {ours: true}, then: sev1, because: It hurts}]"
    result = build(decision("severity", rules, hit_policy="highest", otherwise="sev3"))
    assert result.violations == ()
    made = result.decision("severity")
    assert (made.results, made.ordered) == (("sev3", "sev2", "sev1"), True)
    assert made.otherwise == ("sev3",)
    rule = made.rules[0]
    assert (rule.id, rule.results, rule.because) == ("r", ("sev1",), "It hurts")
    assert (rule.document, rule.path, rule.line) == ("d", "4.yaml", 2)


def test_escalation_yields_an_escalation_or_none() -> None:
    result = build(decision("escalation", otherwise="none", more="because: Nothing happens, "))
    assert result.violations == ()
    assert result.decision("escalation").results == ("calm", "none")
    assert result.decision("escalation").because == "Nothing happens"


def test_playbooks_are_collected() -> None:
    rules = "[{id: a, when: {}, then: praise}, {id: b, when: {}, then: [praise, praise]}]"
    result = build(decision("playbooks", rules, hit_policy="collect"))
    assert result.violations == ()
    made = result.decision("playbooks")
    assert [rule.results for rule in made.rules] == [("praise",), ("praise",)]
    assert made.otherwise == ()
    assert result.ruleset.facts["playbooks"].many


def test_several_documents_are_one_decision() -> None:
    own = "results: [x, y], ordered: true, "
    one, two = (
        decision(
            "tone",
            f"[{{id: r{n}, when: {{}}, then: y}}]",
            hit_policy="highest",
            otherwise="x",
            more=own,
            name=f"d{n}",
        )
        for n in range(2)
    )
    result = build(one, two)
    assert result.violations == ()
    rules = result.decision("tone").rules
    assert [(rule.id, rule.document, rule.path) for rule in rules] == [
        ("r0", "d0", "4.yaml"),
        ("r1", "d1", "5.yaml"),
    ]


def test_given_decisions_come_first_and_used_ones_before_their_users() -> None:
    tone = decision(
        "tone",
        "[{id: r, when: {escalation: calm, pace: fast}, then: y}]",
        otherwise="x",
        more="results: [x, y], ",
        name="a",
    )
    pace = decision("pace", otherwise="slow", more="results: [slow, fast], ", name="b")
    rules = "[{id: r, when: {severity: sev1}, then: calm}]"
    escalation = decision("escalation", rules, otherwise="calm", name="c")
    severity = decision("severity", otherwise="sev3", hit_policy="highest", name="z")
    result = build(tone, pace, escalation, severity)
    assert result.violations == ()
    names = [one.name for one in result.ruleset.decisions]
    assert names == ["severity", "escalation", "pace", "tone"]


def test_one_reason_for_silence_is_enough() -> None:
    one = decision("escalation", hit_policy="unique", otherwise="none", more="because: Calm, ")
    two = decision("escalation", hit_policy="unique", otherwise="none", name="e")
    assert build(one, two).violations == ()


OWN = "results: [x, y], "


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        (
            (
                decision("tone", otherwise="x", hit_policy="unique", more=OWN),
                decision("tone", otherwise="x", more=OWN, name="e"),
            ),
            (
                "DEC001",
                "5.yaml:hit_policy",
                "`tone` is decided by `first` and by another hit policy",
                None,
            ),
        ),
        (
            (
                decision("tone", otherwise="x", hit_policy="unique", more=OWN),
                decision(
                    "tone", otherwise="x", hit_policy="unique", more="results: [y, x], ", name="e"
                ),
            ),
            (
                "DEC001",
                "5.yaml:results",
                "the documents that decide `tone` differ in `results`",
                None,
            ),
        ),
        (
            (
                decision("tone", otherwise="x", more=OWN),
                decision("tone", otherwise="x", more=OWN, name="e"),
            ),
            (
                "DEC002",
                "5.yaml:decides",
                "`tone` takes the first rule of two documents",
                "move the rules into one document",
            ),
        ),
        (
            (decision("tone", otherwise="x", hit_policy="highest", more=OWN),),
            (
                "DEC003",
                "4.yaml:hit_policy",
                "`tone` has no order in which one result is the highest",
                "add `ordered: true`",
            ),
        ),
        (
            (decision("playbooks", otherwise="praise"),),
            (
                "DEC004",
                "4.yaml:hit_policy",
                "`playbooks` is not decided by `first`",
                "write `collect`",
            ),
        ),
        (
            (decision("severity", otherwise="sev3", hit_policy="collect"),),
            (
                "DEC004",
                "4.yaml:hit_policy",
                "`severity` is not decided by `collect`",
                "write `highest` or `first` or `unique`",
            ),
        ),
        (
            (decision("escalation", otherwise="calm", hit_policy="highest"),),
            (
                "DEC004",
                "4.yaml:hit_policy",
                "`escalation` is not decided by `highest`",
                "write `first` or `unique`",
            ),
        ),
        (
            (decision("tone", otherwise="x"),),
            ("DEC005", "4.yaml:decides", "`tone` does not list its results", "add `results: […]`"),
        ),
        (
            (decision("severity", otherwise="sev3", more=OWN),),
            (
                "DEC006",
                "4.yaml:results",
                "the results of `severity` are given by the policy",
                "remove `results`",
            ),
        ),
        (
            (decision("tone", otherwise="x", more="results: [x, x], "),),
            ("FACT003", "4.yaml:results/1", "`x` is listed twice", None),
        ),
        (
            (decision("tone", more=OWN),),
            (
                "DEC007",
                "4.yaml:decides",
                "nothing says what `tone` is when no rule matches",
                "add `otherwise`",
            ),
        ),
        (
            (
                decision("tone", otherwise="x", hit_policy="unique", more=OWN),
                decision("tone", otherwise="y", hit_policy="unique", more=OWN, name="e"),
            ),
            (
                "DEC008",
                "5.yaml:otherwise",
                "the documents that decide `tone` differ in `otherwise`",
                None,
            ),
        ),
        (
            (decision("severity", otherwise="sev4"),),
            (
                "DEC009",
                "4.yaml:otherwise",
                "`sev4` is not a known severity",
                "did you mean `sev3`?",
            ),
        ),
        (
            (decision("escalation", "[{id: r, when: {}, then: clam}]", otherwise="calm"),),
            (
                "DEC009",
                "4.yaml:rules/0/then",
                "`clam` is not a known escalation",
                "did you mean `calm`?",
            ),
        ),
        (
            (
                decision(
                    "playbooks", "[{id: r, when: {}, then: [praise, prise]}]", hit_policy="collect"
                ),
            ),
            (
                "DEC009",
                "4.yaml:rules/0/then/1",
                "`prise` is not a known playbook",
                "did you mean `praise`?",
            ),
        ),
        (
            (decision("tone", "[{id: r, when: {}, then: z}]", otherwise="x", more=OWN),),
            (
                "DEC009",
                "4.yaml:rules/0/then",
                "`z` is not a known result of `tone`",
                "known: `x`, `y`",
            ),
        ),
        (
            (decision("tone", "[{id: r, when: {}, then: [x]}]", otherwise="x", more=OWN),),
            (
                "DEC010",
                "4.yaml:rules/0/then",
                "`tone` has one result, not a list",
                "write one result, or decide by `collect`",
            ),
        ),
        (
            (decision("escalation", "[{id: r, when: {}, then: none}]", otherwise="calm"),),
            (
                "DEC011",
                "4.yaml:rules/0/then",
                "nobody is notified, and no `because` says why",
                "add `because: …`",
            ),
        ),
        (
            (decision("escalation", otherwise="none"),),
            (
                "DEC011",
                "4.yaml:otherwise",
                "nobody is notified, and no `because` says why",
                "add `because: …`",
            ),
        ),
        (
            (
                decision(
                    "tone",
                    "[{id: r, when: {}, then: x}, {id: r, when: {}, then: y}]",
                    otherwise="x",
                    more=OWN,
                ),
            ),
            ("DEC012", "4.yaml:rules/1/id", "another rule of `tone` has the id `r`", None),
        ),
        (
            (decision("escalation", otherwise="calm"), CALM.replace("id: calm", "id: none")),
            (
                "DEC014",
                "5.yaml:id",
                "an escalation cannot be called `none`, which means that nobody is notified",
                None,
            ),
        ),
    ],
)
def test_what_makes_no_sense_is_refused(documents: tuple[str, ...], expected: Said) -> None:
    assert build(*documents).said() == [expected]


def test_a_bad_rule_is_left_out_and_the_good_ones_stay() -> None:
    rules = """[{id: good, when: {ours: true}, then: sev2},
                {id: typo, when: {hours: true}, then: sev1},
                {id: lost, when: {ours: true}, then: sev0},
                {id: fine, when: {ours: false}, then: sev1}]"""
    result = build(decision("severity", rules, hit_policy="highest", otherwise="sev3"))
    assert [rule.id for rule in result.decision("severity").rules] == ["good", "fine"]
    assert [code for code, *_ in result.said()] == ["COND001", "DEC009"]


def test_decisions_that_cannot_be_meant_still_decide_something() -> None:
    result = build(
        decision("severity", hit_policy="highest"),
        decision("tone", hit_policy="highest", otherwise="x", more=OWN, name="e"),
    )
    assert result.decision("severity").otherwise == ("sev1",)
    assert result.decision("tone").hit_policy == "first"


def test_without_an_organisation_severity_is_not_decided() -> None:
    rules = "[{id: r, when: {severity: sev1}, then: y}]"
    result = compiled(
        FACTS,
        decision("severity", otherwise="sev3"),
        decision("tone", rules, otherwise="x", more=OWN, name="e"),
    )
    assert [code for code, *_ in result.said() if code.startswith("COND")] == []
    assert [one.name for one in result.ruleset.decisions] == ["tone"]


def circle(*uses: tuple[str, str]) -> Compiled:
    """Decisions that each use another one, and a decision that uses the first."""
    documents = [
        decision(
            name,
            f"[{{id: r, when: {{{used}: y}}, then: y}}]",
            otherwise="x",
            more=OWN,
            name=name,
        )
        for name, used in uses
    ]
    return build(*documents)


def test_a_circle_is_named_and_left_out() -> None:
    result = circle(("a", "b"), ("b", "c"), ("c", "a"), ("outside", "a"))
    message = "decisions use each other in a circle: `a` -> `b` -> `c` -> `a`"
    assert result.said() == [
        ("DEC013", "4.yaml:rules/0/when", message, "decide one of them from facts")
    ]
    notes = [see.note for see in result.violations[0].problem.see]
    assert notes == ["`b` uses `c` here", "`c` uses `a` here"]
    assert [(one.name, one.rules, one.uses) for one in result.ruleset.decisions] == [
        ("outside", (), ())
    ]


def test_a_decision_does_not_use_itself() -> None:
    messages = [message for _, _, message, _ in circle(("a", "a")).said()]
    assert messages == ["`a` uses its own result"]


def test_every_rule_of_the_compiler_has_a_truth_and_a_reason() -> None:
    codes = [rule.code for rule in diagnostics_in(vars(violations))]
    assert len(set(codes)) == len(codes)
    order = ["FACT", "COND", "DEC"]
    assert codes == sorted(codes, key=lambda code: (order.index(code[:-3]), code))
    for rule in diagnostics_in(vars(violations)):
        assert rule.truth.endswith(".")
        assert rule.why.endswith(".")


def test_a_label_of_no_result_is_told() -> None:
    reach = """
kind: decision
id: reach
decides: reach
hit_policy: highest
results: [local, viral]
ordered: true
otherwise: local
labels: {local: nearby, vral: everywhere}
rules: []
"""
    (found,) = build(reach).violations
    assert found.rule.code == "FACT020"
    assert found.problem.message == "`vral` is not a result of `reach`"
    assert found.problem.help == "did you mean `viral`?"

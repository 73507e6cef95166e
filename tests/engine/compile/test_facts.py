"""Vocabularies become facts, and what cannot be one is refused."""

import pytest

from govcheck.engine.compile.facts import compile_facts
from govcheck.engine.ruleset import Fact
from govcheck.engine.shares import SHARES
from tests.engine.compile.policies import FACTS, TEAM, compiled, policy_of


def vocabulary(facts: str, name: str = "more") -> str:
    """A vocabulary of these facts."""
    return f"{{kind: vocabulary, id: {name}, facts: {facts}}}"


def said(*facts: str) -> list[tuple[str, str, str, str | None]]:
    """What is wrong with vocabularies."""
    return compiled(*(vocabulary(text, f"v{n}") for n, text in enumerate(facts))).said()


def test_every_type_is_compiled() -> None:
    facts, violations = compile_facts(policy_of(FACTS, TEAM))
    assert violations == []
    assert facts["followers"] == Fact(
        "followers", "integer", minimum=0, maximum=1000000, worse="higher"
    )
    assert facts["topics"] == Fact("topics", "tags", ("safety", "leak", "press"), many=True)
    assert facts["mood"] == Fact("mood", "choice", ("good", "flat", "bad"), ordered=True)
    assert facts["owner"] == Fact("owner", "reference", ("social",))
    assert facts["anger"] == Fact(
        "anger", "share", SHARES, ordered=True, part="angry", whole="replies"
    )
    assert list(facts)[:3] == ["followers", "rate", "topics"]


def test_ends_of_a_share_are_never_negative() -> None:
    facts, _ = compile_facts(policy_of(FACTS))
    assert (facts["angry"].minimum, facts["replies"].minimum) == (0, 0)


def test_vocabularies_merge_and_may_repeat_each_other() -> None:
    assert said("{a: {type: boolean}}", "{a: {type: boolean}, b: {type: boolean}}") == []


def test_references_include_documents_that_could_not_be_read() -> None:
    facts, _ = compile_facts(policy_of(FACTS, TEAM, unread=("team/agency", "person/x")))
    assert facts["owner"].values == ("social", "agency")


SHARE = "a: {type: integer}, b: {type: integer, maximum: 5}"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (
            ("{a: {type: boolean}}", "{a: {type: integer}}"),
            (
                "FACT001",
                "1.yaml:facts/a!",
                "the fact `a` is declared differently elsewhere",
                "keep one of the declarations",
            ),
        ),
        (
            ("{not: {type: boolean}}",),
            (
                "FACT002",
                "0.yaml:facts/not!",
                "`not` has a meaning of its own in conditions",
                "give the fact another name",
            ),
        ),
        (
            ("{a: {type: choice, values: [x, y, x]}}",),
            ("FACT003", "0.yaml:facts/a/values/2", "`x` is listed twice", None),
        ),
        (
            ("{a: {type: integer, minimum: 3, maximum: 2}}",),
            (
                "FACT004",
                "0.yaml:facts/a/maximum",
                "no whole number is at least 3 and at most 2",
                None,
            ),
        ),
        (
            ("{a: {type: integer, minimum: 0.2, maximum: 0.8}}",),
            (
                "FACT004",
                "0.yaml:facts/a/maximum",
                "no whole number is at least 0.2 and at most 0.8",
                None,
            ),
        ),
        (
            ("{a: {type: number, minimum: 1e99}}",),
            ("FACT004", "0.yaml:facts/a/minimum", "no fact is as large as this number", None),
        ),
        (
            ("{a: {type: choice, values: [x, y], worse: higher}}",),
            (
                "FACT005",
                "0.yaml:facts/a/worse",
                "the values of `a` have no order in which one is worse",
                "add `ordered: true` and list the values lowest first, or remove `worse`",
            ),
        ),
        (
            (f"{{{SHARE}, s: {{share: {{part: c, whole: b}}}}}}",),
            (
                "FACT006",
                "0.yaml:facts/s/share/part",
                "no vocabulary declares `c`",
                "known: `a`, `b`",
            ),
        ),
        (
            (f"{{{SHARE}, c: {{type: number}}, s: {{share: {{part: a, whole: c}}}}}}",),
            (
                "FACT006",
                "0.yaml:facts/s/share/whole",
                "`c` is not a whole number",
                "a share compares `integer` facts",
            ),
        ),
        (
            (f"{{{SHARE}, s: {{share: {{part: a, whole: a}}}}}}",),
            ("FACT006", "0.yaml:facts/s/share/part", "`a` is a share of itself", None),
        ),
        (
            (
                f"{{{SHARE}, s: {{share: {{part: a, whole: b}}}},"
                " t: {share: {part: b, whole: a}}}",
            ),
            ("FACT006", "0.yaml:facts/t/share/part", "`b` is a share of itself", None),
        ),
        (
            (
                f"{{{SHARE}, c: {{type: integer, minimum: 6}},"
                " s: {share: {part: c, whole: b}}}",
            ),
            (
                "FACT006",
                "0.yaml:facts/s/share/part",
                "`c` is always more than `b`",
                "their bounds leave no number for a part of the whole",
            ),
        ),
    ],
)
def test_what_cannot_be_a_fact_is_refused(
    facts: tuple[str, ...], expected: tuple[str, str, str, str | None]
) -> None:
    assert said(*facts) == [expected]


def test_a_broken_number_does_not_break_its_share_twice() -> None:
    text = "{a: {type: integer, minimum: 3, maximum: 2}, b: {type: integer},"
    codes = [code for code, *_ in said(f"{text} s: {{share: {{part: a, whole: b}}}}}}")]
    assert codes == ["FACT004"]


def test_a_fact_and_a_decision_of_one_name() -> None:
    decision = """
{kind: decision, id: d, decides: tone, hit_policy: first, results: [x], otherwise: x, rules: []}
"""
    result = compiled(vocabulary("{tone: {type: boolean}}"), decision)
    assert result.said() == [
        ("FACT007", "0.yaml:facts/tone!", "`tone` is a fact and a decision", "rename one of them")
    ]
    assert result.ruleset.facts["tone"].type == "decision"


def test_rules_about_a_broken_fact_are_left_out_without_another_word() -> None:
    decision = """
{kind: decision, id: d, decides: tone, hit_policy: first, results: [x, y], otherwise: x,
 rules: [{id: r, when: {a: 3}, then: y}]}
"""
    result = compiled(vocabulary("{a: {type: integer, minimum: 3, maximum: 2}}"), decision)
    assert [code for code, *_ in result.said()] == ["FACT004"]
    assert result.decision("tone").rules == ()


def test_a_default_is_one_of_the_values() -> None:
    facts, violations = compile_facts(
        policy_of(
            vocabulary(
                "{ours: {type: boolean, default: false}, harm: {type: choice, values: [a, b],"
                " default: b}, about: {type: tags, values: [x, y], default: [y]}, heard: {type:"
                " integer, default: 3}, at: {type: team, default: social}}"
            ),
            TEAM,
        )
    )
    assert violations == []
    assert {name: fact.default for name, fact in facts.items()} == {
        "ours": False,
        "harm": "b",
        "about": frozenset({"y"}),
        "heard": 3,
        "at": "social",
    }


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        ("{type: choice, values: [low, high], default: hgih}", "`hgih` is not a value of `odd`"),
        ("{type: tags, values: [x], default: [y]}", "`y` is not a value of `odd`"),
        ("{type: integer, minimum: 3, default: 2}", "`odd` cannot be `2`"),
        ("{type: integer, default: 2.5}", "`odd` is a whole number, not `2.5`"),
        ("{type: team, default: nobody}", "`nobody` is not a value of `odd`"),
    ],
)
def test_a_default_that_is_no_value(fact: str, message: str) -> None:
    (found,) = compiled(vocabulary(f"{{odd: {fact}}}"), TEAM).said()
    assert found[0] == "FACT008"
    assert message in found


def test_what_a_share_is_computed_from_has_no_default() -> None:
    text = (
        "{lost: {type: integer, default: 0}, held: {type: integer},"
        " part: {share: {part: lost, whole: held}}}"
    )
    (found,) = said(text)
    assert found[0] == "FACT009"
    facts, _ = compile_facts(policy_of(vocabulary(text)))
    assert facts["lost"].default is None

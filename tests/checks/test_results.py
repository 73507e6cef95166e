"""Results, reasons and scenarios of rules, beyond the examples."""

from tests.checks.overlay import found, messages

SPARE = """\
kind: playbook
id: spare
actions:
  - {id: note, do: Note it, owed_by: rota:duty}
---
kind: escalation
id: spare
steps:
  - {id: s, notify: [rota:duty]}
last_resort: person:clara
---
"""


def decision(decides: str, *lines: str, hit_policy: str = "first") -> str:
    written = "\n".join(lines)
    return (
        f"kind: decision\nid: {decides}\ndecides: {decides}\nhit_policy: {hit_policy}\n{written}\n"
    )


def test_documents_that_no_decision_leads_to() -> None:
    assert found("DEC020", SPARE) == ["spare", "spare"]
    no_decisions = "# without: decision/escalation, decision/playbooks, decision/severity\n"
    assert len(messages("DEC020", SPARE + no_decisions)) == 5


def test_otherwise_and_lists_lead_somewhere_too() -> None:
    text = SPARE + decision(
        "playbooks",
        "otherwise: [spare]",
        "rules:",
        "  - {id: r, when: {topics: [safety]}, then: [unsafe-product], because: R}",
        hit_policy="collect",
    )
    assert found("DEC020", text) == ["spare"]


def test_severities_count_where_something_decides_severity() -> None:
    low = decision("severity", "otherwise: sev3", "because: R", "rules: []", hit_policy="highest")
    assert len(messages("DEC020", low)) == 2
    assert messages("DEC020", "# without: decision/severity\n") == []


def test_several_documents_of_a_decision_are_one() -> None:
    lines = "results: [a, b]", "otherwise: a", "because: A"
    one = decision("mood", *lines, "rules: []")
    other = decision("mood", *lines, "rules: [{id: r, when: {}, then: b, because: B}]")
    both = one + "---\n" + other.replace("id: mood", "id: more-mood", 1)
    assert found("DEC020", both.replace("first", "unique")) == []
    assert found("DEC020", one) == ["b"]


def test_silence_is_left_to_the_compiler() -> None:
    """It refuses an unexplained `none` of `escalation` itself."""
    text = decision("escalation", "otherwise: none", "rules: [{id: r, when: {}, then: none}]")
    assert found("DEC015", text) == []
    assert found("DEC016", text) == []


def test_a_blank_reason_is_none() -> None:
    text = decision("escalation", "otherwise: desk", "because: ' '", "rules:")
    text += "  - {id: r, when: {topics: [safety]}, then: crisis, because: '  '}\n"
    assert found("DEC015", text) == ["r"]
    assert found("DEC016", text) == ["desk"]


def test_one_of_several_documents_may_explain_otherwise() -> None:
    lines = "results: [a, b]", "otherwise: a", "rules: []"
    one, other = decision("mood", *lines), decision("mood", *lines, "because: A")
    both = one + "---\n" + other.replace("id: mood", "id: more-mood", 1)
    assert found("DEC016", both) == []
    assert found("DEC016", one) == ["a"]


def test_a_rule_that_may_match_is_not_reached() -> None:
    text = decision("mood", "results: [a, b]", "otherwise: a", "because: A", "rules:")
    text += "  - {id: r, when: {followers: {at_least: 40000}}, then: b, because: B}\n"
    assert found("SCEN005", text) == []
    unknown = (
        "---\nkind: scenario\nid: unsafe-product-spreading\nincident: {title: T,"
        " detected_at: 2026-11-24T10:00:00Z, facts: {topics: [safety]}}\nexpect: {}\n"
    )
    assert found("SCEN005", text + unknown) == ["r"]


def test_without_scenarios_nothing_is_said() -> None:
    names = "unsafe-product, scenario/unsafe-product-spreading, scenario/question"
    text = decision("mood", "results: [a]", "otherwise: a", "because: A", "rules:")
    text += "  - {id: r, when: {followers: 1}, then: a, because: B}\n"
    assert found("SCEN005", text) == ["r"]
    assert found("SCEN005", text + f"---\n# without: scenario/{names}\n") == []

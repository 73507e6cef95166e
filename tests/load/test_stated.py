"""What is sound in a field that cannot be read as a whole is looked at all the same."""

import pytest

from govcheck.workspace.examine import examine
from tests.load.trees import SMALL

PLAYBOOK = """\
    kind: playbook
    id: leak
    actions:
      - {id: pause, do: Pause, owed_by: "person:ana", within: 15x}
      - {id: speak, do: Speak, owed_by: "role:spokesman"}
      - {id: tell, do: Tell, owed_by: "person", needs: [ok]}
    approvals:
      - {id: ok, by: {all_of: ["role:cuonsel", "person:ben"]}, within: soon}
    """
ESCALATION = """\
    kind: escalation
    id: urgent
    steps:
      - {id: one, notify: ["role:privacy-offcer"], wait: 15x}
      - {id: two, notify: ["role:chief", "person:ben"], wiat: 5m}
    last_resort: person:ana
    """
GUARANTEE = """\
    kind: guarantee
    id: told
    for: {topics: [safety]}
    holds: {severity: high}
    notified: {target: "person:ban", within: 30x}
    """
CONTROL = """\
    kind: change-control
    id: approvals
    rules:
      - {id: a, when: {kinds: [role]}, requires: {council: majorty}}
      - {id: b, when: {kinds: [person]}, requires: {count: 1, of: ["council:borad"]}}
    otherwise: {requires: {any_of: ["person:ana", 7, "person:bne"]}}
    """
ROTA = """\
    kind: rota
    id: r
    timezone: UTC
    starts: 2026-01-05
    handover: "09:00"
    shift: daily
    members: [ana, 5, bne, nobody]
    layers:
      - {id: l, starts: soon, handover: "18:00", shift: daily, members: [cleo, nobody]}
    """


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (PLAYBOOK, ["role:spokesman", "role:cuonsel"]),
        (ESCALATION, ["role:privacy-offcer", "role:chief"]),
        (GUARANTEE, ["person:ban"]),
        (CONTROL, ["council:borad", "person:bne"]),
        (ROTA, ["bne", "cleo"]),
    ],
    ids=["playbook", "escalation", "guarantee", "change-control", "rota"],
)
def test_names_beside_a_fault_are_looked_for(text: str, named: list[str]) -> None:
    tree = SMALL.with_files({"policies/x.yaml": text})
    found = [f for f in examine(tree).findings if f.span.path == "policies/x.yaml"]
    assert [tree.under(f.span).strip('"') for f in found if f.code == "REF001"] == named
    assert {f.code for f in found} & {"DOC002", "DOC004", "DOC005"}


def test_results_are_looked_at_whatever_the_hit_policy() -> None:
    text = SMALL.files["policies/severity.yaml"].decode()
    text = text.replace("highest", "hihgest").replace("then: high", "then: hgih")
    tree = SMALL.with_files({"policies/severity.yaml": text.replace("safety]", "saftey]")})
    found = [(f.code, tree.under(f.span)) for f in examine(tree).findings if f.lacks]
    assert ("DEC009", "hgih") in found
    assert ("COND003", "saftey") in found
    clean = SMALL.with_files({"policies/severity.yaml": text.replace("hgih", "high")})
    errors = [
        (f.code, clean.under(f.span)) for f in examine(clean).findings if f.severity == "error"
    ]
    assert errors == [("DOC005", "hihgest")]


def test_rules_beside_one_with_a_fault_are_looked_at() -> None:
    text = SMALL.files["policies/severity.yaml"].decode()
    more = "  - {id: %s, when: {topics: [%s]}, then: %s, because: So%s}\n"
    rules = more % ("odd", "praise", "low", ", untill: 1") + more % ("bad", "prais", "hgih", "")
    tree = SMALL.with_files({"policies/severity.yaml": text + rules})
    found = [f for f in examine(tree).findings if f.severity == "error"]
    assert [(f.code, tree.under(f.span)) for f in found] == [
        ("DOC002", "untill"),
        ("COND003", "prais"),
        ("DEC009", "hgih"),
    ]


def test_facts_are_looked_at_whenever_the_incident_was() -> None:
    text = SMALL.files["incidents/video.yaml"].decode().replace("2026-03-14T22:40:00+01:00", "soon")
    tree = SMALL.with_files(
        {
            "incidents/video.yaml": text.replace("safety", "saftey"),
            "incidents/w.yaml": text.replace("id: video", "id: w").replace("followers", "folowers"),
        }
    )
    found = [(f.code, tree.under(f.span)) for f in examine(tree).findings if f.severity == "error"]
    assert {("INC001", "[saftey]"), ("INC001", "folowers")} <= set(found)


@pytest.mark.parametrize("fault", ["department: 7.5\nperson: ana", "department: sales\nperson: 7"])
def test_a_representative_whose_department_or_person_cannot_be_read_may_be_any(fault: str) -> None:
    asks = "kind: playbook\nid: p\nactions: [{id: a, do: Ask, owed_by: 'representative:sales'}]\n"
    tree = SMALL.with_files(
        {"policies/p.yaml": asks, "policies/r.yaml": f"kind: representative\n{fault}\n"}
    )
    assert [f.code for f in examine(tree).findings if f.severity == "error"] == ["DOC004"]

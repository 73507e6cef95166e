"""What is not there is not checked."""

from datetime import timedelta

from govcheck.acceptance.judgement import as_of
from govcheck.workspace.examine import examine
from tests.checks.example import EXAMPLES, TODAY, MemoryTree

ORGANIZATION = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities:
  - {id: sev2, name: Routine, means: One conversation}
  - {id: sev1, name: Serious, means: It may harm somebody}
"""
DECISION = """\
kind: vocabulary
id: facts
facts:
  followers: {type: integer, minimum: 0}
---
kind: decision
id: severity
decides: severity
hit_policy: highest
otherwise: sev2
because: Most conversations are routine
rules:
  - id: widely-read
    when: {followers: {at_least: 1000}}
    then: sev1
    because: Many read it
"""
FAMILIES = ("TEAM", "PERS", "CNCL", "CHAN", "TRNG", "GOAL", "REPR", "ADVO")


def codes(files: dict[str, str]) -> list[str]:
    tree = MemoryTree({f"policies/{name}.yaml": text for name, text in files.items()})
    found = as_of(examine(tree).findings, TODAY, timedelta(0))
    return sorted(each.code for each in found if each.code.startswith(FAMILIES))


def test_a_bare_organization_with_one_decision_has_no_findings() -> None:
    assert codes({"organization": ORGANIZATION, "decision": DECISION}) == []


def test_a_policy_without_an_organization_is_no_reason_to_stop() -> None:
    assert codes({"decision": DECISION}) == []


def test_people_alone_need_no_contacts() -> None:
    person = "kind: person\nid: ana\nname: Ana\n"
    assert codes({"organization": ORGANIZATION, "ana": person}) == ["PERS011"]


def test_names_that_lead_nowhere_are_reported_once() -> None:
    """REF001 says it; the checks of these families add nothing."""
    text = (EXAMPLES / "base" / "structure.yaml").read_text(encoding="utf-8")
    assert set(codes({"organization": ORGANIZATION, "structure": text})) <= {
        "TEAM001",  # the eight usual areas are not those of the base
    }

"""Representatives, beyond the examples."""

from tests.checks.overlay import found
from tests.checks.people import person

ROUTE = """\
kind: decision
id: route
decides: route
hit_policy: first
results: [support, social, none, sales]
otherwise: none
because: Nobody need answer
rules: []
---
"""


def test_questions_go_to_departments_and_teams() -> None:
    assert found("REPR001", ROUTE) == ["sales"]
    sales = "kind: representative\nperson: fay\ndepartment: sales\n"
    assert found("REPR001", ROUTE + sales) == []


def test_without_representatives_nobody_is_missed() -> None:
    assert found("REPR001", "# without: representative/support-dora\n" + ROUTE) == []


def test_somebody_who_deputizes_for_themselves_has_no_deputy() -> None:
    legal = "kind: representative\nperson: eli\ndepartment: legal\n"
    assert found("REPR002", legal) == []
    assert found("REPR002", person("eli", "deputies: [eli]") + legal) == ["eli"]


def test_topics_are_compared_only_with_declared_ones() -> None:
    odd = "kind: representative\nperson: dora\ndepartment: support\ntopics: [weather]\n---\n"
    assert found("REPR003", odd) == ["weather"]
    no_tags = "kind: vocabulary\nid: facts\nfacts: {followers: {type: integer}}\n"
    assert found("REPR003", odd + no_tags) == []

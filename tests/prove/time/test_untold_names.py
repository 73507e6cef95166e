"""Of a task that is not told in time it is said who is not, by name; and once for all alike."""

from govcheck.finding import Finding, Severity
from govcheck.opening.opened import open_tree
from govcheck.prove.meanings import COVER009
from govcheck.prove.prove import prove
from govcheck.prove.verdict import Query
from govcheck.report.findings.full import UNTOLD_TOO, gathered
from govcheck.source import Span
from govcheck.time.clock import DAY
from govcheck.tongue import tongue
from tests.mutations.mutations import shipped

AT = 1_795_392_000
COUNSEL = "  - {id: legal, notify: [role:legal-counsel], via: [phone, chat], always: true}\n"
BOTH = "notify: [role:spokesperson, role:legal-counsel]"


def test_whoever_is_not_told_is_named() -> None:
    tree = shipped()
    for name in ("crisis", "desk", "urgent"):
        path = f"policies/escalations/{name}.yaml"
        text = tree.files[path].decode()
        text = text.replace(COUNSEL, "").replace(", role:legal-counsel]", "]")
        tree = tree.with_files({path: text.encode()})
    opened = open_tree(tree)
    question = Query(AT, (AT, AT + 30 * DAY), select=("COVER009",))
    found = [one for one in prove(opened.program, opened.policy, question) if one.seconds]
    said = {str(one.message): tongue("de").text(one.message) for one in found}
    assert said == {
        "nobody tells role:legal-counsel before it is due": (
            "niemand verständigt Recht, bevor es fällig ist"
        ),
        "nobody tells role:chief-executive or role:legal-counsel before it is due": (
            "niemand verständigt Geschäftsführung oder Recht, bevor es fällig ist"
        ),
    }
    assert len(found) == 9


def finding(line: int, message: str, rule: Severity = Severity.ERROR) -> Finding:
    return Finding(Span("a.yaml", line, 1, line, 2), COVER009._replace(severity=rule), message)


def test_tasks_of_which_the_same_people_are_not_told_are_told_once() -> None:
    findings = [finding(1, "a"), finding(2, "b"), finding(3, "a"), finding(4, "a", Severity.NOTE)]
    first, second, third = (one.finding for one in gathered(findings))
    assert (first.message, second.message, third.message) == ("a (2 tasks)", "b", "a")
    assert [(one.span.line, one.message) for one in first.related] == [(3, UNTOLD_TOO)]

"""Severities that are escalated, and convened in time, beyond the examples."""

import pytest

from tests.checks.overlay import found, messages

HEAD = "kind: decision\nid: escalation\ndecides: escalation\nhit_policy: first\nbecause: B\n"
SAFETY = "{severity: sev1, topics: [safety]}"
NO_SAFETY = "{severity: sev1, not: {topics: [safety]}}"
NO_SEVERITY = "kind: decision\nid: severity\ndecides: mood\nhit_policy: first\nresults: [a]\n"


def escalation(otherwise: str, *pairs: tuple[str, str]) -> str:
    rules = "".join(
        f"  - {{id: r{n}, when: {when}, then: {then}, because: So it is}}\n"
        for n, (when, then) in enumerate(pairs)
    )
    return f"{HEAD}otherwise: {otherwise}\nrules:" + (f"\n{rules}" if rules else " []\n")


@pytest.mark.parametrize(
    ("text", "silent"),
    [
        (escalation("none"), 3),
        (escalation("crisis"), 0),
        (escalation("crisis", ("{}", "none")), 3),
        (escalation("crisis", ("{severity: sev1}", "none")), 1),
        (escalation("crisis", ("{severity: sev1, topics: [safety]}", "none")), 0),
        (escalation("none", ("{severity: {at_least: sev2}}", "crisis")), 1),
        (escalation("none", ("{topics: [safety]}", "crisis")), 0),
        (escalation("none", ("{severity: {not_in: [sev1]}}", "crisis")), 1),
        (escalation("desk", ("{severity: sev1}", "none"), ("{}", "crisis")), 1),
        (escalation("desk", ("{any: [{severity: sev1}, {topics: [safety]}]}", "none")), 1),
        (escalation("desk", (SAFETY, "none"), (NO_SAFETY, "none")), 1),
        (escalation("desk", (SAFETY, "none"), (NO_SAFETY, "none"), ("{}", "crisis")), 1),
        (escalation("none", (SAFETY, "none"), (SAFETY, "crisis")), 3),
        (escalation("none", (SAFETY, "none"), ("{severity: sev1}", "crisis")), 2),
    ],
)
def test_a_severity_of_which_nobody_is_ever_told(text: str, silent: int) -> None:
    assert len(messages("ESC004", text)) == silent


def council(times: str) -> str:
    return (
        "kind: council\nid: board\nname: B\nchair: ana\nquorum: 1\nmeets: monthly\n"
        f"seats: [{{person: ana, represents: expert}}]\nconvene_within: {times}\n"
    )


@pytest.mark.parametrize(
    ("times", "underlined"),
    [
        ("{sev3: 3h, sev2: 2h, sev1: 1h}", []),
        ("{sev3: 2h, sev2: 2h, sev1: 2h}", []),
        ("{sev1: 2h}", []),
        ("{}", []),
        ("{sev3: 1h, sev2: 2h, sev1: 3h}", ["2h", "3h"]),
        ("{sev3: 1h, sev2: 3h, sev1: 2h}", ["3h", "2h"]),
        ("{sev3: 2h, sev1: 1h}", ["convene_within"]),
        ("{sev2: 2h}", ["convene_within"]),
    ],
)
def test_more_severe_is_no_later(times: str, underlined: list[str]) -> None:
    assert found("ESC009", council(times)) == underlined

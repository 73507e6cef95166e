"""How much an organisation lets checks matter."""

import pytest

from govcheck.catalogue.catalogue import CHECKS
from govcheck.finding import Severity
from tests.checks.example import EXAMPLES, examined
from tests.checks.overlay import messages
from tests.standards.test_channels import channel

BASE = (EXAMPLES / "base" / "organization.yaml").read_text().partition("---")[0]


def told(level: str) -> list[tuple[str, Severity]]:
    """What is said of a channel without advocates."""
    found = examined(f"{BASE}checks: {{CHAN010: {level}}}\n---\n{channel()}").here
    return [(finding.code, finding.severity) for finding in found]


@pytest.mark.parametrize("level", ["note", "warning", "error"])
def test_a_matter_of_opinion_matters_as_much_as_is_set(level: str) -> None:
    assert told(level) == [("CHAN010", Severity(level))]


def test_a_matter_of_opinion_can_be_off() -> None:
    assert told("off") == []


def test_what_is_none_is_refused_and_stays_as_it_is() -> None:
    text = f"{BASE}checks: {{CHAN002: off}}\n---\n{channel(mfa='no')}"
    found = {(finding.code, finding.severity) for finding in examined(text).here}
    assert {("ORG001", Severity.ERROR), ("CHAN002", Severity.ERROR)} <= found


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("CNCL001", []),
        ("REF001", ["`REF001` is not a matter of opinion"]),
        ("WAIVER003", ["`WAIVER003` is not a matter of opinion"]),
        ("CNCL01", ["there is no check with the code `CNCL01`"]),
        ("group-unrepresented", ["there is no check with the code `group-unrepresented`"]),
    ],
)
def test_only_codes_of_matters_of_opinion_can_be_set(code: str, message: list[str]) -> None:
    assert messages("ORG001", f"{BASE}checks: {{{code}: note}}\n") == message


def test_what_keeps_people_from_being_told_is_no_matter_of_opinion() -> None:
    families = {check.rule.code.rstrip("0123456789") for check in CHECKS if check.rule.is_opinion}
    assert families.isdisjoint({"ESC", "PLAY", "REF", "CHNG", "WAIVER", "ROTA", "CAL", "ORG"})

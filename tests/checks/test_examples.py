"""Every rule is broken where its bad example says, nowhere else, and never by its good one."""

from pathlib import Path

import pytest

from govcheck.catalogue.catalogue import CHECKS
from govcheck.explanations import explanations
from govcheck.load import own_schemas
from govcheck.prove.prove import RULES as PROPERTIES
from tests.checks.example import Outcome, elsewhere, examined, expectations, is_proved
from tests.checks.good import FOLDERS, kept

BAD = [pytest.param(folder / "bad.yaml", id=folder.name) for folder in FOLDERS]
GOOD = [pytest.param(folder / "good.yaml", id=folder.name) for folder in FOLDERS]
PROVED = {rule.code for rule in PROPERTIES}
UNBREAKABLE = {
    "RULE001": "DEC007 refuses such a policy before anything is proved",
    "CONDUCT001": "the simulation publishes nothing before its approvals: the bad one has none",
    "CONDUCT002": "the simulation never counts whoever drafted: the bad one asks nobody else",
}
"""Of these the bad example is one of which the property says nothing."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give up soon on the one schema that would take for ever."""
    monkeypatch.setattr(own_schemas, "_PATIENCE", 0.5)


def test_base_is_clean() -> None:
    assert _shown(examined("")) == []


def test_every_rule_has_examples_and_every_example_a_rule() -> None:
    assert [folder.name for folder in FOLDERS] == [each.rule.code for each in explanations()]
    assert {check.rule.code for check in CHECKS} | PROVED <= {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("path", BAD)
def test_bad_example(path: Path) -> None:
    text, code = path.read_text(encoding="utf-8"), path.parent.name
    if code in UNBREAKABLE:
        assert not is_proved(code, text)
        return
    outcome = kept(code, text)
    wanted, others = expectations(text), elsewhere(text)
    lines = {(line, rule) for line, rule, _ in wanted}
    found = {(one.span.line, one.code) for one in outcome.here}
    assert {one for one in found if one[1] not in others or one in lines} == lines, _shown(outcome)
    assert {one.code for one in outcome.elsewhere} <= others, _shown(outcome)
    codes = {one.code for one in (*outcome.here, *outcome.elsewhere)}
    assert {code, *others} <= codes, _shown(outcome)
    underlined = {
        (finding.span.line, finding.code, outcome.source.excerpt(finding.span))
        for finding in outcome.here
    }
    assert {tuple(each) for each in wanted if each.text is not None} <= underlined


@pytest.mark.parametrize("path", GOOD)
def test_good_example(path: Path) -> None:
    text, code = path.read_text(encoding="utf-8"), path.parent.name
    assert _shown(kept(code, text)) == []
    assert code not in PROVED or is_proved(code, text)


def _shown(outcome: Outcome) -> list[str]:
    return [
        f"{finding.span.path}:{finding.span.line}: {finding.code} {finding.message}"
        for finding in (*outcome.here, *outcome.elsewhere)
    ]

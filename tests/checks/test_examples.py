"""Every check fires where its bad example says, nowhere else, and never on its good one."""

from pathlib import Path

import pytest

from govcheck.checks.catalogue import CHECKS
from tests.checks.example import EXAMPLES, Outcome, elsewhere, examined, expectations

FOLDERS = sorted(path for path in EXAMPLES.iterdir() if path.name != "base")
BAD = [pytest.param(folder / "bad.yaml", id=folder.name) for folder in FOLDERS]
GOOD = [pytest.param(folder / "good.yaml", id=folder.name) for folder in FOLDERS]


def test_base_is_clean() -> None:
    assert _shown(examined("")) == []


def test_every_check_has_examples_and_every_example_a_check() -> None:
    assert [folder.name for folder in FOLDERS] == [check.rule.code for check in CHECKS]


@pytest.mark.parametrize("path", BAD)
def test_bad_example(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    outcome = examined(text)
    wanted = expectations(text)
    found = {(finding.span.line, finding.code) for finding in outcome.here}
    assert found == {(line, code) for line, code, _ in wanted}, "\n".join(_shown(outcome))
    assert {finding.code for finding in outcome.elsewhere} == elsewhere(text), _shown(outcome)
    assert path.parent.name in {finding.code for finding in outcome.here}
    underlined = {
        (finding.span.line, finding.code, outcome.source.excerpt(finding.span))
        for finding in outcome.here
    }
    assert {tuple(each) for each in wanted if each.text is not None} <= underlined


@pytest.mark.parametrize("path", GOOD)
def test_good_example(path: Path) -> None:
    assert _shown(examined(path.read_text(encoding="utf-8"))) == []


def _shown(outcome: Outcome) -> list[str]:
    return [
        f"{finding.span.path}:{finding.span.line}: {finding.code} {finding.message}"
        for finding in (*outcome.here, *outcome.elsewhere)
    ]

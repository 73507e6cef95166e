"""`govcheck explain`."""

import pytest

from govcheck.cli.main import run
from govcheck.explanations import explanations


def test_a_page(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "ref001"]) == 0
    by_code = capfd.readouterr().out
    assert by_code.startswith(
        "REF001 unknown-reference (error)\n\n"
        "Every name in a document leads to a document that exists.\n\n"
    )
    assert "\nBad:\n\n    " in by_code
    assert "\nGood:\n\n    " in by_code
    assert run(["explain", "unknown-reference"]) == 0
    assert capfd.readouterr().out == by_code


def test_the_table_has_every_rule_in_80_columns(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    heads = [line.split() for line in lines if not line.startswith(" ")]
    rules = [each.rule for each in explanations()]
    assert heads == [[rule.code, rule.severity.value, rule.name] for rule in rules]


@pytest.mark.parametrize(
    ("asked", "advice"),
    [("REF01", "did you mean `REF001`?"), ("zzzzzz", "`govcheck explain` lists them all")],
)
def test_an_unknown_code(asked: str, advice: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", asked]) == 2
    assert capfd.readouterr() == ("", f"error: no check `{asked}`; {advice}\n")

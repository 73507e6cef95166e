"""`govcheck explain`."""

import pytest

from govcheck.cli.main import run
from govcheck.explanations import explanations


def test_a_page(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "ref001"]) == 0
    by_code = capfd.readouterr().out
    assert by_code.startswith(
        "REF001  unknown-reference (error)\n"
        "What must hold    Every name in a document leads to a document that exists.\n"
    )
    assert "\nWrong\n    " in by_code
    assert "\nRight\n    " in by_code
    assert run(["explain", "unknown-reference"]) == 0
    assert capfd.readouterr().out == by_code


def test_a_page_in_german(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "GUARD002", "--lang", "de"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert lines[1] == "Was ist falsch    jemand erfährt es nicht rechtzeitig, wie zugesagt"
    assert lines[2].startswith("Was gelten muss   ")
    assert any(line.startswith("Warum wichtig     ") for line in lines)
    assert max(map(len, lines)) <= 80


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

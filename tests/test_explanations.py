"""Every rule is explained, once, under a code of its own."""

import re
from importlib import import_module
from pkgutil import walk_packages

import pytest

import govcheck
from govcheck.catalogue.catalogue import CHECKS
from govcheck.explanations import Explanation, explanations, find
from govcheck.finding import Diagnostic
from govcheck.report.explanation import page
from govcheck.tongue import LANGUAGES, tongue

ALL = [pytest.param(each, id=each.rule.code) for each in explanations()]


def rules_of_the_package() -> set[Diagnostic]:
    """Every rule that stands at the top of some module, and every check's."""
    found = {check.rule for check in CHECKS}
    for module in walk_packages(govcheck.__path__, "govcheck."):
        if module.name != "govcheck.__main__":
            values = vars(import_module(module.name)).values()
            found |= {value for value in values if isinstance(value, Diagnostic)}
    return found


def test_every_rule_is_explained() -> None:
    assert {each.rule for each in explanations()} == rules_of_the_package()


def test_codes_and_names_are_unique_and_in_order() -> None:
    rules = [each.rule for each in explanations()]
    assert [rule.code for rule in rules] == sorted({rule.code for rule in rules})
    assert len({rule.name for rule in rules}) == len(rules)


@pytest.mark.parametrize("explanation", ALL)
def test_an_explanation_says_what_and_why(explanation: Explanation) -> None:
    assert re.fullmatch(r"[A-Z]+\d{3}", explanation.rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", explanation.rule.name)
    assert re.fullmatch(r"[A-Z`#].*\.", explanation.rule.truth, re.DOTALL)
    assert "\n" not in explanation.rule.truth
    assert explanation.rule.why.endswith(".")


@pytest.mark.parametrize("explanation", ALL)
def test_an_explanation_says_how_to_mend_it_by_examples(explanation: Explanation) -> None:
    assert re.fullmatch(r"[A-Z].*\.", explanation.mend)
    assert explanation.good != explanation.bad
    for example in (explanation.good, explanation.bad):
        assert example.strip()
        assert not re.search(r"# (expect|elsewhere|without|mend|base|path|file):", example)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("explanation", ALL)
def test_a_page_fits_the_terminal(explanation: Explanation, language: str) -> None:
    prose = page(explanation, tongue(language)).partition("\nWrong\n")[0].partition("\nFalsch\n")[0]
    assert max(map(len, prose.splitlines())) <= 80


def test_find_by_code_and_by_name() -> None:
    explanation = find("REF001")
    assert explanation is not None
    assert find("ref001") == find("unknown-reference") == find("Unknown-Reference") == explanation
    assert find("REF") is None

"""The table of checks."""

import re
import subprocess
import sys

import pytest

from govcheck.catalogue.catalogue import CHECKS
from govcheck.checks.check import Check

EACH = [pytest.param(check, id=check.rule.code) for check in CHECKS]


def test_checks_are_in_the_order_of_their_codes_and_each_is_there_once() -> None:
    codes = [check.rule.code for check in CHECKS]
    assert codes == sorted(set(codes))
    names = [check.rule.name for check in CHECKS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("check", EACH)
def test_each_check_states_its_truth_in_one_sentence_and_gives_a_reason(check: Check) -> None:
    assert re.fullmatch(r"[A-Z]{2,8}\d{3}", check.rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", check.rule.name)
    assert re.fullmatch(r"[A-Z`].*\.", check.rule.truth)
    assert ". " not in check.rule.truth
    assert check.rule.why.endswith(".")


def test_looking_at_documents_alone_imports_no_engine() -> None:
    script = (
        "import sys, govcheck.catalogue.of_policy;"
        "print([n for n in sys.modules if n.startswith(('govcheck.engine', 'govcheck.simulate'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"

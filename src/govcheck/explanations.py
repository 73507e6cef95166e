"""Every rule that a finding can be an instance of: the truth it protects, and why.

The checks explain themselves in their docstrings; what the loader and the compilers refuse is
explained in a table beside each of them.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from govcheck.acceptance import violations as acceptance
from govcheck.checks.catalogue import CHECKS
from govcheck.engine import violations as engine
from govcheck.finding import Diagnostic
from govcheck.layout import violations as layout
from govcheck.load import violations as load
from govcheck.prove import meanings as prove
from govcheck.prove.time import meanings as prove_time
from govcheck.scenarios import violations as scenarios
from govcheck.simulate import violations as simulate

_TABLES: Final = (load, engine, simulate, scenarios, acceptance, layout, prove, prove_time)
_DIRECTIVE: Final = re.compile(r"^# (elsewhere|without|file): .*\n", re.MULTILINE)
_EXPECTATION: Final = re.compile(r"# expect:\s*([A-Z]+\d{3})\S*(?:@\"[^\"]*\")?")


class Explanation(NamedTuple):
    """A rule, the truth that it protects in one sentence, and the reason.

    `bad` and `good` are documents that break and keep the rule; None where they would say no more
    than the truth does. In the bad one the code stands, as a comment, on the line of the finding.
    """

    rule: Diagnostic
    truth: str
    why: str
    bad: str | None = None
    good: str | None = None
    is_opinion: bool = False
    """Whether an organisation may set how much it matters."""


@cache
def explanations() -> tuple[Explanation, ...]:
    """All of them, in the order of the codes."""
    found = [Explanation(rule, *_parts(text)) for table in _TABLES for rule, text in table.MEANINGS]
    for check in CHECKS:
        bad, good = (_example(check.rule.code, name) for name in ("bad", "good"))
        found.append(Explanation(check.rule, check.truth, check.why, bad, good, check.is_opinion))
    return tuple(sorted(found, key=lambda explanation: explanation.rule.code))


def find(name: str) -> Explanation | None:
    """The explanation of a rule, by its code in any case or by its name."""
    for explanation in explanations():
        if name.upper() == explanation.rule.code or name.lower() == explanation.rule.name:
            return explanation
    return None


def _parts(text: str) -> tuple[str, str]:
    truth, _, why = text.partition("\n\n")
    return truth, why


def _example(code: str, name: str) -> str | None:
    """An example of a check, without what it says to its test."""
    file = files("govcheck.checks").joinpath("examples", code, f"{name}.yaml")
    if not file.is_file():
        return None
    text = _DIRECTIVE.sub("", file.read_text(encoding="utf-8"))
    return _EXPECTATION.sub(r"# \1", text).strip("\n") + "\n"

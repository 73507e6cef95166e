"""Every rule that a finding can be an instance of, with its examples and how it is mended."""

import re
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from govcheck.acceptance import judgement
from govcheck.catalogue.catalogue import CHECKS
from govcheck.engine import violations as engine
from govcheck.finding import Diagnostic, diagnostics_in
from govcheck.imports import violations as imports
from govcheck.layout import violations as layout
from govcheck.load import (
    cases,
    front_matter,
    own_schemas,
    post_table,
    repository,
    shape,
    yaml_faults,
)
from govcheck.prove import meanings as prove
from govcheck.scenarios import violations as scenarios
from govcheck.simulate import violations as simulate

_TABLES: Final = (
    cases, front_matter, own_schemas, post_table, repository, shape, yaml_faults, engine, simulate,
    scenarios, judgement, layout, prove, imports,
)  # fmt: skip
"""The modules that make diagnostics which no check does."""
_DIRECTIVE: Final = re.compile(r"^# (elsewhere|without|file|base|mend): .*\n", re.MULTILINE)
_PATH: Final = re.compile(r"^# path: ", re.MULTILINE)
_IMPORT: Final = re.compile(r"^# import: ", re.MULTILINE)
_MEND: Final = re.compile(r"^# mend: (.*)\n", re.MULTILINE)
_EXPECTATION: Final = re.compile(r"# expect:\s*([A-Z]+\d{3})\S*(?:@\"[^\"]*\")?")


class Explanation(NamedTuple):
    """A rule, how what it finds is mended, and documents that break and keep it.

    In the bad example the code stands, as a comment, on the line of the finding.
    """

    rule: Diagnostic
    mend: str
    bad: str
    good: str


@cache
def explanations() -> tuple[Explanation, ...]:
    """All of them, in the order of the codes."""
    made = (rule for table in _TABLES for rule in diagnostics_in(vars(table)))
    rules = {rule.code: rule for rule in (*made, *(one.rule for one in CHECKS))}
    return tuple(_explained(rules[code]) for code in sorted(rules))


def find(name: str) -> Explanation | None:
    """The explanation of a rule, by its code in any case or by its name."""
    for explanation in explanations():
        if name.upper() == explanation.rule.code or name.lower() == explanation.rule.name:
            return explanation
    return None


def _explained(rule: Diagnostic) -> Explanation:
    bad, good = (_text(rule.code, name) for name in ("bad", "good"))
    return Explanation(rule, " ".join(_MEND.findall(good)), _shown(bad), _shown(good))


def _text(code: str, name: str) -> str:
    file = files("govcheck.checks").joinpath("examples", code, f"{name}.yaml")
    return file.read_text(encoding="utf-8")


def _shown(text: str) -> str:
    """An example without what it says to its test."""
    said = _IMPORT.sub("# govcheck import ", _PATH.sub("# ", _DIRECTIVE.sub("", text)))
    return _EXPECTATION.sub(r"# \1", said).strip("\n") + "\n"

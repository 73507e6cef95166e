"""What one check finds in documents that are laid over the base."""

from datetime import date, timedelta
from functools import lru_cache

from govcheck.acceptance.judgement import as_of
from govcheck.catalogue.catalogue import CHECKS
from govcheck.finding import Finding
from govcheck.load.file import Loaded, load_file
from govcheck.load.repository import Repository
from govcheck.opening.findings import sort_findings
from govcheck.simulate.compile import compile_program
from tests.checks.example import TODAY, tree_of

_BY_CODE = {check.rule.code: check for check in CHECKS}


def found(code: str, text: str, day: date = TODAY) -> list[str]:
    """The texts that the findings of a check underline, in order, without their quotes."""
    repository, findings = _looked(code, text, day)
    here = [each.span for each in findings if each.span.path.endswith("/example.yaml")]
    return [repository.sources[span.path].excerpt(span).strip("'") for span in here]


def messages(code: str, text: str, day: date = TODAY) -> list[str]:
    """What the findings of a check say, in order, wherever they are."""
    return [each.message for each in _looked(code, text, day)[1]]


def _looked(code: str, text: str, day: date) -> tuple[Repository, list[Finding]]:
    tree = tree_of(text.removesuffix("---\n"))
    repository = Repository(tree, [_loaded(*each) for each in sorted(tree.files.items())])
    assert not repository.findings, repository.findings
    program, _ = compile_program(repository.policy, repository.line)
    check = _BY_CODE[code]
    problems = check.look(repository.policy, program)
    findings = sort_findings(repository.finding(check.rule, problem) for problem in problems)
    return repository, as_of(findings, day, timedelta(0))


@lru_cache(maxsize=64)
def _loaded(path: str, content: str) -> Loaded:
    return load_file(path, content.encode())

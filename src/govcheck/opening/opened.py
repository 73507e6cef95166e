"""A tree, opened: its policy, the program of it, and what keeps both from being used."""

from collections.abc import Iterable, Mapping
from typing import Self

from govcheck.finding import Finding, Severity, Violation
from govcheck.load.file import load_file
from govcheck.load.policy import Policy
from govcheck.load.repository import LoadFile, Repository, load_repository
from govcheck.load.tree import Tree
from govcheck.named_tuples import NamedTuple
from govcheck.opening.findings import shown, sort_findings, told_once
from govcheck.opening.refusal import InvalidPolicy
from govcheck.simulate.compile import compile_program
from govcheck.simulate.compile.readable import compile_readable
from govcheck.simulate.program import Program
from govcheck.source import Source


class Opened(NamedTuple):
    """A repository with the program of its policy.

    With `blocking` findings the program lacks documents or rules, and no answer can be trusted.
    """

    repository: Repository
    program: Program
    blocking: tuple[Finding, ...]

    @property
    def policy(self) -> Policy:
        """The documents that could be read."""
        return self.repository.policy

    @property
    def sources(self) -> Mapping[str, Source]:
        """The text that the blocking findings are about."""
        return shown(self.repository.sources, self.blocking)

    def must_load(self, called: str | None = None) -> Self:
        """The same. Raises InvalidPolicy where it has blocking findings."""
        if self.blocking:
            raise InvalidPolicy(self.blocking, self.sources, called)
        return self


def opened(repository: Repository, faults: Iterable[Violation] = ()) -> Opened:
    """Compile the policy of a repository; `faults` are further ones that block where errors."""
    program, violations = compile_program(repository.policy, repository.line)
    found = [repository.finding(one.rule, one.problem) for one in (*violations, *faults)]
    return Opened(repository, program, blocking_of((*repository.findings, *found)))


def open_tree(tree: Tree, *, load: LoadFile = load_file) -> Opened:
    """Load a tree and compile its policy; `load` is what loads one file."""
    return opened(load_repository(tree, load=load))


def blocking_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The errors among findings, in order, those of one cause told once."""
    return told_once(sort_findings(one for one in findings if one.severity == Severity.ERROR))


def compile_as_read(repository: Repository) -> tuple[Program, tuple[Finding, ...]]:
    """Compile whatever could be read; asking the program for more raises `Unread`."""
    whole = repository.readable is repository.policy
    compiler = compile_program if whole else compile_readable
    program, violations = compiler(repository.readable, repository.line)
    return program, tuple(repository.finding(one.rule, one.problem) for one in violations)

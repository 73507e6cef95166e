"""Everything that is wrong with a repository, in one sorted list."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from govcheck.checks.levels import rule_of
from govcheck.checks.of_policy import OF_POLICY
from govcheck.finding import Finding, Severity
from govcheck.fork import beside
from govcheck.load.file import load_file
from govcheck.load.repository import LoadFile, Repository, load_repository
from govcheck.load.tree import POLICIES, Tree, is_below
from govcheck.model.base import Unread
from govcheck.source import Source, Span
from govcheck.workspace.accept import Acceptance
from govcheck.workspace.causes import told_once
from govcheck.workspace.examined import Examined
from govcheck.workspace.select import family

if TYPE_CHECKING:  # at run time only whoever compiles imports the engine
    from govcheck.checks.check import Check
    from govcheck.simulate.program import Program
    from govcheck.workspace.compilation import Compiled

T = TypeVar("T")

_WORTH_DIVIDING: Final = 300
"""The number of documents from which on two processes are faster than one."""
_ON_RULES: Final = ("COND", "DEC", "SCEN")
"""The families of checks that take about half of the time, as measured."""


class _OfProgram(NamedTuple):
    """What comes of compiling a policy, and of looking at the program."""

    findings: tuple[Finding, ...]
    acceptance: Acceptance


def examine(tree: Tree, load: LoadFile = load_file) -> Examined:
    """Load a tree and run everything that must hold before a policy merges."""
    from govcheck.load.cases import case_faults
    from govcheck.load.own_schemas import enforce, read_own_schemas  # which compiling never needs

    repository = load_repository(tree, load=load)

    def of_program() -> _OfProgram:
        return _of_program(repository)

    other = beside(of_program) if _is_divided(repository) else of_program
    own = read_own_schemas(repository)
    mine = (
        *map(_blocking, repository.findings),
        *case_faults(tree.entries()),
        *own.findings,
        *enforce(repository, own),
        *_of_policy(repository),
    )
    theirs = other()
    findings = sort_findings((*mine, *theirs.findings))
    sources = repository.sources | own.sources
    return Examined(
        findings,
        shown(sources, findings, theirs.acceptance.paths),
        repository.documents,
        theirs.acceptance,
        repository.policy.timezone,
    )


def compile_tree(tree: Tree) -> "Compiled":
    """Load a tree and compile its policy; shape and meaning block, checks do not.

    Only the policy's own files count, so that nothing else can make a cached program stale.
    """
    from govcheck.workspace.acceptance import acceptance
    from govcheck.workspace.compilation import Compiled

    repository = load_repository(tree, templates=False)
    from govcheck.simulate.compile import compile_program

    readable, violations = _compile(repository)
    whole = repository.readable is repository.policy
    program = readable if whole else compile_program(repository.policy, repository.line)[0]
    faults = (*repository.findings, *violations)
    graver = sort_findings(fault for fault in faults if fault.severity == Severity.ERROR)
    checked = (*_of_policy(repository), *_check(repository, readable))
    others = sort_findings((*checked, *(set(faults) - set(graver))))
    accepted = acceptance(repository, complete=False)  # what is found outside is not known
    sources = shown(repository.sources, (*graver, *others), accepted.paths)
    return Compiled(program, told_once(graver), others, sources, accepted)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by path and span, each once, even where several aliases lead to its place.

    The same finding in two periods of time is two.
    """
    unique: dict[tuple[Span, str, str, str, str], Finding] = {}
    for finding in findings:
        period = (str(finding.expires), str(finding.heals))
        unique.setdefault((finding.span, finding.code, finding.message, *period), finding)
    return tuple(unique[key] for key in sorted(unique))


def until_unread(found: Iterable[T]) -> Iterator[T]:
    """What is found before somebody asks for a field that could not be read.

    It does not depend on that field; whatever came after might.
    """
    try:
        yield from found
    except Unread:
        return


def _blocking(fault: Finding) -> Finding:
    """A fault of shape or meaning; what is wrong with the policy's own documents blocks."""
    own = is_below(fault.span.path, POLICIES)
    return fault._replace(blocks=own and fault.severity == Severity.ERROR)


def _is_divided(repository: Repository) -> bool:
    return repository.documents >= _WORTH_DIVIDING


def _of_policy(repository: Repository) -> Iterable[Finding]:
    """What the checks find that need no program."""
    for check in OF_POLICY:
        rule = rule_of(repository.policy, check)
        if rule is not None:
            for problem in until_unread(check.look_alone(repository.readable)):
                yield repository.finding(rule, problem)


def _of_program(repository: Repository) -> _OfProgram:
    """What compiling finds, and the checks that look at the program."""
    from govcheck.workspace.acceptance import acceptance

    program, violations = _compile(repository)
    faults = (*map(_blocking, violations), *_scenarios(repository))
    complete = not any(
        fault.severity == Severity.ERROR for fault in (*repository.findings, *faults)
    )
    findings = (*faults, *_promises(repository, program), *_check(repository, program))
    return _OfProgram(findings, acceptance(repository, complete=complete))


def _compile(repository: Repository) -> tuple["Program", tuple[Finding, ...]]:
    from govcheck.simulate.compile import compile_program
    from govcheck.simulate.compile.readable import compile_readable

    if repository.readable is repository.policy:
        program, violations = compile_program(repository.policy, repository.line)
    else:
        program, violations = compile_readable(repository.readable, repository.line)
    found = tuple(repository.finding(fault.rule, fault.problem) for fault in violations)
    return program, found


def _scenarios(repository: Repository) -> Iterable[Finding]:
    from govcheck.scenarios.compile import compile_scenarios

    try:
        _, violations = compile_scenarios(repository.readable)
    except Unread:
        return
    for fault in violations:
        yield repository.finding(fault.rule, fault.problem)


def _promises(repository: Repository, program: "Program") -> Iterable[Finding]:
    from govcheck.prove.promises import unreadable_promises

    for fault in until_unread(unreadable_promises(repository.readable, program)):
        yield repository.finding(fault.rule, fault.problem)


def _check(repository: Repository, program: "Program") -> tuple[Finding, ...]:
    """What the checks find that look at the program, and those on waivers."""
    from govcheck.checks.catalogue import ON_LEVELS, ON_WAIVERS
    from govcheck.checks.of_program import OF_PROGRAM

    checks = (*OF_PROGRAM, ON_LEVELS, *ON_WAIVERS)
    if not _is_divided(repository):
        return tuple(_found(repository, program, checks))
    on_rules = [check for check in checks if family(check.rule.code) in _ON_RULES]
    others = [check for check in checks if check not in on_rules]
    found = beside(lambda: tuple(_found(repository, program, on_rules)))
    return (*_found(repository, program, others), *found())


def _found(
    repository: Repository, program: "Program", checks: Iterable["Check"]
) -> Iterable[Finding]:
    for check in checks:
        rule = rule_of(repository.policy, check)
        if rule is not None:
            for problem in until_unread(check.look(repository.readable, program)):
                yield repository.finding(rule, problem)


def shown(
    sources: Mapping[str, Source], findings: Iterable[Finding], more: Iterable[str] = ()
) -> dict[str, Source]:
    """The text of the files that findings are about, and of some more."""
    paths = {*more} | {
        span.path
        for finding in findings
        for span in (finding.span, *(related.span for related in finding.related))
    }
    return {path: source for path, source in sources.items() if path in paths}

"""Everything that is wrong with a repository, in one sorted list."""

from collections.abc import Iterable, Mapping

from govcheck.checks.catalogue import CHECKS
from govcheck.finding import Finding, Severity
from govcheck.load.file import load_file
from govcheck.load.repository import LoadFile, Repository, load_repository
from govcheck.load.tree import Tree
from govcheck.prove.promises import unreadable_promises
from govcheck.scenarios.compile import compile_scenarios
from govcheck.simulate.compile import compile_program
from govcheck.simulate.program import Program
from govcheck.source import Source, Span
from govcheck.workspace.acceptance import acceptance
from govcheck.workspace.compilation import Compiled
from govcheck.workspace.examined import Examined


def examine(tree: Tree, load: LoadFile = load_file) -> Examined:
    """Load a tree and run everything that must hold before a policy merges."""
    from govcheck.load.own_schemas import enforce, read_own_schemas  # which compiling never needs

    repository = load_repository(tree, load=load)
    own = read_own_schemas(repository)
    program, violations = _compile(repository)
    faults = (*repository.findings, *violations, *_scenarios(repository))
    findings = sort_findings(
        (
            *faults,
            *own.findings,
            *_promises(repository, program),
            *enforce(repository, own),
            *_check(repository, program),
        )
    )
    sources = repository.sources | own.sources
    complete = not any(fault.severity == Severity.ERROR for fault in faults)
    accepted = acceptance(repository, complete=complete)
    return Examined(
        findings,
        shown(sources, findings, accepted.paths),
        repository.documents,
        accepted,
        repository.policy.timezone,
    )


def compile_tree(tree: Tree) -> Compiled:
    """Load a tree and compile its policy; shape and meaning block, checks do not.

    Only the policy's own files count, so that nothing else can make a cached program stale.
    """
    repository = load_repository(tree, templates=False)
    program, violations = _compile(repository)
    faults = (*repository.findings, *violations)
    blocking = sort_findings(fault for fault in faults if fault.severity == Severity.ERROR)
    others = sort_findings((*_check(repository, program), *(set(faults) - set(blocking))))
    accepted = acceptance(repository, complete=False)  # what is found outside is not known
    sources = shown(repository.sources, (*blocking, *others), accepted.paths)
    return Compiled(program, blocking, others, sources, accepted)


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by path and span, each once, even where several aliases lead to its place.

    The same finding in two periods of time is two.
    """
    unique: dict[tuple[Span, str, str, str, str], Finding] = {}
    for finding in findings:
        period = (str(finding.expires), str(finding.heals))
        unique.setdefault((finding.span, finding.code, finding.message, *period), finding)
    return tuple(unique[key] for key in sorted(unique))


def _compile(repository: Repository) -> tuple[Program, tuple[Finding, ...]]:
    program, violations = compile_program(repository.policy, repository.line)
    found = tuple(repository.finding(fault.rule, fault.problem) for fault in violations)
    return program, found


def _scenarios(repository: Repository) -> Iterable[Finding]:
    _, violations = compile_scenarios(repository.policy)
    for fault in violations:
        yield repository.finding(fault.rule, fault.problem)


def _promises(repository: Repository, program: Program) -> Iterable[Finding]:
    for fault in unreadable_promises(repository.policy, program):
        yield repository.finding(fault.rule, fault.problem)


def _check(repository: Repository, program: Program) -> Iterable[Finding]:
    for check in CHECKS:
        for problem in check.look(repository.policy, program):
            yield repository.finding(check.rule, problem)


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

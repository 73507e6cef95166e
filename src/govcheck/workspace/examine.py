"""Everything that is wrong with a repository, in one sorted list."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from govcheck.acceptance.judgement import Acceptance
from govcheck.acceptance.selection import family
from govcheck.catalogue.of_policy import OF_POLICY
from govcheck.checks.levels import findings_by, rule_of
from govcheck.finding import Finding, Severity, Violation
from govcheck.fork import beside
from govcheck.load.file import load_file
from govcheck.load.repository import LoadFile, Repository, load_repository
from govcheck.load.tree import POLICIES, Tree, is_below
from govcheck.modelling.unread import until_unread
from govcheck.named_tuples import NamedTuple
from govcheck.opening.findings import shown, sort_findings
from govcheck.workspace.examined import Compiled, Examined

if TYPE_CHECKING:  # at run time only whoever compiles imports the engine
    from govcheck.simulate.program import Program

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
    return examine_repository(load_repository(tree, load=load))


def examine_repository(repository: Repository) -> Examined:
    """The same of a repository that is loaded."""
    from govcheck.load.cases import case_faults
    from govcheck.load.own_schemas import enforce, read_own_schemas  # which compiling never needs

    def of_program() -> _OfProgram:
        return _of_program(repository)

    other = beside(of_program) if _is_divided(repository) else of_program
    own = read_own_schemas(repository)
    mine = (
        *map(_blocking, repository.findings),
        *case_faults(repository.tree.entries()),
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


def documents_faults(repository: Repository, at: int) -> tuple[Finding, ...]:
    """The errors that checks of documents find as of an instant, each cause once.

    What takes the program is left out; so it costs next to nothing where a policy is loaded.
    """
    from govcheck.acceptance.grounds import acceptance
    from govcheck.opening.opened import blocking_of

    found = (*repository.findings, *_of_policy(repository))
    accepted = acceptance(repository, complete=False)  # what the program has is not known
    examined = Examined(found, {}, 0, accepted, repository.policy.timezone)
    return blocking_of(one for one in examined.judged(at) if one.waived is None)


def compile_tree(tree: Tree) -> Compiled:
    """Load a tree and compile its policy; shape and meaning block, checks do not.

    Only the policy's own files count, so that nothing else can make a cached program stale.
    """
    from govcheck.acceptance.grounds import acceptance
    from govcheck.opening.opened import blocking_of, compile_as_read, opened

    repository = load_repository(tree, templates=False)
    readable, violations = compile_as_read(repository)
    whole = repository.readable is repository.policy
    program = readable if whole else opened(repository).program
    faults = (*repository.findings, *violations)
    blocking = blocking_of(faults)
    milder = (fault for fault in faults if fault.severity != Severity.ERROR)
    others = sort_findings((*_of_policy(repository), *_check(repository, readable), *milder))
    accepted = acceptance(repository, complete=False)  # what is found outside is not known
    sources = shown(repository.sources, (*blocking, *others), accepted.paths)
    return Compiled(program, blocking, others, sources, accepted)


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
    from govcheck.acceptance.grounds import acceptance
    from govcheck.opening.opened import compile_as_read
    from govcheck.prove.promises import unreadable_promises
    from govcheck.scenarios.compile import compile_scenarios

    readable = repository.readable
    program, violations = compile_as_read(repository)
    scenarios = _placed(repository, compile_scenarios(readable)[1])
    faults = (*map(_blocking, violations), *scenarios)
    complete = not any(
        fault.severity == Severity.ERROR for fault in (*repository.findings, *faults)
    )
    promises = _placed(repository, unreadable_promises(readable, program))
    findings = (*faults, *promises, *_check(repository, program))
    return _OfProgram(findings, acceptance(repository, complete=complete))


def _placed(repository: Repository, faults: Iterable[Violation]) -> Iterable[Finding]:
    return (repository.finding(fault.rule, fault.problem) for fault in until_unread(faults))


def _check(repository: Repository, program: "Program") -> tuple[Finding, ...]:
    """What the checks find that look at the program, and those on waivers."""
    from govcheck.catalogue.catalogue import ON_LEVELS, ON_WAIVERS
    from govcheck.catalogue.of_program import OF_PROGRAM

    checks = (*OF_PROGRAM, ON_LEVELS, *ON_WAIVERS)
    if not _is_divided(repository):
        return tuple(findings_by(repository, program, checks))
    on_rules = [check for check in checks if family(check.rule.code) in _ON_RULES]
    others = [check for check in checks if check not in on_rules]
    found = beside(lambda: tuple(findings_by(repository, program, on_rules)))
    return (*findings_by(repository, program, others), *found())

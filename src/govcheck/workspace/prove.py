"""`prove`: the verdicts on a tree's policy, with their places, and with what is accepted."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from govcheck.errors import GovcheckError
from govcheck.finding import Finding, Place, Related, Severity, Waived, in_force
from govcheck.load.repository import Repository, load_repository
from govcheck.load.tree import Tree
from govcheck.nearest import did_you_mean
from govcheck.prove.prove import RULES, prove
from govcheck.prove.query import Query
from govcheck.prove.verdict import Verdict
from govcheck.simulate.compile import compile_program
from govcheck.simulate.program import Program
from govcheck.source import Source, Span
from govcheck.time.clock import local
from govcheck.workspace.accept import WaiverNote
from govcheck.workspace.acceptance import acceptance
from govcheck.workspace.causes import told_once
from govcheck.workspace.examine import shown, sort_findings


class Proven(NamedTuple):
    """A verdict with its places in the files; `waived` says by what it is accepted."""

    verdict: Verdict
    span: Span | None
    related: tuple[Related, ...]
    waivers: tuple[Waived, ...]
    """What accepts it, each until a day."""
    waived: Waived | None
    """The first that accepts it on the day that was asked about."""

    @property
    def failed(self) -> bool:
        """Whether it is refuted and nobody has accepted that."""
        return self.verdict.verdict == "refuted" and self.waived is None


class Proof(NamedTuple):
    """All verdicts on a policy. With blocking findings there are none, and `program` lacks parts.

    `unused` are the waivers of properties that were asked for that accept nothing.
    """

    question: Query
    program: Program
    proven: tuple[Proven, ...]
    blocking: tuple[Finding, ...]
    sources: dict[str, Source]
    unused: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something is refuted that nobody has accepted."""
        return any(one.failed for one in self.proven)


def prove_tree(tree: Tree, question: Query, tell: Callable[[Verdict], None]) -> Proof:
    """Prove what is asked of a tree's policy; `tell` hears of each verdict as it is found.

    Raises GovcheckError where a property is asked for that there is not.
    """
    _must_exist(question.select)
    repository = load_repository(tree)
    program, violations = compile_program(repository.policy, repository.line)
    faults = [repository.finding(fault.rule, fault.problem) for fault in violations]
    graver = (one for one in (*repository.findings, *faults) if one.severity == Severity.ERROR)
    blocking = told_once(sort_findings(graver))
    if blocking:
        sources = shown(repository.sources, blocking)
        return Proof(question, program, (), blocking, sources)
    day = local(question.at, repository.policy.timezone).date()
    waivers = acceptance(repository).waivers
    proven = []
    for verdict in prove(program, repository.policy, question):
        tell(verdict)
        proven.append(_located(repository, verdict, grounds(verdict, waivers), day))
    paths = {span.path for one in proven for span in _spans(one)}
    sources = shown(repository.sources, (), paths)
    current = [one for one in waivers if day <= one.until]
    return Proof(question, program, tuple(proven), (), sources, _unused(question, current, proven))


def _spans(one: Proven) -> Iterable[Span]:
    """Where a verdict points that is not as it should be."""
    if one.verdict.verdict in ("refuted", "skipped"):
        yield from (span for span in (one.span, *(each.span for each in one.related)) if span)


def _must_exist(names: Iterable[str]) -> None:
    families = {rule.code.rstrip("0123456789") for rule in RULES}
    known = {*families, *(rule.code for rule in RULES), *(rule.name for rule in RULES)}
    for name in names:
        if name not in known:
            raise GovcheckError(f"no property `{name}`; {did_you_mean(name, known)}")


def _located(
    repository: Repository, verdict: Verdict, grounds: Iterable[WaiverNote], day: date
) -> Proven:
    waivers = tuple(waiver.waived for waiver in grounds)
    return Proven(
        verdict,
        _span(repository, verdict.place),
        tuple(
            Related(span, place.note)
            for place in verdict.see
            if (span := _span(repository, place)) is not None
        ),
        waivers,
        in_force(waivers, day),
    )


def _span(repository: Repository, place: Place | None) -> Span | None:
    return None if place is None else repository.span(place)


def grounds(verdict: Verdict, waivers: Iterable[WaiverNote]) -> list[WaiverNote]:
    """The waivers that accept a refuted property, some day."""
    if verdict.verdict != "refuted":
        return []
    return [waiver for waiver in waivers if _covers(waiver, verdict)]


def _covers(waiver: WaiverNote, verdict: Verdict) -> bool:
    """Whether a waiver is about a verdict, or about the whole document that it is part of."""
    if waiver.check not in (verdict.code, verdict.name):
        return False
    return f"{verdict.subject}/".startswith(f"{waiver.subject}/")


def _unused(
    question: Query, waivers: Iterable[WaiverNote], proven: Iterable[Proven]
) -> tuple[str, ...]:
    asked = {name for rule in RULES if question.wants(rule) for name in (rule.code, rule.name)}
    used = {one.waived for one in proven}
    return tuple(
        waiver.id for waiver in waivers if waiver.check in asked and waiver.waived not in used
    )

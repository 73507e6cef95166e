"""`prove`: the verdicts on a tree's policy, with their places, and with what is accepted."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from govcheck.acceptance.grounds import acceptance, accepting
from govcheck.acceptance.judgement import WaiverNote
from govcheck.errors import GovcheckError
from govcheck.finding import Place, Related, Waived, in_force
from govcheck.load.repository import Repository
from govcheck.load.tree import Tree
from govcheck.nearest import did_you_mean
from govcheck.opening.findings import shown
from govcheck.opening.opened import Opened, open_tree
from govcheck.prove.prove import RULES, prove
from govcheck.prove.time.year import Year
from govcheck.prove.verdict import Query, Verdict
from govcheck.simulate.program import Program
from govcheck.source import Source, Span
from govcheck.time.clock import local
from govcheck.translation import told


class Proven(NamedTuple):
    """A verdict with its places in the files, and what accepts it."""

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
    """All verdicts on a policy.

    `unused` are the waivers of properties that were asked for that accept nothing.
    """

    question: Query
    program: Program
    proven: tuple[Proven, ...]
    sources: dict[str, Source]
    unused: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether something is refuted that nobody has accepted."""
        return any(one.failed for one in self.proven)


def prove_tree(tree: Tree, question: Query, tell: Callable[[Verdict], None]) -> Proof:
    """Prove what is asked of a tree's policy; `tell` hears of each verdict as it is found.

    Raises GovcheckError where a property is asked for that there is not, and InvalidPolicy.
    """
    _must_exist(question.select)
    return prove_opened(open_tree(tree).must_load(), question, tell)


def prove_opened(found: Opened, question: Query, tell: Callable[[Verdict], None]) -> Proof:
    """The same of a policy that is opened, and loads; every property that is asked for exists."""
    repository, program = found.repository, found.program
    day = local(question.at, repository.policy.timezone).date()
    waivers = acceptance(repository).waivers
    proven = []
    for verdict in prove(program, repository.policy, question):
        tell(verdict)
        proven.append(_located(repository, verdict, accepting(verdict, waivers), day))
    paths = {span.path for one in proven for span in _spans(one)}
    sources = shown(repository.sources, (), paths)
    current = [one for one in waivers if day <= one.until]
    return Proof(question, program, tuple(proven), sources, _unused(question, current, proven))


def _spans(one: Proven) -> Iterable[Span]:
    """Where a verdict points that is not as it should be."""
    if one.verdict.verdict in ("refuted", "skipped"):
        yield from (span for span in (one.span, *(each.span for each in one.related)) if span)


def _must_exist(names: Iterable[str]) -> None:
    families = {rule.code.rstrip("0123456789") for rule in RULES}
    known = {*families, *(rule.code for rule in RULES), *(rule.name for rule in RULES)}
    for name in names:
        if name not in known:
            raise GovcheckError(
                "no property `{name}`; {advice}", name=name, advice=did_you_mean(name, known)
            )


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


def _unused(
    question: Query, waivers: Iterable[WaiverNote], proven: Iterable[Proven]
) -> tuple[str, ...]:
    asked = {name for rule in RULES if question.wants(rule) for name in (rule.code, rule.name)}
    used = {one.waived for one in proven}
    return tuple(
        waiver.id for waiver in waivers if waiver.check in asked and waiver.waived not in used
    )


def year_of_tree(tree: Tree, question: Query) -> Year:
    """The worst slack of everything that a tree's policy makes people owe.

    Raises InvalidPolicy, and GovcheckError where a limit is reached.
    """
    from govcheck.prove.time.prove import worst_slack
    from govcheck.time.limits import Limit

    found = open_tree(tree).must_load()
    try:
        return worst_slack(found.program, found.policy, question)
    except Limit as limit:
        raise GovcheckError("the year cannot be worked out: {reason}", reason=told(limit)) from None

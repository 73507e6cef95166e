"""What a decision can result in: its documents joined, and the results that it may have."""

from collections.abc import Iterator
from typing import Final

from govcheck.engine.compile.facts import ids_of
from govcheck.engine.ruleset import Fact
from govcheck.engine.violations import (
    DEC001,
    DEC002,
    DEC003,
    DEC004,
    DEC005,
    DEC006,
    DEC014,
    FACT003,
    FACT020,
)
from govcheck.finding import Problem, Violation
from govcheck.load.policy import Policy
from govcheck.model.decision import NONE, Decision, HitPolicy
from govcheck.modelling.unread import Unread, until_unread
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import did_you_mean
from govcheck.translation import said

GIVEN: Final = ("severity", "escalation", "playbooks")
"""The decisions whose results are part of the policy."""


class Domain(NamedTuple):
    """All documents of one decision, and what they agree on."""

    name: str
    documents: tuple[Decision, ...]
    hit_policy: HitPolicy
    results: tuple[str, ...]
    ordered: bool

    @property
    def fact(self) -> Fact:
        """The result as conditions see it."""
        collected = self.hit_policy == "collect"
        ordered = self.ordered and not collected
        return Fact(self.name, "decision", self.results, ordered, collected)


def compile_domains(policy: Policy) -> tuple[list[Domain], list[Violation]]:
    """The decisions that can be made: the given ones first, then in the order of the documents.

    A decision is left out where it has no results at all: no organisation gives severities. Where
    its results cannot be read, it has none.
    """
    joined: dict[str, list[Decision]] = {}
    for document in policy.decisions:
        if document.is_read("decides"):
            joined.setdefault(document.decides, []).append(document)
    names: list[str] = [name for name in GIVEN if name in joined]
    names += [name for name in joined if name not in GIVEN]
    domains: list[Domain] = []
    violations: list[Violation] = []
    for name in names:
        try:
            domain = _domain(policy, name, tuple(joined[name]))
        except Unread:
            domains.append(Domain(name, tuple(joined[name]), "first", (), ordered=False))
            continue
        violations += until_unread(_disagreements(domain))
        violations += until_unread(_doubts(policy, domain))
        if domain.results:
            domains.append(_sound(domain))
    return domains, violations


def _domain(policy: Policy, name: str, documents: tuple[Decision, ...]) -> Domain:
    first = documents[0]
    ordered = name == "severity" or (name not in GIVEN and first.ordered)
    return Domain(name, documents, _hit_policy(first), _results(policy, name, documents), ordered)


def _hit_policy(document: Decision) -> HitPolicy:
    """The stated one; where nobody can read it, one with which its results can be looked at."""
    if document.is_read("hit_policy"):
        return document.hit_policy
    return (
        "collect"
        if any(isinstance(one.read_field("then"), tuple) for one in document.read_rules)
        else "first"
    )


def _results(policy: Policy, name: str, documents: tuple[Decision, ...]) -> tuple[str, ...]:
    if name == "severity":
        root = policy.organization
        return () if root is None else tuple(dict.fromkeys(one.id for one in root.severities))
    if name == "escalation":
        return (*(one for one in ids_of(policy, "escalation") if one != NONE), NONE)
    if name == "playbooks":
        return ids_of(policy, "playbook")
    listed = next((one.results for one in documents if one.results is not None), None)
    return tuple(dict.fromkeys(_stated(documents) if listed is None else listed))


def _stated(documents: tuple[Decision, ...]) -> Iterator[str]:
    """Every result that documents without a list of results mention."""
    for document in documents:
        for stated in (*(rule.then for rule in document.rules), document.otherwise):
            if stated is not None:
                yield from (stated,) if isinstance(stated, str) else stated


def _sound(domain: Domain) -> Domain:
    """The domain with a hit policy that it can have, where the stated one is refused."""
    if domain.hit_policy in _fitting(domain):
        return domain
    return domain._replace(hit_policy=_fitting(domain)[0])


def _fitting(domain: Domain) -> tuple[HitPolicy, ...]:
    """The hit policies that make sense, the most usual one first."""
    if domain.name == "playbooks":
        return ("collect",)
    single: tuple[HitPolicy, ...] = ("first", "unique")
    if domain.ordered:
        single = ("highest", *single)
    return single if domain.name in GIVEN else (*single, "collect")


def _disagreements(domain: Domain) -> Iterator[Violation]:
    first, *others = domain.documents
    see = (first.place("hit_policy", note=said("it is this here")),)
    for other in others:
        stated = other.hit_policy
        if stated != first.hit_policy:
            message = said(
                "`{name}` is decided by `{hit_policy}` and by another hit policy",
                name=domain.name,
                hit_policy=stated,
            )
            yield Violation(DEC001, Problem(other.place("hit_policy"), message, see))
        elif stated == "first":
            message = said("`{name}` takes the first rule of two documents", name=domain.name)
            also = (first.place("decides", note=said("it is decided here too")),)
            advice = said("move the rules into one document")
            yield Violation(DEC002, Problem(other.place("decides"), message, also, advice))
        if domain.name in GIVEN:
            continue
        for key in ("results", "ordered"):
            if getattr(other, key) != getattr(first, key):
                message = said(
                    "the documents that decide `{name}` differ in `{key}`",
                    name=domain.name,
                    key=key,
                )
                also = (first.place(key, note=said("the other one is here")),)
                yield Violation(DEC001, Problem(other.place(key), message, also))


def _doubts(policy: Policy, domain: Domain) -> Iterator[Violation]:
    fitting = _fitting(domain)
    for document in domain.documents:
        place, stated = document.place("hit_policy"), document.hit_policy
        if stated == "highest" and domain.name not in GIVEN and not domain.ordered:
            message = said(
                "`{name}` has no order in which one result is the highest", name=domain.name
            )
            yield Violation(DEC003, Problem(place, message, help=said("add `ordered: true`")))
        elif stated not in fitting:
            message = said(
                "`{name}` is not decided by `{hit_policy}`",
                name=domain.name,
                hit_policy=stated,
            )
            advice = "write " + " or ".join(f"`{one}`" for one in fitting)
            yield Violation(DEC004, Problem(place, message, help=advice))
        if domain.name in GIVEN:
            for key in ("results", "ordered"):
                if getattr(document, key):
                    message = said(
                        "the results of `{name}` are given by the policy", name=domain.name
                    )
                    problem = Problem(
                        document.place(key), message, help=said("remove `{key}`", key=key)
                    )
                    yield Violation(DEC006, problem)
        elif document.results is None:
            message = said("`{name}` does not list its results", name=domain.name)
            advice = said("add `results: […]`")
            yield Violation(DEC005, Problem(document.place("decides"), message, help=advice))
        for position, result in enumerate(document.results or ()):
            if result in (document.results or ())[:position]:
                place = document.place("results", position)
                yield Violation(
                    FACT003, Problem(place, said("`{result}` is listed twice", result=result))
                )
        yield from _labels(document, domain)
    called_none = policy.names("escalation").get(NONE)
    if domain.name == "escalation" and called_none is not None:
        message = said("an escalation cannot be called `none`, which means that nobody is notified")
        yield Violation(DEC014, Problem(called_none, message))


def _labels(document: Decision, domain: Domain) -> Iterator[Violation]:
    for result in document.labels:
        if result not in domain.results:
            place = document.place("labels", result, of_key=True)
            message = said(
                "`{result}` is not a result of `{name}`", result=result, name=domain.name
            )
            advice = did_you_mean(result, domain.results)
            yield Violation(FACT020, Problem(place, message, help=advice))

"""The rules of one decision, compiled."""

from collections.abc import Callable, Iterator

from govcheck.engine.compile.conditions import compile_condition
from govcheck.engine.compile.domains import Domain
from govcheck.engine.compile.places import child
from govcheck.engine.compile.terms import Terms
from govcheck.engine.decide import used_by
from govcheck.engine.ruleset import CompiledRule, DecisionTable
from govcheck.engine.violations import DEC007, DEC008, DEC009, DEC010, DEC011, DEC012
from govcheck.finding import Lack, Place, Problem, Violation
from govcheck.model import decision as written
from govcheck.model.decision import NONE
from govcheck.modelling.partial import read_items
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import did_you_mean, only_near
from govcheck.translation import said

LineOf = Callable[[Place], int]


class Read(NamedTuple):
    """One decision with the place at which each decision that it uses is read first."""

    decision: DecisionTable
    reads: dict[str, Place]


def compile_decision(domain: Domain, terms: Terms, line_of: LineOf) -> tuple[Read, list[Violation]]:
    """The decision with all rules that can be understood, and what is wrong with the others."""
    violations = list(_twice(domain))
    rules: list[CompiledRule] = []
    reads: dict[str, Place] = {}
    for document in domain.documents:
        for position, rule in enumerate(document.rules):
            at = document.place("rules", position)
            results, wrong = _results(domain, rule.then, child(at, "then"))
            silent = _unexplained(domain, rule.then, rule.because, child(at, "then"))
            when, untyped = compile_condition(rule.when, child(at, "when"), terms)
            violations += [*untyped, *wrong, *silent]
            if when is None or wrong or (rule.then and not results):
                continue
            place = line_of(at)
            why = None if rule.because is None else terms.prose(rule.because)
            rules.append(CompiledRule(rule.id, when, results, why, document.id, at.path, place))
            for name in used_by([when]):
                if terms.facts[name].type == "decision":
                    reads.setdefault(name, child(at, "when"))
    said = (terms.prose(one.because) for one in domain.documents if one.because)
    because = next(said, None)
    otherwise, missing = _otherwise(domain, because)
    first = domain.documents[0]
    at = first.place("otherwise")
    decision = DecisionTable(
        domain.name,
        domain.hit_policy,
        domain.results,
        domain.ordered,
        otherwise,
        because,
        tuple(rules),
        tuple(reads),
        first.id,
        at.path,
        line_of(at),
    )
    return Read(decision, reads), [*violations, *missing]


def faults_of_parts(domain: Domain, terms: Terms) -> Iterator[Violation]:
    """What is wrong with a decision of which not all could be read, as far as it could."""
    yield from _twice(domain)
    for document in domain.documents:
        for position, rule in enumerate(document.read_rules):
            at = document.place("rules", position)
            if rule.is_read("when"):
                yield from compile_condition(rule.when, child(at, "when"), terms)[1]
            if rule.is_read("then") and domain.results:
                yield from _results(domain, rule.then, child(at, "then"))[1]
                if rule.is_read("because"):
                    yield from _unexplained(domain, rule.then, rule.because, child(at, "then"))
    if domain.results:
        yield from _otherwise(domain, next((one.because for one in domain.documents), None))[1]


def _results(
    domain: Domain, stated: written.Result, at: Place
) -> tuple[tuple[str, ...], list[Violation]]:
    """The results as far as they exist, each once, and what is wrong with the others."""
    if isinstance(stated, tuple) and domain.hit_policy != "collect":
        message = said("`{name}` has one result, not a list", name=domain.name)
        advice = said("write one result, or decide by `collect`")
        return (), [Violation(DEC010, Problem(at, message, help=advice))]
    placed = (
        [(stated, at)]
        if isinstance(stated, str)
        else [(result, child(at, position)) for position, result in enumerate(read_items(stated))]
    )
    known = tuple(dict.fromkeys(result for result, _ in placed if result in domain.results))
    return known, [
        Violation(DEC009, _unknown(domain, result, place))
        for result, place in placed
        if result not in domain.results
    ]


def _unknown(domain: Domain, result: str, at: Place) -> Problem:
    match domain.name:
        case "severity":
            message = said("`{result}` is not a known severity", result=result)
        case "escalation":
            message = said("`{result}` is not a known escalation", result=result)
        case "playbooks":
            message = said("`{result}` is not a known playbook", result=result)
        case name:
            message = said("`{result}` is not a known result of `{name}`", result=result, name=name)
    advice, meant = (guess(result, domain.results) for guess in (did_you_mean, only_near))
    lacks = Lack(f"value/{domain.name}", result)
    return Problem(at, message, help=advice, meant=meant, lacks=lacks)


def _unexplained(
    domain: Domain, result: written.Result, because: str | None, at: Place
) -> Iterator[Violation]:
    if domain.name == "escalation" and result == NONE and because is None:
        message = said("nobody is notified, and no `because` says why")
        yield Violation(DEC011, Problem(at, message, help=said("add `because: …`")))


def _otherwise(domain: Domain, because: str | None) -> tuple[tuple[str, ...], list[Violation]]:
    """What the documents agree on; the worst result where none says anything valid."""
    violations: list[Violation] = []
    chosen: tuple[str, ...] | None = None
    first = domain.documents[0]
    for document in domain.documents:
        at = document.place("otherwise")
        if document is not first and document.otherwise != first.otherwise:
            see = (first.place("otherwise", note=said("the other one is here")),)
            message = said(
                "the documents that decide `{name}` differ in `otherwise`", name=domain.name
            )
            violations.append(Violation(DEC008, Problem(at, message, see)))
        if document.otherwise is not None:
            results, wrong = _results(domain, document.otherwise, at)
            violations += wrong
            violations += _unexplained(domain, document.otherwise, because, at)
            if chosen is None and not wrong:
                chosen = results
        elif document is first and domain.hit_policy != "collect":
            message = said("nothing says what `{name}` is when no rule matches", name=domain.name)
            place = document.place("decides")
            violations.append(
                Violation(DEC007, Problem(place, message, help=said("add `otherwise`")))
            )
    if chosen is not None or domain.hit_policy == "collect":
        return chosen or (), violations
    return (domain.results[-1] if domain.ordered else domain.results[0],), violations


def _twice(domain: Domain) -> Iterator[Violation]:
    seen: dict[str, Place] = {}
    for document in domain.documents:
        for position, rule in enumerate(document.read_rules):
            if not rule.is_read("id"):
                continue
            place = document.place("rules", position, "id")
            first = seen.setdefault(rule.id, place)
            if first is not place:
                message = said(
                    "another rule of `{name}` has the id `{id}`", name=domain.name, id=rule.id
                )
                see = (first._replace(note=said("it is here")),)
                yield Violation(DEC012, Problem(place, message, see))

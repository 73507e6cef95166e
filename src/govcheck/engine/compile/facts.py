"""Vocabularies, compiled: every fact with its type."""

from collections.abc import Collection, Iterator
from typing import Final

from govcheck.engine.case import FactProblem, read_value
from govcheck.engine.cells import LARGEST, cells_of, plain, whole_numbers
from govcheck.engine.compile.places import child
from govcheck.engine.ruleset import Fact
from govcheck.engine.shares import SHARES, Relation, feasible
from govcheck.engine.violations import (
    FACT001,
    FACT002,
    FACT003,
    FACT004,
    FACT005,
    FACT006,
    FACT007,
    FACT008,
    FACT009,
    FACT020,
)
from govcheck.finding import Lack, Place, Problem, Violation
from govcheck.load.policy import Policy
from govcheck.model.vocabulary import (
    BooleanFact,
    ChoiceFact,
    IntegerFact,
    NumberFact,
    ReferenceFact,
    ShareFact,
    TagsFact,
)
from govcheck.modelling.partial import PartialMapping, read_entries
from govcheck.modelling.unread import Unread
from govcheck.nearest import did_you_mean
from govcheck.translation import said

RESERVED: Final = ("all", "any", "not", "detected_at")
Declared = (
    ChoiceFact | TagsFact | IntegerFact | NumberFact | BooleanFact | ReferenceFact | ShareFact
)


def compile_facts(policy: Policy) -> tuple[dict[str, Fact], list[Violation]]:
    """The declared facts in the order of their declaration, and what is wrong with them.

    A fact that cannot be understood is left out.
    """
    violations: list[Violation] = []
    declared: dict[str, tuple[Declared, Place]] = {}
    for vocabulary in policy.vocabularies:
        for name, fact in read_entries(vocabulary.read_field("facts", {})):
            place = vocabulary.place("facts", name, of_key=True)
            first = declared.get(name)
            problem = _name_problem(policy, name, place, fact, first)
            if problem is not None:
                violations.append(problem)
            elif first is None:
                declared[name] = fact, place
    facts: dict[str, Fact] = {}
    for name, (fact, place) in declared.items():
        try:
            compiled = _compile(policy, name, fact)
        except Unread:
            continue
        problems = list(_problems(compiled, fact, place))
        violations += problems
        if not any(problem.rule == FACT004 for problem in problems):
            facts[name] = compiled
    return _with_shares(facts, declared, violations, unread_facts(policy)), violations


def unread_facts(policy: Policy) -> frozenset[str] | None:
    """The facts of whose declaration nothing could be read; None where nobody knows their names."""
    found: frozenset[str] = frozenset()
    for vocabulary in policy.vocabularies:
        facts = vocabulary.read_field("facts")
        others = facts.others if isinstance(facts, PartialMapping) else frozenset()
        if facts is None or others is None:
            return None
        found |= others
    return found


def _name_problem(
    policy: Policy,
    name: str,
    place: Place,
    fact: Declared,
    first: tuple[Declared, Place] | None,
) -> Violation | None:
    if name in RESERVED:
        message = said("`{name}` has a meaning of its own in conditions", name=name)
        return Violation(FACT002, Problem(place, message, help=said("give the fact another name")))
    if first is not None and first[0].is_whole and fact.is_whole and first[0] != fact:
        see = first[1]._replace(note=said("it is declared here"))
        message = said("the fact `{name}` is declared differently elsewhere", name=name)
        return Violation(
            FACT001, Problem(place, message, (see,), said("keep one of the declarations"))
        )
    decision = next((one for one in policy.decisions if one.read_field("decides") == name), None)
    if decision is not None:
        see = decision.place("decides", note=said("the decision is here"))
        message = said("`{name}` is a fact and a decision", name=name)
        return Violation(FACT007, Problem(place, message, (see,), said("rename one of them")))
    return None


def _compile(policy: Policy, name: str, fact: Declared) -> Fact:
    compiled = _typed(policy, name, fact)
    labels = fact.labels.items() if isinstance(fact, ChoiceFact | TagsFact) else ()
    default = None if isinstance(fact, ShareFact) or fact.default is None else fact.default
    read = None if default is None else read_value(compiled, _listed(default))
    return compiled._replace(
        default=None if isinstance(read, FactProblem) else read,
        ask=None if fact.ask is None else policy.prose(fact.ask),
        label=None if fact.label is None else policy.prose(fact.label),
        labels=tuple((value, policy.prose(label)) for value, label in labels),
    )


def _listed(default: object) -> object:
    return (
        tuple(default)
        if isinstance(default, Collection) and not isinstance(default, str)
        else default
    )


def _typed(policy: Policy, name: str, fact: Declared) -> Fact:
    if isinstance(fact, ChoiceFact):
        values = tuple(dict.fromkeys(fact.values))
        return Fact(name, "choice", values, fact.ordered, worse=fact.worse)
    if isinstance(fact, TagsFact):
        return Fact(name, "tags", tuple(dict.fromkeys(fact.values)), many=True)
    if isinstance(fact, IntegerFact | NumberFact):
        bounded = Fact(name, fact.type, minimum=fact.minimum, maximum=fact.maximum)
        return bounded._replace(unit=fact.unit, worse=fact.worse)
    if isinstance(fact, BooleanFact):
        return Fact(name, "boolean", worse=fact.worse)
    if isinstance(fact, ReferenceFact):
        return Fact(name, "reference", ids_of(policy, fact.type))
    part, whole = fact.share.part, fact.share.whole
    return Fact(name, "share", SHARES, True, worse=fact.worse, part=part, whole=whole)


def ids_of(policy: Policy, kind: str) -> tuple[str, ...]:
    """The ids of a kind, those of documents that could not be read last."""
    unread = sorted(ref.partition("/")[2] for ref in policy.unread if ref.startswith(f"{kind}/"))
    return tuple(dict.fromkeys([*policy.names(kind), *unread]))


def _problems(fact: Fact, declared: Declared, place: Place) -> Iterator[Violation]:
    if isinstance(declared, ChoiceFact | TagsFact):
        for value in declared.labels:
            if value not in declared.values:
                message = said("`{value}` is not a value of `{name}`", value=value, name=fact.name)
                at = child(place, "labels", value)._replace(of_key=True)
                advice = did_you_mean(value, declared.values)
                yield Violation(FACT020, Problem(at, message, help=advice))
        for position, value in enumerate(declared.values):
            if value in declared.values[:position]:
                at = child(place, "values", position)
                yield Violation(
                    FACT003, Problem(at, said("`{value}` is listed twice", value=value))
                )
    if not isinstance(declared, ShareFact) and declared.default is not None:
        read = read_value(fact, _listed(declared.default))
        if isinstance(read, FactProblem):
            at = child(place, "default")
            yield Violation(FACT008, Problem(at, read.message, help=read.help))
    if isinstance(declared, ChoiceFact) and declared.worse and not declared.ordered:
        message = said("the values of `{name}` have no order in which one is worse", name=fact.name)
        help_ = said("add `ordered: true` and list the values lowest first, or remove `worse`")
        yield Violation(FACT005, Problem(child(place, "worse"), message, help=help_))
    for bound in ("minimum", "maximum"):
        stated = getattr(fact, bound)
        if stated is not None and abs(stated) > LARGEST:
            message = said("no fact is as large as this number")
            yield Violation(FACT004, Problem(child(place, bound), message))
            return
    if isinstance(declared, IntegerFact | NumberFact) and not cells_of(fact, ()):
        low, high = plain(fact.minimum or 0), plain(fact.maximum or 0)
        message = (
            said("no whole number is at least {low} and at most {high}", low=low, high=high)
            if fact.type == "integer"
            else said("no number is at least {low} and at most {high}", low=low, high=high)
        )
        yield Violation(FACT004, Problem(child(place, "maximum"), message))


def _with_shares(
    facts: dict[str, Fact],
    declared: dict[str, tuple[Declared, Place]],
    violations: list[Violation],
    unread: frozenset[str] | None,
) -> dict[str, Fact]:
    """The facts with only those shares that can be computed; their numbers are never negative."""
    kept = {name: fact for name, fact in facts.items() if fact.type != "share"}
    for name, fact in facts.items():
        if fact.type != "share":
            continue
        place = child(declared[name][1], "share")
        if unread is None or not unread.isdisjoint((fact.part, fact.whole)):
            continue
        problem = _share_problem(fact, kept, declared, place)
        if problem is not None:
            violations += problem
            continue
        for end in (fact.part, fact.whole):
            if kept[end].default is not None:
                at = child(declared[end][1], "default")
                message = said(
                    "`{end}` has a default, and the share `{name}` is computed from it",
                    end=end,
                    name=name,
                )
                see = (declared[name][1]._replace(note=said("the share is declared here")),)
                problem_here = Problem(at, message, see, said("remove the default"))
                violations.append(Violation(FACT009, problem_here))
                kept[end] = kept[end]._replace(default=None)
            least = max(kept[end].minimum or 0, 0)
            kept[end] = kept[end]._replace(minimum=least)
        kept[name] = fact
    return {name: kept[name] for name in facts if name in kept}


def _share_problem(
    fact: Fact,
    kept: dict[str, Fact],
    declared: dict[str, tuple[Declared, Place]],
    place: Place,
) -> list[Violation] | None:
    """What keeps a share from being computed; an empty list where that is reported already."""
    integers = [name for name, other in kept.items() if other.type == "integer"]
    for key, end in (("part", fact.part), ("whole", fact.whole)):
        if end in integers:
            continue
        if end in declared:
            if isinstance(declared[end][0], IntegerFact):
                return []
            message, advice = (
                said("`{end}` is not a whole number", end=end),
                said("a share compares `integer` facts"),
            )
        else:
            message = said("no vocabulary declares `{end}`", end=end)
            advice = did_you_mean(end, integers) or said("declare it as an `integer`")
        at, lacks = child(place, key), Lack("fact", end)
        return [Violation(FACT006, Problem(at, message, help=advice, lacks=lacks))]
    shares = [other for other in kept.values() if other.type == "share"]
    if _leads_to(fact.whole, fact.part, shares):
        message = said("`{part}` is a share of itself", part=fact.part)
        return [Violation(FACT006, Problem(child(place, "part"), message))]
    if not _fits([*shares, fact], kept):
        message = said("`{part}` is always more than `{whole}`", part=fact.part, whole=fact.whole)
        advice = said("their bounds leave no number for a part of the whole")
        return [Violation(FACT006, Problem(child(place, "part"), message, help=advice))]
    return None


def _leads_to(start: str, goal: str, shares: list[Fact]) -> bool:
    """Whether a number is, by way of shares, a part of another one, or is that one."""
    reached, waiting = {start}, [start]
    while waiting:
        name = waiting.pop()
        further = {share.whole for share in shares if share.part == name} - reached
        reached |= further
        waiting += further
    return goal in reached


def _fits(shares: list[Fact], facts: dict[str, Fact]) -> bool:
    names = sorted({name for share in shares for name in (share.part, share.whole)})
    ranges = [whole_numbers(facts[name]) for name in names]
    relations = [Relation(names.index(share.part), names.index(share.whole)) for share in shares]
    return feasible(ranges, relations)

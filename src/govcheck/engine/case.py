"""The stated incident, read against the vocabulary."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from govcheck.engine.cells import LARGEST, plain, whole_numbers
from govcheck.engine.ruleset import Case, Fact, Ruleset, Value
from govcheck.engine.shares import Range, Relation, feasible
from govcheck.errors import IncidentError
from govcheck.finding import Lack
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import did_you_mean, did_you_mean_called
from govcheck.translation import all_of, said

_INTEGER: Final = r"[-+]?[0-9]{1,400}"
_NUMBER: Final = r"[-+]?([0-9]{1,400}(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]{1,3})?"


class FactProblem(NamedTuple):
    """A fact that an incident may not state, or not so. `fact` is as it was written."""

    fact: str
    message: str
    help: str | None = None
    lacks: Lack | None = None
    """The name that leads nowhere."""


def read_case(
    ruleset: Ruleset, facts: Mapping[str, object], detected_at: int
) -> tuple[Case, list[FactProblem]]:
    """The case of what an incident states, and what is wrong with it; wrong facts are left out.

    A value is a scalar, or a sequence of texts for tags; None means unknown.
    """
    values: dict[str, Value] = {}
    problems: list[FactProblem] = []
    for name, stated in facts.items():
        fact = ruleset.facts.get(name)
        problem = _not_stated(ruleset, name) if fact is None else _never_stated(fact)
        if problem is None and stated is not None and fact is not None:
            value = read_value(fact, stated)
            if not isinstance(value, FactProblem):
                values[name] = value
                continue
            problem = value
        if problem is not None:
            problems.append(problem)
    case = Case(detected_at, values)
    return case, [*problems, *_share_problems(ruleset, case)]


def parse_setting(ruleset: Ruleset, text: str) -> tuple[str, object]:
    """Fact and value of `fact=value`, ready for `read_case`.

    Tags are separated by commas, `fact=[]` is the empty set, and `fact=` makes the fact unknown.
    Raises IncidentError for a text without `=`.
    """
    name, equals, written = text.partition("=")
    name, written = name.strip(), written.strip()
    if not equals or not name:
        raise IncidentError(said("`{text}` is not a setting like `fact=value`", text=text))
    fact = ruleset.facts.get(name)
    if not written:
        return name, None
    if fact is None:
        return name, written
    return name, _parsed(fact, written)


def _parsed(fact: Fact, written: str) -> object:
    if fact.type == "tags":
        tags = (tag.strip() for tag in written.removeprefix("[").removesuffix("]").split(","))
        return tuple(tag for tag in tags if tag)
    if fact.type == "boolean":
        return {"true": True, "false": False}.get(written, written)
    if fact.type in ("integer", "number"):
        if re.fullmatch(_INTEGER, written):
            return int(written)
        if re.fullmatch(_NUMBER, written):
            return float(written)
    return written


def _not_stated(ruleset: Ruleset, name: str) -> FactProblem:
    if name == "detected_at":
        advice = said("it is a field of the incident itself")
        return FactProblem(name, said("`detected_at` is not one of the facts"), advice)
    known = {
        fact.name: fact.label or ""
        for fact in ruleset.facts.values()
        if _never_stated(fact) is None
    }
    message = said("no vocabulary declares the fact `{name}`", name=name)
    nearest = did_you_mean_called(name, known, known.items())
    return FactProblem(name, message, nearest, Lack("fact", name))


def _never_stated(fact: Fact) -> FactProblem | None:
    if fact.type == "decision":
        message = said("`{name}` is decided by the policy, never stated", name=fact.name)
        return FactProblem(fact.name, message, said("remove it"))
    if fact.type == "share":
        message = said("`{name}` is computed, never stated", name=fact.name)
        return FactProblem(
            fact.name,
            message,
            said("state `{part}` and `{whole}`", part=fact.part, whole=fact.whole),
        )
    return None


def read_value(fact: Fact, stated: object) -> Value | FactProblem:
    """A value as the fact has it, or what is wrong with it; tags are a sequence of texts."""
    if fact.type == "tags":
        return _tags(fact, stated)
    if fact.type == "boolean":
        if isinstance(stated, bool):
            return stated
        return _unfit(fact, stated, said("a yes or no"), said("write `true` or `false`"))
    if fact.type in ("integer", "number"):
        return _number(fact, stated)
    if not isinstance(stated, str):
        return _unfit(
            fact, stated, said("one of its values"), did_you_mean(_text(stated), fact.values)
        )
    if stated not in fact.values:
        return _unlisted(fact, stated)
    return stated


def _tags(fact: Fact, stated: object) -> Value | FactProblem:
    if isinstance(stated, str) or not isinstance(stated, Sequence):
        return _unfit(
            fact, stated, said("a list"), said("write `[{stated}]`", stated=_text(stated))
        )
    for tag in stated:
        if not isinstance(tag, str):
            return _unfit(fact, tag, said("a tag"), did_you_mean(_text(tag), fact.values))
        if tag not in fact.values:
            return _unlisted(fact, tag)
    return frozenset(stated)


def _number(fact: Fact, stated: object) -> Value | FactProblem:
    whole = fact.type == "integer"
    if isinstance(stated, bool) or not isinstance(stated, int | float):
        advice = said("write it without quotes and units")
        return _unfit(fact, stated, said("a whole number") if whole else said("a number"), advice)
    if not abs(stated) <= LARGEST:  # not a number is not less either
        return FactProblem(
            fact.name, said("`{name}` is not a number that a fact can have", name=fact.name)
        )
    if whole and stated != int(stated):
        return _unfit(fact, stated, said("a whole number"), None)
    if fact.minimum is not None and stated < fact.minimum:
        return _out_of_bounds(fact, stated, said("at least {minimum}", minimum=plain(fact.minimum)))
    if fact.maximum is not None and stated > fact.maximum:
        return _out_of_bounds(fact, stated, said("at most {maximum}", maximum=plain(fact.maximum)))
    return int(stated) if whole else stated


def _out_of_bounds(fact: Fact, stated: float, bound: str) -> FactProblem:
    message = said("`{name}` cannot be `{stated}`", name=fact.name, stated=plain(stated))
    return FactProblem(fact.name, message, said("it is {bound}", bound=bound))


def _unfit(fact: Fact, stated: object, expected: str, advice: str | None) -> FactProblem:
    return FactProblem(
        fact.name,
        said(
            "`{name}` is {expected}, not `{stated}`",
            name=fact.name,
            expected=expected,
            stated=_text(stated),
        ),
        advice,
    )


def _unlisted(fact: Fact, stated: str) -> FactProblem:
    message = said("`{stated}` is not a value of `{name}`", stated=stated, name=fact.name)
    lacks = Lack(f"value/{fact.name}", stated)
    advice = did_you_mean_called(stated, fact.values, fact.labels)
    return FactProblem(fact.name, message, advice, lacks)


def _text(stated: object) -> str:
    return str(stated).lower() if isinstance(stated, bool) else str(stated)


def _share_problems(ruleset: Ruleset, case: Case) -> list[FactProblem]:
    """Parts that are more than their wholes, or that no whole can be big enough for."""
    shares = [fact for fact in ruleset.facts.values() if fact.type == "share"]
    problems = []
    for share in shares:
        part, whole = case.facts.get(share.part), case.facts.get(share.whole)
        if part is not None and whole is not None and part > whole:  # type: ignore[operator]
            message = said(
                "`{part}` is `{few}`, more than `{whole}`, which is `{many}`",
                part=share.part,
                few=part,
                whole=share.whole,
                many=whole,
            )
            problems.append(
                FactProblem(share.part, message, said("a part never exceeds its whole"))
            )
    if problems or not shares:
        return problems
    names = sorted({name for share in shares for name in (share.part, share.whole)})
    ranges = [_range(ruleset.facts[name], case.facts.get(name)) for name in names]
    relations = [Relation(names.index(one.part), names.index(one.whole)) for one in shares]
    if feasible(ranges, relations):
        return []
    stated = [name for name in names if name in case.facts]
    named = all_of([f"`{name}`" for name in stated])
    message = said("no numbers fit {facts}", facts=named)
    return [FactProblem(stated[0], message, said("a part never exceeds its whole"))]


def _range(fact: Fact, stated: Value | None) -> Range:
    return Range(stated, stated) if isinstance(stated, int) else whole_numbers(fact)

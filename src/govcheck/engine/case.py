"""The stated incident, read against the vocabulary."""

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from govcheck.engine.cells import LARGEST, plain, whole_numbers
from govcheck.engine.ruleset import Case, Fact, Ruleset, Value
from govcheck.engine.shares import Range, Relation, feasible
from govcheck.errors import IncidentError
from govcheck.finding import Lack
from govcheck.nearest import did_you_mean

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
        raise IncidentError(f"`{text}` is not a setting like `fact=value`")
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
        advice = "it is a field of the incident itself"
        return FactProblem(name, "`detected_at` is not one of the facts", advice)
    known = [fact.name for fact in ruleset.facts.values() if _never_stated(fact) is None]
    message = f"no vocabulary declares the fact `{name}`"
    return FactProblem(name, message, did_you_mean(name, known), Lack("fact", name))


def _never_stated(fact: Fact) -> FactProblem | None:
    if fact.type == "decision":
        message = f"`{fact.name}` is decided by the policy, never stated"
        return FactProblem(fact.name, message, "remove it")
    if fact.type == "share":
        message = f"`{fact.name}` is computed, never stated"
        return FactProblem(fact.name, message, f"state `{fact.part}` and `{fact.whole}`")
    return None


def read_value(fact: Fact, stated: object) -> Value | FactProblem:
    """A value as the fact has it, or what is wrong with it; tags are a sequence of texts."""
    if fact.type == "tags":
        return _tags(fact, stated)
    if fact.type == "boolean":
        if isinstance(stated, bool):
            return stated
        return _unfit(fact, stated, "a yes or no", "write `true` or `false`")
    if fact.type in ("integer", "number"):
        return _number(fact, stated)
    if not isinstance(stated, str):
        return _unfit(fact, stated, "one of its values", did_you_mean(_text(stated), fact.values))
    if stated not in fact.values:
        return _unlisted(fact, stated)
    return stated


def _tags(fact: Fact, stated: object) -> Value | FactProblem:
    if isinstance(stated, str) or not isinstance(stated, Sequence):
        return _unfit(fact, stated, "a list", f"write `[{_text(stated)}]`")
    for tag in stated:
        if not isinstance(tag, str):
            return _unfit(fact, tag, "a tag", did_you_mean(_text(tag), fact.values))
        if tag not in fact.values:
            return _unlisted(fact, tag)
    return frozenset(stated)


def _number(fact: Fact, stated: object) -> Value | FactProblem:
    whole = fact.type == "integer"
    if isinstance(stated, bool) or not isinstance(stated, int | float):
        advice = "write it without quotes and units"
        return _unfit(fact, stated, "a whole number" if whole else "a number", advice)
    if not abs(stated) <= LARGEST:  # not a number is not less either
        return FactProblem(fact.name, f"`{fact.name}` is not a number that a fact can have")
    if whole and stated != int(stated):
        return _unfit(fact, stated, "a whole number", None)
    if fact.minimum is not None and stated < fact.minimum:
        return _out_of_bounds(fact, stated, f"at least {plain(fact.minimum)}")
    if fact.maximum is not None and stated > fact.maximum:
        return _out_of_bounds(fact, stated, f"at most {plain(fact.maximum)}")
    return int(stated) if whole else stated


def _out_of_bounds(fact: Fact, stated: float, bound: str) -> FactProblem:
    message = f"`{fact.name}` cannot be `{plain(stated)}`"
    return FactProblem(fact.name, message, f"it is {bound}")


def _unfit(fact: Fact, stated: object, expected: str, advice: str | None) -> FactProblem:
    return FactProblem(fact.name, f"`{fact.name}` is {expected}, not `{_text(stated)}`", advice)


def _unlisted(fact: Fact, stated: str) -> FactProblem:
    message = f"`{stated}` is not a value of `{fact.name}`"
    lacks = Lack(f"value/{fact.name}", stated)
    return FactProblem(fact.name, message, did_you_mean(stated, fact.values), lacks)


def _text(stated: object) -> str:
    return str(stated).lower() if isinstance(stated, bool) else str(stated)


def _share_problems(ruleset: Ruleset, case: Case) -> list[FactProblem]:
    """Parts that are more than their wholes, or that no whole can be big enough for."""
    shares = [fact for fact in ruleset.facts.values() if fact.type == "share"]
    problems = []
    for share in shares:
        part, whole = case.facts.get(share.part), case.facts.get(share.whole)
        if part is not None and whole is not None and part > whole:  # type: ignore[operator]
            message = f"`{share.part}` is `{part}`, more than `{share.whole}`, which is `{whole}`"
            problems.append(FactProblem(share.part, message, "a part never exceeds its whole"))
    if problems or not shares:
        return problems
    names = sorted({name for share in shares for name in (share.part, share.whole)})
    ranges = [_range(ruleset.facts[name], case.facts.get(name)) for name in names]
    relations = [Relation(names.index(one.part), names.index(one.whole)) for one in shares]
    if feasible(ranges, relations):
        return []
    stated = [name for name in names if name in case.facts]
    message = "no numbers fit " + " and ".join(f"`{name}`" for name in stated)
    return [FactProblem(stated[0], message, "a part never exceeds its whole")]


def _range(fact: Fact, stated: Value | None) -> Range:
    return Range(stated, stated) if isinstance(stated, int) else whole_numbers(fact)

"""Names inside documents: of facts and their values, of rules, of actions."""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final, NamedTuple

from govcheck.errors import GovcheckError
from govcheck.finding import Key
from govcheck.load.policy import Policy
from govcheck.model.change_control import ChangeControl
from govcheck.model.decision import Decision
from govcheck.model.playbook import Playbook
from govcheck.model.texts import FACT, ID
from govcheck.model.vocabulary import ChoiceFact, DeclaredFact, ReferenceFact, TagsFact
from govcheck.nearest import did_you_mean
from govcheck.translation import advised, said, together

Keys = tuple[Key, ...]
_BUILT_IN: Final = ("severity", "escalation", "playbooks")
"""Decisions whose results are ids of documents."""
_RESERVED: Final = (*_BUILT_IN, "detected_at", "all", "any", "not")
"""Keys of a condition that are no facts of a vocabulary."""


class InnerName(NamedTuple):
    """A name inside documents, and what it belongs to: a fact, a document, or nothing."""

    kind: str
    owner: str
    name: str

    def __str__(self) -> str:
        """As it is written on a command line."""
        return "/".join(part for part in self if part)


def inner_names(policy: Policy) -> Iterator[InnerName]:
    """Every name inside the documents of a policy."""
    facts = _facts(policy)
    yield from (InnerName("fact", "", name) for name in (*facts, *_decided(policy)))
    for name, fact in facts.items():
        if isinstance(fact, ChoiceFact | TagsFact):
            yield from (InnerName("value", name, value) for value in fact.values)
    for name, values in _decided(policy).items():
        yield from (InnerName("value", name, value) for value in values)
    for document in _with_rules(policy):
        yield from (InnerName("rule", document.id, rule.id) for rule in document.rules)
    for playbook in policy.playbooks:
        yield from (InnerName("action", playbook.id, action.id) for action in playbook.actions)


def read_inner_name(text: str) -> InnerName | None:
    """A name as `fact/NAME`, `value/FACT/VALUE`, `rule/DOCUMENT/ID` or `action/PLAYBOOK/ID`.

    None where the text begins with none of these.

    Raises:
        GovcheckError: It has too few parts.
    """
    kind, _, rest = text.partition("/")
    if kind not in INNER_KINDS:
        return None
    if kind == "fact":
        return InnerName(kind, "", rest)
    owner, slash, name = rest.partition("/")
    if not slash or not owner or not name:
        raise GovcheckError("`{text}` is not a name like `{like}`", text=text, like=_LIKE[kind])
    return InnerName(kind, owner, name)


def must_be_free(policy: Policy, old: InnerName, new: str) -> None:
    """Refuse a name that there is not, and a new one that is taken or cannot be one.

    Raises:
        GovcheckError: Which it is.
    """
    _MUST_BE_FREE[old.kind](policy, old, new)


def _with_rules(policy: Policy) -> list[Decision | ChangeControl]:
    return [*policy.decisions, *policy.change_controls]


def _facts(policy: Policy) -> dict[str, DeclaredFact]:
    """The facts that vocabularies declare."""
    return {name: fact for each in policy.vocabularies for name, fact in each.facts.items()}


def _decided(policy: Policy) -> dict[str, tuple[str, ...]]:
    """The results of the decisions that are the policy's own, by what they decide."""
    found: dict[str, dict[str, None]] = {}
    for decision in policy.decisions:
        if decision.decides not in _BUILT_IN:
            results = (one for _, one in results_of(decision))
            found.setdefault(decision.decides, {}).update(dict.fromkeys(results))
    return {name: tuple(results) for name, results in found.items()}


def results_of(decision: Decision) -> Iterator[tuple[Keys, str]]:
    """Every result that a decision names, with its keys."""
    yield from strings(decision.results, ("results",))
    yield from strings(decision.otherwise, ("otherwise",))
    for position, rule in enumerate(decision.rules):
        yield from strings(rule.then, ("rules", position, "then"))


def strings(value: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """A text, or those of a list, with their keys."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            if isinstance(item, str):
                yield (*keys, position), item


def _free_fact(policy: Policy, old: InnerName, new: str) -> None:
    facts, decided = _facts(policy), _decided(policy)
    _must_exist(old, (*facts, *decided))
    if re.fullmatch(FACT, new) is None or new in _RESERVED:
        raise GovcheckError(
            "`{new}` cannot be the name of a fact, such as `reposts_per_hour`", new=new
        )
    if new in facts or new in decided:
        raise GovcheckError("there is a fact `{new}` already", new=new)


def _free_value(policy: Policy, old: InnerName, new: str) -> None:
    facts, decided = _facts(policy), _decided(policy)
    fact = facts.get(old.owner)
    if isinstance(fact, ReferenceFact):
        raise GovcheckError(
            "the values of `{owner}` are ids; rename `{type}/{name}`",
            owner=old.owner,
            type=fact.type,
            name=old.name,
        )
    if old.owner in _BUILT_IN:
        kind = old.owner.removesuffix("s")
        raise GovcheckError(
            "the results of `{owner}` are ids; rename `{kind}/{name}`",
            owner=old.owner,
            kind=kind,
            name=old.name,
        )
    if fact is None and old.owner not in decided:
        raise GovcheckError(_unknown("fact", old.owner, (*facts, *decided)))
    values = decided[old.owner] if fact is None else getattr(fact, "values", ())
    if not values:
        raise GovcheckError("the fact `{owner}` has no values with names", owner=old.owner)
    _must_exist(old, values)
    if not new.strip() or not new.isprintable():
        raise GovcheckError("`{new}` cannot be a value", new=new)
    if new in values:
        raise GovcheckError(
            "there is a value `{new}` of `{owner}` already", new=new, owner=old.owner
        )


def _free_rule(policy: Policy, old: InnerName, new: str) -> None:
    documents = [one for one in _with_rules(policy) if one.id == old.owner]
    if not documents:
        known = [one.id for one in _with_rules(policy)]
        raise GovcheckError(_unknown(said("decision or change control"), old.owner, known))
    _must_exist(old, [rule.id for each in documents for rule in each.rules])
    _must_be_id(new)
    owners = [each for each in documents if any(rule.id == old.name for rule in each.rules)]
    if len(owners) > 1:
        raise GovcheckError(
            "a decision and change control have `{owner}/{name}`", owner=old.owner, name=old.name
        )
    if any(rule.id == new for rule in owners[0].rules):
        raise GovcheckError(
            "there is a rule `{new}` of `{owner}` already", new=new, owner=old.owner
        )


def _free_action(policy: Policy, old: InnerName, new: str) -> None:
    playbook = policy.find(Playbook, old.owner)
    if playbook is None:
        raise GovcheckError(_unknown("playbook", old.owner, policy.names("playbook")))
    ids = [action.id for action in playbook.actions]
    _must_exist(old, ids)
    _must_be_id(new)
    if new in ids:
        raise GovcheckError(
            "there is an action `{new}` of `{owner}` already", new=new, owner=old.owner
        )


def _must_exist(old: InnerName, known: Collection[str]) -> None:
    if old.name not in known:
        of = said("of `{owner}`", owner=old.owner) if old.owner else ""
        raise GovcheckError(_unknown(old.kind, old.name, known, of))


def _unknown(kind: str, name: str, known: Collection[str], of: str = "") -> str:
    no = together((said("no {noun} `{name}`", noun=kind, name=name), of), " ")
    return advised(no, did_you_mean(name, known))


def _must_be_id(new: str) -> None:
    if re.fullmatch(ID, new) is None:
        raise GovcheckError("`{new}` is not an id like `social-lead`", new=new)


_LIKE: Final = {
    "fact": "fact/followers",
    "value": "value/network/x",
    "rule": "rule/severity-rules/viral",
    "action": "action/data-leak/pause",
}
INNER_KINDS: Final = tuple(_LIKE)
_MUST_BE_FREE: Final[dict[str, Callable[[Policy, InnerName, str], None]]] = {
    "fact": _free_fact,
    "value": _free_value,
    "rule": _free_rule,
    "action": _free_action,
}

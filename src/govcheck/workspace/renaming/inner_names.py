"""Names inside documents: of facts and their values, of rules, of actions; and where they stand.

What a text means is asked of the models, so that a word that only looks like the name stays.
"""

import re
from collections.abc import Callable, Collection, Iterator
from typing import Final, NamedTuple

from pydantic import BaseModel

from govcheck.errors import GovcheckError
from govcheck.finding import Key
from govcheck.load.nodes import Mapping as Branch
from govcheck.load.nodes import Node, Scalar, walk
from govcheck.load.policy import Policy
from govcheck.load.repository import Repository
from govcheck.model.base import Document
from govcheck.model.change_control import ChangeControl
from govcheck.model.condition import Condition
from govcheck.model.decision import Decision
from govcheck.model.fields import models_in
from govcheck.model.incident import IncidentBody
from govcheck.model.playbook import Playbook
from govcheck.model.scenario import Expectation, Scenario
from govcheck.model.texts import FACT, ID
from govcheck.model.vocabulary import ChoiceFact, Fact, ReferenceFact, ShareFact, TagsFact
from govcheck.nearest import did_you_mean

Keys = tuple[Key, ...]

_BUILT_IN: Final = ("severity", "escalation", "playbooks")
"""Decisions whose results are ids of documents."""
_RESERVED: Final = (*_BUILT_IN, "detected_at", "all", "any", "not")
"""Keys of a condition that are no facts of a vocabulary."""
_CALENDARS: Final = ("within", "outside")
"""Comparisons with a calendar."""
_ACKNOWLEDGE: Final = "acknowledge"


class InnerName(NamedTuple):
    """A name inside documents, and what it belongs to: a fact, a document, or nothing."""

    kind: str
    owner: str
    name: str

    def __str__(self) -> str:
        """As it is written on a command line."""
        return "/".join(part for part in self if part)


class Mention(NamedTuple):
    """A text in which a name stands, or the key that is one, and what is to stand there."""

    keys: Keys
    text: str
    of_key: bool = False


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
        raise GovcheckError(f"`{text}` is not a name like `{_LIKE[kind]}`")
    return InnerName(kind, owner, name)


def must_be_free(policy: Policy, old: InnerName, new: str) -> None:
    """Refuse a name that there is not, and a new one that is taken or cannot be one.

    Raises:
        GovcheckError: Which it is.
    """
    _MUST_BE_FREE[old.kind](policy, old, new)


def mentions(repository: Repository, old: InnerName, new: str) -> list[tuple[Document, Mention]]:
    """Where a name stands, with the document.

    Raises:
        GovcheckError: A text may mean this name and another one.
    """
    find = _MENTIONS[old.kind]
    found: list[tuple[Document, Mention]] = []
    for document in repository.policy.documents:
        found += ((document, mention) for mention in find(document, old, new))
        if old.kind == "action" and isinstance(document, Scenario):
            expected = _expected(repository, document, old, new)
            found += ((document, mention) for mention in expected)
    for waiver in repository.policy.waivers:
        title, _, part = waiver.subject.rpartition("/")
        renamed = {_part(mention) for document, mention in found if document.ref == title}
        if part == old.name and _is_waived(repository, title, renamed, (part, new)):
            found.append((waiver, Mention(("subject",), f"{title}/{new}")))
    return found


def _part(mention: Mention) -> Keys:
    """The keys of the part of a document of which a text is the key or the id."""
    return mention.keys[:-1] if mention.keys[-1] == "id" else mention.keys


def _is_waived(
    repository: Repository, title: str, renamed: set[Keys], names: tuple[str, str]
) -> bool:
    """Whether a waiver of a part of a document means what is renamed.

    A waiver names every part that has this key or this id.
    """
    parts: dict[str, set[Keys]] = {name: set() for name in names}
    for document in repository.policy.documents:
        if document.ref == title:
            at = document.place()
            for keys, node in walk(repository.files[at.path].roots[at.index]):
                for name in {*map(str, keys[-1:]), _id(node)} & {*names}:
                    parts[name].add(keys)
    old, new = names
    if not parts[old] & renamed:
        return False
    if parts[new] or not parts[old] <= renamed:
        twice = new if parts[new] else old
        raise GovcheckError(f"a waiver names a part of `{title}`, and several are called `{twice}`")
    return True


def _id(node: Node) -> str:
    entry = node.entries.get("id") if isinstance(node, Branch) else None
    return str(entry.node.value) if entry is not None and isinstance(entry.node, Scalar) else ""


def _with_rules(policy: Policy) -> list[Decision | ChangeControl]:
    return [*policy.decisions, *policy.change_controls]


def _facts(policy: Policy) -> dict[str, Fact]:
    """The facts that vocabularies declare."""
    return {name: fact for each in policy.vocabularies for name, fact in each.facts.items()}


def _decided(policy: Policy) -> dict[str, tuple[str, ...]]:
    """The results of the decisions that are the policy's own, by what they decide."""
    found: dict[str, dict[str, None]] = {}
    for decision in policy.decisions:
        if decision.decides not in _BUILT_IN:
            results = (one for _, one in _results(decision))
            found.setdefault(decision.decides, {}).update(dict.fromkeys(results))
    return {name: tuple(results) for name, results in found.items()}


def _results(decision: Decision) -> Iterator[tuple[Keys, str]]:
    """Every result that a decision names, with its keys."""
    yield from _strings(decision.results, ("results",))
    yield from _strings(decision.otherwise, ("otherwise",))
    for position, rule in enumerate(decision.rules):
        yield from _strings(rule.then, ("rules", position, "then"))


def _strings(value: object, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """A text, or those of a list, with their keys."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            if isinstance(item, str):
                yield (*keys, position), item


def _of_fact(document: Document, old: InnerName, new: str) -> Iterator[Mention]:
    name = old.name
    for keys, model in models_in(document):
        for key, value in (getattr(model, "facts", None) or {}).items():
            if key == name:
                yield Mention((*keys, "facts", key), new, of_key=True)
            if isinstance(value, ShareFact):
                share = ("facts", key, "share")
                parts = {"part": value.share.part, "whole": value.share.whole}
                yield from (Mention((*share, at), new) for at, one in parts.items() if one == name)
        if isinstance(model, Condition) and name in model.tests:
            yield Mention((*keys, name), new, of_key=True)
        if isinstance(model, Decision) and model.decides == name:
            yield Mention(("decides",), new)
        if isinstance(model, Expectation) and name in (model.decisions or {}):
            yield Mention((*keys, "decisions", name), new, of_key=True)


def _of_value(document: Document, old: InnerName, new: str) -> Iterator[Mention]:
    for keys, model in models_in(document):
        for at, text in _stated(model, old.owner):
            if text == old.name:
                yield Mention((*keys, *at), new)
        fact = getattr(model, "facts", {}).get(old.owner) if keys == () else None
        if old.name in getattr(fact, "labels", {}):
            yield Mention(("facts", old.owner, "labels", old.name), new, of_key=True)


def _stated(model: BaseModel, fact: str) -> Iterator[tuple[Keys, str]]:
    """Every value of a fact that a model names, with its keys below the model."""
    if isinstance(model, Condition) and fact in model.tests:
        test = model.tests[fact]
        yield from _strings(test, (fact,))
        if isinstance(test, BaseModel):
            for name in type(test).model_fields:
                if name not in _CALENDARS:
                    yield from _strings(getattr(test, name), (fact, name))
    elif isinstance(model, IncidentBody):
        yield from _strings(model.facts.get(fact), ("facts", fact))
    elif isinstance(model, Expectation):
        yield from _strings((model.decisions or {}).get(fact), ("decisions", fact))
    elif isinstance(model, Decision) and model.decides == fact:
        yield from _results(model)
    elif isinstance(declared := getattr(model, "facts", {}).get(fact), ChoiceFact | TagsFact):
        yield from _strings(declared.values, ("facts", fact, "values"))
        yield from _strings(declared.default, ("facts", fact, "default"))


def _of_rule(document: Document, old: InnerName, new: str) -> Iterator[Mention]:
    if isinstance(document, Decision | ChangeControl) and document.id == old.owner:
        for position, name in enumerate([rule.id for rule in document.rules]):
            if name == old.name:
                yield Mention(("rules", position, "id"), new)


def _of_action(document: Document, old: InnerName, new: str) -> Iterator[Mention]:
    if not isinstance(document, Playbook) or document.id != old.owner:
        return
    for position, action in enumerate(document.actions):
        keys = ("actions", position)
        if action.id == old.name:
            yield Mention((*keys, "id"), new)
        if action.clock == f"action:{old.name}":
            yield Mention((*keys, "clock"), f"action:{new}")
        for place, name in enumerate(action.after):
            if name == old.name:
                yield Mention((*keys, "after", place), new)


def _expected(
    repository: Repository, scenario: Scenario, old: InnerName, new: str
) -> Iterator[Mention]:
    """Where a scenario expects an action to be met or missed: `playbook/action`, or its id."""
    names = [
        ((*("expect", field), position), name)
        for field in ("met", "missed")
        for position, name in enumerate(getattr(scenario.expect, field) or ())
    ]
    for keys, name in names:
        bare, mark, number = name.partition("#")
        if bare == f"{old.owner}/{old.name}":
            yield Mention(keys, f"{old.owner}/{new}{mark}{number}")
        elif bare == old.name and _is_meant(repository, scenario, old):
            others = _playbooks_with(repository.policy, new) - {old.owner}
            if new == _ACKNOWLEDGE or others & _owed(repository, scenario.id, new):
                raise GovcheckError(
                    f"the scenario `{scenario.id}` names `{name}` without its playbook, and `{new}`"
                    f" would be something else as well; write `{old.owner}/{name}` there"
                )
            yield Mention(keys, f"{new}{mark}{number}")


def _is_meant(repository: Repository, scenario: Scenario, old: InnerName) -> bool:
    """Whether the bare id of an action in a scenario is that of the action's playbook."""
    if _playbooks_with(repository.policy, old.name) == {old.owner}:
        return True
    owners = _owed(repository, scenario.id, old.name)
    if owners == {old.owner}:
        return True
    if not owners or old.owner in owners:
        raise GovcheckError(
            f"the scenario `{scenario.id}` names `{old.name}` without its playbook, and there are"
            f" several; write `{old.owner}/{old.name}` there"
        )
    return False


def _playbooks_with(policy: Policy, action: str) -> set[str]:
    return {
        playbook.id for playbook in policy.playbooks for one in playbook.actions if one.id == action
    }


def _owed(repository: Repository, scenario: str, action: str) -> set[str]:
    """The playbooks of which actions with some id are owed in a scenario."""
    from govcheck.scenarios.compile import compile_scenarios
    from govcheck.scenarios.run import run
    from govcheck.simulate.compile import compile_program

    program, _ = compile_program(repository.policy, repository.line)
    cases, _ = compile_scenarios(repository.policy)
    outcomes = [run(program, case).outcome for case in cases if case.id == scenario]
    owed = (one.id.partition("#")[0] for each in outcomes if each for one in each.obligations)
    return {name.partition("/")[0] for name in owed if name.partition("/")[2] == action}


def _free_fact(policy: Policy, old: InnerName, new: str) -> None:
    facts, decided = _facts(policy), _decided(policy)
    _must_exist(old, (*facts, *decided))
    if re.fullmatch(FACT, new) is None or new in _RESERVED:
        raise GovcheckError(f"`{new}` cannot be the name of a fact, such as `reposts_per_hour`")
    if new in facts or new in decided:
        raise GovcheckError(f"there is a fact `{new}` already")


def _free_value(policy: Policy, old: InnerName, new: str) -> None:
    facts, decided = _facts(policy), _decided(policy)
    fact = facts.get(old.owner)
    if isinstance(fact, ReferenceFact):
        raise GovcheckError(f"the values of `{old.owner}` are ids; rename `{fact.type}/{old.name}`")
    if old.owner in _BUILT_IN:
        kind = old.owner.removesuffix("s")
        raise GovcheckError(f"the results of `{old.owner}` are ids; rename `{kind}/{old.name}`")
    if fact is None and old.owner not in decided:
        raise GovcheckError(_unknown("fact", old.owner, (*facts, *decided)))
    values = decided[old.owner] if fact is None else getattr(fact, "values", ())
    if not values:
        raise GovcheckError(f"the fact `{old.owner}` has no values with names")
    _must_exist(old, values)
    if not new.strip() or not new.isprintable():
        raise GovcheckError(f"`{new}` cannot be a value")
    if new in values:
        raise GovcheckError(f"there is a value `{new}` of `{old.owner}` already")


def _free_rule(policy: Policy, old: InnerName, new: str) -> None:
    documents = [one for one in _with_rules(policy) if one.id == old.owner]
    if not documents:
        known = [one.id for one in _with_rules(policy)]
        raise GovcheckError(_unknown("decision or change control", old.owner, known))
    _must_exist(old, [rule.id for each in documents for rule in each.rules])
    _must_be_id(new)
    owners = [each for each in documents if any(rule.id == old.name for rule in each.rules)]
    if len(owners) > 1:
        raise GovcheckError(f"a decision and change control have `{old.owner}/{old.name}`")
    if any(rule.id == new for rule in owners[0].rules):
        raise GovcheckError(f"there is a rule `{new}` of `{old.owner}` already")


def _free_action(policy: Policy, old: InnerName, new: str) -> None:
    playbook = policy.find(Playbook, old.owner)
    if playbook is None:
        raise GovcheckError(_unknown("playbook", old.owner, policy.names("playbook")))
    ids = [action.id for action in playbook.actions]
    _must_exist(old, ids)
    _must_be_id(new)
    if new in ids:
        raise GovcheckError(f"there is an action `{new}` of `{old.owner}` already")


def _must_exist(old: InnerName, known: Collection[str]) -> None:
    if old.name not in known:
        of = f" of `{old.owner}`" if old.owner else ""
        raise GovcheckError(_unknown(old.kind, old.name, known, of))


def _unknown(kind: str, name: str, known: Collection[str], of: str = "") -> str:
    advice = did_you_mean(name, known)
    return f"no {kind} `{name}`{of}" + (f"; {advice}" if advice else "")


def _must_be_id(new: str) -> None:
    if re.fullmatch(ID, new) is None:
        raise GovcheckError(f"`{new}` is not an id like `social-lead`")


_LIKE: Final = {
    "fact": "fact/followers",
    "value": "value/network/x",
    "rule": "rule/severity-rules/viral",
    "action": "action/data-leak/pause",
}
INNER_KINDS: Final = tuple(_LIKE)
_MENTIONS: Final[dict[str, Callable[[Document, InnerName, str], Iterator[Mention]]]] = {
    "fact": _of_fact,
    "value": _of_value,
    "rule": _of_rule,
    "action": _of_action,
}
_MUST_BE_FREE: Final[dict[str, Callable[[Policy, InnerName, str], None]]] = {
    "fact": _free_fact,
    "value": _free_value,
    "rule": _free_rule,
    "action": _free_action,
}

"""Where names inside documents stand.

What a text means is asked of the models, so that a word that only looks like the name stays.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from govcheck.errors import GovcheckError
from govcheck.load.nodes import Mapping as Branch
from govcheck.load.nodes import Node, Scalar, walk
from govcheck.load.policy import Policy
from govcheck.load.repository import Repository
from govcheck.model.base import Document, Model
from govcheck.model.change_control import ChangeControl
from govcheck.model.condition import Condition
from govcheck.model.decision import Decision
from govcheck.model.fields import models_in
from govcheck.model.incident import IncidentBody
from govcheck.model.playbook import Playbook
from govcheck.model.scenario import Expectation, Scenario
from govcheck.model.vocabulary import ChoiceFact, ShareFact, TagsFact
from govcheck.workspace.renaming.names import InnerName, Keys, results_of, strings

_CALENDARS: Final = ("within", "outside")
"""Comparisons with a calendar."""
_ACKNOWLEDGE: Final = "acknowledge"


class Mention(NamedTuple):
    """A text in which a name stands, or the key that is one, and what is to stand there."""

    keys: Keys
    text: str
    of_key: bool = False


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
        keys = (mention.keys for document, mention in found if document.ref == title)
        renamed = {one[:-1] if one[-1] == "id" else one for one in keys}
        if part == old.name and _is_waived(repository, title, renamed, (part, new)):
            found.append((waiver, Mention(("subject",), f"{title}/{new}")))
    return found


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
        raise GovcheckError(
            "a waiver names a part of `{title}`, and several are called `{twice}`",
            title=title,
            twice=twice,
        )
    return True


def _id(node: Node) -> str:
    entry = node.entries.get("id") if isinstance(node, Branch) else None
    return str(entry.node.value) if entry is not None and isinstance(entry.node, Scalar) else ""


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


def _stated(model: Model, fact: str) -> Iterator[tuple[Keys, str]]:
    """Every value of a fact that a model names, with its keys below the model."""
    if isinstance(model, Condition) and fact in model.tests:
        test = model.tests[fact]
        yield from strings(test, (fact,))
        if isinstance(test, Model):
            for name in type(test).model_fields:
                if name not in _CALENDARS:
                    yield from strings(getattr(test, name), (fact, name))
    elif isinstance(model, IncidentBody):
        yield from strings(model.facts.get(fact), ("facts", fact))
    elif isinstance(model, Expectation):
        yield from strings((model.decisions or {}).get(fact), ("decisions", fact))
    elif isinstance(model, Decision) and model.decides == fact:
        yield from results_of(model)
    elif isinstance(declared := getattr(model, "facts", {}).get(fact), ChoiceFact | TagsFact):
        yield from strings(declared.values, ("facts", fact, "values"))
        yield from strings(declared.default, ("facts", fact, "default"))


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
                    "the scenario `{id}` names `{name}` without its playbook, and `{new}` "
                    "would be something else as well; write `{owner}/{name}` there",
                    id=scenario.id,
                    name=name,
                    new=new,
                    owner=old.owner,
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
            "the scenario `{id}` names `{name}` without its playbook, and there are "
            "several; write `{owner}/{name}` there",
            id=scenario.id,
            name=old.name,
            owner=old.owner,
        )
    return False


def _playbooks_with(policy: Policy, action: str) -> set[str]:
    return {
        playbook.id for playbook in policy.playbooks for one in playbook.actions if one.id == action
    }


def _owed(repository: Repository, scenario: str, action: str) -> set[str]:
    """The playbooks of which actions with some id are owed in a scenario."""
    from govcheck.scenarios.compare import run
    from govcheck.scenarios.compile import compile_scenarios
    from govcheck.simulate.compile import compile_program

    program, _ = compile_program(repository.policy, repository.line)
    cases, _ = compile_scenarios(repository.policy)
    outcomes = [run(program, case).outcome for case in cases if case.id == scenario]
    owed = (one.id.partition("#")[0] for each in outcomes if each for one in each.obligations)
    return {name.partition("/")[0] for name in owed if name.partition("/")[2] == action}


_MENTIONS: Final[dict[str, Callable[[Document, InnerName, str], Iterator[Mention]]]] = {
    "fact": _of_fact,
    "value": _of_value,
    "rule": _of_rule,
    "action": _of_action,
}

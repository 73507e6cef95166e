"""Changes that make the shipped policy protect less: deleted, later, laxer or for fewer."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from govcheck.load.nodes import plain
from govcheck.load.tree import POLICIES
from govcheck.load.yaml import parse
from govcheck.source import Source
from govcheck.time.clock import format_duration, parse_duration
from tests.load.trees import MemoryTree
from tests.mutations.mutations import Keys, Mutation

Change = tuple[str, Keys, Any]


def loosenings(tree: MemoryTree) -> Iterator[Mutation]:
    """Every one of them, in a fixed order."""
    files: dict[str, list[Any]] = {
        path: [plain(root) for root in parse(Source(path, content.decode()))[0]]
        for path, content in sorted(tree.files.items())
        if path.startswith(f"{POLICIES}/")
    }
    documents: list[Any] = [document for found in files.values() for document in found]
    scales = _scales(documents)
    for path, found in files.items():
        for number, document in enumerate(found):
            for what, where, changed in _LOOSENED.get(document["kind"], _nothing)(document, scales):
                text = "\n---\n".join(
                    json.dumps(changed if at == number else each) for at, each in enumerate(found)
                )
                ref = f"{document['kind']}/{document.get('id')}"
                name = f"{what} {ref}{_named(document, where)}"
                yield Mutation(what, name, ref, where, path, text)


def _named(document: Any, where: Keys) -> str:
    """A path as a table can name it: items by their ids, or by what they are."""
    node, name = document, ""
    for key in where:
        node = node[key] if isinstance(key, int) else node.get(key)
        if isinstance(key, str):
            name += f" {key}"
        else:
            name += f" {node['id'] if isinstance(node, dict) and 'id' in node else node}"
    return name


Scales = dict[str, list[str]]


def _scales(documents: list[Any]) -> Scales:
    """The ordered values of facts, and the severities, the mildest first."""
    scales: Scales = {}
    for document in documents:
        if document["kind"] == "organization":
            scales["severity"] = [level["id"] for level in document["severities"]]
        for name, fact in document.get("facts", {}).items():
            if fact.get("ordered"):
                scales[name] = fact["values"]
        if document["kind"] == "decision" and document.get("ordered"):
            scales[document["decides"]] = document["results"]
    return scales


def _nothing(_document: Any, _scales: Scales) -> Iterator[Change]:
    return iter(())


def _decision(document: Any, scales: Scales) -> Iterator[Change]:
    ranks = scales.get(document["decides"], [])
    for number, rule in enumerate(document["rules"]):
        where: Keys = ("rules", number)
        yield "delete", where, _changed(document, where, None)
        if rule["then"] in ranks[1:]:
            lower = ranks[ranks.index(rule["then"]) - 1]
            yield "lower", (*where, "then"), _changed(document, (*where, "then"), lower)
        for below, value in _leaves(rule["when"], (*where, "when")):
            fact, last = str(below[-2]), below[-1]
            scale = scales.get(fact, [])
            if last in ("at_least", "more_than") and isinstance(value, int | float):
                yield "later", below, _changed(document, below, value + 1)
            elif last == "at_least" and value in scale[:-1]:
                higher = scale[scale.index(value) + 1]
                yield "later", below, _changed(document, below, higher)
            elif isinstance(last, int) and len(_at(document, below[:-1])) > 1:
                yield "fewer", below, _changed(document, below, None)


def _escalation(document: Any, _scales: Scales) -> Iterator[Change]:
    yield from _durations(document, (), ("acknowledge_within",))
    if document.get("repeat"):
        yield "fewer", ("repeat",), _changed(document, ("repeat",), document["repeat"] - 1)
    for number, step in enumerate(document["steps"]):
        where: Keys = ("steps", number)
        yield "delete", where, _changed(document, where, None)
        yield from _durations(document, where, ("wait",))
        if "always" in step:
            yield "drop", (*where, "always"), _changed(document, (*where, "always"), None)
        if "on_empty" in step:
            yield "drop", (*where, "on_empty"), _changed(document, (*where, "on_empty"), None)
        if len(step.get("notify", ())) > 1:
            for each in range(len(step["notify"])):
                below = (*where, "notify", each)
                yield "fewer", below, _changed(document, below, None)


def _playbook(document: Any, _scales: Scales) -> Iterator[Change]:
    for number, action in enumerate(document["actions"]):
        where: Keys = ("actions", number)
        yield "delete", where, _without_action(document, number)
        yield from _durations(document, where, ("within", "every"))
        for key in ("needs", "after"):
            for each in range(len(action.get(key, ()))):
                below = (*where, key, each)
                yield "drop", below, _changed(document, below, None)
    for number, approval in enumerate(document.get("approvals", ())):
        where = ("approvals", number)
        yield "delete", where, _without_approval(document, number)
        yield from _durations(document, where, ("within",))
        by = approval["by"]
        if isinstance(by, dict) and "all_of" in by:
            changed = {"any_of": by["all_of"]}
            yield "any", (*where, "by"), _changed(document, (*where, "by"), changed)


def _rota(document: Any, _scales: Scales) -> Iterator[Change]:
    for number in range(len(document["members"])):
        where: Keys = ("members", number)
        yield "delete", where, _changed(document, where, None)
    for number in range(len(document.get("overrides", ()))):
        where = ("overrides", number)
        yield "delete", where, _changed(document, where, None)
    ends = deepcopy(document)
    ends["until"] = "2027-03-01"
    yield "end", ("until",), ends
    closed = deepcopy(document)
    closed["calendar"] = "office-berlin"
    if document.get("calendar") != "office-berlin":
        yield "close", ("calendar",), closed


def _council(document: Any, _scales: Scales) -> Iterator[Change]:
    for level in document.get("convene_within", {}):
        yield from _durations(document, ("convene_within",), (level,))
    yield "fewer", ("quorum",), _changed(document, ("quorum",), document["quorum"] - 1)


_LOOSENED: dict[str, Callable[[Any, Scales], Iterator[Change]]] = {
    "decision": _decision,
    "escalation": _escalation,
    "playbook": _playbook,
    "rota": _rota,
    "council": _council,
}


def _durations(document: Any, where: Keys, names: tuple[str, ...]) -> Iterator[Change]:
    """Each of these times made twice as long."""
    for name in names:
        value = _at(document, where).get(name)
        if value is not None and re.match("0[a-z]", value) is None:
            longer = format_duration(2 * parse_duration(value)).replace(" ", "")
            yield "twice", (*where, name), _changed(document, (*where, name), longer)


def _without_action(document: Any, number: int) -> Any:
    changed = deepcopy(document)
    name = changed["actions"].pop(number)["id"]
    for action in changed["actions"]:
        if name in action.get("after", ()):
            action["after"].remove(name)
        if action.get("clock") == f"action:{name}":
            del action["clock"]
    return changed


def _without_approval(document: Any, number: int) -> Any:
    changed = deepcopy(document)
    name = changed["approvals"].pop(number)["id"]
    for action in changed["actions"]:
        if name in action.get("needs", ()):
            action["needs"].remove(name)
    return changed


def _leaves(value: Any, where: Keys) -> Iterator[tuple[Keys, Any]]:
    if isinstance(value, dict | list):
        pairs: Any = value.items() if isinstance(value, dict) else enumerate(value)
        for key, below in pairs:
            yield from _leaves(below, (*where, key))
    else:
        yield where, value


def _at(document: Any, where: Keys) -> Any:
    for key in where:
        document = document[key]
    return document


def _changed(document: Any, where: Keys, value: Any) -> Any:
    """The document with another value somewhere, or with nothing there."""
    changed = deepcopy(document)
    holder = _at(changed, where[:-1])
    if value is None:
        del holder[where[-1]]
    else:
        holder[where[-1]] = value
    return changed

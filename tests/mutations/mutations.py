"""Changes to the shipped policy, one at a time, in a fixed order."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from typing import Any, NamedTuple

from govcheck.load.nodes import plain
from govcheck.load.tree import POLICIES
from govcheck.load.yaml import parse
from govcheck.source import Source
from tests.load.shipped import ROOT
from tests.load.trees import MemoryTree

Keys = tuple[str | int, ...]

LONG_AGO = "2020-01-01"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Mutation(NamedTuple):
    """A change to one document: what is done, where, and the text of its file afterwards."""

    what: str
    name: str
    """As a table can name it: `drop person.contacts[].verified_on`; rules of decisions by id."""
    document: str
    where: Keys
    path: str
    text: str


def shipped() -> MemoryTree:
    """The shipped repository, templates included."""
    paths = [
        path
        for folder in ("policies", "incidents", "scenarios", "schemas", "templates")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file()
    ]
    return MemoryTree({str(path.relative_to(ROOT)): path.read_bytes() for path in paths})


def mutations(tree: MemoryTree) -> Iterator[Mutation]:
    """Every change, of every document of the policy."""
    files = {
        path: _documents(path, content)
        for path, content in sorted(tree.files.items())
        if path.startswith(f"{POLICIES}/")
    }
    documents = [document for found in files.values() for document in found]
    names = {document["id"] for document in documents if "id" in document}
    people = sorted(each["id"] for each in documents if each["kind"] == "person")
    for path, found in files.items():
        for number, document in enumerate(found):
            for what, where, changed in _changes(document, names, people):
                text = "\n---\n".join(
                    json.dumps(changed if at == number else each) for at, each in enumerate(found)
                )
                name = f"{what} {_named(document, where)}"
                yield Mutation(what, name, _ref(document), where, path, text)


def _documents(path: str, content: bytes) -> list[Any]:
    return [plain(root) for root in parse(Source(path, content.decode()))[0]]


def _named(document: Any, where: Keys) -> str:
    kind, node = document["kind"], document
    name = f"{kind} {document['id']}" if kind == "decision" else kind
    for key in where:
        node = node[key]
        if isinstance(key, str):
            name += f".{key}"
        elif kind == "decision":
            name += f"[{node['id'] if isinstance(node, dict) and 'id' in node else key}]"
        else:
            name += "[]"
    return name


def _ref(document: Any) -> str:
    return f"{document['kind']}/{document.get('id', document.get('person'))}"


def _changes(document: Any, names: set[str], people: list[str]) -> Iterator[tuple[str, Keys, Any]]:
    for where, value in _nodes(document):
        if where == ("kind",):
            continue
        yield "drop", where, _dropped(document, where)
        if isinstance(value, str):
            if value.rpartition(":")[2] in names and where != ("id",):
                yield "rename", where, _replaced(document, where, value + "x")
            if _DATE.match(value):
                yield "expire", where, _replaced(document, where, LONG_AGO + value[10:])
    text = json.dumps(document)
    mentioned = [one for one in people if re.search(rf'[":]{one}"', text)]
    for one, other in pairwise(mentioned):
        yield "swap", (), json.loads(_swapped(text, one, other))


def _nodes(value: Any, where: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    entries: Any = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for key, below in entries:
        yield (*where, key), below
        yield from _nodes(below, (*where, key))


def _dropped(document: Any, where: Keys) -> Any:
    changed = deepcopy(document)
    del _holder(changed, where)[where[-1]]
    return changed


def _replaced(document: Any, where: Keys, value: str) -> Any:
    changed = deepcopy(document)
    _holder(changed, where)[where[-1]] = value
    return changed


def _holder(document: Any, where: Keys) -> Any:
    for key in where[:-1]:
        document = document[key]
    return document


def _swapped(text: str, one: str, other: str) -> str:
    """The text with two people in each other's place."""
    exchange = {one: other, other: one}
    return re.sub(rf'(?<=[":])({one}|{other})(?=")', lambda match: exchange[match[1]], text)

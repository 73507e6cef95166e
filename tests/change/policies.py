"""Pairs of policies for tests: the shipped one, and what becomes of it."""

import json
from functools import cache, lru_cache
from typing import Any

from govcheck.change.compare import Change, compare
from govcheck.change.comparison import ComparedPolicy
from govcheck.change.edits import edits
from govcheck.load.file import Loaded, load_file
from govcheck.load.nodes import plain
from govcheck.load.policy import Policy
from govcheck.load.repository import load_repository
from govcheck.load.yaml import parse
from govcheck.simulate.compile import compile_program
from govcheck.source import Source
from govcheck.time.clock import DAY
from tests.load.trees import MemoryTree
from tests.mutations.mutations import shipped

AT = 1_795_392_000
"""The instant of asking: 2026-11-23."""
HORIZON = (AT, AT + 60 * DAY)

Documents = dict[str, Any]
FOLDERS = {"scenario": "scenarios", "incident": "incidents", "archive": "archives"}


@lru_cache(maxsize=2000)
def _load(path: str, content: bytes) -> Loaded:
    return load_file(path, content)


@cache
def shipped_documents() -> Documents:
    """The shipped documents of `policies/` as plain values, by `kind/id`."""
    found: Documents = {}
    for path, content in shipped().files.items():
        if path.startswith("policies/"):
            for root in parse(Source(path, content.decode()))[0]:
                document: Any = plain(root)
                name = document.get("id", document.get("person"))
                if document["kind"] == "representative":
                    name = f"{document['department']}-{name}"
                found[f"{document['kind']}/{name}"] = document
    return found


def policy_of(documents: Documents) -> Policy:
    """The policy of documents, each in a file of its own."""
    files: dict[str, str | bytes] = {
        f"{FOLDERS.get(document['kind'], 'policies')}/{ref}.yaml": json.dumps(document)
        for ref, document in documents.items()
    }
    return load_repository(MemoryTree(files), templates=False, load=_load).policy


def side(documents: Documents) -> ComparedPolicy:
    """A side of a comparison."""
    policy = policy_of(documents)
    return ComparedPolicy(policy, compile_program(policy, lambda _place: 1)[0])


@cache
def shipped_side() -> ComparedPolicy:
    return side(shipped_documents())


def change_to(documents: Documents, base: ComparedPolicy | None = None) -> Change:
    """What becomes of the shipped policy, or of another base."""
    base = shipped_side() if base is None else base
    head = side(documents)
    return compare(base, head, edits(base.policy, head.policy), AT, HORIZON)

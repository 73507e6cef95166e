"""Documents read without pydantic, against pydantic."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.load import models
from govcheck.load.models import build
from govcheck.load.nodes import plain
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.load.yaml import parse
from govcheck.model import base
from govcheck.model.base import Document, Model
from govcheck.model.json_schema import field_docs
from govcheck.model.kinds import KINDS
from govcheck.modelling.reading import Invalid, Refused, reader_of
from govcheck.modelling.twins import validated
from govcheck.source import Source

ROOT = Path(__file__).parents[2]
FILES = sorted(
    path
    for folder in ("policies", "scenarios", "incidents", "archives", "templates", "examples")
    for path in (ROOT / folder).rglob("*.yaml")
)


def documents(path: Path) -> list[dict[str, Any]]:
    roots, _ = parse(Source(path.name, path.read_text("utf-8")))
    found = [plain(root) for root in roots]
    return [one for one in found if isinstance(one, dict) and one.get("kind") in KINDS]


EVERY = [one for path in FILES for one in documents(path)]
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**70, 1.0, -0.5, float("inf"), float("nan"), "", "x", "1", "ana",
    "person:ana", "nobody", "15m", "2wd", "2026-03-14", "2026-03-14T08:00:00Z", "day", "daily",
    "\ud800", "é", [], {}, ["ana", "ana"], [None], [[]], {"x-note": 1}, {"count": 1, "of": []},
    {"all_of": ["role:spokesperson"]}, {"en": "Hello", "de": "Hallo"}, {"en": ""}, {1: 2},
    {"at_least": 3}, {"type": "tags", "values": ["a"]}, {"share": {"part": "a", "whole": "b"}},
    (), ("ana",), b"ana", {"ana"},
)  # fmt: skip


def told(value: object) -> object:
    """A value with the classes of all that is in it, so that `1` is not `True`."""
    if isinstance(value, Model):
        kept = {name: one for name, one in value.__dict__.items() if name != "model_fields_set"}
        return type(value), value.model_fields_set, told(kept)
    if isinstance(value, tuple):
        return type(value), [told(one) for one in value]
    if isinstance(value, dict):
        return type(value), [(told(key), told(one)) for key, one in value.items()]
    return type(value), repr(value)


def compare(model: type[Document], data: object) -> bool:
    """Whether the data is read, and if so, to what pydantic reads it to."""
    try:
        found = reader_of(model)(data)
    except (Refused, RecursionError):
        return False
    assert told(found) == told(validated(model, data))
    return True


def places(data: Any, keys: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield keys
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in items if isinstance(data, dict | list) else ():
        if isinstance(value, dict | list):
            yield from places(value, (*keys, key))
        else:
            yield (*keys, key)


def changed(data: Any, keys: tuple[Any, ...], value: object, key: object) -> Any:
    """A copy with another value at a place, and below another key where one is given."""
    if not keys:
        return value
    copied = data.copy()
    made = changed(copied[keys[0]], keys[1:], value, key)
    if len(keys) == 1 and key is not None and isinstance(copied, dict):
        del copied[keys[0]]
        copied[key] = made
    else:
        copied[keys[0]] = made
    return copied


def at(data: Any, keys: tuple[Any, ...]) -> Any:
    for key in keys:
        data = data[key]
    return data


def test_every_document_is_read_as_pydantic_reads_it() -> None:
    assert len(EVERY) > 300
    assert {one["kind"] for one in EVERY} >= set(KINDS) - {"post"}
    refused = [one for one in EVERY if not compare(KINDS[one["kind"]], one)]
    wrong = [one for one in refused if not isinstance(build(KINDS[one["kind"]], one), list)]
    assert wrong == [], "a document that is in order is read without pydantic"


@st.composite
def strange(draw: st.DrawFn) -> dict[str, Any]:
    """A document with something else in one or two places."""
    data: dict[str, Any] = draw(st.sampled_from(EVERY))
    for _ in range(draw(st.integers(1, 2))):
        keys = draw(st.sampled_from(list(places(data))[1:]))
        values = st.sampled_from(STRANGE) | st.just(at(data, keys))
        key = draw(st.none() | st.sampled_from(("x-note", "from_", "not_", "for_", "fact", 1, "Ü")))
        data = changed(data, keys, draw(values), key)
    return data


@given(strange())
def test_what_is_read_of_a_strange_document_is_what_pydantic_reads(data: dict[str, Any]) -> None:
    kind = data.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        compare(KINDS[kind], data)


@pytest.mark.parametrize("kind", KINDS)
def test_every_value_in_every_field(kind: str) -> None:
    """Each field of a kind alone, with strange values and with the examples of all others."""
    docs = field_docs(KINDS[kind])
    least = {name: doc.examples[0] for name, doc in docs.items() if doc.examples} | {"kind": kind}
    examples = [one for doc in docs.values() for one in doc.examples]
    for name in docs:
        for value in (*STRANGE, *examples):
            compare(KINDS[kind], {**least, name: value})
            compare(KINDS[kind], {key: one for key, one in least.items() if key != name})


def test_the_repository_is_the_same_by_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = load_repository(WorkTree(str(ROOT)))

    def refuse(_model: type[Model]) -> Any:
        raise Refused

    monkeypatch.setattr(base, "reader_of", refuse)
    theirs = load_repository(WorkTree(str(ROOT)))
    assert [told(one) for one in ours.policy.documents] == [
        told(one) for one in theirs.policy.documents
    ]
    assert ours.findings == theirs.findings


def test_what_is_nested_too_deeply_is_a_fault() -> None:
    data: Any = {}
    for _ in range(400):
        data = {"not": data}
    decision = {"kind": "decision", "id": "a", "decides": "b", "rules": [{"when": data}]}
    assert isinstance(models.build(KINDS["decision"], decision), list)
    with pytest.raises((Invalid, RecursionError)):
        KINDS["decision"].model_validate(decision)


def test_a_policy_in_order_is_compiled_without_pydantic(tmp_path: Path) -> None:
    code = (
        "import sys; from govcheck.cli.start import run;"
        " code = run(['simulate', 'incidents/airbag-video.yaml']);"
        " sys.exit(code or 'pydantic' in sys.modules or 'inspect' in sys.modules)"
    )
    environment = {"GOVCHECK_CACHE_DIR": str(tmp_path / "cache"), "PYTHONTZPATH": ""}
    done = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"SEV" in done.stdout

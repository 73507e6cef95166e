"""The models and the schemas made from them agree about documents."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.load.models import build
from govcheck.load.own_schemas import built_in
from govcheck.load.schema_faults import faults_of
from govcheck.load.shape import UNKNOWN_FIELD, ShapeFault
from govcheck.model.kinds import KINDS
from tests.load.mutations import structures
from tests.load.shipped import shipped_documents

DOCUMENTS = shipped_documents()


def of_model(document: Any) -> list[ShapeFault]:
    built = build(KINDS[document["kind"]], document)
    return built if isinstance(built, list) else []


def of_schema(document: Any, schema: str | None = None) -> list[ShapeFault]:
    return list(faults_of(built_in(schema or document["kind"]), document, document["kind"]))


def is_known(document: Any) -> bool:
    return isinstance(document, dict) and document.get("kind") in list(KINDS)


def test_every_kind_is_shipped() -> None:
    assert {document["kind"] for document in DOCUMENTS} | {"waiver", "archive"} == set(KINDS)


def test_the_schemas_accept_the_shipped_documents() -> None:
    for document in DOCUMENTS:
        assert of_model(document) == []
        assert of_schema(document) == []
        assert of_schema(document, "policy") == []


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(DOCUMENTS).flatmap(structures).filter(is_known))
def test_what_the_models_accept_the_schemas_accept(document: Any) -> None:
    if not of_model(document):
        assert of_schema(document) == []
        assert of_schema(document, "policy") == []


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(DOCUMENTS).flatmap(structures).filter(is_known))
def test_what_the_schemas_refuse_the_models_refuse_at_the_same_place(document: Any) -> None:
    places = {fault.keys for fault in of_model(document)}
    for fault in of_schema(document):
        assert any(
            fault.keys[: len(keys)] == keys or keys[: len(fault.keys)] == fault.keys
            for keys in places
        )


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(DOCUMENTS).flatmap(structures).filter(is_known))
def test_they_mostly_say_the_same(document: Any) -> None:
    """Only what was meant by a mapping that fits no alternative may be guessed differently.

    A key and its value may both be wrong; the schema says one of the two.
    """
    said: dict[object, list[ShapeFault]] = {}
    for fault in of_model(document):
        said.setdefault(fault.subject, []).append(fault)
    for fault in of_schema(document):
        there = said.get(fault.subject)
        if there is not None and "mapping" not in fault.message:
            same = [one for one in there if one.of_key == fault.of_key]
            assert fault.message in {one.message for one in same}
            if fault.rule != UNKNOWN_FIELD:  # the nearest field is one of what was guessed
                assert fault.help in {one.help for one in same}


def test_an_empty_key_is_told_at_the_key() -> None:
    for kind, keys, value in (
        ("scenario", ("expect", "decisions"), ["a"]),
        ("scenario", ("incident", "facts"), "a"),
        ("team", ("responsibilities",), {}),
        ("council", ("convene_within",), "2h"),
        ("calendar", ("hours",), []),
        ("vocabulary", ("facts",), {"type": "bool"}),
    ):
        document = deepcopy(next(one for one in DOCUMENTS if one["kind"] == kind))
        node = document
        for key in keys:
            node = node.setdefault(key, {})
        node[""] = value
        faults = [fault for fault in of_model(document) if fault.of_key]
        assert [fault.keys for fault in faults] == [(*keys, "")]
        assert faults == [fault for fault in of_schema(document) if fault.of_key]


def test_a_text_that_is_neither_a_word_nor_a_duration() -> None:
    for text in ("", "x", "hours", "2", "12h 3"):
        document = deepcopy(next(one for one in DOCUMENTS if one["kind"] == "channel"))
        document["standards"]["posts"] = {"at_most": 3, "per": text}
        (fault,) = of_model(document)
        assert [fault] == of_schema(document)
        assert "`hour`, `day`, `week` or `month`" in fault.message


def test_a_text_that_is_neither_a_word_nor_a_mapping() -> None:
    document = deepcopy(next(one for one in DOCUMENTS if one["kind"] == "rota"))
    document["shift"] = "dayly"
    (fault,) = of_model(document)
    assert [fault] == of_schema(document)
    assert fault.message == "`dayly` is not `daily`, `weekly` or a mapping"


def places(node: Any, keys: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The keys that lead to every value of a document, but for its kind."""
    entries = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in entries:
        if (*keys, key) != ("kind",):
            yield (*keys, key)
        if isinstance(value, dict | list):
            yield from places(value, (*keys, key))


@pytest.mark.parametrize("value", [10**400, -2.5, "zzz"], ids=["huge", "broken", "word"])
def test_numbers_and_words_out_of_place_are_told_alike(value: object) -> None:
    """Wherever the schema says something of a value alone, the models say just that."""
    seen = set()
    for kind in KINDS:
        for document in (one for one in DOCUMENTS if one["kind"] == kind):
            for keys in places(document):
                kept = tuple("" if isinstance(key, int) else key for key in keys)
                if (kind, kept) in seen:
                    continue
                seen.add((kind, kept))
                other = deepcopy(document)
                node = other
                for key in keys[:-1]:
                    node = node[key]
                node[keys[-1]] = value
                there = {(one.keys, one.message, one.help) for one in of_model(other)}
                for one in of_schema(other):
                    if "mapping" not in one.message:
                        assert (one.keys, one.message, one.help) in there


@pytest.mark.parametrize("zeros", [19, 400, 4000])
def test_a_format_that_no_computer_counts_to(zeros: int) -> None:
    organization = next(one for one in DOCUMENTS if one["kind"] == "organization")
    document = {**organization, "format": 10**zeros}
    (fault,) = of_model(document)
    assert [fault] == of_schema(document)
    assert fault.message.endswith("is not `1`")


@pytest.mark.parametrize("value", [-0.0, -2.0, -2.5])
def test_a_number_with_a_point_where_a_whole_one_belongs(value: float) -> None:
    document = deepcopy(next(one for one in DOCUMENTS if one["kind"] == "council"))
    document["quorum"] = value
    (fault,) = of_model(document)
    assert [fault] == of_schema(document)
    assert fault.message == f"`{value}` is not a whole number"

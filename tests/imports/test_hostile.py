"""Exports that somebody has bent: something is told, with a place, and nothing breaks."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.imports.runs import content, faults, run, tree

FILES = {
    "pagerduty": ["users", "schedule", "overrides", "escalation_policies", "schedule-v3"],
    "opsgenie": ["users", "schedule", "overrides", "escalations"],
}
ODD: list[Any] = [
    None,
    "",
    "x",
    -1,
    0,
    1 << 70,
    1.5,
    True,
    [],
    {},
    [[]],
    "\x1b[31m",
    "\u202eevil",
    "2026-02-30T00:00:00Z",
    "a" * 300,
    [{"id": 1}],
    "nobody",
    "../../etc/passwd",
    "|| true",
    0.1,
    "9999-12-31T23:59:59Z",
]


def places(node: Any, keys: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [keys] if keys else []
    items = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, value in items:
        found += places(value, (*keys, key))
    return found


def changed(node: Any, keys: tuple[Any, ...], value: Any) -> Any:
    if not keys:
        return value
    copy: Any = dict(node) if isinstance(node, dict) else list(node)
    copy[keys[0]] = changed(node[keys[0]], keys[1:], value)
    return copy


@pytest.mark.parametrize("format_", FILES)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_value_may_be_anything(format_: str, data: st.DataObject) -> None:
    files = {f"{name}.json": tree(f"{format_}/{name}.json") for name in FILES[format_]}
    name = data.draw(st.sampled_from(sorted(files)))
    keys = data.draw(st.sampled_from(places(files[name])))
    files[name] = changed(files[name], keys, data.draw(st.sampled_from(ODD)))
    imported = run(format_, files)
    assert not faults(imported)
    for one in (*imported.left_out, *imported.approximated):
        assert one.place.line >= 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1500), st.integers(0, 60), st.binary(max_size=8))
def test_a_calendar_may_be_cut_and_filled_anywhere(at: int, length: int, filling: bytes) -> None:
    text = content("ical/rota-google.ics")
    run("ical", {"a.ics": text[:at] + filling + text[at + length :]})


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, 330),
    st.integers(0, 30),
    st.binary(max_size=6),
    st.sampled_from(["rota", "personen-excel"]),
)
def test_a_table_may_be_cut_and_filled_anywhere(
    at: int, length: int, filling: bytes, name: str
) -> None:
    text = content(f"people/{name}.csv")
    imported = run(
        "csv", {"a.csv": text[:at] + filling + text[at + length :]}, timezone="Europe/Berlin"
    )
    assert not faults(imported)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[" * 5000,
        b'{"a": 1,}',
        b'{"users": "x"}',
        b"NaN",
        b"\xff\xfe",
        b'{"users": [1, null]}',
        b"1" * 5000,
    ],
)
def test_what_is_no_json_is_told(text: bytes) -> None:
    assert run("pagerduty", {"a.json": text}).left_out


def test_a_place_is_line_and_column_of_the_value() -> None:
    text = json.dumps(
        {"users": [{"id": "A", "name": "Ana", "time_zone": "Mars"}]}, indent=1
    ).encode()
    (remark,) = run("pagerduty", {"a.json": text}).left_out
    assert (remark.place.line, remark.place.column, remark.pointer) == (6, 17, "/users/0/time_zone")

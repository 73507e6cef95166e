"""The incident file that an interview writes, read back by YAML and the models."""

import io
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from govcheck.model.incident import Incident
from govcheck.model.texts import ID
from govcheck.time.clock import parse_instant
from govcheck.triage.incident import incident_id, incident_yaml

DETECTED = parse_instant("2026-03-14T22:40:00+01:00")


def read(text: str) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.yaml_constructors.pop("tag:yaml.org,2002:timestamp", None)
    yaml.constructor.add_constructor(
        "tag:yaml.org,2002:timestamp", type(yaml.constructor).construct_yaml_str
    )
    return yaml.load(io.StringIO(text))


def test_the_file() -> None:
    facts = {"topics": ["safety", "data leak"], "followers": 48000, "our_own": True, "author": None}
    assert incident_yaml("an-id", "A video: burning", DETECTED, "Europe/Berlin", facts) == (
        "kind: incident\n"
        "id: an-id\n"
        'title: "A video: burning"\n'
        "detected_at: 2026-03-14T22:40:00+01:00\n"
        "facts:\n"
        '  topics: [safety, "data leak"]\n'
        "  followers: 48000\n"
        "  our_own: true\n"
    )


def test_nothing_known_has_no_facts() -> None:
    assert "facts" not in incident_yaml("a", "T", DETECTED, "UTC", {"author": None})


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
values = st.one_of(
    texts,
    st.sampled_from(["no", "null", "1e3", "~", "- a", "0x10", "12:30", "2026-03-14", "#", "yes"]),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(-1000, 1000).map(lambda number: round(number, 3)),
    st.lists(texts, max_size=3),
)


@given(texts, st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), values))
def test_yaml_reads_back_what_was_written(title: str, facts: dict[str, Any]) -> None:
    names = {f"fact_{name}": value for name, value in facts.items()}
    loaded = read(incident_yaml("an-id", title, DETECTED, "Europe/Berlin", names))
    assert loaded["title"] == title
    assert loaded.get("facts", {}) == names
    assert Incident.model_validate(loaded).detected_at == DETECTED


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Airbag video!", "2026-03-14-airbag-video"),
        ("日本", "2026-03-14-incident"),
        ("x" * 100, "2026-03-14-" + "x" * 40),
        ("a" * 39 + " b", "2026-03-14-" + "a" * 39),
    ],
)
def test_the_id_has_the_day_and_the_title(title: str, name: str) -> None:
    assert incident_id(title, DETECTED, "Europe/Berlin") == name


@given(st.text())
def test_every_title_gives_an_id(title: str) -> None:
    assert re.fullmatch(ID, incident_id(title, DETECTED, "Asia/Tokyo"))

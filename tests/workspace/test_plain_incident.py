"""Incidents read without the models: the same as with them, or not at all."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.workspace.incident_file import with_models
from govcheck.workspace.plain_incident import plain_incidents

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "incidents").glob("*.yaml"))
INSTANT = "2026-03-14T22:40:00+01:00"

names = st.sampled_from(["topics", "followers", "x-note", "Bad", "a b", "", "facts", "t_1"])
values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**22), 10**22),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from([INSTANT, "2026-03-14", "~", "no", "1e400", ".inf", "\ud800", "ana"]),
)
facts = st.dictionaries(names, values | st.lists(values, max_size=3), max_size=4)
conflicts = st.lists(
    st.dictionaries(
        st.sampled_from(["person", "grade", "why", "x-why"]),
        st.sampled_from(["ana", "hard", "soft", "Ana", "nobody", "", None, 1]),
        max_size=3,
    ),
    max_size=3,
)
incidents = st.fixed_dictionaries(
    {"kind": st.sampled_from(["incident", "incident", "incident", "person"]), "id": values},
    optional={
        "title": values
        | st.dictionaries(
            st.sampled_from(["en", "de", "DE", "x-y", "pt-BR", ""]), values, max_size=3
        ),
        "detected_at": values,
        "published_at": values,
        "aware_at": values,
        "facts": facts | values,
        "conflicts": conflicts | values,
        "notes": values,
        "x-more": values | facts,
        "severity": values,
    },
)
usual = {"kind": "incident", "id": "a", "title": "T", "detected_at": INSTANT}
likely = st.builds(lambda odd, keep: {**odd, **(usual if keep else {})}, incidents, st.booleans())


def agree(path: str, content: bytes) -> bool:
    """Whether the file could be read without the models; then it is what they read."""
    found = plain_incidents(path, content)
    if found is not None:
        expected = with_models(path, content)
        assert (found[0], ()) == (expected.reports, expected.findings)
        assert (found[1].path, found[1].text) == (expected.source.path, expected.source.text)
        assert repr(found[0]) == repr(expected.reports)  # 1, 1.0 and true are equal
    return found is not None


@settings(max_examples=400)
@given(likely, st.sampled_from(["a.yaml", "incidents/a.yaml", "posts/a.yaml", "a.md"]))
def test_what_is_read_is_what_the_models_read(document: dict[str, object], path: str) -> None:
    agree(path, json.dumps(document).encode())


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_incidents_need_no_models(path: Path) -> None:
    assert agree(str(path), path.read_bytes())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "- a",
        "kind: incident",
        "kind: incident\nkind: incident\n",
        "kind: incident\nid: a\ntitle: ''\ndetected_at: " + INSTANT,
        "kind: incident\nid: a\ntitle: T\ndetected_at: yesterday",
        "kind: incident\nid: a\ntitle: T\ndetected_at: 2026-03-14T22:40:00",
        f"kind: incident\nid: a\ntitle: T\ndetected_at: {INSTANT}\nnotes:",
        f"kind: incident\nid: a\ntitle: T\ndetected_at: {INSTANT}\n---\n",
    ],
)
def test_what_is_wrong_is_left_to_the_models(text: str) -> None:
    assert plain_incidents("a.yaml", text.encode()) is None


def test_what_is_usual_is_read() -> None:
    text = (
        f"kind: incident\nid: a\ntitle: T\ndetected_at: {INSTANT}\nx-n: [{{a: ~}}]\nnotes: N\n"
        "facts: {f: 1, g: 1.0, h: true, i: [a, b], j: , k: no}\n"
        "conflicts: [{person: ana, grade: soft}]\n---\n"
        f"kind: incident\nid: b\ntitle: T\naware_at: {INSTANT}\ndetected_at: {INSTANT}\n"
    )
    assert agree("\ufeffa.yaml", text.encode("utf-8-sig"))
    assert agree("a.yaml", b"\xff") is False


def test_a_new_incident_imports_no_models(tmp_path: Path) -> None:
    new = tmp_path / "new.yaml"
    program = (
        "import sys; from govcheck.cli.main import run; code = run(['simulate', sys.argv[1]]);"
        " sys.exit(code or 'govcheck.model.base' in sys.modules)"
    )
    for number in range(2):  # the first one compiles the policy
        new.write_bytes(SHIPPED[0].read_bytes() + b"# %d\n" % number)
        done = subprocess.run(
            (sys.executable, "-c", program, str(new)),
            cwd=ROOT,
            env={"GOVCHECK_CACHE_DIR": str(tmp_path / "cache"), "PATH": ""},
            capture_output=True,
            check=False,
        )
        assert done.returncode == (1 if number == 0 else 0), done.stderr

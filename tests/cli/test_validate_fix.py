"""`validate --fix`: what is mended, and what stays as it is."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot

from govcheck.cli.main import run
from govcheck.finding import Finding
from govcheck.layout.layout import lay_out, mend
from govcheck.load.nodes import plain
from govcheck.load.yaml import parse
from govcheck.source import Source
from govcheck.workspace.examine import examine
from govcheck.workspace.examined import Examined
from tests.load.trees import SMALL, MemoryTree

AT = ("--at", "2026-11-23T00:00:00Z")
NOW = 1_795_392_000
TEAM = """\
# who answers
kind: team
name: "Social"   # as on the badge
id: social  # govcheck: ignore[TEAM002] he joins
lead:   'ben'
members:
- {person: ana, role: edtor}
- {person: bne, role: editor}
---
kind: role
id: editor
name: Editor
"""
MENDED = """\
# who answers
kind: team
id: social
name: "Social"   # as on the badge
lead: 'ben'
members:
  - {person: ana, role: edtor}
  - {person: bne, role: editor}
---
kind: role
id: editor
name: Editor
"""


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, content in SMALL.with_files({"policies/team.yaml": TEAM}).files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path / "policies" / "team.yaml"


def test_what_is_mechanical_is_mended(team: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", *AT, "--fix", "--format", "concise"]) == 1
    shown = capfd.readouterr()
    assert team.read_text() == MENDED
    assert shown.err.startswith("mended 1 file\n")
    assert "IGNORE001" not in shown.out
    assert "`bne` is not a known person" in shown.out


def test_typos_are_mended_on_request(team: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["validate", *AT, "--fix-typos", "--format", "concise"])
    assert team.read_text() == MENDED.replace("bne", "ben").replace("edtor", "editor")
    assert "REF001" not in capfd.readouterr().out


def test_a_typo_is_mended_at_all_of_its_places(team: Path) -> None:
    others = [team.with_name(f"{name}.yaml") for name in ("xan", "zoe")]
    for file in others:
        file.write_text(f"kind: person\nid: {file.stem}\nname: Zoe\ndeputies: [bne]\n")
    run(["validate", *AT, "--fix-typos"])
    for file in (team, *others):
        assert "bne" not in file.read_text()
        assert "ben" in file.read_text()


def test_the_difference_is_shown_and_nothing_is_written(
    team: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["validate", *AT, "--fix-typos", "--diff"]) == 1
    assert team.read_text() == TEAM
    assert capfd.readouterr().out == snapshot("""\
--- policies/team.yaml
+++ policies/team.yaml
@@ -1,11 +1,11 @@
 # who answers
 kind: team
+id: social
 name: "Social"   # as on the badge
-id: social  # govcheck: ignore[TEAM002] he joins
-lead:   'ben'
+lead: 'ben'
 members:
-- {person: ana, role: edtor}
-- {person: bne, role: editor}
+  - {person: ana, role: editor}
+  - {person: ben, role: editor}
 ---
 kind: role
 id: editor
""")


def test_only_the_files_that_are_named_change(team: Path) -> None:
    run(["validate", *AT, "--fix", "policies/people.yaml"])
    assert team.read_text() == TEAM
    run(["validate", *AT, "--fix", "policies/team.yaml"])
    assert team.read_text() == MENDED


def test_only_findings_that_are_selected_are_mended(team: Path) -> None:
    run(["validate", *AT, "--fix-typos", "--select", "TEAM"])
    assert "bne" in team.read_text()
    assert "govcheck: ignore" in team.read_text()


def test_a_second_time_changes_nothing(team: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["validate", *AT, "--fix-typos"])
    before = team.read_bytes()
    capfd.readouterr()
    run(["validate", *AT, "--fix-typos"])
    assert team.read_bytes() == before
    assert capfd.readouterr().err.startswith("mended 0 files\n")


def test_a_file_that_cannot_be_read_is_left_alone(team: Path) -> None:
    team.write_text(TEAM + "---\na: [\n")
    before = team.read_bytes()
    assert run(["validate", *AT, "--fix-typos"]) == 1
    assert team.read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [["--diff"], ["--fix", "--rev", "HEAD"], ["--fix-typos", "--rev", "HEAD"]]
)
def test_requests_that_contradict_themselves(team: Path, arguments: list[str]) -> None:
    assert run(["validate", *arguments]) == 2


KEPT = "# govcheck: ignore[unknown-reference] nobody yet"
UNUSED = "# govcheck: ignore[TEAM002, rule-without-because] it was so"


@st.composite
def trees(draw: st.DrawFn) -> MemoryTree:
    """The small repository with remarks, comments that ignore, and other line ends."""
    files: dict[str, str | bytes] = {}
    for path, content in SMALL.files.items():
        lines = content.decode().splitlines()
        for at in range(len(lines)):
            remark = draw(st.sampled_from(["", "", "", "  # a remark", f"  {KEPT}", f"  {UNUSED}"]))
            lines[at] += remark if lines[at] != "---" else ""
        files[path] = draw(st.sampled_from(["\n", "\r\n"])).join((*lines, "")).encode()
    return MemoryTree(files)


def judged(examined: Examined) -> list[Finding]:
    return examined.judged(NOW)


def fixed(tree: MemoryTree) -> MemoryTree:
    """The tree with everything mended that `--fix` mends."""
    edits = [
        edit
        for finding in judged(examine(tree))
        if finding.fix is not None
        for edit in finding.fix.edits
    ]
    files: dict[str, str | bytes] = {}
    for path, content in tree.files.items():
        here = [edit for edit in edits if edit.span.path == path]
        files[path] = lay_out(path, mend(path, content, here)).content
    return MemoryTree(files)


def meaning(tree: MemoryTree) -> list[object]:
    return [
        [plain(root) for root in parse(Source(path, content.decode()))[0]]
        for path, content in sorted(tree.files.items())
    ]


@settings(max_examples=30, deadline=None)
@given(trees())
def test_mending_keeps_the_meaning_and_is_done_after_one_time(tree: MemoryTree) -> None:
    once = fixed(tree)
    assert meaning(once) == meaning(tree)
    assert fixed(once).files == once.files
    others = [
        [(finding.code, finding.message, bool(finding.waived)) for finding in judged(examine(each))]
        for each in (tree, once)
    ]
    left = [finding for finding in others[0] if finding[0] != "IGNORE001"]
    assert sorted(left) == sorted(others[1])
    text = b"".join(once.files.values()).decode()
    before = b"".join(tree.files.values()).decode()
    assert UNUSED not in text
    assert text.count("# a remark") == before.count("# a remark")

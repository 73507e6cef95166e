"""What `validate` looks at outside the policy's folders counts, although it is not in the key."""

from pathlib import Path

from govcheck.cache.store import Cache
from govcheck.load.tree import WorkTree
from govcheck.workspace.validate import FindingsRequest, answer, validate
from tests.load.test_git import run

POLICY = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities: [{id: sev1, name: One, means: Any}]
---
kind: playbook
id: leak
actions:
  - {id: warn, do: Warn, owed_by: "person:ana", template: templates/warning.md}
"""


def codes(root: Path, cache: Path) -> set[str]:
    findings = validate(WorkTree(str(root)), Cache(str(cache))).findings
    return {finding.code for finding in findings if finding.code in ("PLAY016", "PLAY017")}


def test_a_template_that_comes_changes_or_goes_is_noticed(tmp_path: Path) -> None:
    root, cache = tmp_path / "repository", tmp_path / "cache"
    template = root / "templates" / "warning.md"
    for folder in (root / "policies", template.parent):
        folder.mkdir(parents=True)
    (root / "policies" / "policy.yaml").write_text(POLICY)
    assert codes(root, cache) == {"PLAY016"}
    template.write_text("Text")
    assert codes(root, cache) == set()
    template.write_text("---\nreview_by: 2020-01-01\n---\nText")
    assert codes(root, cache) == {"PLAY017"}
    assert codes(root, cache) == {"PLAY017"}
    template.unlink()
    assert codes(root, cache) == {"PLAY016"}


def test_a_deleted_template_is_told_whichever_file_is_named(tmp_path: Path) -> None:
    root, cache = tmp_path / "repository", Cache(str(tmp_path / "cache"))
    template, other = root / "templates" / "warning.md", root / "policies" / "role.yaml"
    for folder in (root / "policies", template.parent):
        folder.mkdir(parents=True)
    (root / "policies" / "policy.yaml").write_text(POLICY)
    other.write_text("kind: role\nid: lead\nname: Lead\n")
    template.write_text("Text")
    run(root, "init", "-q")
    run(root, "add", "-A")
    run(root, "commit", "-q", "-m", "first")

    def told() -> list[str]:
        question = FindingsRequest(at=0, paths=("policies/role.yaml",), wanted=("PLAY016",))
        return [one.code for one in answer(WorkTree(str(root)), cache, question).findings]

    assert told() == []
    template.unlink()
    assert told() == ["PLAY016"]
    other.write_text("kind: role\nid: lead\nname: Leader\n")
    assert told() == ["PLAY016"]
    run(root, "commit", "-q", "-a", "-m", "second")
    assert told() == [], "it was missing before"


ARCHIVE = """\
kind: archive
id: export
files: ["archive/*.csv"]
detected_at: {column: Date, format: "%Y-%m-%d %H", timezone: UTC}
"""


def test_files_of_an_archive_that_are_not_there_are_told(tmp_path: Path) -> None:
    root, cache = tmp_path / "repository", Cache(str(tmp_path / "cache"))
    for folder in ("policies", "archives", "archive"):
        (root / folder).mkdir(parents=True)
    (root / "policies" / "policy.yaml").write_text(POLICY.partition("---")[0])
    (root / "archives" / "export.yaml").write_text(ARCHIVE)
    question = FindingsRequest(0, prove=False)

    def notes() -> tuple[str, ...]:
        return answer(WorkTree(str(root)), cache, question).notes

    assert [one.partition(": ")[0] for one in notes()] == ["archive `export`"]
    assert "archive/*.csv" in notes()[0]
    (root / "archive" / "may.csv").write_text("Date\n2026-05-01 10\n")
    assert notes() == ()

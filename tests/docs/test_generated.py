"""What is generated is committed as it is generated."""

from pathlib import Path

from tools.generate import ROOT, generated, stale


def test_nothing_is_stale() -> None:
    assert stale(ROOT) == [], "run `python -m tools.generate`"


def test_a_changed_page_a_missing_one_and_one_of_no_check_are_stale(tmp_path: Path) -> None:
    for path, text in generated().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert stale(tmp_path) == []
    (tmp_path / "docs/cli.md").write_text("old", encoding="utf-8")
    (tmp_path / "docs/checks/YAML001.md").unlink()
    (tmp_path / "docs/checks/GONE001.md").write_text("", encoding="utf-8")
    assert stale(tmp_path) == ["docs/checks/GONE001.md", "docs/checks/YAML001.md", "docs/cli.md"]


def test_examples_of_commands_stand_on_lines_of_their_own() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert "\\b" not in reference  # what keeps click from filling lines
    assert reference.count("\n  Example") > 20


def test_the_site_has_every_page_in_its_contents() -> None:
    """A strict build refuses one that is left out."""
    contents = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[2]
    assert [page.name for page in (ROOT / "docs").glob("*.md") if page.name not in contents] == []

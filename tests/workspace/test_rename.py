"""Another id everywhere: the findings stay, and the way back leads to the same bytes."""

from pathlib import Path

import pytest

from govcheck.change.renames.renamed_tree import RenamedTree
from govcheck.cli.main import run
from govcheck.errors import GovcheckError
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.workspace.renaming.rename import rename

ROOT = Path(__file__).parents[2]
SHIPPED = WorkTree(str(ROOT))
POLICY = load_repository(SHIPPED).policy
WITHOUT_ID = ("representative", "advocate")
KINDS = [
    kind
    for kind in ("severity", *sorted({document.kind_name for document in POLICY.documents}))
    if kind not in (*WITHOUT_ID, "team")
]


@pytest.mark.usefixtures("looks_once")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("new", ["zz-another", "1e3"])
def test_there_and_back_gives_the_same_bytes(kind: str, new: str) -> None:
    old = max(POLICY.names(kind))
    there = rename(SHIPPED, kind, old, new)
    tree = RenamedTree(SHIPPED, there)
    back = rename(tree, kind, new, old)
    assert back.moved == {to: at for at, to in there.moved.items()}
    unquoted = {
        path: content.replace(f'"{old}"'.encode(), old.encode()) if new == "1e3" else content
        for path, content in back.after.items()
    }
    plain = {
        path: content.replace(f'"{old}"'.encode(), old.encode()) if new == "1e3" else content
        for path, content in there.before.items()
    }
    assert unquoted == plain


def test_what_would_be_found_afterwards_is_refused() -> None:
    """A department's name may be a team's id; which is meant, nobody knows."""
    with pytest.raises(GovcheckError, match="would not be the same: REPR001"):
        rename(SHIPPED, "team", "social", "zz")


SMALL = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities:
  - {id: sev2, name: Low, means: Little}  # sev1 is worse
  - {id: sev1, name: High, means: Much}
---
kind: vocabulary
id: facts
facts:
  who: {type: person}
---
kind: decision
id: severity
decides: severity
hit_policy: highest
otherwise: sev2
rules:
  - {id: ana, when: {any: [{who: "ana"}, {who: {any_of: [ana]}}]}, then: sev1, because: ana}
---
kind: person
id: ben  # the deputy of ana
name: ana
deputies: [&it ana]
---
kind: rota
id: duty
timezone: UTC
starts: 2026-03-02
handover: "09:00"
shift: weekly
members: ['ana', ben]
---
kind: waiver
id: w
check: COVER002
subject: person/ana
reason: ana
approved_by: [ana]
until: 2099-01-01
"""
RENAMED = (
    SMALL.replace('{who: "ana"}, {who: {any_of: [ana]}}', '{who: "cleo"}, {who: {any_of: [cleo]}}')
    .replace("[&it ana]", "[&it cleo]")
    .replace("['ana', ben]", "['cleo', ben]")
    .replace("person/ana", "person/cleo")
    .replace("approved_by: [ana]", "approved_by: [cleo]")
)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(SMALL)
    (tmp_path / "policies" / "ana.yaml").write_text("kind: person\nid: ana\nname: Ana # ana\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_references_of_every_sort_and_nothing_else(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["rename", "person/ana", "cleo", "--dry-run"]) == 0
    assert "-deputies: [&it ana]\n+deputies: [&it cleo]\n" in capfd.readouterr().out
    assert (root / "policies" / "all.yaml").read_text() == SMALL
    assert run(["rename", "person/ana", "cleo"]) == 0
    assert capfd.readouterr().out == "policies/all.yaml\npolicies/ana.yaml -> policies/cleo.yaml\n"
    assert (root / "policies" / "all.yaml").read_text() == RENAMED
    moved = (root / "policies" / "cleo.yaml").read_text()
    assert moved == "kind: person\nid: cleo\nname: Ana # ana\n"
    assert sorted(path.name for path in (root / "policies").iterdir()) == ["all.yaml", "cleo.yaml"]


@pytest.mark.usefixtures("root")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["person/ana", "ben"], "there is a person `ben` already"),
        (["person/ana", "Not An Id"], "`Not An Id` is not an id"),
        (["person/ana", "nobody"], "`nobody` is not an id"),
        (["person/anna", "x"], "no person `anna`; did you mean `ana`?"),
        (["persn/ana", "x"], "`persn` is not a kind; did you mean `person`?"),
        (["ana", "x"], "`ana` is not a document like `person/ana`"),
    ],
)
def test_what_cannot_be_renamed(
    arguments: list[str], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["rename", *arguments]) == 2
    assert said in capfd.readouterr().err


def test_a_document_that_cannot_be_read_could_name_it(root: Path) -> None:
    (root / "policies" / "bad.yaml").write_text("kind: person\nid: cy\ndeputies: 5\n")
    with pytest.raises(GovcheckError, match=r"policies/bad\.yaml` cannot be read"):
        rename(WorkTree(str(root)), "person", "ana", "cleo")


def test_no_file_is_written_over(root: Path) -> None:
    (root / "policies" / "cleo.yaml").write_text("kind: person\nid: cy\nname: Cy\n")
    with pytest.raises(GovcheckError, match="there is a file"):
        rename(WorkTree(str(root)), "person", "ana", "cleo")

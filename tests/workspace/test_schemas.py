from pathlib import Path

from govcheck.load.repository import load_repository
from govcheck.workspace.schemas import changed_files, names_by_namespace, schema_files, write_files
from tests.load.shipped import ROOT
from tests.load.trees import SMALL


def test_the_committed_schemas_are_those_of_the_models() -> None:
    assert changed_files(str(ROOT), schema_files()) == []
    names = {f"schemas/{path.name}" for path in (ROOT / "schemas").iterdir()}
    assert names == set(schema_files())


def test_writing_makes_them_the_same(tmp_path: Path) -> None:
    files = schema_files()
    assert changed_files(str(tmp_path), files) == sorted(files)
    write_files(str(tmp_path), files)
    assert changed_files(str(tmp_path), files) == []
    (tmp_path / "schemas" / "role.schema.json").write_text("{}")
    assert changed_files(str(tmp_path), files) == ["schemas/role.schema.json"]
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {
        Path(path).name for path in files
    }


def test_every_name_that_can_be_referred_to_is_listed() -> None:
    names = names_by_namespace(load_repository(SMALL).policy)
    assert names["person"] == ["ana", "ben"]
    assert names["severity"] == ["high", "low"]
    assert names["target"] == ["person:ana", "person:ben"]
    assert "goals" in names["area"]
    assert names["rota"] == []

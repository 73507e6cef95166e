"""A second import: nothing changes, what was made by hand stays, and what was not follows."""

from pathlib import Path
from typing import Any

from govcheck.imports.importing import ImportResult, write_files
from govcheck.load.repository import Repository, load_repository
from govcheck.load.tree import WorkTree
from tests.imports.runs import names, run, sayings, tree

FILES = {
    "users.json": tree("pagerduty/users.json"),
    "schedule.json": tree("pagerduty/schedule.json"),
}
ROTA = "policies/imported/rotas/community-duty.yaml"
ANA = "policies/imported/people/ana-keller.yaml"


def again(root: Path, files: dict[str, Any] = FILES) -> ImportResult:
    repository: Repository | None = None
    if (root / "policies").is_dir():
        repository = load_repository(WorkTree(str(root)))
    imported = run("pagerduty", files, repository)
    write_files(str(root), imported.files)
    return imported


def states(imported: ImportResult) -> set[str]:
    return {one.state for one in imported.files}


def moved(hour: str) -> dict[str, Any]:
    """The files with another hand-over."""
    schedule = tree("pagerduty/schedule.json")
    layer = schedule["schedule"]["schedule_layers"][1]
    layer["rotation_virtual_start"] = f"2026-09-28T{hour}:00:00+02:00"
    return {**FILES, "schedule.json": schedule}


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    assert states(again(tmp_path)) == {"new"}
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    assert states(again(tmp_path)) == {"unchanged"}
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == before


def test_what_was_made_by_hand_stays(tmp_path: Path) -> None:
    again(tmp_path)
    file = tmp_path / ANA
    by_hand = file.read_text().replace("timezone: Europe/Berlin", "timezone: Europe/Rome  # moved")
    by_hand = by_hand.replace("x-imported:", "calendar: office\nx-imported:")
    file.write_text(by_hand)
    assert states(again(tmp_path)) == {"unchanged"}
    assert file.read_text() == by_hand


def test_a_field_that_nobody_touched_follows_the_export_and_comments_stay(tmp_path: Path) -> None:
    again(tmp_path)
    file = tmp_path / ROTA
    file.write_text(file.read_text().replace("shift: weekly", "shift: weekly  # as ever"))
    assert states(again(tmp_path, moved("10"))) == {"unchanged", "changed"}
    text = file.read_text()
    assert 'handover: "10:00"' in text
    assert "shift: weekly  # as ever" in text
    assert states(again(tmp_path, moved("10"))) == {"unchanged"}


def test_a_field_changed_on_both_sides_stays_and_is_told(tmp_path: Path) -> None:
    again(tmp_path)
    file = tmp_path / ROTA
    file.write_text(file.read_text().replace('handover: "09:00"', 'handover: "08:00"'))
    imported = again(tmp_path, moved("10"))
    assert 'handover: "08:00"' in file.read_text()
    assert "`handover` of rota/community-duty was changed by hand" in sayings(imported)
    assert "changed-on-both-sides" in imported.refused(())


def test_another_id_and_another_file_are_still_the_same_document(tmp_path: Path) -> None:
    again(tmp_path)
    file = tmp_path / ANA
    elsewhere = tmp_path / "policies" / "people.yaml"
    elsewhere.write_text(file.read_text().replace("id: ana-keller", "id: ana"))
    file.unlink()
    rota = tmp_path / ROTA
    rota.write_text(rota.read_text().replace("ana-keller", "ana"))
    imported = again(tmp_path)
    assert "person/ana" in names(imported)
    assert not file.exists()


def test_people_of_the_policy_are_known_by_address_and_not_taken_again(tmp_path: Path) -> None:
    people = tmp_path / "policies" / "people"
    people.mkdir(parents=True)
    (people / "ana.yaml").write_text(
        "kind: person\nid: ana\nname: A. Keller\nemail: ana@larkling.example\n"
    )
    imported = again(tmp_path)
    assert "person/ana-keller" not in names(imported)
    assert [one.name for one in imported.present] == ["person/ana"]
    assert "members: [ana, ben-ito, mei-tan]" in (tmp_path / ROTA).read_text()

"""`rename` and the logs of incidents: they move with their file, and keep what was written."""

import json
import shutil
from pathlib import Path

import pytest

from govcheck.cli.main import run

ROOT = Path(__file__).parents[2]
OPENED = {"at": "2026-11-14T22:40:00+01:00", "recorded_at": "2026-11-14T22:40:00+01:00",
          "by": "mei", "event": "opened"}  # fmt: skip
DONE = {**OPENED, "event": "done", "action": "product-safety/pause"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("policies", "schemas", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "incidents").mkdir()
    shutil.copy(ROOT / "incidents/airbag-video.yaml", tmp_path / "incidents")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_log(folder: Path, *, revision: str = "") -> Path:
    path = folder / "incidents/airbag-video.log.jsonl"
    first = {**OPENED, "policy": revision} if revision else OPENED
    path.write_text("".join(json.dumps(line) + "\n" for line in (first, DONE)))
    return path


@pytest.mark.parametrize(
    ("document", "lines"), [("person/mei", 2), ("action/product-safety/pause", 1)]
)
def test_a_log_keeps_the_old_name_and_that_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], document: str, lines: int
) -> None:
    log = write_log(folder)
    before = log.read_bytes()
    assert run(["rename", document, "another"]) == 0
    assert log.read_bytes() == before
    told = f"keeps the old name in {lines} line{'s' if lines > 1 else ''}: a log is only"
    assert told in capsys.readouterr().err


def test_what_an_old_policy_judges_is_right_as_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_log(folder, revision="3f2a1c0")
    assert run(["rename", "person/mei", "another"]) == 0
    assert "keeps the old name" not in capsys.readouterr().err


def test_a_log_moves_with_its_incident(folder: Path) -> None:
    log = write_log(folder)
    content = log.read_bytes()
    file = folder / "incidents/airbag-video.yaml"
    text = file.read_text(encoding="utf-8")
    (name,) = (line[4:] for line in text.splitlines() if line.startswith("id: "))
    if name != "airbag-video":
        file.write_text(text.replace(f"id: {name}", "id: airbag-video"), encoding="utf-8")
    assert run(["rename", "incident/airbag-video", "video"]) == 0
    assert not log.exists()
    assert (folder / "incidents/video.log.jsonl").read_bytes() == content

"""What is due only if something unknown turns out so has its *if*, until that is known."""

import json
from pathlib import Path

import pytest

from govcheck.cli.main import run

ROOT = Path(__file__).parents[2]
FACTS = ("mention: complaint, topics: [], author: customer, sentiment: hostile, followers: 3, "
         "injury: none, personal_data: none, network: forum")  # fmt: skip


@pytest.fixture
def incident(tmp_path: Path) -> Path:
    path = tmp_path / "troll.yaml"
    path.write_text(
        "kind: incident\nid: troll\ntitle: A lone troll\n"
        f"detected_at: 2026-11-29T14:00:00+01:00\nfacts: {{{FACTS}}}\n"
    )
    return path


def due(incident: Path, capsys: pytest.CaptureFixture[str], language: str = "en") -> str:
    asked = ["due", str(incident), "--at", "2026-11-29T14:09:00+01:00", "--lang", language]
    assert run([*asked, "--policy", str(ROOT)]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_what_hangs_on_the_reach_is_due_to_be_safe(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = due(incident, capsys)
    assert said.startswith("SEV 2, to be safe - A lone troll")
    assert "Pause every scheduled post (if it is a case of viral complaint) (in 1 min)" in said
    german = due(incident, capsys, "de")
    assert "Alle geplanten Beiträge anhalten (nur bei: virale Beschwerde) (in 1 Min.)" in german


def test_what_is_known_is_due_without_an_if(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = {"at": "2026-11-29T14:02:00+01:00", "recorded_at": "2026-11-29T14:02:00+01:00",
            "by": "ben", "event": "fact", "facts": {"reposts_per_hour": 500}}  # fmt: skip
    incident.with_suffix(".log.jsonl").write_text(json.dumps(line) + "\n")
    said = due(incident, capsys)
    assert said.startswith("SEV 2 - A lone troll")
    assert "Pause every scheduled post (in 1 min)" in said

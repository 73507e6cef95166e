"""Tests of `govcheck import`."""

import json
from pathlib import Path

import pytest

from govcheck.cli.main import run
from tests.imports.runs import EXPORTS

PAGERDUTY = [
    str(EXPORTS / "pagerduty" / f"{name}.json")
    for name in ("users", "schedule", "escalation_policies")
]
AT = "2026-10-01T00:00:00Z"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


def test_what_is_approximated_has_to_be_allowed_by_name(folder: Path) -> None:
    command = ["import", "pagerduty", *PAGERDUTY, "--at", AT, "-q"]
    assert run(command) == 1
    assert run([*command, "--allow", "round-robin", "--allow", "IMPORT004"]) == 0
    assert (folder / "policies/imported/rotas/community-duty.yaml").is_file()


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    assert run(["import", "pagerduty", *PAGERDUTY, "--at", AT, "--dry-run"]) == 1
    assert not list(folder.iterdir())


def test_json_says_what_was_taken_and_where_what_was_not_stands(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    run(["import", "pagerduty", *PAGERDUTY, "--at", AT, "--format", "json"])
    data = json.loads(capfdbinary.readouterr().out)
    assert data["format"] == 1
    assert {one["state"] for one in data["taken"]} == {"new"}
    assert data["not_allowed"] == ["chosen-last-resort", "round-robin"]
    assert [one["line"] for one in data["not_taken"] if "Retired" in one["message"]] == [149]


def test_the_page_is_eighty_columns_wide_and_in_german(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    run(["import", "pagerduty", *PAGERDUTY, "--at", AT, "--lang", "de"])
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[0].startswith("ÜBERNOMMEN")
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "nagios", "x"],
        ["import", "csv", "missing.csv"],
        ["import", "csv"],
        ["import", "ical", PAGERDUTY[0], "--timezone", "Mars"],
        ["import", "pagerduty", *PAGERDUTY, "--map", "ana"],
        ["import", "pagerduty", *PAGERDUTY, "--last-resort", "nobody"],
    ],
)
def test_what_cannot_be_done_is_refused(arguments: list[str]) -> None:
    assert run(arguments) == 2


def test_a_second_run_without_a_zone_takes_none_either(folder: Path) -> None:
    """What the first has written is a policy, but one without an organisation."""
    (folder / "people.csv").write_text("name,email\nAna Keller,ana@larkling.example\n")
    (folder / "rota.csv").write_text("from,to,who\n2026-12-01,2026-12-07,Ana Keller\n")
    command = ["import", "csv", "people.csv", "rota.csv", "--at", AT, "-q"]
    assert [run(command), run(command)] == [1, 1]
    assert not list(folder.glob("policies/imported/rotas/*"))

"""A new repository of any size: whose account is its own, and what its past would have meant."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from govcheck.cli.main import run
from govcheck.scaffold.plan import SIZES, plan
from govcheck.scaffold.write import write


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Robin", "-c", "user.email=robin@example.com")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("size", SIZES)
def test_two_who_do_not_hold_an_account_can_change_its_handle(
    size: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(str(tmp_path), plan(size, "Acme", "UTC", date(2026, 11, 1)))
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "a")
    git(tmp_path, "checkout", "-q", "-b", "own")
    channel = tmp_path / "policies/channels/instagram.yaml"
    channel.write_text(channel.read_text().replace("@our_company", "@acme"))
    git(tmp_path, "commit", "-qam", "b")
    asked = ["approvers", "--base", "main", "--head", "HEAD", "--policy", str(tmp_path)]
    run([*asked, "-q", "--lang", "en"])
    said = capsysbinary.readouterr().out.decode()
    assert "2 people must approve" in said
    assert "Robin Okafor does not count" in said


@pytest.mark.parametrize("size", SIZES)
def test_a_new_repository_has_a_past_to_decide(
    size: str, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(str(tmp_path), plan(size, "Acme", "Europe/Berlin", date(2026, 11, 1)))
    asked = ["replay", "--map", "mentions", "--policy", str(tmp_path), "-q", "--lang", "en"]
    assert run(asked) == 0
    said = capsysbinary.readouterr().out.decode()
    assert "7 mentions" in said
    assert "Critical         1" in said

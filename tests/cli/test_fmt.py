"""`govcheck fmt`: what it prints, what it writes, and its exit codes."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from govcheck.cli.main import run


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "tidy.yaml").write_text("kind: goal\nid: a\n")
    (folder / "untidy.yaml").write_text("id:  b   # stays\nkind: goal\n")
    monkeypatch.chdir(tmp_path)
    return folder


def test_rewrites_what_is_untidy_and_names_it(
    policy: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["fmt"]) == 0
    said = capsysbinary.readouterr()
    assert said.out == b"policies/untidy.yaml\n"
    assert said.err == b"1 of 2 files changed\n"
    assert (policy / "untidy.yaml").read_text() == "kind: goal\nid: b   # stays\n"
    assert run(["fmt", "--quiet"]) == 0
    assert capsysbinary.readouterr() == (b"", b"")


def test_check_writes_nothing_and_fails(
    policy: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    before = (policy / "untidy.yaml").read_bytes()
    assert run(["fmt", "--check"]) == 1
    assert capsysbinary.readouterr().out == b"policies/untidy.yaml\n"
    assert run(["fmt", "--check", "policies/tidy.yaml"]) == 0
    assert (policy / "untidy.yaml").read_bytes() == before


def test_diff_writes_nothing_and_shows_the_change(
    policy: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    before = (policy / "untidy.yaml").read_bytes()
    assert run(["fmt", "--diff"]) == 0
    assert b"+id: b   # stays\n" in capsysbinary.readouterr().out
    assert (policy / "untidy.yaml").read_bytes() == before


def test_a_file_that_is_not_yaml_is_reported_and_the_rest_laid_out(
    policy: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (policy / "broken.yaml").write_text("kind: [\x1b[31m\n")
    assert run(["fmt"]) == 1
    said = capsysbinary.readouterr()
    assert said.out == b"policies/untidy.yaml\n"
    assert b"error[YAML001]" in said.err
    assert b"\x1b" not in said.err
    assert (policy / "broken.yaml").read_text() == "kind: [\x1b[31m\n"


def test_no_policy_is_a_request_that_cannot_be_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["fmt"]) == 2
    assert run(["fmt", "nothing.yaml"]) == 2


def test_standard_input_is_laid_out_on_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def given(content: bytes) -> None:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(content)))

    given(b"id:  b\nkind: goal\n")
    assert run(["fmt", "-"]) == 0
    assert capsysbinary.readouterr() == (b"kind: goal\nid: b\n", b"")
    given(b"id:  b\nkind: goal\n")
    assert run(["fmt", "--check", "--stdin-name", "x.yaml", "-"]) == 1
    assert capsysbinary.readouterr() == (b"x.yaml\n", b"")
    given(b"kind: [\n")
    assert run(["fmt", "-"]) == 1
    said = capsysbinary.readouterr()
    assert said.out == b"kind: [\n"
    assert b"error[YAML001]" in said.err


def test_standard_input_beside_files_is_a_mistake(policy: Path) -> None:
    assert run(["fmt", "-", "policies/tidy.yaml"]) == 2

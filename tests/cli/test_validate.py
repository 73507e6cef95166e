"""Tests of `govcheck validate`, bad input above all."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from govcheck.cli.main import run
from tests.load.test_git import run as git
from tests.load.test_yaml import bomb, deep_through_aliases
from tests.load.trees import SMALL

AT = ("--at", "2026-11-23T00:00:00Z")
BROKEN = "policies/broken.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, content in SMALL.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


def errors(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[Any]]:
    """The exit code, and the errors as JSON."""
    code = run(["validate", "--format", "json", *AT, *arguments])
    findings = json.loads(capfd.readouterr().out)["findings"]
    return code, [finding for finding in findings if finding["severity"] == "error"]


PERSON = "kind: person\nid: zoe\nname: Zoe\n"
ROTA = "kind: rota\nid: r\ntimezone: UTC\nstarts: 2026-01-01\nhandover: '09:00'\nshift: daily\n"
INCIDENT = "kind: incident\nid: i\ntitle: T\ndetected_at: 2026-03-14T22:40:00Z\n"

BAD: list[tuple[str, str, str | bytes, str, int, int]] = [
    # what it is, the file, its text, the code, line and column
    ("tab", BROKEN, "kind: person\nid: zoe\nactive:\n\tfrom: 2026-01-01\n", "YAML001", 4, 1),
    ("not-utf-8", BROKEN, b"kind: person\nid: z\xf6\n", "YAML007", 2, 6),
    ("empty", BROKEN, "", "YAML008", 1, 1),
    ("alias-bomb", BROKEN, bomb(), "YAML006", 5, 45),
    ("recursion", BROKEN, "kind: person\nid: zoe\nx-a: &a [*a]\n", "YAML005", 3, 10),
    ("50-mb", BROKEN, b"a: " + b"x" * 50_000_000, "YAML006", 1, 1),
    ("deep", BROKEN, "[" * 10_000 + "]" * 10_000, "YAML006", 1, 65),
    ("deep-block", BROKEN, "- " * 10_000, "YAML006", 1, 129),
    ("deep-aliases", BROKEN, deep_through_aliases(), "YAML006", 64, 12),
    (
        "nan",
        BROKEN,
        "kind: vocabulary\nid: v\nfacts: {a: {type: number, minimum: .nan}}\n",
        "YAML004",
        3,
        36,
    ),
    ("no-such-date", BROKEN, PERSON + "active: {from: 2026-02-30}\n", "DOC005", 4, 16),
    ("unknown-zone", BROKEN, PERSON + "timezone: Mars/Olympus\n", "DOC005", 4, 11),
    ("no-offset", "incidents/i.yaml", INCIDENT.replace("Z\n", "\n"), "DOC005", 4, 14),
    ("duplicate-id", "policies/z.yaml", "kind: person\nid: ana\nname: A\n", "DOC006", 2, 5),
    (
        "decision-cycle",
        BROKEN,
        "kind: decision\nid: a\ndecides: a\nhit_policy: first\nresults: [x]\notherwise: x\n"
        "rules: [{id: r, when: {a: x}, then: x, because: B}]\n",
        "DEC013",
        7,
        24,
    ),
    ("empty-rota", BROKEN, ROTA + "members: []\n", "DOC005", 7, 10),
    ("undeclared-fact", "incidents/i.yaml", INCIDENT + "facts: {folowers: 3}\n", "INC001", 5, 9),
    (
        "undeclared-in-scenario",
        "scenarios/z.yaml",
        "kind: scenario\nid: z\nexpect: {}\n"
        "incident: {title: T, detected_at: 2026-03-14T22:40:00Z, facts: {folowers: 3}}\n",
        "INC001",
        4,
        65,
    ),
    ("control-characters", BROKEN, PERSON + "email: \x1b[31m\n", "YAML001", 4, 8),
    ("python-tag", BROKEN, "!!python/object/apply:os.system [true]\n", "YAML004", 1, 1),
    ("long-number", BROKEN, PERSON + "x-a: " + "9" * 5000 + "\n", "YAML004", 4, 6),
    ("utf-16", BROKEN, PERSON.encode("utf-16"), "YAML007", 1, 1),
    ("binary", BROKEN, bytes(range(256)), "YAML007", 3, 115),
    ("many-faults", BROKEN, "".join(f"a{n}: 1\n" for n in range(50_000)), "YAML006", 50_000, 9),
    ("many-keys", BROKEN, PERSON + "".join(f"a{n}: 1\n" for n in range(40_000)), "DOC002", 4, 1),
    (
        "many-zones",
        BROKEN,
        "---\n".join(f"kind: rota\nid: r{n}\ntimezone: Z{n}\n" for n in range(9000)),
        "DOC005",
        3,
        11,
    ),
]


@pytest.mark.parametrize(
    ("path", "content", "code", "line", "column"),
    [case[1:] for case in BAD],
    ids=[case[0] for case in BAD],
)
def test_bad_input_becomes_a_finding_at_its_place(
    folder: Path,
    capfd: pytest.CaptureFixture[str],
    path: str,
    content: str | bytes,
    code: str,
    line: int,
    column: int,
) -> None:
    (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "policies" / "also.yaml").write_text("kind: role\nid: also\n")
    exit_code, found = errors(capfd)
    assert exit_code == 1
    assert [one["code"] for one in found if one["path"] == "policies/also.yaml"] == ["DOC003"]
    places = [(one["code"], one["line"], one["column"]) for one in found if one["path"] == path]
    assert (code, line, column) in places
    assert len(found) < 110


def test_a_folder_named_like_a_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "policies" / "x.yaml").mkdir()
    assert [(one["code"], one["path"]) for one in errors(capfd)[1]] == [
        ("DOC009", "policies/x.yaml")
    ]


def test_a_cycle_of_deputies_is_told(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    people = folder / "policies" / "people.yaml"
    people.write_text(people.read_text().replace("calendar: office", "deputies: [ana]"))
    code, found = errors(capfd)
    assert code in (0, 1)
    assert all(one["path"] == "policies/people.yaml" for one in found)


LIMITED = """\
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (500_000_000, 500_000_000))
from govcheck.cli.main import main
sys.argv = ["govcheck", "validate", "--at", "2026-11-23T00:00:00Z"]
main()
"""


@pytest.mark.parametrize(
    "name",
    ["alias-bomb", "50-mb", "deep", "deep-aliases", "many-faults", "many-keys", "many-zones"],
)
def test_bad_input_takes_neither_long_nor_much_memory(folder: Path, name: str) -> None:
    path, content = next((case[1], case[2]) for case in BAD if case[0] == name)
    usual = seconds(folder)
    (folder / path).write_bytes(content.encode() if isinstance(content, str) else content)
    assert seconds(folder) - usual < 3  # a second, on a machine that does nothing else


def seconds(folder: Path) -> float:
    """The processor time of a cold run in a process of 500 MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED],
        cwd=folder,
        env={**os.environ, "GOVCHECK_CACHE_DIR": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_a_sound_repository(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, found = errors(capfd)
    assert (code, found) == (0, [])


def test_the_place_is_underlined(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    people = folder / "policies" / "people.yaml"
    people.write_text(people.read_text().replace("[ben]", "[bne]"))
    assert run(["validate", *AT, "--full", "--color", "never", "--select", "REF001"]) == 1
    shown = capfd.readouterr()
    assert shown.out == (
        "error[REF001]: `bne` is not a known person\n"
        "  --> policies/people.yaml:4:12\n"
        " 4 | deputies: [bne]\n"
        "   |            ^^^\n"
        "   = help: did you mean `ben`?\n"
    )
    assert shown.err == "1 error in 8 documents\n"


def test_the_answer_is_the_same_from_the_cache(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / BROKEN).write_text("kind: role\nid: r\n")
    first = errors(capfd)
    assert errors(capfd) == first
    (folder / BROKEN).write_text("kind: role\nid: r\nname: R\n")
    assert errors(capfd) == (0, [])


def test_paths_limit_the_findings(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / BROKEN).write_text("kind: role\nid: r\n")
    (folder / "policies" / "other.yaml").write_text("kind: role\nid: t\n")
    code, found = errors(capfd, BROKEN)
    assert (code, {one["path"] for one in found}) == (1, {BROKEN})
    assert errors(capfd, "policies/office.yaml") == (0, [])
    assert len({one["path"] for one in errors(capfd, "policies")[1]}) == 2


def test_a_revision_is_validated_as_it_was(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "policies", "incidents", "scenarios")
    git(folder, "commit", "-q", "-m", "first")
    (folder / BROKEN).write_text("kind: role\nid: r\n")
    assert errors(capfd)[0] == 1
    assert errors(capfd, "--rev", "HEAD") == (0, [])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["validate", "--rev", "nope"], "nope"),
        (["validate", "nothing.yaml"], "nothing.yaml"),
        (["validate", ".."], "is not in the repository"),
        (["validate", "--policy", "incidents"], "holds no `policies/`"),
        (["validate", "--format", "yaml"], "yaml"),
        (["validate", "--nope"], "nope"),
        (["validate", "--output", "no/such/folder/x"], "no/such/folder/x"),
        (["valdate"], "did you mean `validate`?"),
    ],
)
def test_a_request_that_cannot_be_served(
    folder: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(arguments) == 2
    shown = capfd.readouterr()
    assert shown.out == ""
    assert message in shown.err
    assert "Traceback" not in shown.err


def test_outside_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["validate"]) == 2
    assert "no `policies/` here or in any folder above" in capfd.readouterr().err


def test_the_fail_level_decides_the_exit_code(folder: Path) -> None:
    (folder / "policies" / "old.yml").write_text("kind: role\n")
    arguments = ["validate", "--select", "DOC010", *AT]
    assert run(arguments) == 0
    assert run([*arguments, "--fail-level", "warning"]) == 1
    assert run([*arguments, "--fail-level", "note"]) == 1


def test_the_result_goes_to_a_file(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / BROKEN).write_text("kind: role\nid: \u754c\n")
    assert run(["validate", "--output", "out.txt", "--format", "concise", "-q", *AT]) == 1
    assert capfd.readouterr() == ("", "")
    assert "\u754c" in (folder / "out.txt").read_text(encoding="utf-8")

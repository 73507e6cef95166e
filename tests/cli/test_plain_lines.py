"""Command lines that are read without click: click reads the same lines to the same question."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcheck.cli import answer, drafts, post, simulate, start
from govcheck.cli.main import run as run_by_click

ROOT = Path(__file__).parents[2]
AIRBAG = "incidents/airbag-video.yaml"
WHEEL = "incidents/closed/wheel-video.yaml"
POST = "posts/2026-12-01-winter-fit.md"

COMMON = [
    "-q", "--quiet", "-v", "--verbose", "-qv", "--format", "json", "text", "--format=text", "full",
    "--format=json", "--color=never", "--color", "always", "--lang", "de", "--lang=en", "--lang=xx",
    "--policy=.", "--policy", ".", "--policy=nowhere", "--output=-", "--rev=HEAD", "--debug", "--",
    "-", "", "--help", "a.yaml", "b.yaml", "--at", "2026-11-14T22:40:00Z", "--at=2026-11-14T22:40Z",
    "--at=2026-11-14", "--at=now", "--at=2026-11-14T22:40:00.5+01:00", "--stdin-name=x", "-x",
]  # fmt: skip
OF_SIMULATE = [
    "--strict", "--brief", "--full", "--no-ack", "--ignore-log", "--absent", "ana", "--absent=ben",
    "--set", "a=1", "--set=b=", "--set=", "--ack=ana@+5m", "--person=ana", "--format=ics", "--stri",
    "--no-ack=1",
]  # fmt: skip
OF_POST = [
    "--fail-level", "note", "--fail-level=warning", "--fail-level=x", "--column=text=T", "--column",
    "channel=C", "--default=drafted_by=ana", "--default=x=y", "--column=text=", "--format=full",
    "--from=2026-11-14T22:40:00Z", "--channel=a", "--format=ics",
]  # fmt: skip

Asked = list[tuple[Any, ...]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """What is asked, instead of an answer to it."""
    found: Asked = []

    def note(*question: Any, **more: Any) -> int:
        found.append((question, more))
        return 0

    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(answer, "now", lambda: 1_795_000_000)
    monkeypatch.setattr(drafts, "now", lambda: 1_795_000_000)
    monkeypatch.setattr(post, "now", lambda: 1_795_000_000)
    for module, name in (
        (answer, "tell"),
        (simulate, "tell"),
        (drafts, "tell_drafts"),
        (post, "tell_drafts"),
    ):
        monkeypatch.setattr(module, name, note)
    return found


def agree(command: str, plain: Callable[[], int] | None, line: Sequence[str], asked: Asked) -> None:
    asked.clear()
    if plain is None:
        return
    plain()
    run_by_click([command, *line])
    assert len(asked) == 2
    assert asked[0] == asked[1]


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.lists(st.sampled_from([*COMMON, *OF_SIMULATE]), max_size=7))
def test_simulate_is_asked_the_same(line: list[str], asked: Asked) -> None:
    agree("simulate", answer.plain_simulate(line), line, asked)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(line=st.lists(st.sampled_from([*COMMON, *OF_POST]), max_size=7))
def test_post_is_asked_the_same(line: list[str], asked: Asked) -> None:
    agree("post", drafts.plain_post(line), line, asked)


@pytest.mark.parametrize(
    "line",
    [
        ["simulate", AIRBAG],
        ["simulate", AIRBAG, AIRBAG, "--set", "followers=3", "--absent", "ana", "--lang", "de"],
        ["simulate", AIRBAG, "--brief", "--at", "2026-11-14T22:40:00+01:00", "-v"],
        ["simulate", AIRBAG, "--full", "--color=always"],
        ["simulate", AIRBAG, "--format", "json", "--strict", "--no-ack", "-q"],
        ["simulate", "nowhere.yaml", AIRBAG],
        ["simulate", AIRBAG, "--absent", "nobody-at-all"],
        ["simulate", AIRBAG, "--policy", "tests"],
        ["due", AIRBAG, "--at", "2026-11-14T23:25+01:00"],
        ["due", WHEEL, "wheel-video", "--format=json", "--at=2026-10-09T18:00:00Z"],
        ["due", WHEEL, "--lang=de", "--at=2026-10-09T18:00:00Z"],
        ["due", "no-such-incident"],
        ["post", POST],
        ["post", POST, "--format", "json", "--at", "2027-12-01T00:00:00Z"],
        ["post", "nowhere.md", POST, "--fail-level=note"],
        ["post", AIRBAG],
    ],
    ids=" ".join,
)
def test_plain_lines_are_answered_alike(
    line: list[str], monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(ROOT)
    assert start.plain_command(line) is not None
    plain = (start.run(line), *capfdbinary.readouterr())
    assert plain == (run_by_click(line), *capfdbinary.readouterr())


@pytest.mark.parametrize(
    "line",
    [
        [],
        ["--help"],
        ["simulate"],
        ["simulate", "--help"],
        ["simulate", AIRBAG, "--brief", "--full"],
        ["simulate", AIRBAG, "--format", "yaml"],
        ["due", "--watch"],
        ["post"],
        ["post", POST, "--channel", "instagram-global"],
        ["validate"],
    ],
)
def test_other_lines_are_left_to_click(line: list[str]) -> None:
    assert start.plain_command(line) is None


@pytest.mark.parametrize("line", [["simulate", AIRBAG], ["due", AIRBAG]], ids=" ".join)
def test_a_plain_line_imports_neither_click_nor_models(line: list[str], tmp_path: Path) -> None:
    program = (
        "import sys; from govcheck.cli.start import run; code = run(sys.argv[1:]);"
        " found = {'click', 'pydantic', 'ruamel.yaml', 'gettext', 'hashlib'} & {*sys.modules};"
        " sys.exit(str(found) if found else code)"
    )
    for _ in range(2):  # the first one compiles the policy
        done = subprocess.run(
            (sys.executable, "-c", program, *line, "--lang=en", "--at=2026-11-14T22:40:00Z"),
            cwd=ROOT,
            env={"GOVCHECK_CACHE_DIR": str(tmp_path / "cache"), "PATH": ""},
            capture_output=True,
            check=False,
            text=True,
        )
    assert (done.returncode, done.stderr) == (0, "")


def test_how_a_process_ends(tmp_path: Path) -> None:
    for line, code in ((["simulate", AIRBAG], 0), (["simulate", "nowhere"], 2), (["nothing"], 2)):
        out = tmp_path / "out"
        with out.open("wb") as written:
            done = subprocess.run(
                (sys.executable, "-m", "govcheck", *line), cwd=ROOT, stdout=written, check=False
            )
        assert done.returncode == code
        assert bool(out.read_bytes()) == (code == 0)

"""What the README shows is what happens."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from govcheck.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
POLICY = ("policies", "incidents", "scenarios", "schemas", "templates")
ANYTHING = "..."


def examples() -> list[list[tuple[str, list[str]]]]:
    """The blocks of console examples: each command with the lines that it is to print."""
    blocks = []
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL):
        commands: list[tuple[str, list[str]]] = []
        for line in block.splitlines():
            if line.startswith("$ "):
                commands.append((line[2:], []))
            else:
                commands[-1][1].append(line)
        blocks.append(commands)
    return blocks


@pytest.fixture
def shell(tmp_path: Path) -> Path:
    """A copy of the shipped policy, under version control."""
    folder = tmp_path / "larkling"
    for name in POLICY:
        shutil.copytree(ROOT / name, folder / name)
    run("git init -q . && git add -A", folder)
    run("git -c user.name=T -c user.email=t@example.org commit -q -m Policy", folder)
    return folder


@pytest.mark.parametrize("commands", examples(), ids=lambda commands: commands[-1][0][:40])
def test_examples(commands: list[tuple[str, list[str]]], shell: Path) -> None:
    for command, expected in commands:
        printed = run(command, shell)
        pattern = "".join(map(line_pattern, expected))
        assert re.fullmatch(pattern, printed), f"$ {command}\n{printed}"


def test_the_examples_leave_the_policy_as_it_was(shell: Path) -> None:
    before = {path: path.read_bytes() for path in shell.rglob("*") if path.is_file()}
    for commands in examples():
        for command, _ in commands:
            if command.startswith(("sed", "mv")):
                run(command, shell)
    assert {path: path.read_bytes() for path in shell.rglob("*") if path.is_file()} == before


def test_the_two_commands_at_the_top() -> None:
    first, second = re.findall(r"^    (.+)$", README, re.MULTILINE)[:2]
    assert first == "pip install . && govcheck simulate incidents/airbag-video.yaml"
    assert second.startswith("pip install '.[test]' && python -m pytest")
    assert README.index(second) < 500
    lines_of_ci = [line for line in README.splitlines() if "'.[test]'" in line]
    assert [line.strip() for line in lines_of_ci] == [second], ".ci/run takes the first such line"


def test_every_command_is_in_the_table() -> None:
    assert set(re.findall(r"^\| `govcheck (\w+)", README, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def line_pattern(line: str) -> str:
    """Matches a line; how many documents or scenarios there are may change."""
    if line == ANYTHING:
        return "(.*\n)*?"
    return re.sub(r"\d+(?=\\ (scenarios|passed|documents|files))", r"\\d+", re.escape(line)) + "\n"


def run(command: str, folder: Path) -> str:
    """What a command prints, on both streams, in order, without the spaces at the end of lines."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "GOVCHECK_CACHE_DIR": "", "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return re.sub(r"[ \t]+$", "", done.stdout, flags=re.MULTILINE)

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
TOUR = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
PAGES += sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))
POLICY = (
    "policies",
    "archive",
    "archives",
    "incidents",
    "posts",
    "scenarios",
    "schemas",
    "templates",
)
ANYTHING = "..."


def examples() -> list[list[tuple[str, list[str]]]]:
    """The blocks of console examples: each command with the lines that it is to print."""
    blocks = []
    for block in re.findall(r"^```console\n(.*?)^```$", README + TOUR, re.MULTILINE | re.DOTALL):
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
    """Also no copy of a file; where `sed -i` makes one, and under which name, differs."""
    before = contents(shell)
    for commands in examples():
        changed = []
        for command, _ in commands:
            if command.startswith(("sed", "git")):
                assert run(command, shell) == ""
                changed.append(contents(shell) != before)
        assert changed in ([], [True, False]), commands
    assert contents(shell) == before


def contents(folder: Path) -> dict[Path, bytes]:
    """The files of a folder, but for those of git."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if ".git" not in path.parts}


def test_the_company_is_as_large_as_it_says() -> None:
    assert "eighteen people in three time zones" in " ".join(README.split())
    people = [path.read_text(encoding="utf-8") for path in (ROOT / "policies/people").iterdir()]
    assert len(people) == 18


def test_the_two_commands_at_the_top() -> None:
    first, second = re.findall(r"^    (.+)$", README, re.MULTILINE)[:2]
    assert first == "pip install . && govcheck simulate incidents/airbag-video.yaml"
    assert second.startswith("pip install '.[test]' && python -m pytest")
    assert README.index(second) < 500
    lines_of_ci = [line for line in README.splitlines() if "'.[test]'" in line]
    assert [line.strip() for line in lines_of_ci] == [second], ".ci/run takes the first such line"


def test_every_command_is_in_the_table() -> None:
    table = README[README.index("| I want to ... |") :]
    assert set(re.findall(r"`govcheck (\w+)", table)) == set(COMMANDS)


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        for target, anchor in re.findall(r"\]\(([^)#:\s]+)(?:#([^)]*))?\)", text):
            there = (ROOT / page).parent.joinpath(target)
            assert there.exists(), f"{page}: {target}"
            assert not anchor or anchor in anchors(there), f"{page}: {target}#{anchor}"


def anchors(page: Path) -> set[str]:
    """What the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def line_pattern(line: str) -> str:
    """Matches a line, its counts included."""
    return "(.*\n)*?" if line == ANYTHING else re.escape(line) + "\n"


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

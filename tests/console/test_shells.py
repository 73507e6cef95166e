"""Tests of completion in the shells themselves: what stands on the line after Tab."""

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from govcheck.console.shells import read_line

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
SHOW = "\x18"  # Ctrl-X, at which each shell writes its line down
END = "$"

CASES = [
    ("duty rota:exec", "duty rota:executive-duty "),
    ("duty rota:community-duty rota:exec", "duty rota:community-duty rota:executive-duty "),
    ("duty person:an", "duty person:ana "),
    ("duty team:soci", "duty team:social "),
    ("duty 'rota:exec", "duty 'rota:executive-duty' "),
    ("simulate --set inju", "simulate --set injury="),
    ("simulate --set injury=cl", "simulate --set injury=claimed "),
    ("simulate --set=injury=cl", "simulate --set=injury=claimed "),
    ("simulate --set topics=safety,pre", "simulate --set topics=safety,press "),
    ("simulate --set our_own_post=t", "simulate --set our_own_post=true "),
    ("simulate --ack an", "simulate --ack ana@"),
    ("simulate --ack ana@+3", "simulate --ack ana@+30m "),
    ("simulate incidents/airb", "simulate incidents/airbag-video.yaml "),
    ("duty --policy=incid", "duty --policy=incidents/"),
    ("simu", "simulate "),
    ("nothing rota:", "nothing rota:"),
]
COMMON = [
    ("duty rota:", {"rota:community-duty", "rota:executive-duty", "rota:support-desk"}),
    ("simulate --set injury=", {"injury=none", "injury=claimed", "injury=confirmed"}),
]


def needs(shell: str) -> str:
    """The path of a shell; the test is skipped where it is not installed."""
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed")
    return path


def environment(folder: Path) -> dict[str, str]:
    """The environment of a shell that finds this program, and nobody's start files."""
    program = folder / "bin" / "govcheck"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m govcheck "$@"\n')
    program.chmod(0o755)
    kept = {name: text for name, text in os.environ.items() if not name.startswith("COMP_")}
    found = f"{program.parent}:{os.environ['PATH']}"
    return {**kept, "PATH": found, "HOME": str(folder), "ZDOTDIR": str(folder), "TERM": "dumb"}


def script(shell: str, folder: Path) -> Path:
    """The script that the program writes for a shell, in a file of its own."""
    path = folder / f"completion.{shell}"
    path.write_text(script_text(shell))
    return path


@cache
def script_text(shell: str) -> str:
    """The script that the program writes for a shell; it is the same for every test."""
    done = subprocess.run(
        [sys.executable, "-c", "from govcheck.cli.main import main; main()"],
        env={**os.environ, "_GOVCHECK_COMPLETE": f"{shell}_source"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def answer(command: list[str], keys: str, folder: Path) -> str:
    """The line that a shell on a terminal writes down once some keys are pressed."""
    process, terminal = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(command[0], command, environment(folder))
    shown, asked, end = "", False, time.monotonic() + PATIENCE
    written = folder / "line"
    try:
        while time.monotonic() < end:
            if not asked and "ready>" in shown:
                os.write(terminal, keys.encode())
                asked = True
            if written.exists() and written.read_text().endswith(END):
                return written.read_text().removesuffix(END)
            if select.select([terminal], [], [], 0.05)[0]:
                shown += os.read(terminal, 65536).decode("utf-8", "replace")
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
    pytest.fail(f"the shell tells no line: {shown!r}")


def bash_line(line: str, folder: Path) -> str:
    """What stands on bash's line after Tab."""
    start = folder / "bashrc"
    start.write_text(
        f"PS1='ready> '\nsource {shlex.quote(str(script('bash', folder)))}\n"
        """show() { printf '%s$' "$READLINE_LINE" > "$HOME/line"; }\nbind -x '"\\C-x": show'\n"""
        "bind 'set enable-bracketed-paste off'\n"
    )
    command = [needs("bash"), "--noprofile", "--rcfile", str(start), "-i"]
    return answer(command, f"{line}\t{SHOW}", folder)


def zsh_line(line: str, folder: Path) -> str:
    """What stands on zsh's line after Tab."""
    (folder / ".zshrc").write_text(
        "PS1='ready> '\nunsetopt beep\nunset zle_bracketed_paste\nautoload -Uz compinit\n"
        f"compinit -u -D\nsource {shlex.quote(str(script('zsh', folder)))}\n"
        """show() { print -rn -- "$BUFFER\\$" > "$HOME/line" }\nzle -N show\nbindkey '^X' show\n"""
    )
    return answer([needs("zsh"), "-d", "-i"], f"{line}\t{SHOW}", folder)


def fish_candidates(line: str, folder: Path) -> list[str]:
    """What fish offers for a line."""
    path = script("fish", folder)
    done = subprocess.run(
        [needs("fish"), "--no-config", "-c", f"source {path}; complete -C {shlex.quote(line)}"],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return [row.partition("\t")[0] for row in done.stdout.splitlines()]


@pytest.mark.parametrize(("before", "after"), CASES)
@pytest.mark.parametrize("shell", [bash_line, zsh_line])
def test_tab_completes_the_line(
    shell: Callable[[str, Path], str], before: str, after: str, tmp_path: Path
) -> None:
    needs(shell.__name__.removesuffix("_line"))
    assert shell(f"govcheck {before}", tmp_path) == f"govcheck {after}"


@pytest.mark.parametrize(("before", "after"), CASES)
def test_fish_offers_the_whole_word(before: str, after: str, tmp_path: Path) -> None:
    needs("fish")
    *_, word = shlex.split(after)
    expected = [] if before == after else [word]
    typed = before.replace("'", "")
    assert fish_candidates(f"govcheck {typed}", tmp_path) == expected


@pytest.mark.parametrize(("line", "expected"), COMMON)
def test_fish_offers_each_value(line: str, expected: set[str], tmp_path: Path) -> None:
    needs("fish")
    assert set(fish_candidates(f"govcheck {line}", tmp_path)) == expected


def test_fish_offers_files(tmp_path: Path) -> None:
    needs("fish")
    assert {"incidents/", "README.md"} <= set(fish_candidates("govcheck simulate ", tmp_path))


@pytest.mark.parametrize("shell", [bash_line, zsh_line])
def test_files_are_offered(shell: Callable[[str, Path], str], tmp_path: Path) -> None:
    needs(shell.__name__.removesuffix("_line"))
    assert shell("govcheck simulate RE", tmp_path) == "govcheck simulate README.md "


def reply(words: list[str], folder: Path) -> list[str]:
    """COMPREPLY, and options of the completion, as bash calls the function for its words."""
    line = re.sub(r" ([:=@]) ?", r"\1", " ".join(words))
    wanted = " ".join(map(shlex.quote, words))
    program = (
        f'source {script("bash", folder)}\ncompopt() {{ echo "$*"; }}\n'
        f"COMP_WORDS=({wanted}) COMP_CWORD={len(words) - 1}\n"
        f"COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}\n"
        "_govcheck_completion govcheck\nprintf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    done = subprocess.run(
        ["bash", "-c", program],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["duty", "rota", ":"], ["community-duty", "executive-duty", "support-desk"]),
        (["duty", "rota", ":", "exec"], ["executive-duty"]),
        (["simulate", "--set", "injury", "="], ["none", "claimed", "confirmed"]),
        (["simulate", "--set", "injury", "=", "cl"], ["claimed"]),
        (["simulate", "--set", "=", "injury", "=", "cl"], ["claimed"]),
        (["simulate", "--set", "inju"], ["-o nospace", "injury="]),
        (["simulate", "--ack", "ana", "@"], ["@+5m", "@+10m", "@+15m", "@+30m", "@+1h"]),
        (["simulate", ""], ["-o default", ""]),
        (["duty", "--policy", ""], ["-o dirnames", ""]),
    ],
)
def test_bash_is_given_what_follows_its_last_break(
    words: list[str], expected: list[str], tmp_path: Path
) -> None:
    assert reply(["govcheck", *words], tmp_path) == expected


@pytest.mark.parametrize(
    ("line", "words", "word", "kept"),
    [
        ("govcheck duty rota:ex", ("govcheck", "duty"), "rota:ex", "rota:"),
        ("govcheck duty ", ("govcheck", "duty"), "", ""),
        ("govcheck duty", ("govcheck",), "duty", ""),
        ("govcheck --set=a=b", ("govcheck",), "--set=a=b", "--set=a="),
        ("g 'a b' x\\ y:z", ("g", "a b"), "x y:z", "x y:"),
        ("g 'rota:ex", ("g",), "rota:ex", ""),
        ('g rota:"ex', ("g",), "rota:ex", "rota:"),
        ('g "rota":ex', ("g",), "rota:ex", "rota:"),
        ("g rota\\:ex", ("g",), "rota:ex", ""),
        ("g '' \\", ("g", ""), "", ""),
        ("g ana@+3", ("g",), "ana@+3", "ana"),
        ("", (), "", ""),
    ],
)
def test_a_line_is_divided_as_a_shell_does(
    line: str, words: tuple[str, ...], word: str, kept: str
) -> None:
    assert read_line(line, ":=@") == (words, word, kept)

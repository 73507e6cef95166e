"""Write what is generated: the pages of the checks, and the references of commands and language.

`python -m tools.generate` writes the files that differ; with `--check` it only names them, and
exits with 1.
"""

import sys
from functools import cache
from pathlib import Path
from typing import Final

import click

from govcheck.cli.main import COMMANDS, command_of, govcheck
from govcheck.explanations import explanations
from govcheck.report.explanation import markdown_index, markdown_page
from tools import language

ROOT: Final = Path(__file__).resolve().parent.parent
WIDTH: Final = 80


@cache
def generated() -> dict[str, str]:
    """The text of every generated file by its path."""
    files = {f"docs/checks/{each.rule.code}.md": markdown_page(each) for each in explanations()}
    files["docs/checks/README.md"] = markdown_index(explanations())
    files["docs/cli.md"] = command_reference()
    files["docs/language.md"] = language.reference()
    return files


def command_reference() -> str:
    """The help of every command."""
    parts = ["# Command reference", _help(govcheck, "govcheck")]
    for name in COMMANDS:
        command = command_of(name)
        parts += [f"## govcheck {name}", _help(command, f"govcheck {name}")]
    return "\n\n".join(parts) + "\n"


def stale(root: Path) -> list[str]:
    """The paths of files that differ from what is generated, or that nothing generates."""
    files = generated()
    present = {f"docs/checks/{path.name}" for path in (root / "docs" / "checks").glob("*")}
    differing = [path for path, text in files.items() if _read(root / path) != text]
    return sorted({*differing, *(present - files.keys())})


def main(arguments: list[str]) -> int:
    """Write or check; the exit code is 1 where a check finds something."""
    paths = stale(ROOT)
    files = generated()
    for path in paths:
        click.echo(path)
        if "--check" in arguments:
            continue
        target = ROOT / path
        if path in files:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(files[path], encoding="utf-8")
        else:
            target.unlink()
    return int("--check" in arguments and bool(paths))


def _help(command: click.Command, name: str) -> str:
    settings = govcheck.context_settings
    context = click.Context(command, info_name=name, terminal_width=WIDTH, color=False, **settings)
    with context:
        return f"```\n{command.get_help(context)}\n```"


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

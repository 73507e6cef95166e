"""`govcheck fmt`."""

import os
from collections.abc import Iterable
from typing import Final

import click

from govcheck.cli.shared import Shared, policy_option, shared_options
from govcheck.console.output import emit, note
from govcheck.console.standard import standard_input, write_output
from govcheck.finding import Severity
from govcheck.layout.layout import (
    LaidFile,
    files_below,
    lay_out,
    lay_out_files,
    repository_files,
    rewrite,
)
from govcheck.load.tree import find_root
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.render.escape import terminal
from govcheck.report.findings import Report, render
from govcheck.translation import said

STDIN: Final = "-"


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True))
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@policy_option
@click.option("--stdin-name", default="-", metavar="NAME", help="What to call standard input.")
@shared_options(policy=False)
def command(
    shared: Shared, paths: tuple[str, ...], check: bool, diff: bool, stdin_name: str
) -> int:
    """Lay policy files out in one way: order of keys, indentation, spaces and line ends.

    Comments, quotes, anchors and line breaks within brackets stay, and so does the meaning: a file
    whose meaning or comments could not be kept is left alone. The result is the list of the files
    that changed; with `-` it is standard input, laid out.

    \b
    Examples:
      govcheck fmt
      govcheck fmt --check policies/teams
    """
    if paths == (STDIN,):
        return _standard_input(stdin_name, check=check, diff=diff)
    files = [file for path in paths for file in files_below(path)]
    if not paths:
        root = os.path.relpath(shared.folder or find_root(os.getcwd()))
        files = [os.path.normpath(file) for file in repository_files(root)]
    laid = list(lay_out_files(files))
    changed = [file for file in laid if file.changed]
    if not (check or diff):
        for file in changed:
            rewrite(file.path, file.laid.content)
    emit("".join(_shown(file, diff=diff) for file in changed), None)
    refused = _say_refused(laid)
    count, among = len(changed), len(laid)
    shared.note(
        said("{count} of {all} files would change", count=count, all=among)
        if check or diff
        else said("{count} of {all} files changed", count=count, all=among)
    )
    return int(refused or (check and bool(changed)))


def _standard_input(name: str, *, check: bool, diff: bool) -> int:
    content = standard_input().read(MOST_BYTES + 1)
    file = LaidFile(name, content, lay_out(name, content))
    if check or diff:
        emit(_shown(file, diff=diff) if file.changed else "", None)
    else:
        write_output(file.laid.content)
    return int(_say_refused([file]) or (check and file.changed))


def _shown(file: LaidFile, *, diff: bool) -> str:
    lines = file.difference().splitlines() if diff else [file.path]
    return "".join(f"{terminal(line)}\n" for line in lines)


def _say_refused(laid: Iterable[LaidFile]) -> bool:
    """Report the files that are left alone; whether one of them cannot even be read."""
    findings = sorted(finding for file in laid for finding in file.laid.findings)
    sources = {file.laid.source.path: file.laid.source for file in laid}
    text = render(Report(findings, sources, 0), "full")
    note(text.rstrip("\n"), quiet=not findings)
    return any(finding.severity is Severity.ERROR for finding in findings)

"""`govcheck due`."""

import time

import click

from govcheck.cli import complete
from govcheck.cli.cache import open_cache
from govcheck.cli.instants import instant
from govcheck.cli.logged import tell
from govcheck.cli.options import (
    common_options,
    emit,
    output_options,
    policy_options,
    reader_language,
)
from govcheck.cli.program import open_program
from govcheck.cli.standard import is_terminal
from govcheck.library.instants import now
from govcheck.library.location import open_tree
from govcheck.logbook.due import due_of
from govcheck.report.logbook.due import render
from govcheck.report.logbook.json import render_due
from govcheck.time.clock import DAY
from govcheck.tongue import tongue
from govcheck.workspace.logs import incident_path, open_logged, open_ones

_EVERY = 10
"""Seconds between two looks of `--watch`."""


@click.command()
@click.argument("incidents", nargs=-1, metavar="[INCIDENT]...", shell_complete=complete.incidents)
@click.option("--at", metavar="T", callback=instant, help="The instant; default: now.")
@click.option("--watch", is_flag=True, help="Look again and again, in a terminal.")
@output_options("text", "json")
@policy_options
@common_options
def command(
    incidents: tuple[str, ...],
    at: int | None,
    watch: bool,
    format_: str,
    output: str | None,
    color: str,
    policy: str | None,
    rev: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Show what is done, what is due now, by whom, and what waits for whom.

    INCIDENT is a file or its name; without one, every incident whose log is open. The log stands
    beside the incident as `NAME.log.jsonl`; the policy is the one of its first line.

    \b
    Examples:
      govcheck due
      govcheck due airbag-video --at 2026-11-14T23:25+01:00
    """
    del color, verbose
    if watch and (output is not None or format_ != "text" or not is_terminal()):
        raise click.UsageError("`--watch` needs a terminal")
    tree = open_tree(policy, rev)
    cache = open_cache(tree.root)
    program, notes = open_program(tree, cache, now() // DAY * DAY, quiet=quiet)
    while True:
        instant_ = now() if at is None else at
        paths = [incident_path(tree.root, one) for one in incidents] or list(open_ones(tree.root))
        opened = open_logged(tree, program, paths, cache)
        found = [
            (due_of(one.program, one.at(instant_), one.policy), one.program)
            for one in opened.incidents
        ]
        if format_ == "json":
            text = render_due(one for one, _ in found)
        else:
            text = render(found, tongue(reader_language()))
        if watch:
            click.clear()
        emit(text, output)
        tell(opened, notes)
        if not watch:
            return 2 if opened.missing or opened.findings else 0
        time.sleep(_EVERY)

"""`govcheck due`."""

import time

import click

from govcheck.cli import complete
from govcheck.cli.instants import instant
from govcheck.cli.logged import tell
from govcheck.cli.shared import Shared, shared_options
from govcheck.cli.standard import is_terminal
from govcheck.library.instants import now
from govcheck.logbook.due import due_of
from govcheck.report.logbook.due import render
from govcheck.report.logbook.json import render_due
from govcheck.translation import said
from govcheck.workspace.logs import incident_path, open_logged, open_ones

_EVERY = 10
"""Seconds between two looks of `--watch`."""


@click.command()
@click.argument("incidents", nargs=-1, metavar="[INCIDENT]...", shell_complete=complete.incidents)
@click.option("--at", metavar="T", callback=instant, help="The instant; default: now.")
@click.option("--watch", is_flag=True, help="Look again and again, in a terminal.")
@shared_options("text", "json")
def command(
    shared: Shared,
    incidents: tuple[str, ...],
    at: int | None,
    watch: bool,
) -> int:
    """Show what is done, what is due now, by whom, and what waits for whom.

    INCIDENT is a file or its name; without one, every incident whose log is open. The log stands
    beside the incident as `NAME.log.jsonl`; the policy is the one of its first line.

    \b
    Examples:
      govcheck due
      govcheck due airbag-video --at 2026-11-14T23:25+01:00
    """
    if watch and (shared.output is not None or shared.format != "text" or not is_terminal()):
        raise click.UsageError(said("`--watch` needs a terminal"))
    policy = shared.open()
    notes = shared.warnings(policy, now())
    while True:
        instant_ = now() if at is None else at
        paths = [incident_path(policy.tree.root, one) for one in incidents] or list(
            open_ones(policy.tree.root)
        )
        opened = open_logged(policy.tree, policy.program, paths, policy.cache)
        found = [
            (due_of(one.program, one.at(instant_), one.policy), one.program)
            for one in opened.incidents
        ]
        if shared.format == "json":
            text = render_due(one for one, _ in found)
        else:
            text = render(found, shared.tongue)
        if watch:
            click.clear()
        shared.emit(text)
        tell(opened, notes)
        if not watch:
            return 2 if opened.missing or opened.findings else 0
        time.sleep(_EVERY)

"""`govcheck due`."""

import time

import click

from govcheck.cli import complete
from govcheck.cli.instants import instant_option
from govcheck.cli.owed import FORMATS, tell_due
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.console.standard import is_terminal
from govcheck.library.instants import now

_EVERY = 10
"""Seconds between two looks of `--watch`."""


@click.command()
@click.argument("incidents", nargs=-1, metavar="[INCIDENT]...", shell_complete=complete.incidents)
@instant_option("--at", help="The instant; default: now.")
@click.option("--watch", is_flag=True, help="Look again and again, in a terminal.")
@shared_options(*FORMATS)
def command(shared: Shared, incidents: tuple[str, ...], at: int | None, watch: bool) -> int:
    """Show what is done, what is due now, by whom, and what waits for whom.

    INCIDENT is a file or its name; without one, every incident whose log is open. The log stands
    beside the incident as `NAME.log.jsonl`; the policy is the one of its first line.

    \b
    Examples:
      govcheck due
      govcheck due airbag-video --at 2026-11-14T23:25+01:00
    """
    if watch and (shared.output is not None or shared.format != "text" or not is_terminal()):
        raise Misuse("`--watch` needs a terminal")
    policy = shared.open()
    notes = shared.warnings(policy, now())
    if not watch:
        return tell_due(shared, policy, notes, incidents, at)
    while True:
        tell_due(shared, policy, notes, incidents, at, click.clear)
        time.sleep(_EVERY)

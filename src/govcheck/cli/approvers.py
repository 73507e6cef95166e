"""`govcheck approvers`."""

import click

from govcheck.cli.request import RequestPeople, gate_asked, request_options
from govcheck.cli.shared import Shared, shared_options
from govcheck.library.location import root_of
from govcheck.papers.gate import FORMATS, whom_to_ask


@click.command()
@request_options
@shared_options(*FORMATS, policy=False)
def command(shared: Shared, base: str, head: str, at: int | None, people: RequestPeople) -> int:
    """Say whom to ask to approve a change, before anybody has.

    The exit code is 1 only where no approval could ever make it mergeable.

    \b
    Example:
      govcheck approvers --base origin/main --head HEAD --author ana
    """
    gate = gate_asked(root_of(shared.folder), (base, head), at, people)
    said = shared.tongue
    shared.emit(whom_to_ask(gate, shared.format, said))
    missing = gate.ways.missing
    shared.note(said.count("{count} person to ask", "{count} people to ask", missing))
    return int(bool(gate.reasons) or not gate.ways.possible)

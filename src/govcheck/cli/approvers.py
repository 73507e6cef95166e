"""`govcheck approvers`."""

import click

from govcheck.cli.gate import root_of
from govcheck.cli.request import as_request, request_options
from govcheck.cli.shared import Shared, shared_options
from govcheck.gate.approval import gate_of
from govcheck.gate.request import prepare
from govcheck.library.instants import now
from govcheck.papers.gate import FORMATS, whom_to_ask


@click.command()
@request_options
@shared_options(*FORMATS, policy=False)
def command(
    shared: Shared,
    base: str,
    head: str,
    at: int | None,
    **people: str | None,
) -> int:
    """Say whom to ask to approve a change, before anybody has.

    The exit code is 1 only where no approval could ever make it mergeable.

    \b
    Example:
      govcheck approvers --base origin/main --head HEAD --author ana
    """
    asked = as_request(root_of(shared.folder), base, head, people)
    instant_ = now() if at is None else at
    gate = gate_of(asked, prepare(asked, instant_), (), instant_)
    said = shared.tongue
    shared.emit(whom_to_ask(gate, shared.format, said))
    missing = gate.ways.missing
    shared.note(said.count("{count} person to ask", "{count} people to ask", missing))
    return int(bool(gate.reasons) or not gate.ways.possible)

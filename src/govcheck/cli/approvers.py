"""`govcheck approvers`."""

import click

from govcheck.cli.gate import root_of
from govcheck.cli.options import common_options, emit, note, output_options, reader_language
from govcheck.cli.request import request, request_options
from govcheck.gate.approval import gate_of
from govcheck.gate.request import prepare
from govcheck.library.instants import now
from govcheck.report.gate import FORMATS, whom_to_ask
from govcheck.tongue import tongue


@click.command()
@request_options
@output_options(*FORMATS)
@common_options
def command(
    base: str,
    head: str,
    platform: str,
    author: str | None,
    pusher: str | None,
    pushed_onto: str | None,
    at: int | None,
    policy: str | None,
    format_: str,
    output: str | None,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Say whom to ask to approve a change, before anybody has.

    The exit code is 1 only where no approval could ever make it mergeable.

    \b
    Example:
      govcheck approvers --base origin/main --head HEAD --author ana
    """
    asked = request(root_of(policy), base, head, platform, author, pusher, pushed_onto)
    instant_ = now() if at is None else at
    gate = gate_of(asked, prepare(asked, instant_), (), instant_)
    said = tongue(reader_language())
    emit(whom_to_ask(gate, format_, said), output)
    people = gate.ways.missing
    note(said.count("{count} person to ask", "{count} people to ask", people), quiet=quiet)
    return int(bool(gate.reasons) or not gate.ways.possible)

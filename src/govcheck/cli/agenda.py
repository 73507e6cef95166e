"""`govcheck agenda`."""

import click

from govcheck.cli.cache import open_cache
from govcheck.cli.instants import instant
from govcheck.cli.options import (
    common_options,
    emit,
    note,
    output_options,
    policy_options,
    reader_language,
    wants_color,
)
from govcheck.cli.program import open_program
from govcheck.library.instants import now
from govcheck.library.location import open_tree
from govcheck.library.stamp import stamp
from govcheck.report.agenda import FORMATS, AgendaReport, render
from govcheck.tongue import tongue
from govcheck.workspace.agenda import agenda_of


@click.command()
@click.option("--at", metavar="T", callback=instant, help="What counts as now.")
@click.option(
    "--until",
    metavar="T",
    callback=instant,
    help="Up to which day; default: the next meeting, and what comes before the one after it.",
)
@click.option("--full", is_flag=True, help="Also places in the files, and every finding.")
@output_options(*FORMATS)
@policy_options
@common_options
def command(
    at: int | None,
    until: int | None,
    full: bool,
    format_: str,
    output: str | None,
    color: str,
    policy: str | None,
    rev: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Show what the council has to deal with: what ends, is overdue, accepted, or exposed.

    A council meets on the first weekday of the month, or of the quarter, on which the calendars of
    all who hold a seat are open. A year of the policy is proved on the way, which takes a while.

    \b
    Examples:
      govcheck agenda
      govcheck agenda --until 2027-03-31 --format markdown --output agenda.md
    """
    del verbose
    today = now() if at is None else at
    if until is not None and until < today:
        raise click.UsageError("`--until` lies before `--at`")
    tree = open_tree(policy, rev)
    cache = open_cache(tree.root)
    program, _ = open_program(tree, cache, today, quiet=quiet)
    found = agenda_of(tree, cache, today, until)
    report = AgendaReport(
        found,
        program,
        stamp(tree, program, exact=True),
        tongue(reader_language()),
        wants_color(color, output),
        full,
    )
    emit(render(report, format_), output)
    for line in found.notes if format_ == "ics" else ():
        note(line, quiet=quiet)
    return 0

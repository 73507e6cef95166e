"""`govcheck agenda`."""

import click

from govcheck.cli.instants import instant_option
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.library.instants import now
from govcheck.report.agenda import FORMATS, render


@click.command()
@instant_option("--at", help="What counts as now.")
@instant_option(
    "--until",
    help="Up to which day; default: the next meeting, and what comes before the one after it.",
)
@click.option("--full", is_flag=True, help="Also places in the files, and every finding.")
@shared_options(*FORMATS)
def command(shared: Shared, at: int | None, until: int | None, full: bool) -> int:
    """Show what the council has to deal with: what ends, is overdue, accepted, or exposed.

    A council meets on the first weekday of the month, or of the quarter, on which the calendars of
    all who hold a seat are open. A year of the policy is proved on the way, which takes a while.

    \b
    Examples:
      govcheck agenda
      govcheck agenda --until 2027-03-31 --format markdown --output agenda.md
    """
    today = now() if at is None else at
    if until is not None and until < today:
        raise Misuse("`--until` lies before `--at`")
    policy = shared.opened(today)
    found = policy.agenda(at=today, until=until).report
    report = found._replace(tongue=shared.tongue, color=shared.colored, full=full)
    shared.emit(render(report, shared.format))
    for line in report.agenda.notes if shared.format == "ics" else ():
        shared.note(line)
    return 0

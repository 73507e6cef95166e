"""`govcheck duty`."""

from typing import Final

import click

from govcheck.briefing.duty import FORMATS, render
from govcheck.cli import complete
from govcheck.cli.complete import person_option
from govcheck.cli.instants import instant_option
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.library.instants import now
from govcheck.time.clock import LONGEST_DURATION, MINUTE

USUAL_DAYS: Final = 90


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=complete.targets)
@instant_option("--at", help="The instant; default: now.")
@instant_option(
    "--until", help=f"Where to stop looking for changes and gaps; default: {USUAL_DAYS} days on."
)
@person_option("--absent", multiple=True, help="Suppose that they are absent.")
@click.option("--all", "all_", is_flag=True, help="Also roles whose office hours are over.")
@click.option("--full", is_flag=True, help="Also ids, and every gap.")
@shared_options(*FORMATS)
def command(
    shared: Shared,
    targets: tuple[str, ...],
    at: int | None,
    until: int | None,
    absent: tuple[str, ...],
    all_: bool,
    full: bool,
) -> int:
    """Show who is on duty now, who is next, and where nobody is.

    A TARGET is `type:id`, like `rota:community-duty`. Without one, every rota, role and department
    that somebody belongs to is shown.

    \b
    Examples:
      govcheck duty
      govcheck duty rota:community-duty --at 2026-12-24T18:00:00+01:00
    """
    since = now() // MINUTE * MINUTE if at is None else at
    if until is not None and not since < until <= since + LONGEST_DURATION:
        raise Misuse("`--until` is not within the ten years after `--at`")
    policy = shared.opened(now())
    found = policy.duty(*targets, at=since, until=until, absent=absent)
    text = render(
        shared.format,
        found.report,
        policy.program,
        shared.tongue,
        color=shared.colored,
        everything=all_,
        full=full,
    )
    shared.emit(text)
    return 0

"""`govcheck gate`."""

import click

from govcheck.cli.request import RequestPeople, gate_asked, request_options, reviews_in
from govcheck.cli.shared import Shared, shared_options
from govcheck.library.location import root_of
from govcheck.papers.gate import FORMATS, render, summary


@click.command()
@request_options
@click.option(
    "--reviews",
    required=True,
    metavar="FILE",
    help="The platform's own JSON of the reviews; `-` is standard input.",
)
@shared_options(*FORMATS, policy=False)
def command(
    shared: Shared, base: str, head: str, reviews: str, at: int | None, people: RequestPeople
) -> int:
    """Say whether the approvals of a change suffice, by the change control of its base.

    The head is data: nothing of it is checked out or run, and no rule of it counts.

    \b
    Examples:
      gh api --paginate repos/acme/governance/pulls/7/reviews > reviews.json
      govcheck gate --base origin/main --head HEAD --reviews reviews.json --author ana
    """
    folder = root_of(shared.folder)
    given = reviews_in(reviews, people.platform)
    gate = gate_asked(folder, (base, head), at, people, given)
    said = shared.tongue
    shared.emit(render(gate, shared.format, said))
    shared.note(summary(gate, said))
    return int(not gate.allowed)

"""`govcheck export`."""

import os
from difflib import unified_diff
from typing import Final

import click

from govcheck.cli import complete
from govcheck.cli.instants import instant_option
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.console.output import emit, note
from govcheck.errors import GovcheckError, reason_of
from govcheck.gate.codeowners import codeowners
from govcheck.gate.reviews import Platform
from govcheck.gate.sitting import Sitting
from govcheck.library.instants import now
from govcheck.load.tree import read_file
from govcheck.opening.opened import open_tree as load_and_compile
from govcheck.render.escape import terminal
from govcheck.translation import said

PLACES: Final = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where the platforms look, in this order."""
USUAL_DAYS: Final = 90


@click.command()
@click.argument("what", type=click.Choice(["codeowners", "ics", "csv", "slack-usergroup"]))
@click.argument("target", required=False, shell_complete=complete.targets)
@instant_option("--until", help=f"Where duty ends; default: {USUAL_DAYS} days on.")
@click.option(
    "--users",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False),
    help="What Slack's `users.list` answers, for `slack-usergroup`.",
)
@click.option("--group", help="The id that Slack has for the user group, such as S0604QSJC.")
@click.option("--check", is_flag=True, help="Compare with the file that is there.")
@click.option(
    "--platform",
    type=click.Choice(["github", "gitlab"]),
    default="github",
    show_default=True,
    help="Whose handles are written.",
)
@instant_option("--at", help="Who owns what, or is on duty, then; default: now.")
@click.option(
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write to a file instead of standard output.",
)
@shared_options()
def command(
    shared: Shared,
    what: str,
    target: str | None,
    until: int | None,
    users: str | None,
    group: str | None,
    check: bool,
    platform: Platform,
    at: int | None,
) -> int:
    """Write what other tools can use: CODEOWNERS, calendars, tables, members of a user group.

    `codeowners` is made of the change control; what such a file cannot say (effects, counts, votes)
    is listed on standard error, and with `--check` the exit code is 1 where the file that is there
    says something else. `ics` is the duty of `rota:ID` or `person:ID`, or the meetings of
    `council:ID`. `csv` is the duty of `rota:ID`, of all rotas without a target, or the list of
    `people`. `slack-usergroup` is who is on duty now in `rota:ID`.

    \b
    Examples:
      govcheck export codeowners --output .github/CODEOWNERS
      govcheck export ics rota:community-duty --output duty.ics
      govcheck export csv people --output people.csv
      govcheck export slack-usergroup rota:community-duty --users users.json --group S0DUTY
    """
    if what != "codeowners":
        from govcheck.cli.exporting import ForWhom, exported

        whom = ForWhom(target, now() if at is None else at, until, users, group)
        text, code = exported(what, whom, shared)
        shared.emit(text)
        return code
    if target is not None:
        raise Misuse("`codeowners` has no target")
    tree = shared.tree()
    side = load_and_compile(tree).must_load()
    if not side.policy.change_controls:
        raise GovcheckError("the policy has no change control to write owners from")
    sitting = Sitting(side.program.roster, now() if at is None else at)
    written = codeowners(side.policy, sitting, platform)
    for one in written.unsaid:
        shared.note(said("not said: {one}", one=one))
    if not check:
        shared.emit(written.text)
        return 0
    place = next((one for one in PLACES if os.path.isfile(os.path.join(tree.root, one))), None)
    if place is None:
        note(said("there is no CODEOWNERS file"))
        return 1
    try:
        there = read_file(os.path.join(tree.root, place)).decode("utf-8", "replace")
    except OSError as error:
        raise click.FileError(place, reason_of(error)) from None
    if there == written.text:
        return 0
    lines = unified_diff(
        there.splitlines(), written.text.splitlines(), place, "as it would be", lineterm=""
    )
    emit("".join(f"{terminal(line)}\n" for line in lines), None)
    return 1

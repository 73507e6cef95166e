"""`govcheck init`."""

import os
import shlex
from datetime import UTC, datetime

import click

from govcheck.cli.shared import Shared, shared_options
from govcheck.report.escape import terminal


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option(
    "--size",
    type=click.Choice(["startup", "consumer", "enterprise"]),
    required=True,
    help="How many people and rules to begin with.",
)
@click.option("--name", help="The organisation's name; default: the folder's.")
@click.option(
    "--timezone",
    metavar="ZONE",
    default="UTC",
    show_default=True,
    help="The organisation's IANA time zone.",
)
@click.option(
    "--source",
    metavar="URL",
    help="Where pipelines install govcheck from, such as git+https://...@COMMIT; default: where "
    "this one was installed from.",
)
@shared_options(policy=False)
def command(
    shared: Shared,
    folder: str,
    size: str,
    name: str | None,
    timezone: str,
    source: str | None,
) -> int:
    """Write a new, valid policy repository into DIR.

    With scenarios that pass, hooks for pre-commit and pipelines for GitHub and GitLab. DIR is made
    if need be; one with anything but `.git` in it is refused.

    The pipelines install the program from where this one came from (a git revision, a wheel, a
    folder), by `requirements.txt`; never by its bare name from an index.

    \b
    Example:
      govcheck init governance --size startup --name Acme --timezone Europe/Berlin
    """
    from govcheck.scaffold.plan import plan
    from govcheck.scaffold.source import installed, named
    from govcheck.scaffold.write import write

    today = datetime.now(UTC).date()
    called = os.path.basename(os.path.abspath(folder)) if name is None else name
    program = installed() if source is None else named(source)
    files = plan(size, called, timezone, today, program, shared.language)
    write(folder, files)
    shared.note(f"wrote {len(files)} files; next:")
    for step in (
        f"cd {shlex.quote(folder)}",
        "govcheck validate",
        "govcheck test",
        "govcheck simulate incidents/customer-list.yaml",
    ):
        shared.note(f"  {terminal(step)}")
    if not program.is_reachable:
        shared.note("then name a place in requirements.txt that your pipelines reach")
    return 0

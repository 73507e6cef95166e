"""`govcheck import`."""

import os
import re

import click

from govcheck.cli.instants import instant_option
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.console.standard import read_named
from govcheck.errors import GovcheckError, PolicyNotFound, cannot_read, cannot_write
from govcheck.imports.batch import Wishes
from govcheck.imports.importing import FORMATS, MOST_BYTES, import_documents, write_files
from govcheck.library.instants import now
from govcheck.load.repository import load_repository
from govcheck.load.tree import POLICIES, WorkTree, find_root
from govcheck.model.texts import TARGET
from govcheck.report import imports as report
from govcheck.translation import said


@click.command(name="import")
@click.argument("what", metavar="FORMAT", type=click.Choice(FORMATS))
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--into",
    metavar="DIR",
    default="policies/imported",
    show_default=True,
    help="The folder for the documents.",
)
@click.option(
    "--check-against",
    "rendered",
    type=click.Choice(["rendered"]),
    help="Insist on shifts in the export to compare with; those that it shows always are.",
)
@click.option(
    "--allow",
    "allowed",
    metavar="NAME",
    multiple=True,
    help="What may be approximated or left out.",
)
@click.option(
    "--map",
    "meant",
    metavar="NAME=WHO",
    multiple=True,
    help="Whom a name or an id of the export means: a person, `nobody`, or a target.",
)
@click.option(
    "--timezone", metavar="ZONE", help="The zone of what has none; default: the policy's."
)
@click.option("--last-resort", metavar="TARGET", help="Whom every escalation ends at.")
@click.option(
    "--dates", type=click.Choice(["mdy", "dmy"]), help="What stands first in dates with slashes."
)
@click.option("--name", help="What the rota of a calendar or of a table is called.")
@click.option("--dry-run", is_flag=True, help="Write nothing.")
@instant_option("--at", help="What counts as now; what has ended is left out.")
@shared_options(*report.FORMATS, policy=False)
def command(
    shared: Shared,
    what: str,
    files: tuple[str, ...],
    into: str,
    rendered: str | None,
    allowed: tuple[str, ...],
    meant: tuple[str, ...],
    timezone: str | None,
    last_resort: str | None,
    dates: str | None,
    name: str | None,
    dry_run: bool,
    at: int | None,
) -> int:
    """Make policy documents of what other tools export: one file a document, below `--into`.

    Says what was taken, what was approximated (by how many minutes, and when) and what was not
    taken. The exit code is 1 where something of it changes who is told and is not allowed by name.
    A second run changes nothing; what was changed by hand stays.

    \b
    Examples:
      govcheck import pagerduty users.json schedule.json escalation_policies.json
      govcheck import opsgenie users.json schedule.json --map team-support=ben
      govcheck import csv people.xlsx rota.csv --timezone Europe/Berlin --dates dmy
      govcheck import ical duty.ics --allow name-alone
    """
    from govcheck.time.clock import is_zone

    if timezone is not None and not is_zone(timezone):
        raise Misuse("`{timezone}` is not an IANA time zone", timezone=timezone)
    if last_resort is not None and re.fullmatch(TARGET, last_resort) is None:
        raise Misuse("`{last_resort}` is not a target like `person:ana`", last_resort=last_resort)
    pairs = [one.partition("=") for one in meant]
    for key, equals, who in pairs:
        if not (key and equals and who):
            raise Misuse("`{key}` does not say who is meant: `--map NAME=WHO`", key=key)
    wishes = Wishes(
        now() if at is None else at,
        {key: who for key, _, who in pairs},
        timezone,
        last_resort,
        dates,
        name,
        rendered is not None,
    )
    root, below = _home(into)
    repository = None
    if os.path.isdir(os.path.join(root, POLICIES)):
        repository = load_repository(WorkTree(root))
    contents = [(file, _read(file)) for file in files]
    reader = shared.tongue
    imported = import_documents(what, contents, repository, below, wishes, reader)
    if not dry_run:
        try:
            write_files(root, imported.files)
        except OSError as error:
            raise GovcheckError(cannot_write(into, error)) from None
    shared.emit(report.render(shared.format, imported, allowed, reader))
    written = sum(file.content is not None for file in imported.files)
    shared.note(
        said("{count} of {all} files would be written", count=written, all=len(imported.files))
        if dry_run
        else said("{count} of {all} files written", count=written, all=len(imported.files))
    )
    return int(bool(imported.refused(allowed)))


def _home(into: str) -> tuple[str, str]:
    """The policy's root, and the folder for the documents as seen from there."""
    folder = os.path.abspath(into)
    parts = folder.split(os.sep)
    if POLICIES in parts:
        at = len(parts) - 1 - parts[::-1].index(POLICIES)
        root = os.sep.join(parts[:at]) or os.sep
    else:
        try:
            root = find_root(folder)
        except (PolicyNotFound, OSError):
            root = os.path.dirname(folder)
    return root, os.path.relpath(folder, root).replace(os.sep, "/")


def _read(file: str) -> bytes:
    try:
        return read_named(file, MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise GovcheckError(cannot_read(file, error)) from None

"""`govcheck diff`."""

import os
from collections.abc import Iterable

import click

from govcheck.cli import complete
from govcheck.cli.common import open_cache
from govcheck.cli.incidents import read_files
from govcheck.cli.instants import instant_option
from govcheck.cli.request import RequestPeople, gate_asked, people_options, reviews_in
from govcheck.cli.shared import Misuse, Shared, horizon_option, policy_option, shared_options
from govcheck.console.output import note, note_findings
from govcheck.library.change import diff_policies
from govcheck.library.location import root_of
from govcheck.library.policy import OpenPolicy
from govcheck.papers.change import FORMATS, DiffReport, ReplayedArchive, render
from govcheck.tongue import Tongue
from govcheck.translation import said
from govcheck.workspace.diff import open_side, with_incidents, with_own_incidents


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@instant_option("--at", help="Where the horizon starts; default: the newest commit of both.")
@horizon_option
@click.option(
    "--incidents",
    metavar="FILE",
    multiple=True,
    help="Say what becomes of these incidents instead of the policy's own; may be repeated.",
)
@click.option(
    "--archive",
    "archives",
    metavar="ID",
    multiple=True,
    shell_complete=complete.archives,
    help="Say what becomes of the mentions of this archive; may be repeated.",
)
@policy_option
@click.option(
    "--reviews",
    metavar="FILE",
    help="The platform's JSON of the reviews, to say which approvals are given.",
)
@click.option("--full", is_flag=True, help="Also every effect, edit, place and technical name.")
@people_options
@shared_options(*FORMATS, policy=False)
def command(
    shared: Shared,
    base: str,
    head: str | None,
    at: int | None,
    horizon: int,
    incidents: tuple[str, ...],
    archives: tuple[str, ...],
    reviews: str | None,
    full: bool,
    people: RequestPeople,
) -> int:
    """Show what a change does to people and incidents, not to lines.

    BASE and HEAD are git revisions, or directories that hold `policies/`; a name that is both is a
    revision, and `./name` the directory. Without HEAD the files as they are now are compared.

    \b
    Examples:
      govcheck diff main
      govcheck diff v1.0 v1.1 --incidents incidents/airbag-video.yaml
      govcheck diff origin/main HEAD --format markdown --archive listening-tool
    """
    folder = root_of(shared.folder)
    before = open_side(base, folder)
    after = shared.tree() if head is None else open_side(head, folder)
    cache = open_cache(folder)
    sides = OpenPolicy(before, cache), OpenPolicy(after, cache)
    names = base, head or os.path.basename(folder) or folder
    diff = diff_policies(*sides, at=at, horizon=horizon, names=names).diff
    if reviews is not None:
        if head is None:
            raise Misuse("reviews are of two revisions: name HEAD as well")
        given = reviews_in(reviews, people.platform)
        diff = diff._replace(gate=gate_asked(folder, (base, head), at, people, given))
    files, missing = read_files(incidents, "<stdin>")
    if incidents or shared.format == "json":
        diff = with_incidents(diff, files, cache)
    else:
        diff = with_own_incidents(diff)
    reader = shared.tongue
    replayed, faults = replayed_archives(archives, *sides, reader) if archives else ((), ())
    report = DiffReport(diff, shared.colored, full or shared.verbose, reader, replayed)
    shared.emit(render(report, shared.format))
    missing = [*missing, *faults]
    for reason in missing:
        note(said("error: {reason}", reason=reason))
    note_findings(diff.unread, diff.sources)
    return 2 if missing or diff.unread else 0


def replayed_archives(
    names: Iterable[str], before: OpenPolicy, after: OpenPolicy, tongue: Tongue
) -> tuple[tuple[ReplayedArchive, ...], tuple[str, ...]]:
    """Archives by their ids under both policies, and the files that cannot be read.

    The documents before the change say what the columns mean and which files are read, since a
    change may come from a stranger; those after it where the archive is new. Raises GovcheckError
    where neither has such a document.
    """
    from govcheck.library.replays import replayed
    from govcheck.replay.replay import ReplayRequest
    from govcheck.workspace.replay import archive_documents

    earlier, later = (archive_documents(one.tree, one.program) for one in (before, after))
    known = {archive.id for archive in earlier.archives}
    found: list[ReplayedArchive] = []
    faults: list[str] = []
    for name in dict.fromkeys(names):
        documents = earlier if name in known else later
        one = replayed(
            after, (), ReplayRequest(), "week", document=name, against=before, documents=documents
        )
        note_findings(one.answer.findings, one.answer.sources)
        faults += one.faults
        if not one.report.replayed.decided:
            faults.append(said("no row of the archive `{name}` is decided", name=name))
        found.append(ReplayedArchive(name, one.report._replace(tongue=tongue)))
    return tuple(found), tuple(faults)

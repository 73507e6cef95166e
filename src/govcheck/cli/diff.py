"""`govcheck diff`."""

import os

import click

from govcheck.cli.cache import open_cache
from govcheck.cli.gate import root_of
from govcheck.cli.incidents import read_files
from govcheck.cli.instants import duration, instant
from govcheck.cli.options import (
    common_options,
    emit,
    note,
    note_findings,
    output_options,
    reader_language,
    wants_color,
)
from govcheck.cli.request import people_options, request, reviews_in
from govcheck.gate.approval import gate_of
from govcheck.gate.request import prepare
from govcheck.library.instants import now
from govcheck.library.location import open_tree
from govcheck.report.change import FORMATS, DiffReport, render
from govcheck.report.escape import terminal
from govcheck.time.clock import DAY
from govcheck.tongue import tongue
from govcheck.workspace.diff import (
    diff_trees,
    open_side,
    starts_at,
    with_incidents,
    with_own_incidents,
)


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--at",
    metavar="T",
    callback=instant,
    help="Where the horizon starts; default: the newest commit of both.",
)
@click.option(
    "--horizon",
    metavar="90d",
    default="365d",
    show_default=True,
    callback=duration,
    help="How far to look ahead.",
)
@click.option(
    "--incidents",
    metavar="FILE",
    multiple=True,
    help="Say what becomes of these incidents instead of the policy's own; may be repeated.",
)
@click.option(
    "--policy",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="The folder that holds `policies/`; default: the nearest one upwards.",
)
@click.option(
    "--reviews",
    metavar="FILE",
    help="The platform's JSON of the reviews, to say which approvals are given.",
)
@click.option("--full", is_flag=True, help="Also every effect, edit, place and technical name.")
@people_options
@output_options(*FORMATS)
@common_options
def command(
    base: str,
    head: str | None,
    at: int | None,
    horizon: int,
    incidents: tuple[str, ...],
    policy: str | None,
    reviews: str | None,
    full: bool,
    platform: str,
    author: str | None,
    pusher: str | None,
    pushed_onto: str | None,
    format_: str,
    output: str | None,
    color: str,
    quiet: bool,
    verbose: bool,
) -> int:
    """Show what a change does to people and incidents, not to lines.

    BASE and HEAD are git revisions, or directories that hold `policies/`; a name that is both is a
    revision, and `./name` the directory. Without HEAD the files as they are now are compared.

    \b
    Examples:
      govcheck diff main
      govcheck diff v1.0 v1.1 --incidents incidents/airbag-video.yaml
      govcheck diff origin/main HEAD --format markdown
    """
    if horizon == 0:
        raise click.UsageError("`--horizon` is empty")
    folder = root_of(policy)
    before = open_side(base, folder)
    after = open_tree(policy, None) if head is None else open_side(head, folder)
    committed = starts_at(before, after) if at is None else at
    start = now() // DAY * DAY if committed is None else committed
    names = (base, head or os.path.basename(folder) or folder)
    diff = diff_trees(before, after, names, start, (start, start + horizon))
    if reviews is not None:
        if head is None:
            raise click.UsageError("reviews are of two revisions: name HEAD as well")
        asked = request(folder, base, head, platform, author, pusher, pushed_onto)
        given = reviews_in(reviews, platform)
        sitting = now() if at is None else at
        diff = diff._replace(gate=gate_of(asked, prepare(asked, sitting), given, sitting))
    files, missing = read_files(incidents, "<stdin>")
    if incidents or format_ == "json":
        diff = with_incidents(diff, files, open_cache(folder))
    else:
        diff = with_own_incidents(diff)
    said = tongue(reader_language())
    report = DiffReport(diff, wants_color(color, output), full or verbose, said)
    emit(render(report, format_), output)
    for reason in missing:
        note(f"error: {terminal(reason)}")
    note_findings(diff.unread, diff.sources)
    return 2 if missing or diff.unread else 0

"""`govcheck review`."""

import json
import os

import click

from govcheck.cli import complete
from govcheck.cli.cache import open_cache
from govcheck.cli.instants import instant
from govcheck.cli.logged import tell
from govcheck.cli.options import (
    common_options,
    emit,
    output_options,
    policy_options,
    reader_language,
)
from govcheck.cli.program import open_program
from govcheck.library.instants import now
from govcheck.library.location import open_tree
from govcheck.logbook.entry import Logbook
from govcheck.logbook.pin import scenario_of
from govcheck.logbook.review import review_of
from govcheck.report.logbook.json import render_review
from govcheck.report.logbook.review import render_markdown, render_text
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY
from govcheck.tongue import tongue
from govcheck.workspace.logs import SUFFIX, LoggedIncident, incident_path, open_logged
from govcheck.workspace.places import obligations_in


@click.command()
@click.argument(
    "incidents", nargs=-1, required=True, metavar="INCIDENT...", shell_complete=complete.incidents
)
@click.option(
    "--at", metavar="T", callback=instant, help="Judge as of then; default: its end, or now."
)
@click.option("--strict", is_flag=True, help="Exit with 1 where something is late or unknown, too.")
@click.option(
    "--scenario", is_flag=True, help="Write scenarios that pin what the policy says of them today."
)
@output_options("text", "json", "markdown")
@policy_options
@common_options
def command(
    incidents: tuple[str, ...],
    at: int | None,
    strict: bool,
    scenario: bool,
    format_: str,
    output: str | None,
    color: str,
    policy: str | None,
    rev: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Say of each obligation whether it was kept: by the log, and by the policy of its beginning.

    INCIDENT is a file, its name, or a folder with logs, of which it is also said what they have in
    common. Exit code 1 where something is broken.

    \b
    Examples:
      govcheck review airbag-video
      govcheck review incidents --format markdown
    """
    del color, verbose
    tree = open_tree(policy, rev)
    cache = open_cache(tree.root)
    program, notes = open_program(tree, cache, now() // DAY * DAY, quiet=quiet)
    paths = [path for one in incidents for path in _paths(tree.root, one)]
    opened = open_logged(tree, program, paths, cache)
    if scenario:
        emit("".join(_pinned(program, one, at) for one in opened.incidents), output)
        tell(opened, notes)
        return 2 if opened.missing or opened.findings else 0
    reviews = [
        (
            review_of(one.at(_as_of(one.book) if at is None else at), one.policy),
            one.program,
            obligations_in(one.tree),
        )
        for one in opened.incidents
    ]
    said = tongue(reader_language())
    if format_ == "json":
        text = render_review((review, where) for review, _, where in reviews)
    else:
        text = (
            render_markdown(reviews, said) if format_ == "markdown" else render_text(reviews, said)
        )
    emit(text, output)
    tell(opened, notes)
    if opened.missing or opened.findings:
        return 2
    bad = ("broken", "late", "unknown") if strict else ("broken",)
    return int(any(one.verdict in bad for review, _, _ in reviews for one in review.verdicts))


def _pinned(program: Program, one: LoggedIncident, at: int | None) -> str:
    """The scenario of an incident, by the present policy, as YAML that `fmt` lays out."""
    unfolded = one._replace(program=program).at(_as_of(one.book) if at is None else at)
    stated = unfolded.now.stated
    given = unfolded.book.answers(stated.case.detected_at)
    answers = [answer for answer in given if answer[0] in program.roster.people]
    document = scenario_of(program, play(program, stated, acknowledged=answers), answers)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in document.items()]
    return "---\n" + "\n".join(lines) + "\n"


def _as_of(book: Logbook) -> int:
    """When an incident was closed, or now."""
    closed = book.of("closed")
    return max(one.at for one in book.entries) if closed else now()


def _paths(root: str, name: str) -> list[str]:
    if not os.path.isdir(name):
        return [incident_path(root, name)]
    return [
        os.path.join(folder, one.removesuffix(SUFFIX) + ".yaml")
        for folder, _, files in sorted(os.walk(name))
        for one in sorted(files)
        if one.endswith(SUFFIX)
    ]

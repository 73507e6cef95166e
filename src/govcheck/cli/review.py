"""`govcheck review`."""

import json
import os

import click

from govcheck.cli import complete
from govcheck.cli.instants import instant
from govcheck.cli.logged import tell
from govcheck.cli.shared import Shared, shared_options
from govcheck.duty.seats import seated_ever
from govcheck.library.instants import now
from govcheck.logbook.entry import Logbook
from govcheck.logbook.path import SUFFIX
from govcheck.logbook.pin import scenario_of
from govcheck.logbook.review import review_of
from govcheck.report.logbook.json import render_review
from govcheck.report.logbook.review import render_markdown, render_text
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.workspace.logs import (
    LoggedIncident,
    incident_path,
    obligations_in,
    open_logged,
)


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
@shared_options("text", "json", "markdown")
def command(
    shared: Shared,
    incidents: tuple[str, ...],
    at: int | None,
    strict: bool,
    scenario: bool,
) -> int:
    """Say of each obligation whether it was kept: by the log, and by the policy of its beginning.

    INCIDENT is a file, its name, or a folder with logs, of which it is also said what they have in
    common. Exit code 1 where something is broken.

    \b
    Examples:
      govcheck review airbag-video
      govcheck review incidents --format markdown
    """
    policy = shared.open()
    notes = shared.warnings(policy, now())
    paths = [path for one in incidents for path in _paths(policy.tree.root, one)]
    opened = open_logged(policy.tree, policy.program, paths, policy.cache)
    if scenario:
        shared.emit("".join(_pinned(policy.program, one, at) for one in opened.incidents))
        tell(opened, notes)
        return 2 if opened.missing or opened.findings else 0
    seats = seated_ever(policy.program.roster)
    reviews = [
        (
            review_of(
                one.at(_as_of(one.book) if at is None else at),
                one.policy,
                (one.book if at is None else one.book.until(at)).of("reviewed"),
                seats,
            ),
            one.program,
            obligations_in(one.tree),
        )
        for one in opened.incidents
    ]
    said = shared.tongue
    if shared.format == "json":
        text = render_review((review, where) for review, _, where in reviews)
    else:
        rendered = render_markdown if shared.format == "markdown" else render_text
        text = rendered(reviews, said)
    shared.emit(text)
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
    ended = book.ended
    return now() if ended is None or not book.of("closed") else ended


def _paths(root: str, name: str) -> list[str]:
    if not os.path.isdir(name):
        return [incident_path(root, name)]
    return [
        os.path.join(folder, one.removesuffix(SUFFIX) + ".yaml")
        for folder, _, files in sorted(os.walk(name))
        for one in sorted(files)
        if one.endswith(SUFFIX)
    ]

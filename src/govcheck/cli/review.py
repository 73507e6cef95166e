"""`govcheck review`."""

import json

import click

from govcheck.briefing.logbook.review import render_markdown, render_text
from govcheck.cli import complete
from govcheck.cli.instants import instant_option
from govcheck.cli.owed import tell
from govcheck.cli.shared import Shared, shared_options
from govcheck.library.instants import now
from govcheck.library.logs import ends, logged_below
from govcheck.logbook.review import scenario_of
from govcheck.render.shape import dumped
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.workspace.logs import LoggedIncident


@click.command()
@click.argument(
    "incidents", nargs=-1, required=True, metavar="INCIDENT...", shell_complete=complete.incidents
)
@instant_option("--at", help="Judge as of then; default: its end, or now.")
@click.option("--strict", is_flag=True, help="Exit with 1 where something is late or unknown, too.")
@click.option(
    "--scenario", is_flag=True, help="Write scenarios that pin what the policy says of them today."
)
@shared_options("text", "json", "markdown")
def command(
    shared: Shared, incidents: tuple[str, ...], at: int | None, strict: bool, scenario: bool
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
    if scenario:
        opened = logged_below(policy, incidents)
        shared.emit("".join(_pinned(policy.program, one, at) for one in opened.incidents))
        tell(opened, notes)
        return 2 if opened.missing or opened.findings else 0
    found = policy.review(*incidents, at=at)
    if shared.format == "json":
        text = dumped(found.to_json())
    else:
        rendered = render_markdown if shared.format == "markdown" else render_text
        text = rendered(found.incidents, shared.tongue)
    shared.emit(text)
    tell(found.opened, notes)
    if found.unread:
        return 2
    bad = ("broken", "late", "unknown") if strict else ("broken",)
    return int(any(one.verdict in bad for review in found for one in review.verdicts))


def _pinned(program: Program, one: LoggedIncident, at: int | None) -> str:
    """The scenario of an incident, by the present policy, as YAML that `fmt` lays out."""
    unfolded = one._replace(program=program).at(ends(one.book) if at is None else at)
    stated = unfolded.now.stated
    given = unfolded.book.answers(stated.case.detected_at)
    answers = [answer for answer in given if answer[0] in program.roster.people]
    document = scenario_of(program, play(program, stated, acknowledged=answers), answers)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in document.items()]
    return "---\n" + "\n".join(lines) + "\n"

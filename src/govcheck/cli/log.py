"""`govcheck log`."""

import click

from govcheck.briefing.logbook.due import render
from govcheck.cli import complete
from govcheck.cli.complete import person_option
from govcheck.cli.instants import instant_option
from govcheck.cli.owed import tell
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.console.output import emit, note
from govcheck.errors import IncidentError, cannot_read
from govcheck.library.entries import LogEntry, log_of, take_in
from govcheck.library.instants import now
from govcheck.library.policy import OpenPolicy
from govcheck.library.refusals import IncompleteEntry
from govcheck.load.tree import read_file
from govcheck.logbook.entry import EVENTS
from govcheck.logbook.imports import FORMATS
from govcheck.translation import said, told


@click.command(context_settings={"ignore_unknown_options": False})
@click.argument("incident", shell_complete=complete.incidents)
@click.argument("event", type=click.Choice((*EVENTS, "import")), metavar="EVENT")
@click.argument("about", nargs=-1, metavar="[WHAT]...", shell_complete=complete.log_subjects)
@person_option("--by", help="Who says so: a person, or `tool:NAME`.")
@person_option("--person", help="Who did it, where it was somebody else.")
@instant_option("--at", help="When it happened, or just `23:05`; default: now.", past=True)
@click.option("--via", metavar="WAY", help="How somebody was told.")
@person_option("--to", help="Who takes over.")
@click.option("--because", metavar="TEXT", help="Why; what a note says.")
@click.option("--text", metavar="FILE", help="The text that was approved or published: its digest.")
@click.option("--anyway", is_flag=True, help="Also what the policy does not foresee.")
@shared_options()
def command(
    shared: Shared,
    incident: str,
    event: str,
    about: tuple[str, ...],
    by: str | None,
    person: str | None,
    at: int | None,
    via: str | None,
    to: str | None,
    because: str | None,
    text: str | None,
    anyway: bool,
) -> int:
    """Append one line to what happened, and show what is due next.

    EVENT is one of opened, told PERSON, acknowledged, fact NAME=VALUE, done ACTION, skipped ACTION,
    asked APPROVAL, approved APPROVAL, refused APPROVAL, handover, note TEXT, corrects LINE
    KEY=VALUE, closed, reviewed TEXT: how a council dealt with what was broken. Nothing is ever
    removed; `corrects` says what is right. `import FORMAT FILE` takes in what pagerduty, slack or
    mattermost exported.

    \b
    Examples:
      govcheck log airbag-video opened --by mei
      govcheck log airbag-video fact injury=none --by mei
      govcheck log airbag-video approved product-safety/engineer-and-counsel --by grace --text a.md
    """
    policy = shared.open()
    notes = shared.warnings(policy, now())
    path = log_of(policy, incident)
    if event == "import":
        _import(policy, path, about)
        return 0
    if by is None:
        raise Misuse("say who says so: `--by PERSON`")
    entry = LogEntry(
        event, by, about,
        person=person, at=at, via=via, to=to, because=because, text=text, anyway=anyway,
    )  # fmt: skip
    try:
        due = policy.log(path, entry)
    except IncompleteEntry as error:
        raise Misuse(told(error)) from None
    if not shared.quiet:
        emit(render(due.incidents, shared.tongue), None)
    tell(due.opened, notes)
    return 0


def _import(policy: OpenPolicy, path: str, about: tuple[str, ...]) -> None:
    if len(about) != len(("FORMAT", "FILE")) or about[0] not in FORMATS:
        raise Misuse(
            "write `import FORMAT FILE`, with one of {formats}", formats=", ".join(FORMATS)
        )
    try:
        content = read_file(about[1])
    except (OSError, ValueError) as error:
        raise IncidentError(cannot_read(about[1], error)) from None
    found = take_in(policy, path, content, about[0])
    note(
        said(
            "{taken} taken, {known} known already, {left_out} left out",
            taken=found.taken,
            known=found.known,
            left_out=len(found.left_out),
        )
    )
    for reason in found.left_out:
        note(said("left out: {reason}", reason=reason))

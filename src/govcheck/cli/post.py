"""`govcheck post`."""

from collections.abc import Sequence
from typing import Final

import click

from govcheck.cli.complete import person_option
from govcheck.cli.drafts import STDIN, DraftsRequest, pairs, tell_drafts
from govcheck.cli.incidents import read_files
from govcheck.cli.instants import instant_option
from govcheck.cli.shared import Misuse, Shared, fail_level_option, shared_options
from govcheck.console.output import note
from govcheck.errors import IncidentError
from govcheck.library.instants import now
from govcheck.library.posts import USUAL_DAYS, PostQuestion, planned
from govcheck.load.post_table import FIELDS
from govcheck.nearest import did_you_mean
from govcheck.report import posts as calendars
from govcheck.report.findings import FORMATS

_OF_CALENDAR: Final = "text"
_EVERY: Final = ("auto", *dict.fromkeys((*FORMATS, *calendars.FORMATS)))


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE]...")
@click.option(
    "--column",
    "columns",
    metavar="FIELD=HEADING",
    multiple=True,
    help="The column of a CSV from which a field is read.",
)
@click.option(
    "--default",
    "constants",
    metavar="FIELD=VALUE",
    multiple=True,
    help="What a field is where a CSV does not say it.",
)
@instant_option("--from", "start", help="Where the calendar begins; default: now.")
@instant_option(
    "--until",
    help=f"Where the calendar ends; default: {USUAL_DAYS} days on, and nowhere in an incident.",
)
@click.option("--channel", "channels", metavar="CHANNEL", multiple=True, help="Only this channel.")
@click.option("--during", metavar="INCIDENT", help="Only what has to be paused in this incident.")
@person_option("--share", help="Only what they are asked to share.")
@instant_option("--at", help="What counts as now.")
@fail_level_option
@click.option(
    "--stdin-name",
    default=STDIN,
    show_default=True,
    metavar="NAME",
    help="What standard input is called; `.csv` and `.yaml` are read as such.",
)
@shared_options(*_EVERY)
def command(
    shared: Shared,
    files: tuple[str, ...],
    columns: tuple[str, ...],
    constants: tuple[str, ...],
    start: int | None,
    until: int | None,
    channels: tuple[str, ...],
    during: str | None,
    share: str | None,
    at: int | None,
    fail_level: str,
    stdin_name: str,
) -> int:
    """Check drafts before they go out; without FILES, show the calendar of posts.

    A FILE is Markdown with front matter, YAML, or a CSV with one post a row; `-` is standard input.
    Drafts are checked beside the policy and its other posts, with the findings of `validate`.

    \b
    Examples:
      govcheck post posts/2026-12-01-winter-fit.md
      govcheck post plan.csv --column text=Beitrag --default drafted_by=ana
      govcheck post --channel instagram-global --format ics
      govcheck post --during incidents/airbag-video.yaml
      govcheck post --share ines
    """
    today = now() if at is None else at
    policy = shared.open()
    if files:
        if during or share or channels or start is not None or until is not None:
            raise Misuse("the calendar and its options go without files")
        if shared.format != "auto" and shared.format not in FORMATS:
            raise Misuse("findings cannot be written as `{form}`", form=shared.format)
        wanted, fixed = _pairs(columns), _pairs(constants)
        question = DraftsRequest(files, today, wanted, fixed, stdin_name, fail_level)
        return tell_drafts(shared, question)
    if columns or constants:
        raise Misuse("`--column` and `--default` are about files")
    form = _OF_CALENDAR if shared.format == "auto" else shared.format
    if form not in calendars.FORMATS:
        raise Misuse("a calendar cannot be written as `{form}`", form=form)
    incident = None
    if during is not None:
        contents, missing = read_files((during,), stdin_name)
        if missing:
            raise IncidentError(missing[0])
        incident = contents[0]
    plan = planned(policy, PostQuestion(today, start, until, channels, share, incident))
    for fact in plan.assumed:
        assumed = shared.tongue.say(
            "`{fact}` of the incident is not known: posts of every one are meant", fact=fact
        )
        note(assumed)
    shared.emit(calendars.render(form, plan.report.said_by(shared.tongue)))
    return 0


def _pairs(texts: Sequence[str]) -> dict[str, str]:
    found = pairs(texts)
    if found is not None:
        return found
    for text in texts:
        field, separator, value = text.partition("=")
        if not separator or not value:
            raise Misuse("`{text}` is not written as `FIELD=…`", text=text)
        if field not in FIELDS:
            advice = did_you_mean(field, FIELDS)
            raise Misuse("no post has `{field}`; {advice}", field=field, advice=advice)
    return {}

"""`govcheck triage`."""

import os
from collections.abc import Iterable

import click

from govcheck.cli import complete
from govcheck.cli.ask import hold
from govcheck.cli.cache import open_cache
from govcheck.cli.instants import instant
from govcheck.cli.options import (
    common_options,
    emit,
    note,
    output_options,
    policy_options,
    wants_color,
)
from govcheck.cli.program import open_program
from govcheck.engine.case import parse_setting
from govcheck.errors import IncidentError
from govcheck.library.instants import now
from govcheck.library.location import open_tree
from govcheck.library.stamp import stamp
from govcheck.report.escape import terminal
from govcheck.report.simulation import FORMATS, render
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.triage.answers import AnswerError
from govcheck.triage.incident import incident_id, incident_yaml
from govcheck.triage.interview import Interview


@click.command()
@click.option("--at", metavar="T", callback=instant, help="Detected then; default: now.")
@click.option("--title", default="New incident", show_default=True, help="What to call it.")
@click.option(
    "--set",
    "settings",
    metavar="FACT=VALUE",
    multiple=True,
    shell_complete=complete.facts,
    help="A fact that is known already.",
)
@click.option(
    "--write",
    metavar="FILE",
    type=click.Path(dir_okay=False),
    help="Write the incident to a new file as well.",
)
@click.option("--brief", is_flag=True, help="Only the verdict and what to do first.")
@output_options(*FORMATS)
@policy_options
@common_options
def command(
    at: int | None,
    title: str,
    settings: tuple[str, ...],
    write: str | None,
    brief: bool,
    format_: str,
    output: str | None,
    color: str,
    policy: str | None,
    rev: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Ask only the questions that can still change the outcome, then simulate.

    Answer with a number, a name, several with commas between, `?` where nobody knows, or Ctrl-C to
    stop. The questions go to standard error, the result to standard output.

    \b
    Examples:
      govcheck triage
      govcheck triage --set topics=safety --write incidents/airbag-video.yaml
    """
    if not title.strip():
        raise click.UsageError("`--title` is empty")
    tree = open_tree(policy, rev)
    program, notes = open_program(tree, open_cache(tree.root), now(), quiet=quiet)
    note(notes.rstrip("\n"), quiet=not notes)
    detected = now() if at is None else at
    _must_be_new(write)
    found = hold(_prefilled(program, detected, settings))
    zone = program.roster.timezone
    name = incident_id(title, detected, zone)
    if write is not None:
        _write(write, incident_yaml(name, title, detected, zone, found.facts))
    text = render(
        format_,
        [play(program, PlayedIncident(name, title, found.case, detected, detected))],
        program,
        stamp(tree, program, exact=format_ != "text" or verbose),
        color=wants_color(color, output),
        brief=brief,
    )
    emit(text, output)
    return 0


def _prefilled(program: Program, detected: int, settings: Iterable[str]) -> Interview:
    """The interview with what is known beforehand."""
    interview = Interview(program, detected)
    for text in settings:
        fact, value = parse_setting(program.ruleset, text)
        try:
            interview = interview.answered(fact, value)
        except AnswerError as error:
            raise IncidentError(str(error)) from None
    return interview


def _must_be_new(path: str | None) -> None:
    """Refuse to overwrite somebody's incident, before anything is asked."""
    if path is not None and os.path.lexists(path):
        raise click.UsageError(f"`{path}` exists already; `--write` takes a new file")


def _write(path: str, content: str) -> None:
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(content)
    except OSError as error:
        raise click.FileError(path, (error.strerror or "cannot be written").lower()) from None
    note(f"written: {terminal(path)}")

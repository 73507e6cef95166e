"""`govcheck triage`."""

import os
from collections.abc import Iterable, Mapping
from typing import Final

import click

from govcheck.briefing.simulation import FORMATS, render
from govcheck.cache.store import Cache
from govcheck.cli import complete
from govcheck.cli.ask import AnswersEnded, hold
from govcheck.cli.incidents import read_files
from govcheck.cli.instants import instant_option
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.console.output import note, note_findings
from govcheck.console.standard import write_named
from govcheck.engine.case import parse_setting
from govcheck.errors import GovcheckError, IncidentError, reason_of
from govcheck.library.instants import now
from govcheck.render.page.names import PageNames
from govcheck.simulate.program import Program
from govcheck.simulate.statement import IncidentStatement
from govcheck.time.clock import MINUTE
from govcheck.translation import said, told
from govcheck.triage.answers import AnswerError
from govcheck.triage.begun import Begun, KeptInterview
from govcheck.triage.incident import incident_id, incident_yaml, stated_lines
from govcheck.triage.interview import Interview

TITLE: Final = said("New incident")


@click.command()
@click.argument("incident", required=False, type=click.Path(dir_okay=False))
@click.option("--continue", "go_on", is_flag=True, help="Go on with the last interview.")
@instant_option("--at", help="Detected then; default: as stated, or now.")
@click.option("--title", help=f"What to call it; default: as stated, or `{TITLE}`.")
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
@click.option("--brief", is_flag=True, help="Only who to call, what to do, what not to say.")
@click.option("--full", is_flag=True, help="Also every step, rule and place.")
@shared_options(*FORMATS)
def command(
    shared: Shared,
    incident: str | None,
    go_on: bool,
    at: int | None,
    title: str | None,
    settings: tuple[str, ...],
    write: str | None,
    brief: bool,
    full: bool,
) -> int:
    """Ask only the questions that can still change the outcome, then simulate.

    Whom to call is said as soon as it is certain. Answer with a number, a name, several with commas
    between, or Enter where nobody knows; `b` goes back, `s` stops and simulates what is known.
    After Ctrl-C `--continue` goes on. INCIDENT is a file whose incident is not wholly known; what
    is answered is written into it. The questions go to standard error, the result to standard
    output.

    \b
    Examples:
      govcheck triage
      govcheck triage incidents/airbag-video.yaml
      govcheck triage --set topics=safety --write incidents/new-video.yaml
    """
    if incident is not None and go_on:
        raise Misuse("`--continue` goes on with the incident that it was about")
    if title is not None and not title.strip():
        raise Misuse("`--title` is empty")
    if brief and full:
        raise Misuse("`--brief` and `--full` exclude each other")
    policy = shared.opened(now())
    tree, program, cache = policy.tree, policy.program, policy.cache
    if write is not None and os.path.lexists(write):  # before anything is asked
        raise Misuse("`{path}` exists already; `--write` takes a new file", path=write)
    kept = KeptInterview(cache, tree.root)
    start = _begun(incident, kept if go_on else None, cache)
    report = start.incident
    report = report._replace(
        title=report.title if title is None else title,
        detected_at=report.detected_at if at is None else at,
    )
    start = start._replace(incident=report)
    names = PageNames(program, shared.tongue)
    found = _interviewed(_prefilled(program, start, settings), start, names, kept)
    from govcheck.library.loaded import stamp
    from govcheck.simulate.play import play
    from govcheck.simulate.state import state_as

    zone = program.roster.timezone
    name = report.id or incident_id(report.title, report.detected_at, zone)
    stated, problems = state_as(program, report._replace(id=name, facts=found.facts))
    if problems:
        raise IncidentError(problems[0].message)
    if write is not None:
        _write(write, incident_yaml(name, report.title, report.detected_at, zone, found.facts))
    elif start.path is not None:
        _extend(start, start.path, found.facts)
    kept.forget()
    text = render(
        shared.format,
        [play(program, stated)],
        program,
        stamp(tree, program, exact=shared.format != "text" or shared.verbose),
        color=shared.colored,
        brief=brief,
        full=full,
        tongue=names.tongue,
    )
    shared.emit(text)
    return 0


def _begun(incident: str | None, kept: KeptInterview | None, cache: Cache) -> Begun:
    """Where the interview begins: at nothing, at a file, or where it was interrupted."""
    if kept is not None:
        found = kept.recall()
        if found is None:
            raise GovcheckError("no interview about this policy was interrupted")
        return found
    if incident is None:
        return Begun(IncidentStatement("", TITLE, now() // MINUTE * MINUTE))
    from govcheck.logbook.entry import log_path_of
    from govcheck.workspace.incident_file import read_incidents
    from govcheck.workspace.logs import read_book

    files, missing = read_files((incident,), "<stdin>")
    if missing:
        raise IncidentError(missing[0])
    content = files[0][1]
    file = read_incidents(incident, content, cache)
    if file.findings:
        note_findings(file.findings, {incident: file.source})
        raise IncidentError("`{incident}` holds no incident that can be read", incident=incident)
    if len(file.reports) != 1:
        raise IncidentError(
            "`{incident}` holds {count} incidents; name one of one",
            incident=incident,
            count=len(file.reports),
        )
    report = file.reports[0]
    facts = _plain(report.facts)
    for line in read_book(log_path_of(incident)).of("fact"):
        facts |= _plain(line.facts)
    return Begun(report._replace(facts=facts), (), os.path.abspath(incident), facts)


def _plain(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as they are written; what is stated to be unknown is not stated."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in facts.items()
        if value is not None
    }


def _prefilled(program: Program, start: Begun, settings: Iterable[str]) -> Interview:
    """The interview with what is known beforehand."""
    report = start.incident
    interview = Interview(program, report.detected_at, tried={})
    stated = [*report.facts.items(), *(parse_setting(program.ruleset, one) for one in settings)]
    for fact, value in stated:
        try:
            interview = interview.answered(fact, list(value) if isinstance(value, tuple) else value)
        except AnswerError as error:
            raise IncidentError(told(error)) from None
    for fact in start.skipped:
        interview = interview.without(fact)
    return interview


def _interviewed(
    interview: Interview, start: Begun, names: PageNames, kept: KeptInterview
) -> Interview:
    """The interview at its end; interrupted, it is kept."""

    def keep(so_far: Interview) -> None:
        known = start.incident._replace(facts=dict(so_far.facts))
        kept.keep(start._replace(incident=known, skipped=tuple(so_far.skipped)))

    try:
        return hold(interview, names, keep, [person for person, _ in start.incident.conflicts])
    except (KeyboardInterrupt, AnswersEnded):
        if kept.holds(start):
            note("\n" + names.tongue.say("Your answers are kept: `govcheck triage --continue`"))
        raise


def _extend(start: Begun, path: str, facts: Mapping[str, object]) -> None:
    """Write what was answered into the incident file."""
    added = {name: value for name, value in facts.items() if name not in start.facts_before}
    if not added:
        return
    from govcheck.triage.statement import with_facts

    try:
        with open(path, "rb") as file:
            content = file.read()
        fresh = with_facts(path, content, start.incident.index, added)
        if fresh is None:
            shown = ", ".join(f"`{line}`" for line in stated_lines(added))
            note(
                said(
                    "warning: `{path}` takes no further facts; write {shown}",
                    path=path,
                    shown=shown,
                )
            )
            return
        write_named(path, fresh)
    except OSError as error:
        raise click.FileError(path, reason_of(error)) from None
    note(said("written: {path}", path=path))


def _write(path: str, content: str) -> None:
    try:
        with open(path, "x", encoding="utf-8") as file:
            file.write(content)
    except OSError as error:
        raise click.FileError(path, reason_of(error)) from None
    note(said("written: {path}", path=path))

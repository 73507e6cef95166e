"""`govcheck log`."""

import hashlib
import json
import os
from collections.abc import Collection
from typing import Any

import click

from govcheck.briefing.logbook.due import render
from govcheck.cli import complete
from govcheck.cli.instants import instant
from govcheck.cli.logged import tell
from govcheck.cli.options import emit, note
from govcheck.cli.shared import Shared, shared_options
from govcheck.duty.seats import seated_ever
from govcheck.engine.case import parse_setting, read_case
from govcheck.errors import IncidentError, reason_of
from govcheck.library.instants import now
from govcheck.load.git import head
from govcheck.load.tree import read_file
from govcheck.logbook.append import append
from govcheck.logbook.entry import EVENTS, Entry
from govcheck.logbook.imports import FORMATS, import_log
from govcheck.logbook.lines import resolved
from govcheck.logbook.path import log_path_of
from govcheck.logbook.read import read_log
from govcheck.nearest import did_you_mean
from govcheck.simulate.program import Program
from govcheck.time.clock import format_instant
from govcheck.translation import said, together
from govcheck.workspace.logs import incident_path, open_logged, read_book

_ACTIONS = ("done", "skipped")
_APPROVALS = ("asked", "approved", "refused")


@click.command(context_settings={"ignore_unknown_options": False})
@click.argument("incident", shell_complete=complete.incidents)
@click.argument("event", type=click.Choice((*EVENTS, "import")), metavar="EVENT")
@click.argument("about", nargs=-1, metavar="[WHAT]...", shell_complete=complete.log_subjects)
@click.option(
    "--by",
    metavar="PERSON",
    shell_complete=complete.people,
    help="Who says so: a person, or `tool:NAME`.",
)
@click.option(
    "--person",
    metavar="PERSON",
    shell_complete=complete.people,
    help="Who did it, where it was somebody else.",
)
@click.option("--at", metavar="T", callback=instant, help="When it happened; default: now.")
@click.option("--via", metavar="WAY", help="How somebody was told.")
@click.option("--to", metavar="PERSON", shell_complete=complete.people, help="Who takes over.")
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
    tree, program = policy.tree, policy.program
    path = incident_path(tree.root, incident)
    if not os.path.isfile(path):
        raise IncidentError(said("there is no incident file `{path}`", path=path))
    recorded = now()
    if event == "import":
        _import(path, program, about, recorded)
        return 0
    if by is None:
        raise click.UsageError(said("say who says so: `--by PERSON`"))
    before = open_logged(tree, program, [path], policy.cache)
    among = {one.playbook for each in before.incidents for one in each.at(recorded).owed}
    zone = program.roster.timezone
    line: dict[str, Any] = {
        "at": format_instant(recorded if at is None else at, zone),
        "recorded_at": format_instant(recorded, zone),
        "by": by,
        "event": event,
    }
    asked = {"person": person, "via": via, "to": to, "because": because}
    line |= {key: value for key, value in asked.items() if value is not None}
    line |= _about(program, event, about, because, among)
    if text is not None:
        line["text_sha256"] = _digest(text)
    if event == "opened":
        found = head(tree.root)
        line["policy"] = tree.revision or (found[0] if found is not None else "")
        if not line["policy"]:
            del line["policy"]
    if not anyway:
        _must_fit(program, line)
    append(log_path_of(path), line)
    due = policy.due(path, at=recorded)
    if not shared.quiet:
        emit(render(due.incidents, shared.tongue), None)
    tell(due.opened, notes)
    return 0


def _import(path: str, program: Program, about: tuple[str, ...], recorded: int) -> None:
    """Append what another tool recorded, but for lines that are there already."""
    if len(about) != len(("FORMAT", "FILE")) or about[0] not in FORMATS:
        raise click.UsageError(
            said("write `import FORMAT FILE`, with one of {formats}", formats=", ".join(FORMATS))
        )
    try:
        content = read_file(about[1])
    except (OSError, ValueError) as error:
        raise IncidentError(
            said("`{path}` cannot be read: {error}", path=about[1], error=reason_of(error))
        ) from None
    found = import_log(content, about[0], program.roster, recorded)
    there = {_said(one) for one in read_book(log_path_of(path)).entries}
    text = "".join(json.dumps(line) + "\n" for line in found.lines).encode()
    fresh = [
        line
        for line, entry in zip(found.lines, _in_order(text), strict=True)
        if entry is None or _said(entry) not in there
    ]
    for line in fresh:
        append(log_path_of(path), line)
    known = len(found.lines) - len(fresh)
    note(
        said(
            "{taken} taken, {known} known already, {left_out} left out",
            taken=len(fresh),
            known=known,
            left_out=len(found.left_out),
        )
    )
    for reason in found.left_out:
        note(said("left out: {reason}", reason=reason))


def _in_order(text: bytes) -> list[Entry | None]:
    by_line = {one.line: one for one in read_log(text).entries}
    return [by_line.get(number + 1) for number in range(text.count(b"\n"))]


def _said(entry: Entry) -> str:
    """What a line says, but for where it stands and when it was written down."""
    return repr(entry._replace(line=0, recorded_at=0, corrected_by=()))


def _about(
    program: Program,
    event: str,
    about: tuple[str, ...],
    because: str | None,
    among: Collection[str],
) -> dict[str, Any]:
    """What an event says besides when and by whom. Raises click.UsageError where it is missing."""
    if event in ("opened", "acknowledged", "closed", "handover"):
        if about and event != "closed":
            raise click.UsageError(said("`{event}` takes nothing more", event=event))
        return {"because": " ".join(about)} if about else {}
    if event in ("note", "reviewed"):
        return {"because": " ".join(about) or because or ""}
    if not about:
        raise click.UsageError(said("`{event}` of what?", event=event))
    if event == "told":
        return {"person": _one(event, about)}
    if event in _ACTIONS:
        return {"action": _full(program, _one(event, about), among, approvals=False)}
    if event in _APPROVALS:
        return {"approval": _full(program, _one(event, about), among, approvals=True)}
    if event == "corrects":
        return _correction(about)
    return {"facts": _facts(program, about)}


def _one(event: str, about: tuple[str, ...]) -> str:
    if len(about) > 1:
        raise click.UsageError(said("`{event}` takes one name", event=event))
    return about[0]


def _full(program: Program, name: str, among: Collection[str], *, approvals: bool) -> str:
    found = resolved(program, name, approvals=approvals, among=among)
    return name if found is None else "/".join(found)


def _facts(program: Program, about: tuple[str, ...]) -> dict[str, object]:
    settings = dict(parse_setting(program.ruleset, one) for one in about)
    for problem in read_case(program.ruleset, settings, 0)[1]:
        raise IncidentError(together((problem.message, problem.help or ""), "; "))
    return {name: list(one) if isinstance(one, tuple) else one for name, one in settings.items()}


def _correction(about: tuple[str, ...]) -> dict[str, Any]:
    number, *changes = about
    if not number.isdecimal() or not changes or not all("=" in one for one in changes):
        raise click.UsageError(
            said("write `corrects LINE KEY=VALUE`, such as `corrects 9 at=2026-…`")
        )
    return {"line": int(number), "change": dict(one.split("=", 1) for one in changes)}


def _digest(path: str) -> str:
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except (OSError, ValueError) as error:
        raise IncidentError(
            said("`{path}` cannot be read: {error}", path=path, error=reason_of(error))
        ) from None


def _must_fit(program: Program, line: dict[str, Any]) -> None:
    """Refuse what is most likely a slip of the pen; `--anyway` keeps it."""
    people = program.roster.people
    for key in ("by", "person", "to"):
        who = line.get(key)
        if who is not None and who not in people and not str(who).startswith("tool:"):
            advice = did_you_mean(str(who), people)
            raise IncidentError(
                together((said("there is no person `{who}`", who=who), advice or ""), "; ")
            )
    for key, approvals in (("action", False), ("approval", True)):
        name = line.get(key)
        if name is not None and resolved(program, str(name), approvals=approvals) is None:
            known = [
                f"{book.id}/{one}"
                for book in program.playbooks.values()
                for one in (book.approvals if approvals else [each.id for each in book.actions])
            ]
            advice = did_you_mean(str(name), known) or said("`--anyway` writes it all the same")
            raise IncidentError(
                said("no playbook has the approval `{name}`; {advice}", name=name, advice=advice)
                if approvals
                else said("no playbook has the action `{name}`; {advice}", name=name, advice=advice)
            )
    if line["event"] == "skipped" and not line.get("because"):
        raise click.UsageError(said("say why it is skipped: `--because TEXT`"))
    if line["event"] == "handover" and not line.get("to"):
        raise click.UsageError(said("say who takes over: `--to PERSON`"))
    if line["event"] == "note" and not line.get("because"):
        raise click.UsageError(said("`note` of what?"))
    if line["event"] == "reviewed":
        if not line.get("because"):
            raise click.UsageError(said("say how it was dealt with: `reviewed TEXT`"))
        seats = seated_ever(program.roster)
        if seats and line["by"] not in seats:
            raise IncidentError(
                said(
                    "`{who}` has no seat on a council, whose members review incidents; `--anyway`"
                    " writes it all the same, and the agenda goes on asking",
                    who=line["by"],
                )
            )

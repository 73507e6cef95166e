"""What happens in an incident, written into its log line by line."""

import hashlib
import json
import os
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from govcheck.duty.seats import seated_ever
from govcheck.engine.case import parse_setting, read_case
from govcheck.errors import IncidentError, cannot_read
from govcheck.library.instants import now
from govcheck.library.logs import DueList, due_in
from govcheck.library.refusals import IncompleteEntry
from govcheck.load.git import head
from govcheck.load.tree import read_file
from govcheck.logbook.entry import Entry, log_path_of
from govcheck.logbook.imports import import_log
from govcheck.logbook.lines import names_of, resolved
from govcheck.logbook.read import append, read_log
from govcheck.nearest import did_you_mean
from govcheck.simulate.program import Program
from govcheck.time.clock import format_instant
from govcheck.translation import advised, said
from govcheck.workspace.logs import incident_path, open_logged, read_book

if TYPE_CHECKING:
    from govcheck.library.loaded import LoadedPolicy

_ACTIONS = ("done", "skipped")
_APPROVALS = ("asked", "approved", "refused")


class LogEntry(NamedTuple):
    """What happened: an event, what it is about, and who says so. `at` is now where it is None."""

    event: str
    by: str
    about: tuple[str, ...] = ()
    person: str | None = None
    at: int | None = None
    via: str | None = None
    to: str | None = None
    because: str | None = None
    text: str | None = None
    """The file with the text that was approved or published."""
    anyway: bool = False
    """Whether it is written although the policy does not foresee it."""


class TakenIn(NamedTuple):
    """Of another tool's record: how many lines were taken, known already, and why others not."""

    taken: int
    known: int
    left_out: tuple[str, ...]


def log_of(policy: "LoadedPolicy", incident: str) -> str:
    """The file of an incident. Raises IncidentError where there is none."""
    path = incident_path(policy.tree.root, incident)
    if not os.path.isfile(path):
        raise IncidentError("there is no incident file `{path}`", path=path)
    return path


def write_entry(policy: "LoadedPolicy", incident: str, entry: LogEntry) -> DueList:
    """Append one line to what happened in an incident; what is due next."""
    path, recorded = log_of(policy, incident), now()
    tree, program = policy.tree, policy.program
    before = open_logged(tree, program, [path], policy.cache)
    among = {one.playbook for each in before.incidents for one in each.at(recorded).owed}
    zone = program.roster.timezone
    line: dict[str, Any] = {
        "at": format_instant(recorded if entry.at is None else entry.at, zone),
        "recorded_at": format_instant(recorded, zone),
        "by": entry.by,
        "event": entry.event,
    }
    stated = {key: getattr(entry, key) for key in ("person", "via", "to", "because")}
    line |= {key: value for key, value in stated.items() if value is not None}
    line |= _about(program, entry.event, entry.about, entry.because, among)
    if entry.text is not None:
        line["text_sha256"] = _digest(entry.text)
    if entry.event == "opened":
        found = head(tree.root)
        line["policy"] = tree.revision or (found[0] if found is not None else "")
        if not line["policy"]:
            del line["policy"]
    if not entry.anyway:
        _must_fit(program, line)
    append(log_path_of(path), line)
    return due_in(policy, (path,), recorded)


def take_in(policy: "LoadedPolicy", incident: str, content: bytes, format_: str) -> TakenIn:
    """Append what another tool recorded, but for lines that are there already."""
    path = log_path_of(log_of(policy, incident))
    found = import_log(content, format_, policy.program.roster, now())
    there = {_said(one) for one in read_book(path).entries}
    text = "".join(json.dumps(line) + "\n" for line in found.lines).encode()
    known = {one.line for one in read_log(text).entries if _said(one) in there}
    fresh = [line for number, line in enumerate(found.lines, 1) if number not in known]
    for line in fresh:
        append(path, line)
    return TakenIn(len(fresh), len(found.lines) - len(fresh), tuple(found.left_out))


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
    """What an event says besides when and by whom. Raises IncompleteEntry where it is missing."""
    if event in ("opened", "acknowledged", "closed", "handover"):
        if about and event != "closed":
            raise IncompleteEntry("`{event}` takes nothing more", event=event)
        return {"because": " ".join(about)} if about else {}
    if event in ("note", "reviewed"):
        return {"because": " ".join(about) or because or ""}
    if not about:
        raise IncompleteEntry("`{event}` of what?", event=event)
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
        raise IncompleteEntry("`{event}` takes one name", event=event)
    return about[0]


def _full(program: Program, name: str, among: Collection[str], *, approvals: bool) -> str:
    found = resolved(program, name, approvals=approvals, among=among)
    return name if found is None else "/".join(found)


def _facts(program: Program, about: tuple[str, ...]) -> dict[str, object]:
    settings = dict(parse_setting(program.ruleset, one) for one in about)
    for problem in read_case(program.ruleset, settings, 0)[1]:
        raise IncidentError(advised(problem.message, problem.help))
    return {name: list(one) if isinstance(one, tuple) else one for name, one in settings.items()}


def _correction(about: tuple[str, ...]) -> dict[str, Any]:
    number, *changes = about
    if not number.isdecimal() or not changes or not all("=" in one for one in changes):
        raise IncompleteEntry("write `corrects LINE KEY=VALUE`, such as `corrects 9 at=2026-…`")
    return {"line": int(number), "change": dict(one.split("=", 1) for one in changes)}


def _digest(path: str) -> str:
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except (OSError, ValueError) as error:
        raise IncidentError(cannot_read(path, error)) from None


def _must_fit(program: Program, line: dict[str, Any]) -> None:
    """Refuse what is most likely a slip of the pen; `--anyway` keeps it."""
    people = program.roster.people
    for key in ("by", "person", "to"):
        who = line.get(key)
        if who is not None and who not in people and not str(who).startswith("tool:"):
            advice = did_you_mean(str(who), people)
            raise IncidentError(advised(said("there is no person `{who}`", who=who), advice))
    for key, approvals in (("action", False), ("approval", True)):
        name = line.get(key)
        if name is not None and resolved(program, str(name), approvals=approvals) is None:
            known = names_of(program, approvals=approvals)
            advice = did_you_mean(str(name), known) or said("`--anyway` writes it all the same")
            raise IncidentError(
                said("no playbook has the approval `{name}`; {advice}", name=name, advice=advice)
                if approvals
                else said("no playbook has the action `{name}`; {advice}", name=name, advice=advice)
            )
    if line["event"] == "skipped" and not line.get("because"):
        raise IncompleteEntry("say why it is skipped: `--because TEXT`")
    if line["event"] == "handover" and not line.get("to"):
        raise IncompleteEntry("say who takes over: `--to PERSON`")
    if line["event"] == "note" and not line.get("because"):
        raise IncompleteEntry("`note` of what?")
    if line["event"] == "reviewed":
        if not line.get("because"):
            raise IncompleteEntry("say how it was dealt with: `reviewed TEXT`")
        seats = seated_ever(program.roster)
        if seats and line["by"] not in seats:
            raise IncidentError(
                "`{who}` has no seat on a council, whose members review incidents; `--anyway`"
                " writes it all the same, and the agenda goes on asking",
                who=line["by"],
            )

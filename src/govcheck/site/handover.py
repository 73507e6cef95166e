"""An incident on its way from one phone to the next: its file, and the log of what was ticked."""

import json
from collections.abc import Sequence
from typing import Any, Final

from govcheck.simulate.program import Program
from govcheck.simulate.statement import IncidentStatement
from govcheck.time.clock import format_instant, parse_instant
from govcheck.triage.incident import incident_id

LONGEST: Final = 100_000
"""The longest file of an incident that is read, in characters."""
PageState = dict[str, Any]
"""What the page states: what an incident's file states, with what is only said on the page."""


def stated_id(asked: PageState, zone: str) -> str:
    """The incident's id; made of its title and its day until it has one."""
    return str(asked.get("id") or incident_id(asked["title"], asked["detected_at"], zone))


def statement(asked: PageState, zone: str) -> IncidentStatement:
    """What the page states as an incident's file would."""
    return IncidentStatement(
        stated_id(asked, zone),
        asked["title"],
        asked["detected_at"],
        asked["facts"],
        asked.get("published_at"),
        asked.get("aware_at"),
        tuple((who, grade) for who, grade in asked.get("conflicts", ())),
    )


def incident_file(asked: PageState, program: Program) -> str:
    """The incident as a file: JSON, which is YAML, so that `govcheck simulate` reads it."""
    zone = program.roster.timezone
    document: dict[str, Any] = {
        "kind": "incident",
        "id": stated_id(asked, zone),
        "title": asked["title"],
        "detected_at": format_instant(asked["detected_at"], zone),
    }
    for key in ("published_at", "aware_at"):
        if asked.get(key) is not None:
            document[key] = format_instant(asked[key], zone)
    document["facts"] = asked["facts"]
    if asked.get("conflicts"):
        document["conflicts"] = [
            {"person": person, "grade": grade} for person, grade in asked["conflicts"]
        ]
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def read_incident(text: str) -> PageState:
    """What a file of an incident states. Raises various errors where it is none."""
    document = json.loads(text[: LONGEST + 1])
    asked: PageState = {
        "id": str(document["id"]),
        "title": str(document["title"]),
        "detected_at": parse_instant(document["detected_at"]),
        "facts": dict(document["facts"]),
        "skipped": [],
        "conflicts": [[one["person"], one["grade"]] for one in document.get("conflicts", ())],
    }
    for key in ("published_at", "aware_at"):
        if key in document:
            asked[key] = parse_instant(document[key])
    return asked


def log_file(
    asked: PageState, ticked: Sequence[dict[str, Any]], zone: str, revision: str | None
) -> str:
    """The log of what was ticked: JSON Lines, as `govcheck log` writes them."""
    lines: list[dict[str, Any]] = []
    if ticked:
        opened = {"event": "opened", **({} if revision is None else {"policy": revision})}
        first = {"at": asked["detected_at"], "recorded_at": ticked[0]["recorded_at"],
                 "by": ticked[0]["by"], **opened}  # fmt: skip
        lines = [first, *ticked]
    written = []
    for line in lines:
        instants = {key: format_instant(line[key], zone) for key in ("at", "recorded_at")}
        written.append({**line, **instants})
    return "".join(
        json.dumps(one, ensure_ascii=False, separators=(", ", ": ")) + "\n" for one in written
    )

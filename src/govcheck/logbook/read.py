"""A log read and written: one JSON object a line, in the order of writing.

Whatever lies in the file is read. A line is appended whole, whoever else writes.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from govcheck.errors import IncidentError, cannot_write
from govcheck.logbook.entry import EVENTS, Entry, Logbook, LogProblem, instant_in
from govcheck.nearest import did_you_mean
from govcheck.translation import said

MOST_BYTES: Final = 8 * 1024 * 1024
"""No log is larger."""
LONGEST_LINE: Final = 64 * 1024

_TEXTS: Final = (
    "person", "via", "action", "approval", "because", "text_sha256", "to", "policy",
)  # fmt: skip
_WANTED: Final[Mapping[str, tuple[str, ...]]] = {
    "told": ("person",),
    "fact": ("facts",),
    "done": ("action",),
    "skipped": ("action", "because"),
    "asked": ("approval",),
    "approved": ("approval",),
    "refused": ("approval",),
    "handover": ("to",),
    "corrects": ("line", "change"),
    "reviewed": ("because",),
}
"""What an event says besides when and by whom."""

_Raw = dict[str, Any]


def read_log(content: bytes) -> Logbook:
    """The lines that can be read, corrected as later ones say; the others are among the problems.

    A last line without its end was torn while it was written, and is left out.
    """
    if len(content) > MOST_BYTES:
        message = said(
            "the log has {content} bytes, more than {most_bytes}",
            content=len(content),
            most_bytes=MOST_BYTES,
        )
        return Logbook((), (LogProblem(1, message, lost=True),))
    problems: list[LogProblem] = []
    raw: dict[int, _Raw] = {}
    *lines, torn = content.split(b"\n")
    for number, line in enumerate(lines, 1):
        found = _parsed(number, line.removesuffix(b"\r")) if line.strip() else None
        if isinstance(found, LogProblem):
            problems.append(found)
        elif found is not None:
            raw[number] = found
    if torn.strip():
        found = _parsed(len(lines) + 1, torn)
        if isinstance(found, LogProblem):
            message = said("the last line was torn while it was written, and is left out")
            problems.append(LogProblem(len(lines) + 1, message, lost=True))
        else:
            raw[len(lines) + 1] = found
    return _logbook(raw, problems)


def _logbook(raw: dict[int, _Raw], problems: list[LogProblem]) -> Logbook:
    made = {number: _entry(number, line) for number, line in raw.items()}
    entries = {number: one for number, one in made.items() if isinstance(one, Entry)}
    for number, one in made.items():
        if isinstance(one, LogProblem):
            problems.append(one)
        elif one.event == "corrects":
            problem = _correct(number, raw[number], raw, entries)
            if problem is not None:
                problems.append(problem)
    opened = [one for one in entries.values() if one.event == "opened"]
    for again in opened[1:]:
        message = said("the incident was opened already, in line {line}", line=str(opened[0].line))
        problems.append(LogProblem(again.line, message))
        del entries[again.line]
    if entries and not opened:
        first = min(entries)
        problems.append(LogProblem(first, said("the log does not begin with `opened`")))
    ordered = sorted(entries.values(), key=lambda one: (one.at, one.line))
    return Logbook(tuple(ordered), tuple(sorted(problems)))


def _parsed(number: int, line: bytes) -> _Raw | LogProblem:
    if len(line) > LONGEST_LINE:
        return LogProblem(
            number,
            said("the line has more than {longest_line} bytes", longest_line=LONGEST_LINE),
            lost=True,
        )
    try:
        found = json.loads(line.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        return LogProblem(number, said("the line is no JSON"), lost=True)
    if not isinstance(found, dict):
        return LogProblem(number, said("the line is no JSON object"), lost=True)
    return found


def _correct(
    number: int, line: _Raw, raw: dict[int, _Raw], entries: dict[int, Entry]
) -> LogProblem | None:
    """Apply a correction; what keeps it from being one, where something does."""
    target, change = line["line"], line["change"]
    if isinstance(target, bool) or target not in entries or target >= number:
        return LogProblem(
            number, said("there is no line `{target}` before it to correct", target=target)
        )
    if {"line", "corrects", "event"} & change.keys():
        return LogProblem(number, said("a correction changes no event into another"))
    changed = {**raw[target], **change}
    made = _entry(target, changed)
    if isinstance(made, LogProblem):
        message = said("with the correction {message}", message=made.message)
        return LogProblem(number, message, made.help)
    raw[target] = changed
    entries[target] = made._replace(corrected_by=(*entries[target].corrected_by, number))
    return None


def _fault(line: _Raw) -> tuple[str, str | None] | None:
    event = line.get("event")
    if not isinstance(event, str):
        return said("the line says no `event`"), None
    if event not in EVENTS:
        return said("`{event}` is no event of a log", event=event[:40]), did_you_mean(
            event[:40], EVENTS
        )
    for key in ("at", "recorded_at", "accepted_at"):
        value = line.get(key)
        if value is None and (key == "accepted_at" or (key == "recorded_at" and "at" in line)):
            continue
        if instant_in(value) is None:
            return said("`{key}` is no instant with an offset", key=key), said(
                "write `2026-11-14T22:47:00+01:00`"
            )
    if not isinstance(line.get("by"), str) or not line["by"]:
        return said("the line does not say by whom (`by`)"), None
    for key in _TEXTS:
        if key in line and not isinstance(line[key], str):
            return said("`{key}` is no text", key=key), None
    for key in _WANTED.get(event, ()):
        wanted = {"facts": dict, "change": dict, "line": int}.get(key, str)
        if not isinstance(line.get(key), wanted) or line[key] in ("", {}):
            return said("`{event}` does not say `{key}`", event=event, key=key), None
    return None


def _entry(number: int, line: _Raw) -> Entry | LogProblem:
    """The line as a value, or why it is none."""
    fault = _fault(line)
    if fault is not None:
        return LogProblem(number, *fault, lost=True)
    at = instant_in(line["at"])
    recorded_at = instant_in(line.get("recorded_at") or line["at"])
    assert at is not None
    assert recorded_at is not None
    return Entry(
        number,
        at,
        recorded_at,
        line["by"],
        line["event"],
        facts={
            str(name): tuple(value) if isinstance(value, list) else value
            for name, value in line.get("facts", {}).items()
        }
        if isinstance(line.get("facts"), dict)
        else {},
        accepted_at=instant_in(line.get("accepted_at")),
        **{key: line.get(key, "") for key in _TEXTS},
    )


def append(path: str, line: Mapping[str, object]) -> None:
    """Write one line at the end of a log, and let it reach the disk.

    Two writers never mix: each has the file to itself, and writes its line in one piece. A last
    line that was torn is ended first, so that it stays alone.

    Raises:
        IncidentError: The path is no regular file, or cannot be written.
    """
    content = (json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n").encode()
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(path, flags, 0o644)
        try:
            _write(descriptor, path, content)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise IncidentError(cannot_write(path, error)) from None


def _write(descriptor: int, path: str, content: bytes) -> None:
    if not os.path.isfile(path):
        raise IncidentError("`{path}` is no regular file", path=path)
    _lock(descriptor)
    size = os.fstat(descriptor).st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        content = b"\n" + content
    written, size = os.write(descriptor, content), len(content)
    if written != size:
        raise IncidentError(
            "`{path}` took only {written} of {size} bytes", path=path, written=written, size=size
        )
    os.fsync(descriptor)


def _lock(descriptor: int) -> None:
    """Wait for whoever else writes; without locks `O_APPEND` alone keeps lines whole."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)

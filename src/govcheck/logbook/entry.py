"""The lines of an incident's log, as values, and where it stands: beside the incident's file."""

import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from govcheck.named_tuples import NamedTuple
from govcheck.time.clock import MINUTE, parse_instant

EVENTS: Final = (
    "opened", "told", "acknowledged", "fact", "done", "skipped", "asked", "approved", "refused",
    "handover", "note", "corrects", "closed", "reviewed",
)  # fmt: skip
LATE: Final = 15 * MINUTE
"""A line that was written down so many seconds after the event, or more, is a late entry."""


class Entry(NamedTuple):
    """A line of a log, corrections applied. Instants are seconds since 1970 UTC.

    What an event has nothing to say of is empty.
    """

    line: int
    """From 1, as in the file."""
    at: int
    recorded_at: int
    by: str
    """Somebody's id, or `tool:name`."""
    event: str
    person: str = ""
    via: str = ""
    facts: Mapping[str, object] = MappingProxyType({})
    action: str = ""
    """`playbook/action`, for a recurring one perhaps `playbook/action#2`."""
    approval: str = ""
    """`playbook/approval`."""
    because: str = ""
    text_sha256: str = ""
    to: str = ""
    accepted_at: int | None = None
    policy: str = ""
    """The revision that the incident is judged by."""
    corrected_by: tuple[int, ...] = ()
    """The later lines that correct it."""

    @property
    def who(self) -> str:
        """Whoever did, answered or agreed: the person named, else the author of the line."""
        return self.person or self.by

    @property
    def is_late(self) -> bool:
        """Whether it was written down long after it happened."""
        return self.recorded_at - self.at > LATE


class LogProblem(NamedTuple):
    """What is wrong with a line, or contradicts the policy. The line is kept unless `lost`."""

    line: int
    message: str
    help: str | None = None
    lost: bool = False
    """Whether nothing could be read of it."""


class Logbook(NamedTuple):
    """A log as it was read: its lines in the order of what happened, and what is wrong with it."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[LogProblem, ...] = ()

    def until(self, at: int) -> "Logbook":
        """The same as far as it had happened by an instant."""
        return self._replace(entries=tuple(one for one in self.entries if one.at <= at))

    def of(self, *events: str) -> tuple[Entry, ...]:
        """The lines of some events."""
        return tuple(one for one in self.entries if one.event in events)

    def answers(self, since: int) -> tuple[tuple[str, int], ...]:
        """Who acknowledged from an instant on, and how many seconds after it."""
        lines = (one for one in self.of("acknowledged") if one.at >= since)
        return tuple((one.who, one.at - since) for one in lines)

    @property
    def policy(self) -> str:
        """The revision by which the incident is judged; empty where the log does not say."""
        return next((one.policy for one in self.of("opened")), "")

    @property
    def ended(self) -> int | None:
        """The last instant of which it says something; what was decided afterwards is no part."""
        return max((one.at for one in self.entries if one.event != "reviewed"), default=None)

    @property
    def is_open(self) -> bool:
        """Whether it was opened and not closed."""
        return bool(self.of("opened")) and not self.of("closed")


def instant_in(value: object) -> int | None:
    """The instant of a text with an offset; None of anything else."""
    try:
        return parse_instant(value) if isinstance(value, str) else None
    except ValueError:
        return None


SUFFIX: Final = ".log.jsonl"


def log_path_of(path: str) -> str:
    """The log of an incident's file."""
    return os.path.splitext(path)[0] + SUFFIX

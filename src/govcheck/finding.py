"""What is reported.

A check knows *places* (a document and a path of keys in it) and yields problems; the loader knows
lines and turns each problem into a finding. Findings are plain values, ordered by path and span.
"""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from govcheck.source import Span


class Severity(StrEnum):
    """How much a finding matters; `error` blocks a merge by default."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


Key = str | int


class Place(NamedTuple):
    """A node of a document: the file, the document's number in it, and the keys down to the node.

    `of_key` means the last key itself rather than its value. Where the path leads to nothing, the
    nearest existing node above stands for it. `within` are characters of a text that stands in the
    file as it is, such as the body of a post; of other texts the whole is meant.
    """

    path: str
    index: int  # type: ignore[assignment]  # it hides a method of tuples that nobody needs
    keys: tuple[Key, ...] = ()
    of_key: bool = False
    note: str = ""
    within: tuple[int, int] | None = None


class Problem(NamedTuple):
    """What a check has found, before lines are known.

    `expires` is the last day on which it is no problem yet, `heals` the first on which it is none
    any more; None where it is one however early or late the day. `meant` is what should stand at
    the place instead, where only one thing can have been meant. `lacks` is the name that leads
    nowhere, as `namespace/name`; what one rule finds because of one name is told once.
    """

    at: Place
    message: str
    see: tuple[Place, ...] = ()
    help: str | None = None
    expires: date | None = None
    heals: date | None = None
    meant: str | None = None
    lacks: str | None = None


class Diagnostic(NamedTuple):
    """What a finding is an instance of: a stable code, a speaking name, how much it matters."""

    code: str
    name: str
    severity: Severity = Severity.ERROR


class Related(NamedTuple):
    """A further span that explains a finding."""

    span: Span
    message: str


class TextEdit(NamedTuple):
    """The text that is to stand in place of a span's."""

    span: Span
    text: str


class Fix(NamedTuple):
    """How a finding is mended without a person; one that is not safe guesses what was meant."""

    edits: tuple[TextEdit, ...]
    is_safe: bool


class Finding(NamedTuple):
    """One thing that is wrong, where it is, and what to do about it.

    `document` is `kind/id`, or None where no document could be read. `pointer` is the RFC 6901
    JSON pointer within the document.
    """

    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    pointer: str = ""
    document: str | None = None
    related: tuple[Related, ...] = ()
    help: str | None = None
    waived: str | None = None
    expires: date | None = None
    """The last day on which it is no problem yet; None where it is one however early the day."""
    heals: date | None = None
    """The first day on which it is no problem any more; None where it never heals by itself."""
    in_source: bool = False
    """Whether it is accepted by a comment beside it, and not by a waiver."""
    fix: Fix | None = None
    lacks: str | None = None
    """The name that leads nowhere, as `namespace/name`."""
    blocks: bool = False
    """Whether the policy cannot be loaded, and nothing be decided by it, until it is mended."""


def pointer(keys: tuple[Key, ...]) -> str:
    """RFC 6901 JSON pointer of a path of keys."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


class Violation(NamedTuple):
    """A problem together with the rule that it breaks."""

    rule: Diagnostic
    problem: Problem

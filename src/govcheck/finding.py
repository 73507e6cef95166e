"""What is reported.

A check knows *places* (a document and a path of keys in it) and yields problems; the loader knows
lines and turns each problem into a finding. Findings are plain values, ordered by path and span.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from govcheck.named_tuples import NamedTuple
from govcheck.source import Span
from govcheck.translation import said


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


class Lack(NamedTuple):
    """A name that nothing in the policy has: `Lack("person", "zed")`.

    `namespace` says among which names it was looked for: a kind, `fact`, or `value/FACT`.
    """

    namespace: str
    name: str


class Problem(NamedTuple):
    """What a check has found, before lines are known.

    `expires` is the last day on which it is no problem yet, `heals` the first on which it is none
    any more; None where it is one however early or late the day. `meant` is what should stand at
    the place instead, where only one thing can have been meant. `lacks` is the name that leads
    nowhere; what one rule finds because of one name is told once.
    """

    at: Place
    message: str
    see: tuple[Place, ...] = ()
    help: str | None = None
    expires: date | None = None
    heals: date | None = None
    meant: str | None = None
    lacks: Lack | None = None


class Diagnostic(NamedTuple):
    """What a finding is an instance of, and what `explain` says about it.

    `code` is stable, `name` speaks. `truth` is what must hold, in one sentence; `why` is the
    reason, in paragraphs. `is_opinion` says whether an organisation may set how much it matters.
    How it is mended, with a bad example and a good one, stands in `checks/examples/CODE/`;
    `govcheck.explanations` puts all of it together.
    """

    code: str
    name: str
    severity: Severity = Severity.ERROR
    truth: str = ""
    why: str = ""
    is_opinion: bool = False


def diagnostics_in(module: Mapping[str, object]) -> tuple[Diagnostic, ...]:
    """The diagnostics that a module has made so far, in their order, by its `globals()`."""
    return tuple(one for one in module.values() if isinstance(one, Diagnostic))


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


class Waived(NamedTuple):
    """Why a finding or a refutation is accepted: by a waiver until a day, or by a comment.

    `waiver` and `until` are None where a comment beside the finding accepts it.
    """

    reason: str
    waiver: str | None = None
    until: date | None = None

    @property
    def in_source(self) -> bool:
        """Whether it is a comment beside the finding, and not a waiver."""
        return self.waiver is None

    @property
    def sentence(self) -> str:
        """Why it is accepted, by what, and until when."""
        if self.waiver is None:
            return said("ignored: {reason}", reason=self.reason)
        return said(
            "waived by `{waiver}` until {until}: {reason}",
            waiver=self.waiver,
            until=self.until,
            reason=self.reason,
        )

    def __str__(self) -> str:
        return str(self.sentence)


def in_force(grounds: Iterable[Waived], day: date) -> Waived | None:
    """The first of several grounds for accepting something that is good on a day."""
    return next((one for one in grounds if one.until is None or day <= one.until), None)


class Finding(NamedTuple):
    """One thing that is wrong, where it is, and what to do about it.

    `rule` is what it is an instance of, with the severity that this finding has. `document` is
    `kind/id`, or None where no document could be read. `pointer` is the RFC 6901 JSON pointer
    within the document.
    """

    span: Span
    rule: Diagnostic
    message: str
    pointer: str = ""
    document: str | None = None
    related: tuple[Related, ...] = ()
    help: str | None = None
    waived: Waived | None = None
    expires: date | None = None
    """The last day on which it is no problem yet; None where it is one however early the day."""
    heals: date | None = None
    """The first day on which it is no problem any more; None where it never heals by itself."""
    fix: Fix | None = None
    lacks: Lack | None = None
    """The name that leads nowhere."""
    blocks: bool = False
    """Whether the policy cannot be loaded, and nothing be decided by it, until it is mended."""

    @property
    def code(self) -> str:
        """The code of its rule, such as `TEAM002`."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The name of its rule, such as `lead-outside-team`."""
        return self.rule.name

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.rule.severity

    def as_grave_as(self, severity: Severity) -> "Finding":
        """The same finding with another severity."""
        return self._replace(rule=self.rule._replace(severity=severity))


def pointer(keys: tuple[Key, ...]) -> str:
    """RFC 6901 JSON pointer of a path of keys."""
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)


class Violation(NamedTuple):
    """A problem together with the rule that it breaks."""

    rule: Diagnostic
    problem: Problem

"""What is wrong with the text of a YAML file, before anybody reads it as a policy."""

import re
from typing import Final

from govcheck.finding import Diagnostic, Severity
from govcheck.lazy_pattern import lazy_pattern
from govcheck.named_tuples import NamedTuple
from govcheck.translation import said

_NEXT: Final = lazy_pattern(r"^---(?=\s|\Z)", re.MULTILINE)
_VISIBLE: Final = lazy_pattern(r"[^\r\n]")

SYNTAX: Final = Diagnostic(
    "YAML001",
    "yaml-syntax",
    truth="Every file is YAML 1.2.",
    why="What stands behind a mistake cannot be told, so the rest of that document is not read; "
    "other documents are.",
)
DUPLICATE_KEY: Final = Diagnostic(
    "YAML002",
    "duplicate-key",
    truth="A mapping has each key once.",
    why="Many programs silently keep the last one; a rule that somebody reads and no program "
    "follows is worse than none.",
)
BAD_KEY: Final = Diagnostic(
    "YAML003",
    "key-not-text",
    truth="Every key is a text.",
    why="A number, `true`, a list or nothing names no field.",
)
BAD_SCALAR: Final = Diagnostic(
    "YAML004",
    "unreadable-value",
    truth="Every value reads as the YAML 1.2 core schema says.",
    why="An endless number, one that is no number, and the tags of programming languages have no "
    "meaning in a policy.",
)
BAD_ALIAS: Final = Diagnostic(
    "YAML005",
    "unusable-alias",
    truth="An alias stands below its anchor and outside of it.",
    why="One above it stands for nothing, one within it for something without an end.",
)
TOO_LARGE: Final = Diagnostic(
    "YAML006",
    "too-large",
    truth="A file has at most 1 MiB, 100,000 values and 64 levels, aliases counted in full.",
    why="A policy is read by people; a file beyond these limits is an accident or an attack.",
)
NOT_UTF8: Final = Diagnostic(
    "YAML007",
    "not-utf-8",
    truth="Every file is UTF-8.",
    why="In another encoding names and messages would be guessed, differently on each machine.",
)
EMPTY: Final = Diagnostic(
    "YAML008",
    "empty-document",
    truth="Every document holds something.",
    why="An empty file, or nothing between two `---`, is mostly a mistake of an editor or a merge.",
)
MERGE_KEY: Final = Diagnostic(
    "YAML009",
    "merge-key",
    truth="No mapping has the key `<<`.",
    why="YAML 1.1 merged another mapping in its place; YAML 1.2 does not, and its readers differ.",
)
OTHER_VERSION: Final = Diagnostic(
    "YAML010",
    "other-yaml-version",
    Severity.WARNING,
    truth="No file says that it is of another version than YAML 1.2.",
    why="`%YAML 1.1` changes what `yes` or `017` means to some programs and not to others.",
)


class Fault(NamedTuple):
    """Something wrong with the text, at character indices; `see` is a further span with a note."""

    rule: Diagnostic
    start: int
    end: int
    message: str
    help: str | None = None
    see: tuple[int, int, str] | None = None


def other_version(stated: str, start: int) -> Fault:
    """A directive that says another version than that by which everything is read."""
    message = said("the file says YAML {stated}, and is read as YAML 1.2", stated=stated)
    advice = said(
        "delete the line, and quote what reads otherwise: in YAML 1.2 `yes` "
        "and `on` are text, and `0o17` is an octal number"
    )
    return Fault(OTHER_VERSION, start, start + len("%YAML"), message, advice)


def rest_of(text: str, begun: int, fault: int) -> str | None:
    """The text from the next document on, everything at its place; None where there is none.

    `begun` is where the document with the fault begins. It is read again where only a character is
    to blame with which no value begins.
    """
    if text[fault : fault + 1] in ("@", "`", "%"):
        return _VISIBLE.sub(" ", text[:begun]) + text[begun:fault] + "_" + text[fault + 1 :]
    found = _NEXT.search(text, fault)
    if found is None:
        return None
    return _VISIBLE.sub(" ", text[: found.start()]) + text[found.start() :]

"""The examples of the catalogue: documents laid over a small clean policy.

An example is one YAML file with one or more documents; each replaces the document of the base
that has the same kind and id. Comments in it say what must come of it:

    lead: zed        # expect: TEAM002             a finding begins on this line
    lead: zed        # expect: TEAM002@"zed"       and underlines this text
    # elsewhere: PERS011                           the base documents get a finding, too
    # without: council/board, training/basics      the base lacks these documents
    # file: templates/recall.md                    the repository has this file
    # file: templates/recall.md review_by: 2027-01-31   … with this front matter
"""

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple

import govcheck.checks
from govcheck.acceptance.judgement import as_of
from govcheck.finding import Finding
from govcheck.load.names import name_of
from govcheck.load.tree import TreeEntry
from govcheck.load.yaml import parse
from govcheck.source import Source
from govcheck.workspace.examine import examine

EXAMPLES: Final = Path(govcheck.checks.__file__).parent / "examples"
TODAY: Final = date(2026, 11, 23)

_FOLDERS: Final = {
    "scenario": "scenarios",
    "incident": "incidents",
    "archive": "archives",
    "post": "posts",
}
_EXPECTATION: Final = re.compile(r'([A-Z]+\d{3})(?:@"([^"]*)")?')


class Expectation(NamedTuple):
    """A finding that an example asks for; `text` is what it underlines, where that is said."""

    line: int
    code: str
    text: str | None = None


class Outcome(NamedTuple):
    """The findings in the example's own documents, and those in the base's."""

    here: list[Finding]
    elsewhere: list[Finding]
    source: Source


class MemoryTree:
    """Files that exist only in a test."""

    root = "/nowhere"
    revision: str | None = None

    def __init__(self, files: dict[str, str], others: dict[str, str] | None = None) -> None:
        self.files = files
        self.others = others or {}

    def entries(self) -> list[TreeEntry]:
        """The files, sorted by path."""
        return [TreeEntry(path, "file", len(text)) for path, text in sorted(self.files.items())]

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        return {**self.others, **self.files}[path].encode()

    def exists(self, path: str) -> bool:
        """Whether there is a file at that path."""
        return path in self.files or path in self.others


def examined(text: str, day: date = TODAY) -> Outcome:
    """The findings of the base with an example laid over it, as of a day."""
    found = as_of(examine(tree_of(text)).findings, day, timedelta(0))
    here = [finding for finding in found if finding.span.path.endswith("/example.yaml")]
    return Outcome(here, [finding for finding in found if finding not in here], Source("", text))


def tree_of(text: str) -> MemoryTree:
    """The base with an example laid over it; every document keeps its lines."""
    replaced = {*_names(text), *_directives(text, "without")} - {""}
    files = {}
    for folder in ("policies", "scenarios", "incidents", "archives", "posts"):
        for path in sorted((EXAMPLES / "base").glob("*.yaml")):
            base = path.read_text(encoding="utf-8")
            files[f"{folder}/base/{path.name}"] = _kept(base, folder, replaced)
        files[f"{folder}/example.yaml"] = _kept(text, folder)
    filled = {path: content for path, content in files.items() if content.strip()}
    return MemoryTree(filled, dict(_other_files(text)))


def _other_files(text: str) -> Iterator[tuple[str, str]]:
    for stated in _directives(text, "file"):
        path, _, front = stated.partition(" ")
        yield path, f"---\n{front}\n---\nText\n"


def expectations(text: str) -> set[Expectation]:
    """What the comments of an example ask for."""
    found = set()
    for number, line in enumerate(text.splitlines(), 1):
        _, mark, wanted = line.partition("# expect:")
        if mark:
            found |= {
                Expectation(number, code, underlined or None)
                for code, underlined in _EXPECTATION.findall(wanted)
            }
    return found


def elsewhere(text: str) -> set[str]:
    """The codes that an example asks for in the base's documents."""
    return set(_directives(text, "elsewhere"))


def _directives(text: str, word: str) -> Iterator[str]:
    for line in re.findall(rf"^# {word}:(.*)$", text, re.MULTILINE):
        yield from (item.strip() for item in line.split(","))


def _names(text: str) -> list[str]:
    return [_name(chunk) for chunk in _chunks(text)]


def _chunks(text: str) -> list[list[str]]:
    """The lines of each document, the `---` before it included."""
    chunks: list[list[str]] = [[]]
    for line in text.splitlines():
        if line == "---":
            chunks.append([])
        chunks[-1].append(line)
    return chunks


def _name(chunk: list[str]) -> str:
    """`kind/id` of a document; comments without a document have no name."""
    roots, _ = parse(Source("", "\n".join(chunk) + "\n"))
    return (name_of(roots[0]) if roots else None) or ""


def _folder(name: str) -> str:
    return _FOLDERS.get(name.partition("/")[0], "policies")


def _kept(text: str, folder: str, replaced: Collection[str] = ()) -> str:
    """The text with the lines of all documents blank that are replaced or belong elsewhere."""
    lines: list[str] = []
    for chunk in _chunks(text):
        name = _name(chunk)
        wanted = name and _folder(name) == folder and name not in replaced
        lines += chunk if wanted else [""] * len(chunk)
    return "\n".join(lines) + "\n"

"""The examples of the catalogue: documents laid over a small clean policy.

An example is one YAML file with one or more documents; each replaces the document of the base
that has the same kind and id. Comments in it say what must come of it:

    lead: zed        # expect: TEAM002             a finding begins on this line
    lead: zed        # expect: TEAM002@"zed"       and underlines this text
    # elsewhere: PERS011                           the base documents get a finding, too
    # without: council/board, training/basics      the base lacks these documents
    # file: templates/recall.md                    the repository has this file
    # file: templates/recall.md review_by: 2027-01-31   … with this front matter
    # path: policies/roles/writer.yaml             what follows is this file, as it stands
    # path: policies/x.yaml, symlink               … which is no file but a link
    # path: policies/x.yaml, latin-1               … in this encoding
    # base: none                                   nothing but the example is there
    # import: csv people.csv --dates dmy           what `import` is asked for, in place of the base
    # mend: add the person to `members`            what `explain` advises; in the good example

The bad example of a property that `prove` shows refutes it, and the good one proves it.
"""

import json
import re
import tempfile
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from click.testing import CliRunner

import govcheck.checks
from govcheck.acceptance.judgement import as_of
from govcheck.cli import importing
from govcheck.explanations import explanations
from govcheck.finding import Finding
from govcheck.layout.layout import lay_out
from govcheck.load.names import name_of
from govcheck.load.post_table import TableReading, read_table
from govcheck.load.tree import NAMED, FileKind, TreeEntry
from govcheck.load.yaml import parse
from govcheck.opening.refusal import InvalidPolicy
from govcheck.prove.prove import RULES as PROPERTIES
from govcheck.prove.verdict import Query
from govcheck.source import Source, Span
from govcheck.time.clock import DAY
from govcheck.workspace.examine import examine
from govcheck.workspace.prove import prove_tree
from govcheck.workspace.run import run_scenarios

EXAMPLES: Final = Path(govcheck.checks.__file__).parent / "examples"
TODAY: Final = date(2026, 11, 23)
INSTANT: Final = int(datetime.combine(TODAY, time(), UTC).timestamp())

_PATH: Final = re.compile(r"^# path: (.*)$", re.MULTILINE)
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
    """Files that exist only in a test; `as_found` says of some how they are found or encoded."""

    root = "/nowhere"
    revision: str | None = None

    def __init__(
        self,
        files: dict[str, str],
        others: dict[str, str] | None = None,
        as_found: dict[str, str] | None = None,
    ) -> None:
        self.files = files
        self.others = others or {}
        self.as_found = as_found or {}

    def entries(self) -> list[TreeEntry]:
        """The files, sorted by path, and folders in the wrong case in place of what they hold."""
        return sorted({self._entry(path) for path in self.files}, key=lambda entry: entry.path)

    def _entry(self, path: str) -> TreeEntry:
        top = path.partition("/")[0]
        if top not in NAMED and top.lower() in NAMED:
            return TreeEntry(top, "miscased", 0)
        kind: FileKind = "symlink" if self.as_found.get(path) == "symlink" else "file"
        return TreeEntry(path, kind, len(self.files[path]))

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        text = {**self.others, **self.files}[path]
        return text.encode(self.as_found.get(path, "utf-8"))

    def exists(self, path: str) -> bool:
        """Whether there is a file at that path."""
        return path in self.files or path in self.others


def examined(text: str, day: date = TODAY) -> Outcome:
    """The findings of the base with an example laid over it, as of a day, but for accepted ones."""
    tree = tree_of(text)
    found = as_of(examine(tree).findings, day, timedelta(0))
    return _outcome(text, (finding for finding in found if finding.waived is None))


def reported(code: str, text: str) -> Outcome:
    """What is found in an example by whatever reports that code: a check, a command, a proof."""
    if code.startswith("IMPORT"):
        return _outcome(text, _imported(text))
    tree = tree_of(text)
    mine = [path for path in _paths(text) if not path.startswith("incidents/")]
    if any(rule.code == code for rule in PROPERTIES):
        return _outcome(text, _proven(code, tree, ("refuted",)))
    if code == "TEST001":
        tested = run_scenarios(tree)
        failed = (one for ran in tested.ran for one in ran.differences)
        return _outcome(text, (*tested.blocking, *failed))
    if code in ("IGNORE001", "IGNORE002", "WAIVER001", "WAIVER002"):
        judged = examine(tree).judged(INSTANT)
        return _outcome(text, (one for one in judged if one.waived is None))
    if code == "FMT001":
        return _outcome(text, (one for path in mine for one in lay_out(path, tree.read(path))[2]))
    if code == "DOC014":
        sources = (Source(path, tree.files[path]) for path in mine)
        return _outcome(
            text, (one for each in sources for one in read_table(each, TableReading())[1])
        )
    return examined(text)


def _imported(text: str) -> Iterator[Finding]:
    """What `govcheck import` says of the files of an example, beside the policy that is in it."""
    (asked,) = re.findall(r"^# import: (.*)$", text, re.MULTILINE)
    rules = {each.rule.code: each.rule for each in explanations()}
    with tempfile.TemporaryDirectory() as folder:
        files = dict(_parts(text))
        for path, content in files.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        words = [f"{folder}/{word}" if word in files else word for word in asked.split()]
        into = ["--into", f"{folder}/policies/imported", "--at", "2026-10-01T00:00:00Z"]
        ran = CliRunner().invoke(importing.command, [*words, *into, "--format", "json", "--quiet"])
        said = json.loads(ran.stdout)
    for one in (*said["approximated"], *said["not_taken"]):
        if one["code"] is not None:
            path, line, column = one["path"].removeprefix(f"{folder}/"), one["line"], one["column"]
            at = Span(path, line, column, line, column + 1)
            yield Finding(at, rules[one["code"]], one["message"])


def is_proved(code: str, text: str) -> bool:
    """Whether a property holds of everything in an example, and speaks of something there."""
    return any(one.code == code for one in _proven(code, tree_of(text), ("proved",)))


def _proven(code: str, tree: MemoryTree, verdicts: Collection[str]) -> list[Finding]:
    query = Query(INSTANT, (INSTANT, INSTANT + 14 * DAY), 1, (code,), True, True)
    try:
        proof = prove_tree(tree, query, lambda _verdict: None)
    except InvalidPolicy as invalid:
        return [*invalid.findings]
    return [
        Finding(one.span or Span("", 1, 1, 1, 1), one.verdict.rule, one.verdict.message)
        for one in proof.proven
        if one.verdict.verdict in verdicts
    ]


def _outcome(text: str, findings: Iterable[Finding]) -> Outcome:
    paths = {*_paths(text), *(path.partition("/")[0] for path in _paths(text))}
    here: list[Finding] = []
    elsewhere: list[Finding] = []
    for finding in findings:
        path = finding.span.path
        shown = path in paths and path.endswith(".yaml") and not _is_mark(text, finding.span.line)
        (here if shown else elsewhere).append(finding)
    return Outcome(here, elsewhere, Source("", text))


def _is_mark(text: str, line: int) -> bool:
    """Whether a line of an example is for its test: a finding there is about the whole file."""
    lines = text.splitlines()
    return len(lines) < line or not lines[line - 1] or lines[line - 1].startswith("# ")


def _paths(text: str) -> list[str]:
    """The files that an example is made of."""
    own = [stated.partition(",")[0] for stated in _PATH.findall(text)]
    return own or [f"{folder}/example.yaml" for folder in ("policies", *_FOLDERS.values())]


def tree_of(text: str) -> MemoryTree:
    """The base with an example laid over it; every document keeps its lines."""
    parts = dict(_parts(text))
    names = [name for part in parts.values() for name in _names(part)] or _names(text)
    replaced = {*names, *_directives(text, "without")} - {""}
    files = {}
    for folder in ("policies", "scenarios", "incidents", "archives", "posts"):
        for path in sorted((EXAMPLES / "base").glob("*.yaml")):
            base = path.read_text(encoding="utf-8")
            files[f"{folder}/base/{path.name}"] = _kept(base, folder, replaced)
        files[f"{folder}/example.yaml"] = "" if parts else _kept(text, folder)
    if "none" in _directives(text, "base"):
        files = {path: content for path, content in files.items() if "/base/" not in path}
    filled = {path: content for path, content in files.items() if content.strip()}
    filled |= {path: part for path, part in parts.items() if path not in filled}
    as_found = dict(stated.split(", ") for stated in _PATH.findall(text) if ", " in stated)
    return MemoryTree(filled, dict(_other_files(text)), as_found)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The files that an example states itself, each at its own lines."""
    _, *rest = re.split(_PATH, text)
    before = text[: text.index("# path:")].count("\n") if rest else 0
    for stated, content in zip(rest[::2], rest[1::2], strict=True):
        path = stated.partition(",")[0]
        lines = content.removeprefix("\n")
        yield path, "\n" * (before + 1) * path.endswith(".yaml") + lines
        before += 1 + lines.count("\n")


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

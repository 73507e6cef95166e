"""The layout of one file, and the proof that nothing but the layout changed."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from typing import NamedTuple

from govcheck.errors import GovcheckError, PolicyNotFound, cannot_read, cannot_write
from govcheck.finding import Finding, TextEdit
from govcheck.layout.read import UnusualSyntax, read
from govcheck.layout.violations import FMT001
from govcheck.layout.write import write
from govcheck.load.file import read_trees
from govcheck.load.nodes import Node, plain
from govcheck.load.tokens import comments, tokens
from govcheck.load.tree import (
    SCHEMAS,
    WorkTree,
    find_root,
    is_below,
    is_document,
    read_start,
    replace_file,
)
from govcheck.load.yaml import parse
from govcheck.source import Source, Span
from govcheck.translation import said


class Laid(NamedTuple):
    """A file in the one layout, or as it was where `findings` say why it is left alone."""

    source: Source
    content: bytes
    findings: tuple[Finding, ...] = ()


def lay_out(path: str, content: bytes) -> Laid:
    """Lay a file out. The documents that it holds stay equal, and every comment is kept.

    A file that is not YAML, or that says something in a way which cannot be kept, is left alone.
    """
    loaded = read_trees(path, content)
    if loaded.findings or not loaded.roots:
        return Laid(loaded.source, content, loaded.findings)
    text = re.sub(r"\r\n?", "\n", loaded.source.text)
    scanned = tokens(text)
    try:
        documents = read(text, scanned)
    except UnusualSyntax as reason:
        return Laid(loaded.source, content, (_unusual(path, str(reason)),))
    before = _documents(loaded.roots), comments(text, scanned)
    for arrange in (True, False):
        # An alias must not come before its anchor: such a file keeps the order of its keys.
        laid = write(documents, arrange=arrange)
        if _content(path, laid) == before:
            return Laid(loaded.source, laid.encode(), ())
    return Laid(loaded.source, content, (_unusual(path, "something"),))


def _content(path: str, text: str) -> tuple[list[str], list[str]] | None:
    """What has to stay: the documents, as JSON, and the comments, sorted."""
    roots, faults = parse(Source(path, text))
    return None if faults else (_documents(roots), comments(text, tokens(text)))


def _documents(roots: Iterable[Node]) -> list[str]:
    return [json.dumps(plain(root), sort_keys=True) for root in roots]


def _unusual(path: str, reason: str) -> Finding:
    return Finding(
        Span(path, 1, 1, 1, 1),
        FMT001,
        said("the file has {reason} that cannot be laid out, and is left as it is", reason=reason),
        help=said("write it in a simpler way"),
    )


class LaidFile(NamedTuple):
    """A file with its content before and after; `path` is how the user would write it."""

    path: str
    before: bytes
    laid: Laid

    @property
    def changed(self) -> bool:
        """Whether the layout differs from what is there."""
        return self.before != self.laid.content

    def difference(self) -> str:
        """The change as a unified diff; empty where there is none."""
        before, after = (
            content.decode("utf-8", "replace").splitlines(keepends=True)
            for content in (self.before, self.laid.content)
        )
        lines = unified_diff(before, after, self.path, self.path)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def repository_files(root: str) -> Iterator[str]:
    """Every file of documents of a repository."""
    for entry in WorkTree(root).entries():
        if entry.kind == "file" and is_document(entry.path) and not is_below(entry.path, SCHEMAS):
            yield os.path.join(root, *entry.path.split("/"))


def files_below(path: str) -> Iterator[str]:
    """The file itself, or every `.yaml` below a folder; symbolic links are not followed."""
    if not os.path.isdir(path):
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = os.path.join(folder, name)
            if is_document(name) and os.path.isfile(file) and not os.path.islink(file):
                yield file


def lay_out_files(paths: Iterable[str]) -> Iterator[LaidFile]:
    """Lay files out in memory, each once.

    Raises:
        GovcheckError: A file cannot be read, or is another one behind a link.
    """
    for path in dict.fromkeys(paths):
        _must_stay(path)
        try:
            content = read_start(path)
        except OSError as error:
            raise GovcheckError(cannot_read(path, error)) from None
        yield LaidFile(path, content, lay_out(path.replace(os.sep, "/"), content))


def _must_stay(path: str) -> None:
    """Raise GovcheckError for a link, and for a file that links lead out of its repository."""
    if os.path.islink(path):
        raise GovcheckError("`{path}` is a symbolic link, which is not followed", path=path)
    try:
        root = find_root(os.path.dirname(os.path.abspath(path)))
    except PolicyNotFound:
        return
    if not os.path.realpath(path).startswith(os.path.realpath(root).rstrip(os.sep) + os.sep):
        raise GovcheckError(
            "`{path}` lies outside `{root}`, behind a symbolic link", path=path, root=root
        )


def rewrite(path: str, content: bytes) -> None:
    """Replace a file in one step, keeping its mode, so that no reader ever sees half of it.

    Another name of the same file, a hard link, keeps what was there.

    Raises:
        GovcheckError: It cannot be written; the file is as it was.
    """
    try:
        replace_file(path, content, keep_mode=True)
    except OSError as error:
        raise GovcheckError(cannot_write(path, error)) from None


_BOM = "\ufeff"


def mend(path: str, content: bytes, edits: Iterable[TextEdit]) -> bytes:
    """The content with all edits made that do not overlap an earlier one; the rest of it stays.

    It is as it was where the file cannot be read, or could not be afterwards, as with a key twice.
    """
    whole = content.decode("utf-8")
    text = whole.lstrip(_BOM)
    source = Source(path, text)
    mended, behind = whole[: len(whole) - len(text)], 0
    for edit in sorted(set(edits)):
        start = source.index(edit.span.line, edit.span.column)
        if start >= behind:
            mended += text[behind:start] + edit.text
            behind = source.index(edit.span.end_line, edit.span.end_column)
    mended += text[behind:]
    return content if _is_broken(text) or _is_broken(mended) else mended.encode()


def _is_broken(text: str) -> bool:
    _, faults = parse(Source("", text.lstrip(_BOM)))
    return bool(faults)

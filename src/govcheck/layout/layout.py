"""The layout of one file, and the proof that nothing but the layout changed."""

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

from govcheck.finding import Finding
from govcheck.layout.read import UnusualSyntax, read
from govcheck.layout.violations import FMT001
from govcheck.layout.write import write
from govcheck.load.file import read_trees
from govcheck.load.nodes import Node, plain
from govcheck.load.tokens import comments, tokens
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

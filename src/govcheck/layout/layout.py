"""The layout of one file, and the proof that nothing but the layout changed."""

import json
import re
from typing import NamedTuple

from govcheck.finding import Finding
from govcheck.layout.read import UnusualSyntax, read
from govcheck.layout.violations import FMT001
from govcheck.layout.write import write
from govcheck.load.file import load_file
from govcheck.load.nodes import plain
from govcheck.load.tokens import comments
from govcheck.load.yaml import parse
from govcheck.source import Source, Span


class Laid(NamedTuple):
    """A file in the one layout, or as it was where `findings` say why it is left alone."""

    source: Source
    content: bytes
    findings: tuple[Finding, ...] = ()


def lay_out(path: str, content: bytes) -> Laid:
    """Lay a file out. The documents that it holds stay equal, and every comment is kept.

    A file that is not YAML, or that says something in a way which cannot be kept, is left alone.
    """
    loaded = load_file(path, content)
    faults = tuple(finding for finding in loaded.findings if finding.code.startswith("YAML"))
    if faults or not loaded.roots:
        return Laid(loaded.source, content, faults)
    text = re.sub(r"\r\n?", "\n", loaded.source.text)
    try:
        documents = read(text)
    except UnusualSyntax as reason:
        return Laid(loaded.source, content, (_unusual(path, str(reason)),))
    for arrange in (True, False):
        # An alias must not come before its anchor: such a file keeps the order of its keys.
        laid = write(documents, arrange=arrange)
        if _says_the_same(path, text, laid):
            return Laid(loaded.source, laid.encode(), ())
    return Laid(loaded.source, content, (_unusual(path, "something"),))


def _says_the_same(path: str, before: str, after: str) -> bool:
    contents = [_content(Source(path, text)) for text in (before, after)]
    return contents[0] == contents[1] and comments(before) == comments(after)


def _content(source: Source) -> tuple[list[str], bool]:
    roots, faults = parse(source)
    return [json.dumps(plain(root), sort_keys=True) for root in roots], bool(faults)


def _unusual(path: str, reason: str) -> Finding:
    return Finding(
        Span(path, 1, 1, 1, 1),
        FMT001.code,
        FMT001.name,
        FMT001.severity,
        f"the file has {reason} that cannot be laid out, and is left as it is",
        help="write it in a simpler way",
    )

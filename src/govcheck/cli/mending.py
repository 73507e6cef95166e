"""`validate --fix`: what can be mended without a person."""

import os
from collections.abc import Iterable

from govcheck.cache.snapshot import Snapshot
from govcheck.console.output import emit
from govcheck.finding import Finding, TextEdit
from govcheck.layout.layout import LaidFile, lay_out, mend
from govcheck.load.tree import SCHEMAS, is_below, is_document
from govcheck.render.escape import terminal


def mended(
    snapshot: Snapshot, findings: Iterable[Finding], paths: Iterable[str], *, typos: bool
) -> list[LaidFile]:
    """The files that change: findings are mended where that is safe, and the file is laid out.

    With `typos` also those are mended where only one name can have been meant.
    """
    edits: dict[str, list[TextEdit]] = {}
    for finding in findings:
        if finding.fix is not None and (typos or finding.fix.is_safe):
            for edit in finding.fix.edits:
                edits.setdefault(edit.span.path, []).append(edit)
    files = []
    for path in paths:
        before = snapshot.contents_of(path)
        if before is not None and is_document(path) and not is_below(path, SCHEMAS):
            content = mend(path, before, edits[path]) if path in edits else before
            name = os.path.relpath(os.path.join(snapshot.root, *path.split("/")))
            files.append(LaidFile(name, before, lay_out(path, content)))
    return [file for file in files if file.changed]


def show(files: Iterable[LaidFile], output: str | None) -> None:
    """Write what would change as a unified diff."""
    lines = (line for file in files for line in file.difference().splitlines())
    emit("".join(f"{terminal(line)}\n" for line in lines), output)

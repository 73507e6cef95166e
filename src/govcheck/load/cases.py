"""Names that only their case tells apart, which not every machine does.

On macOS and Windows `Policies/` is `policies/`, and `Ana.yaml` is `ana.yaml`; on Linux, where
requests are checked, each is another. So a document is read on one machine and not on the other.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final

from govcheck.finding import Diagnostic, Finding, Related
from govcheck.load.tree import TreeEntry
from govcheck.source import Span
from govcheck.translation import said

MISCASED_FOLDER: Final = Diagnostic(
    "DOC011",
    "miscased-folder",
    truth="A folder with a meaning is named in small letters.",
    why="macOS and Windows read `Policies/` as `policies/`; Linux, and with it whoever approves "
    "changes, does not see it at all.",
)
CASE_COLLISION: Final = Diagnostic(
    "DOC012",
    "case-collision",
    truth="No two files or folders have names that differ only in case, or in how accents are "
    "written.",
    why="On macOS and Windows they are one, so that the policy there lacks a document.",
)


def case_faults(entries: Iterable[TreeEntry]) -> Iterator[Finding]:
    """What is wrong with the names of the files and folders of a tree."""
    seen: dict[str, str] = {}
    told: set[str] = set()
    for entry in entries:
        if entry.kind == "miscased":
            name = entry.path.casefold()
            message = said(
                "the folder `{path}` is `{name}` on some machines and not on others",
                path=entry.path,
                name=name,
            )
            advice = said(
                "rename it to `{name}`, in two steps where the file system ignores case", name=name
            )
            yield _finding(MISCASED_FOLDER, entry.path, message, advice)
            continue
        for path in accumulate(entry.path.split("/"), lambda above, name: f"{above}/{name}"):
            first = seen.setdefault(_folded(path), path)
            if first == path:
                continue
            if path not in told:
                told.add(path)
                message = said(
                    "`{path}` and `{first}` are the same on some machines", path=path, first=first
                )
                advice = said("give one of the two another name")
                other = Related(Span(first, 1, 1, 1, 1), said("the other one is here"))
                yield _finding(CASE_COLLISION, path, message, advice)._replace(related=(other,))
            break  # what is below it collides for the same reason


def _folded(path: str) -> str:
    """A path as file systems compare it that ignore case and the form of accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _finding(rule: Diagnostic, path: str, message: str, advice: str) -> Finding:
    return Finding(Span(path, 1, 1, 1, 1), rule, message, help=advice)

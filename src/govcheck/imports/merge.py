"""Documents of an import beside those that are there: what was made by hand stays.

Each document remembers what its fields said when they came. A field that the export has not changed
since is left alone, whatever stands there now; one that nobody has touched follows the export.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from govcheck.errors import GovcheckError
from govcheck.imports import violations as rules
from govcheck.imports.draft import ORIGIN, Draft, digest, entry, origin_lines, written
from govcheck.imports.remark import Remark, say
from govcheck.layout.layout import lay_out
from govcheck.load import nodes
from govcheck.load.nodes import plain
from govcheck.load.repository import Repository
from govcheck.source import Source
from govcheck.tongue import Tongue

FOLDERS: Final = {
    "person": "people",
    "rota": "rotas",
    "role": "roles",
    "escalation": "escalations",
}


class MergedFile(NamedTuple):
    """A document and its file: `new`, `changed`, or `unchanged` with no content to write."""

    draft: Draft
    path: str
    state: str
    content: bytes | None
    kept: tuple[Remark, ...] = ()


def merged(
    drafts: list[Draft], repository: Repository | None, into: str, tongue: Tongue
) -> list[MergedFile]:
    """Each document with the file that it goes to; `into` is relative to the policy's root."""
    there = {} if repository is None else _there(repository)
    contents: dict[str, str] = {}
    found: list[MergedFile] = []
    taken: set[str] = set() if repository is None else set(repository.files)
    for draft in drafts:
        place = there.get((draft.kind, draft.origin))
        if place is None:
            path = _free(f"{into}/{FOLDERS[draft.kind]}/{draft.id}.yaml", taken)
            laid = lay_out(path, written(draft, tongue).encode())
            found.append(MergedFile(draft, path, "new", laid.content))
            continue
        path, index = place
        assert repository is not None
        loaded = repository.files[path]
        before = contents.get(path, loaded.source.text)
        text, kept = _updated(before, loaded.source, index, draft)
        if text == before:
            found.append(MergedFile(draft, path, "unchanged", None, kept))
            continue
        contents[path] = text
        found.append(MergedFile(draft, path, "changed", lay_out(path, text.encode()).content, kept))
    return found


def _free(path: str, taken: set[str]) -> str:
    stem, number, found = path.removesuffix(".yaml"), 1, path
    while found in taken:
        number += 1
        found = f"{stem}-{number}.yaml"
    taken.add(found)
    return found


def _there(repository: Repository) -> dict[tuple[str, str], tuple[str, int]]:
    """The file and the number of each document that came from an import."""
    found = {}
    for document in repository.policy.documents:
        origin = document.extensions.get(ORIGIN)
        if isinstance(origin, dict) and isinstance(origin.get("from"), str):
            place = document.place()
            found[document.kind_name, origin["from"]] = (place.path, place.index)
    return found


def _updated(
    text: str, original: Source, index: int, draft: Draft
) -> tuple[str, tuple[Remark, ...]]:
    """The text with the fields that the export has changed and nobody else has."""
    from govcheck.load.yaml import parse

    source = Source(original.path, text)
    roots, faults = parse(source)
    if faults or index >= len(roots) or not isinstance(root := roots[index], nodes.Mapping):
        raise GovcheckError("`{path}` cannot be changed: it is no longer YAML", path=original.path)
    have: Mapping[str, Any] = plain(root)  # type: ignore[assignment]
    origin = have.get(ORIGIN)
    stated = origin.get("fields") if isinstance(origin, dict) else None
    base: dict[str, str] = dict(stated) if isinstance(stated, dict) else {}
    fresh = draft.digests()
    edits: list[tuple[int, int, str]] = []
    kept: list[Remark] = []
    remembered = dict(base)
    at = root.entries[ORIGIN].start if ORIGIN in root.entries else root.end
    for field in dict.fromkeys((*draft.fields, *base)):
        if fresh.get(field) == base.get(field):
            continue
        now = digest(have[field]) if field in have else None
        if now not in (base.get(field), fresh.get(field)):
            said = say(
                "`{field}` of {document} was changed by hand and in the export: it stays",
                field=field, document=draft.name,
            )  # fmt: skip
            kept.append(Remark(rules.CHANGED_TWICE, draft.place, said))
            continue
        remembered.pop(field, None)
        if field in fresh:
            remembered[field] = fresh[field]
        if now == fresh.get(field):
            continue
        lines = "" if field not in fresh else "\n".join(entry(field, draft.fields[field])) + "\n"
        if field in root.entries:
            edits.append((*_lines(text, root.entries[field]), lines))
        else:
            edits.append((at, at, lines))
    if remembered != base:
        line = "\n".join(origin_lines(draft.origin, remembered)) + "\n"
        if ORIGIN in root.entries:
            edits.append((*_lines(text, root.entries[ORIGIN]), line))
    # Of edits at one place the one that replaces something comes first in the text's order.
    for start, end, lines in sorted(edits, key=lambda one: (one[0], one[1]), reverse=True):
        text = text[:start] + lines + text[end:]
    return text, tuple(kept)


def _lines(text: str, value: nodes.KeyValue) -> tuple[int, int]:
    """From the key to the end of the last line of its value."""
    last = max(value.node.end, value.end)
    end = text.find("\n", last)
    return value.start, len(text) if end < 0 else end + 1

"""Documents of which only some parts can be read.

A part that could not be read is not absent: nobody knows what it says. Whoever asks for it gets
`Unread` instead of a default, so that what depends on it is left unsaid, and all else is said.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from govcheck.finding import Finding
from govcheck.lazy_pattern import lazy_pattern
from govcheck.load import shape
from govcheck.load.file import Loaded
from govcheck.load.fitting import confused_kind, kind_with
from govcheck.load.models import build
from govcheck.load.names import name_of, names_in
from govcheck.load.nodes import Mapping, Node, Scalar, plain, walk
from govcheck.load.parts import CALLED, Parts, nothing_of
from govcheck.load.shape import ShapeFault
from govcheck.load.yaml_faults import BAD_KEY, DUPLICATE_KEY, MERGE_KEY
from govcheck.load.yaml_limits import MOST_FAULTS
from govcheck.model.base import Document
from govcheck.model.fields import aliases
from govcheck.model.kinds import KINDS
from govcheck.nearest import nearest

_NAMED_BY: Final = {"representative": ("department", "person"), "advocate": ("person",)}
"""The fields that name documents of kinds without ids."""
_PART: Final = lazy_pattern(r"(?:(?!^---).)+(?:^---)?", re.MULTILINE | re.DOTALL)
"""A document, with the line that ends it."""
_KIND: Final = lazy_pattern(r"^kind:[ \t]+([a-z-]+)", re.MULTILINE)
_KEY: Final = lazy_pattern(r"^([a-z_]+):", re.MULTILINE)
_OF_MAPPING: Final = (BAD_KEY, DUPLICATE_KEY, MERGE_KEY)
"""Faults after which nobody knows what is in the mapping around them."""
_NAMELESS: Final = "?"
"""How the name of a document begins that does not state one; no id does."""


def read_partially(loaded: Loaded) -> tuple[tuple[Document, ...], frozenset[str]]:
    """Every document of a faulty file as far as it can be read, and the kinds of nameless ones.

    Documents without a fault come out as they are, in the order of the file; those that cannot be
    told apart in a text that is no YAML come last, without any field.
    """
    whole = {document.place().index: document for document in loaded.documents}
    found: list[Document] = []
    nameless: set[str] = set()

    def add(document: Document, called: str, index: int) -> None:
        document.once(CALLED, lambda: called)
        document.placed(loaded.source.path, index)
        found.append(document)

    faulty = 0
    for index, root in enumerate(loaded.roots):
        kind = kind_of(root)
        if kind is None or not isinstance(root, Mapping):
            continue
        model, name = KINDS[kind], name_of(root, kind)
        faulty += index not in whole
        if index not in whole and faulty > MOST_FAULTS:  # such a file is not what was meant
            if kind not in nameless:
                add(nothing_of(model), f"{_NAMELESS}{index}", index)
            nameless.add(kind)
            continue
        faults = [*_faults(model, root), *_text_faults(model, loaded, root)]
        if index in whole and not faults:
            found.append(whole[index])
            continue
        document = Parts(faults).document(model, plain(root))
        name_is_read = name is not None and all(map(document.is_read, _NAMED_BY.get(kind, ("id",))))
        if not name_is_read:
            nameless.add(kind)
        add(document, str(name).partition("/")[2] if name_is_read else f"{_NAMELESS}{index}", index)
    for kind in nameless_texts(loaded):
        if kind not in nameless:
            add(nothing_of(KINDS[kind]), _NAMELESS, len(loaded.titles))
            nameless.add(kind)
    known = {document.ref for document in found}
    for number, ref in enumerate(sorted(loaded.names - known)):
        kind, _, called = ref.partition("/")
        if kind in KINDS and (number < MOST_FAULTS or kind not in nameless):
            add(nothing_of(KINDS[kind]), called, len(loaded.titles))
            nameless |= {kind} if number >= MOST_FAULTS else set()
    return tuple(found), frozenset(nameless)


def kind_of(root: Node) -> str | None:
    """The kind of a document: the stated or the nearest one, or the only one with its fields."""
    if not isinstance(root, Mapping):
        return None
    entry = root.entries.get("kind")
    stated = entry.node.value if entry and isinstance(entry.node, Scalar) else None
    meant = nearest(stated, KINDS) if isinstance(stated, str) and stated not in KINDS else stated
    if isinstance(meant, str):
        return confused_kind(root) or meant
    return kind_with(root.entries.keys())


def nameless_texts(loaded: Loaded) -> Iterator[str]:
    """The kinds of documents that are no YAML, and do not state both their kind and their name."""
    starts = sorted(root.start for root in loaded.roots)
    text = loaded.source.text if any(map(_is_of_text, loaded.findings)) else ""
    for part in _PART.finditer(text):
        is_read = bisect_left(starts, part.start()) < bisect_left(starts, part.end())
        if not is_read and not names_in(part[0]):
            stated = _KIND.search(part[0])
            keys = {"kind", *_KEY.findall(part[0])}
            kind = stated[1] if stated and stated[1] in KINDS else kind_with(keys)
            if kind is not None:
                yield kind


def _faults(model: type[Document], root: Mapping) -> list[ShapeFault]:
    built = build(model, plain(root))
    return built if isinstance(built, list) else []


def _text_faults(model: type[Document], loaded: Loaded, root: Mapping) -> list[ShapeFault]:
    """Faults at the values that nobody can know because the text is at fault there."""
    fields, found = aliases(model), []
    for finding in filter(_is_of_text, loaded.findings):
        start = loaded.source.index(finding.span.line, finding.span.column)
        end = loaded.source.index(finding.span.end_line, finding.span.end_column)
        if not root.start <= start < max(root.end, root.start + 1):
            continue
        hit = [
            (key,)
            for key, entry in root.entries.items()
            if key in fields and entry.start <= end and start <= max(entry.end, entry.node.end)
        ]
        value = [keys for keys, one in walk(root) if isinstance(one, Scalar) and one.start == start]
        if finding.rule in _OF_MAPPING:
            around = (keys for keys, one in walk(root) if one.start <= start < one.end)
            value = [keys for keys in [max(around, key=len, default=())] if keys]
        found += [shape.bad_value(keys, None, "") for keys in value or hit or [()]]
    return found


def _is_of_text(finding: Finding) -> bool:
    return finding.document is None and finding.severity == "error"

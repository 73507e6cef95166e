"""Documents of which only some parts can be read.

A part that could not be read is not absent: nobody knows what it says. Whoever asks for it gets
`Unread` instead of a default, so that what depends on it is left unsaid, and all else is said.
"""

from typing import Final

from govcheck.finding import Finding
from govcheck.load import shape
from govcheck.load.file import Loaded
from govcheck.load.models import build
from govcheck.load.names import name_of
from govcheck.load.nodes import Mapping, Node, Scalar, plain
from govcheck.load.parts import CALLED, Parts, nothing_of
from govcheck.load.shape import ShapeFault
from govcheck.load.yaml_limits import MOST_FAULTS
from govcheck.model.base import Document
from govcheck.model.fields import aliases
from govcheck.model.kinds import KINDS

_NAMED_BY: Final = {"representative": ("department", "person"), "advocate": ("person",)}
"""The fields that name documents of kinds without ids."""
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
    faulty = 0
    for index, root in enumerate(loaded.roots):
        kind = _kind_of(root)
        if kind is None or not isinstance(root, Mapping):
            continue
        model, name = KINDS[kind], name_of(root)
        faulty += index not in whole
        if index not in whole and faulty > MOST_FAULTS:  # such a file is not what was meant
            nameless.add(kind)
            continue
        faults = [*_faults(model, root), *_text_faults(model, loaded, root)]
        if index in whole and not faults:
            found.append(whole[index])
            continue
        parts = Parts(faults)
        document = parts.document(model, plain(root))
        name_is_read = name is not None and all(map(document.is_read, _NAMED_BY.get(kind, ("id",))))
        if not name_is_read:
            nameless.add(kind)
        called = str(name).partition("/")[2] if name_is_read else f"{_NAMELESS}{index}"
        document.once(CALLED, lambda called=called: called)  # type: ignore[misc]
        document.placed(loaded.source.path, index)
        found.append(document)
    known = {document.ref for document in found}
    untold = sorted(loaded.names - known)
    nameless |= {name.partition("/")[0] for name in untold[MOST_FAULTS:]}
    for name in untold[:MOST_FAULTS]:
        kind, _, called = name.partition("/")
        if kind in KINDS:
            document = nothing_of(KINDS[kind])
            document.once(CALLED, lambda called=called: called)  # type: ignore[misc]
            document.placed(loaded.source.path, len(loaded.titles))
            found.append(document)
    return tuple(found), frozenset(nameless)


def _kind_of(root: Node) -> str | None:
    entry = root.entries.get("kind") if isinstance(root, Mapping) else None
    kind = entry.node.value if entry and isinstance(entry.node, Scalar) else None
    return kind if isinstance(kind, str) and kind in KINDS else None


def _faults(model: type[Document], root: Mapping) -> list[ShapeFault]:
    built = build(model, plain(root))
    return built if isinstance(built, list) else []


def _text_faults(model: type[Document], loaded: Loaded, root: Mapping) -> list[ShapeFault]:
    """Faults at the fields that nobody can know because the text is at fault there."""
    fields, found = aliases(model), []
    for start, end in _within(loaded, root):
        hit = [
            key
            for key, entry in root.entries.items()
            if key in fields and entry.start <= end and start <= max(entry.end, entry.node.end)
        ]
        found += [shape.bad_value((key,), None, "") for key in hit]
        if not hit:
            found.append(shape.bad_value((), {}, ""))
    return found


def _within(loaded: Loaded, root: Node) -> list[tuple[int, int]]:
    """Where the text of a document is at fault, at character indices."""
    found = []
    for finding in loaded.findings:
        if _is_of_text(finding):
            start = loaded.source.index(finding.span.line, finding.span.column)
            end = loaded.source.index(finding.span.end_line, finding.span.end_column)
            if root.start <= start < max(root.end, root.start + 1):
                found.append((start, end))
    return found


def _is_of_text(finding: Finding) -> bool:
    return finding.document is None and finding.severity == "error"

"""Documents of which only some parts can be read.

A part that could not be read is not absent: nobody knows what it says. Whoever asks for it gets
`Unread` instead of a default, so that what depends on it is left unsaid, and all else is said.
"""

from collections.abc import Set as AbstractSet
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
from govcheck.nearest import nearest

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
    if isinstance(stated, str):
        return stated if stated in KINDS else nearest(stated, KINDS)
    keys = root.entries.keys() - {"kind"}
    fitting = [kind for kind, model in KINDS.items() if keys and _fits(model, keys)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(model: type[Document], keys: AbstractSet[str]) -> bool:
    fields = aliases(model)
    required = {key for key in fields if model.model_fields[fields[key]].is_required()}
    return required - {"kind"} <= keys <= fields.keys()


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

"""Documents of which only some fields can be read.

A field that could not be read is not absent: nobody knows what it says. Whoever asks for it gets
`Unread` instead of a default, so that what depends on it is left unsaid, and all else is said.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from govcheck.finding import Finding, Key
from govcheck.load import shape
from govcheck.load.file import Loaded
from govcheck.load.models import build
from govcheck.load.names import name_of
from govcheck.load.nodes import Mapping, Node, Scalar, plain
from govcheck.load.shape import ShapeFault
from govcheck.load.yaml_limits import MOST_FAULTS
from govcheck.model.base import Document, Model, Unread
from govcheck.model.decision import SOUND_RULES, Decision, Rule
from govcheck.model.fields import STATED
from govcheck.model.kinds import KINDS
from govcheck.model.reading import Invalid
from govcheck.model.stated import stated_references

_CALLED: Final = "called"
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
        texts = [*_within(loaded, root)]
        faults = _faults(model, root)
        unread = _unread_fields(model, root, faults, texts)
        if index in whole and not unread:
            found.append(whole[index])
            continue
        name_is_read = name is not None and unread.isdisjoint(_NAMED_BY.get(kind, ("id",)))
        if not name_is_read:
            nameless.add(kind)
        called = str(name).partition("/")[2] if name_is_read else f"{_NAMELESS}{index}"
        document = _partial(model, root, unread, called)
        document.placed(loaded.source.path, index)
        if not texts and len(faults) < MOST_FAULTS:  # else nobody knows which texts are sound
            _name_what_is_stated(document, model, root, unread, faults)
        found.append(document)
    known = {document.ref for document in found}
    untold = sorted(loaded.names - known)
    nameless |= {name.partition("/")[0] for name in untold[MOST_FAULTS:]}
    for name in untold[:MOST_FAULTS]:
        kind, _, called = name.partition("/")
        if kind in KINDS:
            model = KINDS[kind]
            document = _partial(model, None, frozenset(_names(model)), called)
            document.placed(loaded.source.path, len(loaded.titles))
            found.append(document)
    return tuple(found), frozenset(nameless)


def _kind_of(root: Node) -> str | None:
    entry = root.entries.get("kind") if isinstance(root, Mapping) else None
    kind = entry.node.value if entry and isinstance(entry.node, Scalar) else None
    return kind if isinstance(kind, str) and kind in KINDS else None


def _names(model: type[Model]) -> dict[str, str]:
    """The fields of a model but for its kind, as written in YAML, with their names."""
    return {
        field.alias or name: name for name, field in model.model_fields.items() if name != "kind"
    }


def _faults(model: type[Document], root: Mapping) -> list[ShapeFault]:
    built = build(model, plain(root))
    return built if isinstance(built, list) else []


def _name_what_is_stated(
    document: Document,
    model: type[Document],
    root: Mapping,
    unread: frozenset[str],
    faults: list[ShapeFault],
) -> None:
    """Let the document know whom its unread fields name where they are sound."""
    data: Any = plain(root)
    keys = [fault.keys for fault in faults if not fault.is_of_parent]
    stated = stated_references(model, data, sorted(unread), keys)
    document.once(STATED, lambda: stated)
    if "rules" in unread and isinstance(document, Decision):
        rules = tuple(_sound_rules(data, keys))
        document.once(SOUND_RULES, lambda: rules)


def _sound_rules(data: Any, faults: list[tuple[Key, ...]]) -> Iterator[tuple[int, Rule]]:
    """The rules of a decision in which nothing is wrong, each with its position."""
    entries = data.get("rules")
    for position, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not any(keys[:2] == ("rules", position) for keys in faults):
            try:
                yield position, Rule.model_validate(entry)
            except (Invalid, RecursionError):
                continue


def _unread_fields(
    model: type[Document],
    root: Mapping,
    faults: list[ShapeFault],
    texts: list[tuple[int, int]],
) -> frozenset[str]:
    """The fields, as written, that nobody can know; `texts` are lines with faults of the text."""
    fields = _names(model)
    unread: set[str] = set()
    for fault in faults:
        if fault.rule == shape.MISSING_FIELD and not fault.keys:
            continue  # whatever is required and not there is unread
        key = str(fault.keys[0]) if fault.keys else ""
        if not key:
            unread |= fields.keys() - root.entries.keys()
        elif key in fields:
            unread.add(key)
        elif fault.rule == shape.UNKNOWN_FIELD:
            unread |= {fault.meant} if fault.meant else fields.keys() - root.entries.keys()
    for start, end in texts:
        hit = {
            key
            for key, entry in root.entries.items()
            if entry.start <= end and start <= max(entry.end, entry.node.end)
        }
        unread |= (hit & fields.keys()) or (fields.keys() - root.entries.keys())
    return frozenset(unread)


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


def _partial(
    model: type[Document], root: Mapping | None, unread: frozenset[str], called: str
) -> Document:
    fields = _names(model)
    stated: Any = plain(root) if root is not None else {}
    sound = {
        key: value
        for key, value in stated.items()
        if key in fields and key not in unread and value is not None
    }
    required = {
        alias
        for alias, name in fields.items()
        if alias not in sound and model.model_fields[name].is_required()
    }
    try:
        return _without(model, sound, unread | required, called)
    except (Invalid, RecursionError):
        return _without(model, {}, frozenset(fields), called)


def _without(
    model: type[Document], sound: dict[str, Any], unread: frozenset[str], called: str
) -> Document:
    """A document of the model's kind in which some fields are unread."""
    fields = _names(model)
    names = frozenset(fields[alias] for alias in unread if alias in fields)
    document = _unreadable(model, names).model_validate({"kind": model.kind_name, **sound})
    document.once(_CALLED, lambda: called)
    for name in names:
        del document.__dict__[name]
    return document


@cache
def _unreadable(model: type[Document], names: frozenset[str]) -> type[Document]:
    """The model with some fields that say `Unread`; thousands of documents may lack the same."""

    def read(self: Any, name: str) -> Any:
        if name in names:
            raise Unread(model.kind_name, name)
        return model.__getattr__(self, name)

    return type(
        model.__name__,
        (model,),
        {
            "__module__": model.__module__,
            "__annotations__": dict.fromkeys(names, Any),
            **dict.fromkeys(names),
            "__getattr__": read,
            "name_in_kind": property(lambda self: self.once(_CALLED, str)),
        },
    )

"""Where the id of a document stands, and what stands there instead."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from govcheck.load.nodes import Mapping as Branch
from govcheck.load.nodes import Node, Scalar, locate, walk
from govcheck.load.repository import Repository
from govcheck.load.yaml import parse
from govcheck.model.fields import references
from govcheck.source import Source

_TARGETS: Final = {"council": ("council", "chain"), "rota": ("rota", "next")}
_TYPED: Final = ("person", "role", "team", *_TARGETS)
_RESULTS: Final = {"severity": "severity", "escalation": "escalation", "playbook": "playbooks"}
_ON_FACTS: Final = ("when", "for", "holds", "facts", "decisions")
CharacterRange = tuple[int, int]


def _facts(repository: Repository, kind: str) -> frozenset[str]:
    """The facts whose values are ids of a kind."""
    stated = {
        name
        for vocabulary in repository.policy.vocabularies
        for name, fact in vocabulary.facts.items()
        if getattr(fact, "type", None) == kind
    }
    return frozenset(stated | ({_RESULTS[kind]} if kind in _RESULTS else set()))


def spans_of(
    repository: Repository, path: str, kind: str, old: str, moved: Mapping[str, str]
) -> list[CharacterRange]:
    """Where the id stands in a file, in order; `moved` are the names of files that follow it."""
    facts = _facts(repository, kind)
    roots = repository.files[path].roots
    found = {span for root in roots for span in _spans(root, kind, old, facts, moved)}
    return sorted(found | set(_referring(repository, path, kind, old)))


def _referring(repository: Repository, path: str, kind: str, old: str) -> Iterator[CharacterRange]:
    """Where the documents of a file name it, by what the models say of themselves."""
    loaded = repository.files[path]
    for document in loaded.documents:
        for reference in references(document):
            if reference.namespace == kind and reference.name == old:
                root = loaded.roots[document.place().index]
                yield locate(root, reference.keys, of_key=reference.of_key)


def _spans(
    root: Node, kind: str, old: str, facts: frozenset[str], moved: Mapping[str, str]
) -> Iterator[CharacterRange]:
    """Where a document names it in other ways, and its own id."""
    entries = root.entries if isinstance(root, Branch) else {}
    own = _text(entries["kind"].node) if "kind" in entries else None
    decides = _text(entries["decides"].node) if "decides" in entries else None
    targets = {f"{prefix}:{old}" for prefix in _TARGETS.get(kind, (kind,)) if kind in _TYPED}
    for keys, node in walk(root):
        text = _text(node)
        if text is None or not isinstance(node, Scalar):
            continue
        fields = [key for key in keys if isinstance(key, str)]
        is_id = text == old and (
            (own == kind and keys == ("id",))
            or (kind == "severity" and own == "organization" and fields == ["severities", "id"])
            or (_RESULTS.get(kind, "") == decides and fields[-1:] in (["then"], ["otherwise"]))
            or _is_value(fields, facts)
            or (own == "archive" and _is_outcome(fields, _RESULTS.get(kind, "")))
            or (kind == "person" and own == "waiver" and fields == ["approved_by"])
        )
        part = text == f"{kind}/{old}" or text.startswith(f"{kind}/{old}/")
        step = kind == "playbook" and fields[:1] == ["expect"] and text.startswith(f"{old}/")
        if (
            is_id
            or text in targets
            or text in moved
            or step
            or (own in ("waiver", "scenario") and part)
        ):
            yield node.start, node.end


def _is_outcome(fields: list[str], decision: str) -> bool:
    """Whether keys lead to what a text of an archive means for a decision."""
    means = fields[2:3] in (["values"], ["constant"], ["otherwise"])
    return fields[:2] == ["outcome", decision] and means


def _is_value(fields: list[str], facts: frozenset[str]) -> bool:
    """Whether keys lead to the value of one of some facts, in a condition or an incident."""
    at = next((place for place, key in enumerate(fields) if key in _ON_FACTS), None)
    return at is not None and not facts.isdisjoint(fields[at + 1 :])


def _text(node: Node) -> str | None:
    return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None


def rewritten(
    text: str,
    spans: Iterable[CharacterRange],
    kind: str,
    names: tuple[str, str],
    moved: Mapping[str, str],
) -> str:
    """A text of which some stretches name the new id of the two `names`, or where a file is now."""
    old, new = names
    changed, behind = "", 0
    for start, end in spans:
        if start < behind:  # an alias, which is changed where its anchor is
            continue
        written = text[start:end]
        bare = written.strip("'\"")
        if bare in moved:
            fresh = written.replace(bare, moved[bare])
        elif bare == old:
            fresh = quoted(new) if written == old else written.replace(old, new)
        elif bare.startswith(f"{kind}/{old}"):
            fresh = written.replace(f"/{old}", f"/{new}", 1)
        elif bare.startswith(f"{old}/"):
            fresh = written.replace(f"{old}/", f"{new}/", 1)
        else:
            fresh = written.replace(f":{old}", f":{new}", 1)
        changed += text[behind:start] + fresh
        behind = end
    return changed + text[behind:]


def quoted(name: str) -> str:
    """The id as it is written without quotes, or with them where YAML would read a number."""
    roots, _ = parse(Source("", name))
    return name if roots and _text(roots[0]) == name else f'"{name}"'

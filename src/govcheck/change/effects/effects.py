"""How finders say what they have found."""

import json
from collections.abc import Iterable, Iterator
from typing import TypeVar

from govcheck.change.comparison import Comparison
from govcheck.change.edit import Plain
from govcheck.change.effect import CLASSES, Effect, EffectClass
from govcheck.change.nodes import node_of, plain
from govcheck.finding import Key, Place
from govcheck.model.base import Document
from govcheck.model.change_control import EffectName
from govcheck.translation import said

D = TypeVar("D", bound=Document)


def effect(
    comparison: Comparison,
    name: EffectName,
    subject: str,
    before: str | None,
    after: str | None,
    causes: Iterable[str],
    *,
    kind: EffectClass | None = None,
    people: Iterable[str] = (),
    place: Place | None = None,
    doubt: str | None = None,
) -> Effect:
    """An effect, caused by those documents of `causes` that any edit is about."""
    documents = comparison.changed & frozenset(causes)
    class_ = CLASSES[name] if kind is None else kind
    found = Effect(name, class_, subject, before, after, documents, doubt=doubt)
    return differing(found._replace(people=frozenset(people), place=place))


def differing(found: Effect) -> Effect:
    """The effect with what changed in both texts.

    Words that are the same on both sides mean something else now: what they name is another.
    """
    if found.before != found.after or found.doubt is not None:
        return found
    others = ", ".join(sorted(found.documents)) or said("other documents")
    same = found.before or said("the same words")
    after = said(
        "{same}, which means something else by changes of {others}", same=same, others=others
    )
    return found._replace(after=after)


def changed_pairs(
    comparison: Comparison, model: type[D]
) -> Iterator[tuple[str, D | None, D | None]]:
    """Documents of a kind that any edit is about, by name, as they were and as they are."""
    base, head = comparison.base.policy, comparison.head.policy
    for ref in sorted(comparison.changed_of(model.kind_name)):
        name = ref.partition("/")[2]
        yield name, base.find(model, name), head.find(model, name)


def causes_of(comparison: Comparison, ref: str) -> frozenset[str]:
    """The changed documents that may have caused an effect on a document.

    It is the document itself, or, where that is as it was, whatever conditions refer to.
    """
    if ref in comparison.changed:
        return frozenset({ref})
    return comparison.changed_of("calendar", "decision", "organization", "vocabulary")


def place_of(comparison: Comparison, model: type[D], name: str, *keys: Key) -> Place | None:
    """A place in a document of the head, or of the base where it is gone."""
    for policy in (comparison.head.policy, comparison.base.policy):
        document = policy.find(model, name)
        if document is not None:
            return document.place(*keys)
    return None


def field_in_words(document: Document, field: str) -> str:
    """What a field of a document says, as JSON unless it is a text; `nothing`."""
    return _in_words(_fields(document).get(field))


def part_in_words(
    document: Document | None, listed: str, name: str, fields: Iterable[str]
) -> str | None:
    """What the item of a list with that id says in some fields; None where there is none."""
    items = [] if document is None else _fields(document).get(listed, [])
    item = next((one for one in items if one["id"] == name), None)
    if item is None:
        return None
    return ", ".join(f"{field} {_in_words(item.get(field))}" for field in fields)


def _fields(document: Document) -> dict[str, Plain]:
    found: dict[str, Plain] = plain(node_of(document))
    return found


def _in_words(value: Plain) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

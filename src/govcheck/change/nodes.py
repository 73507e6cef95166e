"""Documents as trees of what they mean: no layout, no defaults, no order where none counts.

Durations, instants and days are written in one way, so that `1800s` and `30m` are the same. Keys
that begin with `x-` mean nothing, but whoever reads an edit may want to see them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple, get_args

from govcheck.change.edit import Plain
from govcheck.model import texts
from govcheck.model.base import Document, Model
from govcheck.model.marks import KeyedBy, Order, OrderedWhere, mark
from govcheck.modelling.declared import TextForm
from govcheck.modelling.model_type import hints
from govcheck.time.clock import DURATION_PATTERN, INSTANT_PATTERN, format_duration, format_instant
from govcheck.time.working_days import DEADLINE_PATTERN, WorkingDays, format_deadline
from govcheck.translation import Translated


class Leaf(NamedTuple):
    """A value that only changes as a whole: a scalar, or a list in which only the order tells."""

    value: Plain


class Record(NamedTuple):
    """A mapping; a field that has its default is left out."""

    fields: dict[str, "ComparedNode"]


class Items(NamedTuple):
    """A list of things that are told apart by a name of their own, or by all they say."""

    items: tuple[tuple[str, "ComparedNode"], ...]
    """Each with its identity, unique within the list."""
    ordered: bool = False


ComparedNode = Leaf | Record | Items


def node_of(document: Document) -> Record:
    """The tree of a document, without its `kind`."""
    record = _record(document, document.extensions)
    return Record({name: node for name, node in record.fields.items() if name != "kind"})


def plain(node: ComparedNode) -> Plain:
    """A tree as YAML and JSON have it."""
    if isinstance(node, Leaf):
        return node.value
    if isinstance(node, Record):
        return {name: plain(field) for name, field in node.fields.items()}
    return [plain(item) for _, item in node.items]


def meaning(node: ComparedNode) -> str:
    """A text that two trees share exactly if they mean the same: `1.0` is `1`, but not `true`."""
    return json.dumps(_ordered(node), sort_keys=True)


def _ordered(node: ComparedNode) -> Plain:
    if isinstance(node, Record):
        return {name: _ordered(field) for name, field in node.fields.items()}
    if isinstance(node, Items):
        items = [[name, meaning(item)] for name, item in node.items]
        return items if node.ordered else sorted(items)
    if isinstance(node.value, float) and node.value.is_integer():
        return int(node.value)
    return node.value


_Beside = Mapping[Any, Any]
"""What stands beside the fields of a model, and below their keys beside those of its parts."""
_NOTHING: Final[_Beside] = {}


class _Form(NamedTuple):
    """What a field says of its values: the patterns of texts, and how to read a list."""

    patterns: frozenset[str] = frozenset()
    key: str | None = None
    """The field by which the items of a list are told apart."""
    order: Order | OrderedWhere = Order(counts=False)

    def is_ordered(self, owner: Model) -> bool:
        """Whether the order of a list counts in the model that holds it."""
        if isinstance(self.order, OrderedWhere):
            return getattr(owner, self.order.field) in self.order.values
        return self.order.counts


_FREE: Final = _Form()
"""The form of values whose keys are the policy's own, such as tests of facts."""


def _record(model: Model, beside: _Beside) -> Record:
    fields: dict[str, ComparedNode] = {}
    for name, alias, default, form in _plan(type(model)):
        value = getattr(model, name)
        if value is not None and (default is None or value != default):
            fields[alias] = _node(value, form, model, beside.get(alias, _NOTHING))
    for name, value in (model.__pydantic_extra__ or {}).items():
        fields[name] = _node(value, _FREE, model, beside.get(name, _NOTHING))
    for name, value in beside.items():
        if str(name).startswith("x-"):
            fields[name] = Leaf(value)
    return Record(fields)


@cache
def _plan(model: type[Model]) -> tuple[tuple[str, str, Any, _Form], ...]:
    """Name, alias, default and form of each field."""
    found = hints(model)
    return tuple(
        (
            name,
            field.alias or name,
            None if field.is_required() else field.default,
            _form_of(found[name]),
        )
        for name, field in model.model_fields.items()
    )


def _form_of(annotation: Any) -> _Form:
    keyed = mark(annotation, KeyedBy)
    order = mark(annotation, OrderedWhere) or mark(annotation, Order)
    return _Form(
        frozenset(_patterns(annotation)),
        None if keyed is None else keyed.field,
        _FREE.order if order is None else order,
    )


def _node(value: Any, form: _Form, owner: Model, beside: _Beside) -> ComparedNode:
    if isinstance(value, Model):
        return _record(value, beside)
    if isinstance(value, dict):
        return Record(
            {key: _node(one, form, owner, beside.get(key, _NOTHING)) for key, one in value.items()}
        )
    if isinstance(value, tuple) and not isinstance(value, WorkingDays):
        return _list(value, form, owner, beside)
    if isinstance(value, Translated):
        return Record({language: Leaf(text) for language, text in value.languages})
    return Leaf(_scalar(value, form.patterns))


def _list(value: tuple[Any, ...], form: _Form, owner: Model, beside: _Beside) -> ComparedNode:
    nodes = [
        _node(item, form, owner, beside.get(position, _NOTHING))
        for position, item in enumerate(value)
    ]
    ordered = form.is_ordered(owner)
    if form.key is not None:
        names = [str(getattr(item, form.key)) for item in value]
        return Items(_told_apart(names, nodes, ordered=ordered), ordered)
    if ordered:
        return Leaf([plain(node) for node in nodes])
    return Items(tuple({meaning(node): node for node in nodes}.items()))


def _told_apart(
    names: list[str], nodes: list[ComparedNode], *, ordered: bool
) -> tuple[tuple[str, ComparedNode], ...]:
    """Number the items of equal names, so that each item of a list has a key of its own.

    They are numbered in the order of the list, or, where that does not count, of what they say.
    """
    if len(set(names)) == len(names):
        return tuple(zip(names, nodes, strict=True))
    places: Iterable[int] = range(len(nodes))
    if not ordered:
        places = sorted(places, key=lambda place: meaning(nodes[place]))
    seen: set[str] = set()
    told: dict[int, str] = {}
    for place in places:
        name, number = names[place], 1
        while name in seen or (number > 1 and name in names):
            number += 1
            name = f"{names[place]}#{number}"
        seen.add(name)
        told[place] = name
    return tuple((told[place], node) for place, node in enumerate(nodes))


def _scalar(value: Any, forms: frozenset[str]) -> Plain:
    if isinstance(value, WorkingDays):
        return format_deadline(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        if forms & _DURATIONS:
            return format_duration(value)
        if forms & _INSTANTS:
            return format_instant(value)
    return value


_DURATIONS = frozenset((DURATION_PATTERN, DEADLINE_PATTERN))
_INSTANTS = frozenset((texts.DAY_OR_INSTANT, INSTANT_PATTERN))


def _patterns(annotation: Any) -> Iterator[str]:
    for argument in get_args(annotation):
        if isinstance(argument, TextForm):
            yield str(argument.schema.get("pattern"))
        else:
            yield from _patterns(argument)

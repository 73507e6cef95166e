"""From plain values to a model, with pydantic's errors as shape faults.

A value that fails a union fails each member of it; the errors of one place become one fault, and
errors deeper down win, because they tell which member was meant.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from govcheck.finding import Key
from govcheck.load import shape
from govcheck.load.shape import ShapeFault
from govcheck.load.yaml_limits import MOST_FAULTS
from govcheck.model.base import Document, Model
from govcheck.model.vocabulary import FACT_TYPES
from govcheck.modelling.reading import Invalid
from govcheck.translation import said

_SORTS: Final = {
    "string_type": shape.TEXT,
    "int_type": shape.WHOLE,
    "int_from_float": shape.WHOLE,
    "float_type": shape.NUMBER,
    "bool_type": shape.FLAG,
    "tuple_type": shape.LIST,
    "dict_type": shape.MAPPING,
    "model_type": shape.MAPPING,
    "model_attributes_type": shape.MAPPING,
}
_OF_KEY: Final = "[key]"
"""How pydantic ends the location of a mapping's key."""


def build(model: type[Document], data: object) -> Document | list[ShapeFault]:
    """The document, or everything that is wrong with its shape."""
    empty: list[tuple[Key, ...]] = []
    is_ordinary = _is_ordinary(data)
    stated = data if is_ordinary else _without_empty(data, (), empty)
    faults = [_empty(model, data, keys) for keys in islice(empty, MOST_FAULTS)]
    try:
        document = model.model_validate(stated)
    except Invalid as error:
        return [*faults, *_faults(model, stated, error, frozenset(empty))]
    except RecursionError:
        return [shape.bad_value((), data, said("is nested too deeply"))]
    if not is_ordinary:
        document.extended(_extensions(data))
    return faults or document


def _extensions(data: Any) -> dict[Key, Any]:
    """The keys that begin with `x-`, at every depth, with the keys that lead to them."""
    found: dict[Key, Any] = {}
    entries = data if isinstance(data, dict) else dict(enumerate(data))
    for key, value in entries.items():
        if isinstance(key, str) and key.startswith("x-"):
            found[key] = value
        elif isinstance(value, dict | list):
            below = _extensions(value)
            if below:
                found[key] = below
    return found


def _is_ordinary(data: Any) -> bool:
    """Whether at no depth anything is left empty, or has a key that begins with `x-`."""
    if type(data) is not dict:
        return type(data) is not list or (None not in data and all(map(_is_ordinary, data)))
    return not any(key[:2] == "x-" or one is None for key, one in data.items()) and all(
        map(_is_ordinary, data.values())
    )


def _without_empty(data: object, keys: tuple[Key, ...], empty: list[tuple[Key, ...]]) -> object:
    """The data less the fields that are written but left empty; only facts may be so: unknown."""
    if keys and str(keys[-1]).startswith("x-"):
        return data
    if isinstance(data, list):
        return [_without_empty(item, (*keys, at), empty) for at, item in enumerate(data)]
    if not isinstance(data, dict):
        return data
    unknown = keys in (("facts",), ("incident", "facts"))
    empty += [
        (*keys, key)
        for key, value in data.items()
        if value is None and not unknown and not key.startswith("x-")
    ]
    return {
        key: _without_empty(value, (*keys, key), empty)
        for key, value in data.items()
        if value is not None or unknown or key.startswith("x-")
    }


def _empty(model: type[Document], data: object, keys: tuple[Key, ...]) -> ShapeFault:
    fields = _fields(model, data, keys[:-1])
    if fields and keys[-1] not in fields and "not" not in fields:  # a condition has any name
        return shape.unknown(keys, shape.owner(keys[:-1], model.kind_name), fields)
    return shape.no_value(keys)


def _faults(
    model: type[Document], data: object, error: Invalid, empty: frozenset[tuple[Key, ...]]
) -> Iterator[ShapeFault]:
    grouped: dict[tuple[tuple[Key, ...], str], list[Any]] = {}
    above: set[tuple[Key, ...]] = set()
    for item in error.errors:
        keys, part = _follow(data, item["loc"]), ""
        if item["type"] == "missing":
            part = str(item["loc"][-1])
            above.add(keys)
        elif item["loc"][-1:] == (_OF_KEY,):
            part = _OF_KEY
        above.update(keys[:length] for length in range(len(keys)))
        grouped.setdefault((keys, part), []).append(item)
    told = (
        _fault(model, data, keys, part, items)
        for (keys, part), items in grouped.items()
        if (part and (*keys, part) not in empty) or (not part and not _is_mixed(data, keys, above))
    )
    return islice(told, MOST_FAULTS)


def _is_mixed(data: object, keys: tuple[Key, ...], above: set[tuple[Key, ...]]) -> bool:
    """Whether errors inside a collection tell more than the ones about the collection itself."""
    return keys in above and isinstance(_value(data, keys), dict | list)


def _fault(
    model: type[Document], data: object, keys: tuple[Key, ...], part: str, items: list[Any]
) -> ShapeFault:
    first, value = items[0], _value(data, keys)
    kind = first["type"]
    if kind == "missing":
        return shape.missing(keys, part, shape.owner(keys, model.kind_name))
    if kind == "extra_forbidden":
        fields = _fields(model, data, first["loc"][:-1])
        return shape.unknown(keys, shape.owner(keys[:-1], model.kind_name), fields)
    if part == _OF_KEY:
        reason = first["ctx"].get("reason")
        return shape.empty_key(keys) if reason is None else shape.bad_key(keys, reason)
    sorts = [_SORTS[item["type"]] for item in items if item["type"] in _SORTS]
    others = [item for item in items if item["type"] not in _SORTS]
    if others:
        return _bad_value(model, data, keys, others[0], sorts)
    return shape.wrong_type(keys, value, sorts)


def _bad_value(
    model: type[Document], data: object, keys: tuple[Key, ...], item: Any, sorts: list[str]
) -> ShapeFault:
    context, value = item.get("ctx", {}), _value(data, keys)
    match item["type"]:
        case "literal_error" | "int_parsing_size":  # of a choice between numbers, too
            if "<target>" in item["loc"]:  # a text, where a mapping would do as well
                sorts = [*sorts, shape.MAPPING]
            return shape.not_one_of(keys, value, _words(model, data, item["loc"]), sorts)
        case "greater_than_equal":
            return shape.less_than(keys, value, context["ge"])
        case "greater_than":
            return shape.not_more_than(keys, value, context["gt"])
        case "string_too_short" | "too_short":
            return shape.empty(keys)
        case "finite_number":
            return shape.bad_value(keys, value, said("is not a finite number"))
        case "fact_type":
            return _fact_type(keys, value)
        case "text":
            return shape.bad_text(keys, str(value), context["error"])
        case _:
            return shape.bad_value(keys, value, said("is not allowed here"))


def _fact_type(keys: tuple[Key, ...], value: object) -> ShapeFault:
    stated = value.get("type") if isinstance(value, dict) else None
    if stated is None:
        return shape.missing(keys, "type", shape.owner(keys, ""))
    return shape.not_one_of((*keys, "type"), stated, FACT_TYPES)


def _follow(data: object, loc: tuple[Key, ...]) -> tuple[Key, ...]:
    """The keys of a pydantic location that exist in the data; union tags and the rest fall out."""
    keys: list[Key] = []
    node = data
    for key in loc:
        if (isinstance(node, dict) and key in node) or (
            isinstance(node, list) and isinstance(key, int) and key < len(node)
        ):
            node = node[key]  # type: ignore[index]
            keys.append(key)
    return tuple(keys)


def _value(data: object, keys: tuple[Key, ...]) -> object:
    for key in keys:
        data = data[key]  # type: ignore[index]
    return data


def _words(model: type[Model], data: object, loc: tuple[Key, ...]) -> list[str]:
    """The values between which a location chooses."""
    from govcheck.model.fields import words_at

    return words_at(model, loc, data)


def _fields(model: type[Model], data: object, loc: tuple[Key, ...]) -> list[str]:
    """The fields that the model at a location defines."""
    from govcheck.model.fields import field_names, model_at

    found = model_at(model, loc, data)
    return field_names(found) if found is not None else []

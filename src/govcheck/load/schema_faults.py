"""jsonschema's errors as shape faults, in the words that the models' errors have."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from govcheck.finding import Key
from govcheck.load import shape
from govcheck.load.shape import ShapeFault
from govcheck.model.texts import READERS
from govcheck.translation import said, told

_Keys = tuple[Key, ...]

_SORTS: Final = {
    "string": shape.TEXT,
    "integer": shape.WHOLE,
    "number": shape.NUMBER,
    "boolean": shape.FLAG,
    "array": shape.LIST,
    "object": shape.MAPPING,
    "null": said("an empty value"),
}


def faults_of(validator: Any, document: object, kind: str) -> Iterator[ShapeFault]:
    """Everything that a schema refuses in a document."""
    from referencing.exceptions import Unresolvable

    try:
        for error in validator.iter_errors(document):
            yield from _faults(error, kind)
    except Unresolvable as error:
        reason = said("cannot be checked: `{ref}` leads nowhere", ref=error.ref)
        yield shape.bad_value((), document, reason)
    except RecursionError:
        yield shape.bad_value((), document, said("cannot be checked: the schema never ends"))


def _faults(error: Any, kind: str) -> Iterator[ShapeFault]:
    match error.validator:
        case "required":
            yield from _missing(error, kind)
        case "additionalProperties" | "unevaluatedProperties" if error.validator_value is False:
            yield from _unknown(error, kind)
        case "anyOf" | "oneOf" if error.context:
            yield from _alternatives(error, kind)
        case "minimum" | "exclusiveMinimum" if _is_no_whole_number(error):
            if error.instance.is_integer():  # JSON Schema takes it for one, and the models do not
                yield shape.wrong_type(tuple(error.absolute_path), error.instance, [shape.WHOLE])
        case keyword:
            keys, value = tuple(error.absolute_path), error.instance
            fault = _VALUES.get(keyword, _other)(keys, value, error)
            yield _at_key((*keys, value), fault) if _is_of_key(error) else fault


def _is_no_whole_number(error: Any) -> bool:
    """Whether a limit of whole numbers refuses what is not written as one."""
    return isinstance(error.instance, float) and error.schema.get("type") == "integer"


def _is_of_key(error: Any) -> bool:
    """Whether an error is about a mapping's key, which it has for its instance."""
    path = list(error.schema_path)
    is_field = path[-3:-2] in (["properties"], ["patternProperties"])
    return path[-2:-1] == ["propertyNames"] and not is_field


def _at_key(keys: _Keys, fault: ShapeFault) -> ShapeFault:
    return shape.empty_key(keys) if keys[-1] == "" else fault._replace(keys=keys, of_key=True)


def _missing(error: Any, kind: str) -> Iterator[ShapeFault]:
    keys: _Keys = tuple(error.absolute_path)
    for name in error.validator_value:
        if name not in error.instance:
            yield shape.missing(keys, name, shape.owner(keys, kind))


def _unknown(error: Any, kind: str) -> Iterator[ShapeFault]:
    keys: _Keys = tuple(error.absolute_path)
    fields = error.schema.get("properties", {})
    patterns = error.schema.get("patternProperties", {})
    for name in error.instance:
        if name in fields or any(re.search(pattern, name) for pattern in patterns):
            continue
        if fields or not patterns:
            yield shape.unknown((*keys, name), shape.owner(keys, kind), fields)
        else:
            yield shape.bad_key((*keys, name), _why_not(name, patterns))


def _why_not(name: str, patterns: Iterable[str]) -> str:
    """What is wrong with a key that has none of the forms that a mapping's keys may have."""
    for pattern in patterns:
        try:
            READERS[pattern](name)
        except KeyError:
            continue
        except ValueError as error:
            return told(error)
    return said("is not allowed here")


def _type(keys: _Keys, value: object, error: Any) -> ShapeFault:
    if _is_left_empty(keys, value):
        return shape.no_value(keys)
    return shape.wrong_type(keys, value, [_SORTS[sort] for sort in _types(error)])


def _one_of(keys: _Keys, value: object, error: Any) -> ShapeFault:
    limit = error.validator_value
    options = limit if error.validator == "enum" else [limit]
    return shape.not_one_of(keys, value, [str(option) for option in options])


def _shortest(keys: _Keys, value: object, error: Any) -> ShapeFault:
    return shape.empty(keys) if error.validator_value == 1 else _other(keys, value, error)


def _form(keys: _Keys, value: object, error: Any) -> ShapeFault:
    """What the models say of a text of that form, or that it does not match."""
    pattern, text = error.validator_value, str(value)
    try:
        READERS[pattern](text)
    except KeyError:
        pass
    except ValueError as wrong:
        return shape.bad_text(keys, text, wrong)
    return shape.bad_value(keys, value, said("does not match `{pattern}`", pattern=pattern))


def _other(keys: _Keys, value: object, error: Any) -> ShapeFault:
    keyword, limit = error.validator, error.validator_value
    rule = f"`{keyword}: {limit}`" if keyword else said("it, it allows nothing")
    reason = said("does not fit the repository's schema: {rule}", rule=rule)
    return shape.bad_value(keys, value, reason)


_VALUES: Final[dict[str | None, Callable[[_Keys, object, Any], ShapeFault]]] = {
    "type": _type,
    "enum": _one_of,
    "const": _one_of,
    "minLength": _shortest,
    "minItems": _shortest,
    "minimum": lambda keys, value, error: shape.less_than(keys, value, error.validator_value),
    "exclusiveMinimum": lambda keys, value, error: shape.not_more_than(
        keys, value, error.validator_value
    ),
    "pattern": _form,
}
"""What is said of a value that a keyword refuses."""


def _alternatives(error: Any, kind: str) -> Iterator[ShapeFault]:
    """What is wrong with the alternative that was most likely meant, or that none was meant."""
    branches: dict[object, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    keys, value = tuple(error.absolute_path), error.instance
    tags = {inner.relative_path[0] for inner in error.context if _is_tag(inner)}
    meant = [
        errors
        for errors in branches.values()
        if not any(_is_another(inner, tags) for inner in errors)
    ]
    options = [option for inner in error.context for option in _options(inner)]
    stated = [tag for tag in tags if isinstance(value, dict) and tag in value]
    if stated and not any(_knows(errors, stated[0]) for errors in meant):
        at = (*keys, stated[0])
        yield shape.not_one_of(at, value[stated[0]], _tags(error.context, stated[0]))
    elif meant and not (options and isinstance(value, str)):
        for inner in min(meant, key=_distance):
            yield from _faults(inner, kind)
    else:
        sorts = [_SORTS[sort] for inner in error.context for sort in _types(inner)]
        if _is_left_empty(keys, value):
            yield shape.no_value(keys)
        elif options:
            yield shape.not_one_of(keys, value, options, sorts)
        else:
            allowed = said("what `{keyword}` allows", keyword=error.validator)
            yield shape.wrong_type(keys, value, sorts or [allowed])


def _is_left_empty(keys: _Keys, value: object) -> bool:
    return value is None and bool(keys) and isinstance(keys[-1], str)


def _is_another(error: Any, tags: set[Any]) -> bool:
    """Whether an error says that another alternative was meant: another sort, another tag."""
    path = tuple(error.relative_path)
    if not path:
        return error.validator in ("type", "enum", "const")
    return len(path) == 1 and path[0] in tags and error.validator in ("const", "enum")


def _is_tag(error: Any) -> bool:
    return error.validator == "const" and len(error.relative_path) == 1


def _knows(errors: list[Any], tag: object) -> bool:
    """Whether an alternative defines the field that tells alternatives apart."""
    return not any(
        error.validator == "additionalProperties" and tag not in error.schema.get("properties", {})
        for error in errors
        if not error.relative_path
    )


def _distance(errors: list[Any]) -> tuple[int, int]:
    """How far a value is from an alternative: first by its fields, then by what is in them."""
    fields = [error for error in errors if error.validator in ("additionalProperties", "required")]
    return len(fields), len(errors)


def _tags(errors: list[Any], tag: object) -> list[str]:
    found: list[str] = []
    for error in errors:
        if list(error.relative_path) == [tag]:
            found += [str(error.validator_value)] if _is_tag(error) else _options(error)
    return found


def _options(error: Any) -> list[str]:
    return [str(option) for option in error.validator_value] if error.validator == "enum" else []


def _types(error: Any) -> list[str]:
    if error.validator != "type":
        return []
    stated = error.validator_value
    return list(stated) if isinstance(stated, list) else [stated]

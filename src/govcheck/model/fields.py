"""What the models say about themselves: their fields, and which texts name other documents."""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from govcheck.finding import Key
from govcheck.model.base import Document, Model
from govcheck.model.scalars import Refers


class Reference(NamedTuple):
    """A text in a document that names something: of a namespace, or a target `type:id`."""

    keys: tuple[Key, ...]
    namespace: str
    name: str
    of_key: bool = False


def field_names(model: type[BaseModel]) -> list[str]:
    """The fields of a model as they are written in YAML."""
    return [field.alias or name for name, field in model.model_fields.items()]


def model_at(model: type[Model], loc: tuple[Key, ...], data: object) -> type[BaseModel] | None:
    """The model that validates the data at a pydantic location; None where there is none."""
    annotation: Any = model
    for key in loc:
        annotation = _step(annotation, key, data)
        if isinstance(data, dict | list) and not _is_tag(key):
            data = data[key] if _has(data, key) else None  # type: ignore[index]
    found = [member for member in _members(annotation) if _is_model(member)]
    return found[0] if found else None


def references(document: Document) -> tuple[Reference, ...]:
    """Every text of a document that names another one, with its place."""
    return document.once("references", lambda: tuple(_in_model(document, ())))


def _in_model(value: BaseModel, keys: tuple[Key, ...]) -> Iterator[Reference]:
    for name, alias, annotation in _plan(type(value)):
        content = getattr(value, name)
        if content is not None:
            yield from _in_value(content, annotation, (*keys, alias), None)
    extras = value.__pydantic_extra__
    if extras:
        annotation = _extra_type(type(value))
        for name, content in extras.items():
            yield from _in_value(content, annotation, (*keys, name), None)


def _in_value(
    value: object, annotation: Any, keys: tuple[Key, ...], space: str | None
) -> Iterator[Reference]:
    if isinstance(value, BaseModel):
        yield from _in_model(value, keys)
        return
    for member, refers in _members_with_reference(annotation):
        origin = get_origin(member)
        if isinstance(value, str) and (member is str):
            if refers is not None:
                yield Reference(keys, refers, value)
                return
        elif isinstance(value, tuple) and origin is tuple:
            for position, item in enumerate(value):
                yield from _in_value(item, get_args(member)[0], (*keys, position), refers)
            return
        elif isinstance(value, dict) and origin is dict:
            key_type, value_type = get_args(member)
            for key, item in value.items():
                for found in _in_value(key, key_type, (*keys, key), None):
                    yield found._replace(of_key=True)
                yield from _in_value(item, value_type, (*keys, key), None)
            return


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, Any], ...]:
    """Name, alias and annotation, with its metadata, of each field that could hold a reference."""
    found = hints(model)
    return tuple(
        (name, field.alias or name, found[name])
        for name, field in model.model_fields.items()
        if _may_refer(found[name], frozenset())
    )


@cache
def hints(model: type[BaseModel]) -> dict[str, Any]:
    """The annotation of each field of a model, with its metadata."""
    from typing import get_type_hints

    return get_type_hints(model, include_extras=True)


def _extra_type(model: type[BaseModel]) -> Any:
    return get_args(hints(model)["__pydantic_extra__"])[1]


def _may_refer(annotation: Any, seen: frozenset[Any]) -> bool:
    for member, refers in _members_with_reference(annotation):
        if refers is not None:
            return True
        if _is_model(member):
            if member in seen:
                continue
            found = hints(member)
            names = [*member.model_fields, "__pydantic_extra__"]
            if any(_may_refer(found[name], seen | {member}) for name in names if name in found):
                return True
        elif get_origin(member) in (tuple, dict) and any(
            _may_refer(argument, seen) for argument in get_args(member)
        ):
            return True
    return False


def _members_with_reference(annotation: Any) -> Iterator[tuple[Any, str | None]]:
    """The members of a union, each with the namespace that its own `Refers` names."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        refers = next((mark.to for mark in reversed(metadata) if isinstance(mark, Refers)), None)
        for member, deeper in _members_with_reference(inner):
            yield member, refers or deeper
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from _members_with_reference(argument)
    elif annotation is not NoneType:
        yield annotation, None


def _members(annotation: Any) -> list[Any]:
    return [member for member, _ in _members_with_reference(annotation)]


def _step(annotation: Any, key: Key, data: object) -> Any:
    """The annotation one location key further down."""
    for member in _members(annotation):
        if _is_model(member):
            for name, field in member.model_fields.items():
                if key in (name, field.alias):
                    return hints(member)[name]
            if "__pydantic_extra__" in hints(member) and _has(data, key):
                return _extra_type(member)
        elif get_origin(member) is tuple and isinstance(key, int):
            return get_args(member)[0]
        elif get_origin(member) is dict and _has(data, key):
            return get_args(member)[1]
    if isinstance(key, str):
        tagged = [member for member in _members(annotation) if _is_model(member)]
        named = [member for member in tagged if _tag_of(annotation, member) == key]
        return named[0] if named else annotation
    return annotation


def _tag_of(annotation: Any, member: Any) -> str | None:
    from pydantic import Tag

    for argument in get_args(get_args(annotation)[0]) if get_args(annotation) else ():
        if get_origin(argument) is Annotated and get_args(argument)[0] is member:
            return next((m.tag for m in get_args(argument)[1:] if isinstance(m, Tag)), None)
    return None


def _is_tag(key: Key) -> bool:
    return isinstance(key, str) and key.startswith("<")


def _has(data: object, key: Key) -> bool:
    if isinstance(data, dict):
        return key in data
    return isinstance(data, list) and isinstance(key, int) and key < len(data)


def _is_model(member: Any) -> bool:
    return isinstance(member, type) and issubclass(member, BaseModel)

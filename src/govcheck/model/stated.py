"""The names in fields that could not be read as a whole: what is sound in them names all the same.

Beside a deadline that nobody can read stands who owes the action, and beside that entry others.
"""

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_origin

from govcheck.finding import Key
from govcheck.model.base import Model
from govcheck.model.fields import Reference, besides_of, extra_type
from govcheck.model.members import members_with_name
from govcheck.model.model_type import hints


def stated_references(
    model: type[Model], data: dict[str, Any], fields: Iterable[str], faults: Iterable[Any]
) -> tuple[Reference, ...]:
    """What plain data names in some fields of a model, as they are written.

    Texts at one of the `faults`, which are keys that lead to them, name nothing.
    """
    wrong = frozenset(faults)
    annotations = _aliases(model)
    found = (
        reference
        for alias in fields
        if alias in data and alias in annotations
        for reference in _in(hints(model)[annotations[alias]], data[alias], (alias,), wrong)
    )
    return tuple(dict.fromkeys(found))


def _in(
    annotation: Any, value: object, keys: tuple[Key, ...], wrong: frozenset[Any]
) -> Iterator[Reference]:
    members = list(members_with_name(annotation))
    if isinstance(value, str):
        spaces = [name for member, name in members if member is str and name is not None]
        if spaces and keys not in wrong and value != besides_of(annotation):
            yield Reference(keys, spaces[0], value)
    elif isinstance(value, list):
        for member, _ in members:
            if get_origin(member) is tuple:
                for position, item in enumerate(value):
                    yield from _in(get_args(member)[0], item, (*keys, position), wrong)
    elif isinstance(value, dict):
        yield from _in_mapping([member for member, _ in members], value, keys, wrong)


def _in_mapping(
    members: list[Any], value: dict[Any, Any], keys: tuple[Key, ...], wrong: frozenset[Any]
) -> Iterator[Reference]:
    for member in members:
        if get_origin(member) is dict:
            of_key, of_value = get_args(member)
            for key, item in value.items():
                if (*keys, key) not in wrong:
                    found = _in(of_key, key, (*keys, key), wrong)
                    yield from (each._replace(of_key=True) for each in found)
                yield from _in(of_value, item, (*keys, key), wrong)
    models = [one for one in members if isinstance(one, type) and issubclass(one, Model)]
    if models:  # of several the one that was meant has most of the keys
        model = max(models, key=lambda one: len(_aliases(one).keys() & value.keys()))
        yield from _in_model(model, value, keys, wrong)


def _in_model(
    model: type[Model], value: dict[Any, Any], keys: tuple[Key, ...], wrong: frozenset[Any]
) -> Iterator[Reference]:
    aliases, found = _aliases(model), hints(model)
    for key, item in value.items():
        if key in aliases:
            yield from _in(found[aliases[key]], item, (*keys, key), wrong)
        elif "__pydantic_extra__" in found and not str(key).startswith("x-"):
            yield from _in(extra_type(model), item, (*keys, key), wrong)


def _aliases(model: type[Model]) -> dict[str, str]:
    """The fields of a model as they are written, with their names."""
    return {field.alias or name: name for name, field in model.model_fields.items()}

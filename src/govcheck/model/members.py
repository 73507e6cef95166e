"""The types of which a type is made, and the names that texts of them are said to be."""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from govcheck.model.marks import Declares
from govcheck.model.scalars import Refers
from govcheck.modelling.model_type import ModelType, hints

Naming = type[Refers] | type[Declares]
"""The marks that say of a text that it is a name."""
_Marked = tuple[list[Refers | Declares], list[ModelType]]


def marks_in(annotation: Any, naming: Naming) -> Iterator[Refers | Declares]:
    """Every mark of names in a type, and in the models of which it is made."""
    marks, models = _marks_and_models(annotation, naming)  # type: ignore[arg-type]  # classes can be hashed
    yield from marks
    waiting, seen = [*models], set[ModelType]()
    while waiting:
        model = waiting.pop()
        if model not in seen:
            seen.add(model)
            marks, models = _in_fields(model, naming)  # type: ignore[arg-type]  # classes can be hashed
            yield from marks
            waiting += models


@cache
def _in_fields(model: ModelType, naming: Naming) -> _Marked:
    found = hints(model)
    names = [*model.model_fields, "__pydantic_extra__"]
    parts = [_marks_and_models(found[name], naming) for name in names]  # type: ignore[arg-type]  # classes can be hashed
    return [one for marks, _ in parts for one in marks], [one for _, some in parts for one in some]


@cache
def _marks_and_models(annotation: Any, naming: Naming) -> _Marked:
    """The marks in a type, and the models in it, in which there may be more."""
    marks: list[Refers | Declares] = []
    models: list[ModelType] = []
    for member, name in members_with_name(annotation, naming):
        if name is not None:
            marks.append(naming(name))
        if isinstance(member, ModelType):
            models.append(member)
        elif get_origin(member) in (tuple, dict):
            for argument in get_args(member):
                deeper, further = _marks_and_models(argument, naming)  # type: ignore[arg-type]  # classes can be hashed
                marks += deeper
                models += further
    return marks, models


def members_with_name(annotation: Any, naming: Naming = Refers) -> Iterator[tuple[Any, str | None]]:
    """The members of a union, each with the namespace that its own mark of names says."""
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *metadata = get_args(annotation)
        own = (mark.namespace for mark in reversed(metadata) if isinstance(mark, naming))
        name = next(own, None)
        for member, deeper in members_with_name(inner, naming):
            yield member, name or deeper
    elif origin in (Union, UnionType):
        for argument in get_args(annotation):
            yield from members_with_name(argument, naming)
    elif annotation is not NoneType:
        yield annotation, None

"""How a class of annotated fields becomes a model, and what is said of its fields."""

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar, ForwardRef, Literal, get_origin

from govcheck.modelling.declared import NO_DEFAULT, Field


class ModelType(type):
    """Makes a class of annotated fields; its instances alone have their values."""

    model_fields: dict[str, Field]
    made: Callable[[dict[str, Any], frozenset[str], dict[Any, Any] | None], Any]
    """An instance with the values of fields, the names of those stated, and what is beside them."""

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "ModelType":
        """The class, without the defaults as attributes."""
        made = super().__new__(cls, name, bases, namespace)
        made.model_fields = {}
        for base in reversed(bases):
            made.model_fields |= getattr(base, "model_fields", {})
        for field, annotation in made.__annotations__.items():
            origin: Any = get_origin(annotation)
            if bases and not field.startswith("_") and origin is not ClassVar:
                stated = namespace.get(field, NO_DEFAULT)
                is_field = isinstance(stated, Field)
                made.model_fields[field] = stated if is_field else Field(default=stated)
                if stated is not NO_DEFAULT:
                    delattr(made, field)
        return made


@cache
def hints(model: ModelType) -> dict[str, Any]:
    """The annotation of each field of a model, with its metadata."""
    found: dict[str, Any] = {}
    for base in reversed(model.__mro__):
        found |= getattr(base, "__annotations__", {})
    if any(map(_refers_ahead, found.values())):
        from typing import get_type_hints

        return get_type_hints(model, include_extras=True)  # which takes ten times as long
    return found


@cache
def _refers_ahead(annotation: Any) -> bool:
    """Whether an annotation names a model that stands further below."""
    if isinstance(annotation, str | ForwardRef):
        return True
    is_choice = getattr(annotation, "__origin__", None) is Literal  # between texts
    return not is_choice and any(map(_refers_ahead, getattr(annotation, "__args__", ())))


def is_extension(key: object) -> bool:
    """Whether a key of a mapping means nothing."""
    return isinstance(key, str) and key.startswith("x-")

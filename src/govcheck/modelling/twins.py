"""The models as pydantic has them, which tells what is wrong with a document, and JSON Schemas.

Each is made when it is first asked for, of the fields of the model and of what they declare.
"""

from collections.abc import Callable
from types import UnionType, new_class
from typing import Annotated, Any, Final, ForwardRef, Union, get_args, get_origin

import pydantic
from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from govcheck.modelling.declared import (
    NO_DEFAULT,
    Discriminator,
    Field,
    Strict,
    Tag,
    TextForm,
    Then,
)
from govcheck.modelling.model_type import ModelType, hints, is_extension
from govcheck.modelling.reading import Invalid
from govcheck.translation import told

_TWINS: Final[dict[ModelType, Any]] = {}
_MODELS: Final[dict[type[BaseModel], ModelType]] = {}


def validated(annotation: Any, data: object) -> Any:
    """What pydantic makes of plain data of a type. Raises Invalid where it refuses it."""
    try:
        return _as_ours(_validator(annotation)(data))
    except pydantic.ValidationError as error:
        errors = error.errors(include_url=False, include_context=True)
        raise Invalid(str(error), errors) from None


_VALIDATORS: Final[dict[int, tuple[Any, Callable[[object], Any]]]] = {}
"""By the identity of a type, as not every type can be hashed; kept, so that it stays its own."""


def _validator(annotation: Any) -> Callable[[object], Any]:
    found = _VALIDATORS.get(id(annotation))
    if found is None:
        if isinstance(annotation, ModelType):
            validate: Callable[[object], Any] = twin(annotation).model_validate
        else:
            validate = pydantic.TypeAdapter(as_pydantic(annotation)).validate_python
        found = _VALIDATORS[id(annotation)] = annotation, validate
    return found[1]


def twin(model: ModelType) -> type[BaseModel]:
    """The model as pydantic has it."""
    if model not in _TWINS:
        _TWINS[model] = ForwardRef(model.__name__)  # for what holds itself, until it is made
        made = _TWINS[model] = _made(model)
        _MODELS[made] = model
        globals().setdefault(model.__name__, made)  # where pydantic looks the reference up
    found: type[BaseModel] = _TWINS[model]
    return found


def _made(model: ModelType) -> type[BaseModel]:
    found = hints(model)
    allows = get_origin(found["__pydantic_extra__"]) is dict
    names = [*model.model_fields, *(("__pydantic_extra__",) if allows else ())]
    namespace = {
        "__module__": __name__,
        "__qualname__": model.__qualname__,
        "__doc__": model.__doc__,
        "__annotations__": {name: as_pydantic(found[name]) for name in names},
        "model_config": ConfigDict(extra="allow" if allows else "forbid"),
        **{name: _field(field) for name, field in model.model_fields.items()},
    }
    return new_class(model.__name__, (_Twin,), exec_body=lambda body: body.update(namespace))


class _Twin(BaseModel):
    model_config = ConfigDict(defer_build=True)

    @pydantic.model_validator(mode="before")
    @classmethod
    def _drop_extensions(cls, data: Any) -> Any:
        if isinstance(data, dict) and any(map(is_extension, data)):
            return {key: value for key, value in data.items() if not is_extension(key)}
        return data


def _as_ours(value: Any) -> Any:
    if isinstance(value, BaseModel):
        values, extra = _as_ours(value.__dict__), _as_ours(value.__pydantic_extra__)
        return _MODELS[type(value)].made(values, frozenset(value.model_fields_set), extra)
    if type(value) is tuple:
        return tuple(map(_as_ours, value))
    return {key: _as_ours(one) for key, one in value.items()} if type(value) is dict else value


def as_pydantic(annotation: Any) -> Any:
    """A type with what pydantic knows in the place of our models and marks."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marks = [one for mark in arguments[1:] for one in _marks(mark)]
        return Annotated[(as_pydantic(arguments[0]), *marks)]
    if origin in (Union, UnionType):
        return Union[tuple(map(as_pydantic, arguments))]  # noqa: UP007 - made of what there is
    if origin in (tuple, dict):
        return origin[tuple(map(as_pydantic, arguments))]
    if isinstance(annotation, ModelType):
        return twin(annotation)
    return annotation


def _marks(mark: Any) -> tuple[Any, ...]:
    if isinstance(mark, TextForm):
        schema = {"type": "string", **mark.schema}
        return pydantic.BeforeValidator(_reading(mark.read)), pydantic.WithJsonSchema(schema)
    if isinstance(mark, Then):
        return (pydantic.AfterValidator(mark.read),)
    if isinstance(mark, Field):
        return (_field(mark),)
    if isinstance(mark, Strict):
        return (pydantic.Strict(),)
    if isinstance(mark, Tag):
        return (pydantic.Tag(mark.tag),)
    if isinstance(mark, Discriminator):
        return (pydantic.Discriminator(mark.find, **mark.error),)
    return (mark,)


def _field(field: Field) -> Any:
    stated: dict[str, Any] = {**field.limits}
    if field.alias is not None:
        stated["alias"] = field.alias
    if field.default_factory is not None:
        stated["default_factory"] = field.default_factory
    elif field.default is not NO_DEFAULT:
        stated["default"] = field.default
    return pydantic.Field(**stated)


def _reading(read: Callable[[str], object]) -> Callable[[object], object]:
    """A validator of texts whose ValueError becomes the finding's wording."""

    def validate(value: object) -> object:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "is not text")
        try:
            return read(value)
        except ValueError as error:
            context = {"reason": told(error), "error": error}
            raise PydanticCustomError("text", "{reason}", context) from None

    return validate

"""What every model shares: strictness, and the way back to the place in the file.

A model says what pydantic would have it say, and pydantic has the last word on what is wrong with a
document. But most documents are in order, and reading those, in `reading`, needs no pydantic, which
takes longer to import than a policy to read.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, get_args

from govcheck.finding import Key, Place
from govcheck.modelling.model_type import ModelType
from govcheck.modelling.reading import Refused, read_plainly, reader_of

T = TypeVar("T")


class Model(metaclass=ModelType):
    """A frozen part of a document. Unknown keys are refused, except those that begin with `x-`."""

    model_fields_set: frozenset[str]
    """The fields that are stated."""
    __pydantic_extra__: dict[Any, Any] | None
    """What stands under any other name, where that is allowed."""
    is_whole: ClassVar[bool] = True
    """Whether all of it could be read."""

    def __init__(self) -> None:
        raise TypeError(f"`{type(self).__name__}` is read of plain data, by `model_validate`")

    @classmethod
    def model_validate(cls, data: object) -> Self:
        """What plain data means. Raises Invalid with all that is wrong with it."""
        try:
            made: Self = reader_of(cls)(data)
        except (Refused, RecursionError):
            from govcheck.modelling.twins import validated

            made = validated(cls, data)
        return made

    @classmethod
    def made(
        cls, values: dict[str, Any], stated: frozenset[str], extra: dict[Any, Any] | None
    ) -> Self:
        """An instance with these values, which nobody looks at again."""
        made = object.__new__(cls)
        beside = {"model_fields_set": stated, "__pydantic_extra__": extra, **cls._unplaced()}
        made.__dict__.update(values, **beside)
        return made

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same with some other values, which nobody looks at."""
        copy = object.__new__(type(self))
        stated = self.model_fields_set | update.keys()
        copy.__dict__.update({**self.__dict__, **update}, model_fields_set=stated)
        return copy

    def is_read(self, field: str) -> bool:
        """Whether the field is known; False only where it stands there and could not be read."""
        return field in self.__dict__

    def read_field(self, field: str, otherwise: Any = None) -> Any:
        """The value of a field, or something else where it could not be read."""
        return getattr(self, field) if field in self.__dict__ else otherwise

    @classmethod
    def _unplaced(cls) -> dict[str, Any]:
        """What instances keep beside their values, at first."""
        return {}

    if not TYPE_CHECKING:  # a type checker knows the fields

        def __getattr__(self, name: str) -> Any:
            raise AttributeError(f"`{type(self).__name__}` has no `{name}`", name=name, obj=self)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"`{name}` of `{type(self).__name__}` is frozen", name=name, obj=self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Model) or type(self) is not type(other):
            return NotImplemented
        ours = {**self.__dict__, "model_fields_set": None}  # however much is stated
        return ours == {**other.__dict__, "model_fields_set": None}

    def __hash__(self) -> int:
        values = (self.__dict__.get(name) for name in type(self).model_fields)
        return hash((type(self), *values))

    def __repr__(self) -> str:
        names = type(self).model_fields
        values = {name: self.__dict__.get(name) for name in names} | (self.__pydantic_extra__ or {})
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in values.items())})"


class Document(Model):
    """One YAML document of a kind."""

    kind_name: ClassVar[str]
    """The only value that the field `kind` may have."""
    kind: str

    _origin: Place
    _extensions: dict[Key, Any]
    _found: dict[str, Any]

    def __init_subclass__(cls) -> None:
        if "kind" in cls.__annotations__:
            (cls.kind_name,) = get_args(cls.__annotations__["kind"])

    @classmethod
    def _unplaced(cls) -> dict[str, Any]:
        return {"_origin": Place("", 0), "_extensions": {}, "_found": {}}

    @property
    def extensions(self) -> dict[Key, Any]:
        """The keys that begin with `x-` with their values, below the keys that lead to them."""
        return self._extensions

    def extended(self, extensions: dict[Key, Any]) -> None:
        """Remember the keys without a meaning; only the loader calls this."""
        self.__dict__["_extensions"] = extensions

    def placed(self, path: str, index: int) -> None:
        """Remember the file and the number of the document in it; only the loader calls this."""
        self.__dict__["_origin"] = Place(path, index)

    def once(self, name: str, find: Callable[[], T]) -> T:
        """What is found out about this document, the first time that somebody asks."""
        if name not in self._found:
            self._found[name] = find()
        found: T = self._found[name]
        return found

    @property
    def name_in_kind(self) -> str:
        """What tells this document from others of its kind: its id, where it has one."""
        return str(getattr(self, "id", self.kind_name))

    @property
    def ref(self) -> str:
        """`kind/id`, as findings and edits name a document."""
        return f"{self.kind_name}/{self.name_in_kind}"

    def place(self, *keys: Key, note: str = "", of_key: bool = False) -> Place:
        """The place of the node that the keys lead to."""
        origin = self._origin
        return Place(origin.path, origin.index, keys, of_key, note)

    def item_place(self, field: str, name: str, *keys: Key, note: str = "") -> Place:
        """The place within the item of a list that has that id."""
        position = next(number for number, one in enumerate(getattr(self, field)) if one.id == name)
        return self.place(field, position, *keys, note=note)


def read_as(annotation: Any, value: object) -> Any:
    """What plain data means as a value of a type. Raises Invalid where it is none."""
    try:
        return read_plainly(annotation, value)
    except (Refused, RecursionError):
        from govcheck.modelling.twins import validated

        return validated(annotation, value)

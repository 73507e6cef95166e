"""What every model shares: strictness, and the way back to the place in the file."""

import os
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # before it looks through all packages

from pydantic import BaseModel, ConfigDict, PrivateAttr, model_validator

from govcheck.finding import Key, Place

T = TypeVar("T")


class Model(BaseModel):
    """A frozen part of a document. Unknown keys are refused, except those that begin with `x-`."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)
    is_whole: ClassVar[bool] = True
    """Whether all of it could be read."""

    @model_validator(mode="before")
    @classmethod
    def _drop_extensions(cls, data: Any) -> Any:
        if isinstance(data, dict) and any(_is_extension(key) for key in data):
            return {key: value for key, value in data.items() if not _is_extension(key)}
        return data

    def is_read(self, field: str) -> bool:
        """Whether the field is known; False only where it stands there and could not be read."""
        return field in self.__dict__

    def read_field(self, field: str, otherwise: Any = None) -> Any:
        """The value of a field, or something else where it could not be read."""
        return getattr(self, field) if field in self.__dict__ else otherwise


class Document(Model):
    """One YAML document of a kind."""

    kind_name: ClassVar[str]
    kind: str

    _origin: Place = PrivateAttr(default=Place("", 0))
    _extensions: dict[Key, Any] = PrivateAttr(default_factory=dict)
    _found: dict[str, Any] = PrivateAttr(default_factory=dict)

    @property
    def extensions(self) -> dict[Key, Any]:
        """The keys that begin with `x-` with their values, below the keys that lead to them."""
        return self._extensions

    def extended(self, extensions: dict[Key, Any]) -> None:
        """Remember the keys without a meaning; only the loader calls this."""
        self._extensions = extensions

    def placed(self, path: str, index: int) -> None:
        """Remember the file and the number of the document in it; only the loader calls this."""
        self._origin = Place(path, index)

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


def _is_extension(key: object) -> bool:
    return isinstance(key, str) and key.startswith("x-")

"""What documents say, kept and read again without the models that they were read by."""

from collections.abc import Mapping
from typing import Any

from govcheck.finding import Key, Place


class Shadow:
    """The fields of a document, or of a part of it, under the names that the model has.

    Only one of a whole document has an `origin`: the path of its file, and its number there.
    """

    origin = ("", 0)

    def __init__(self, said: Mapping[str, Any]) -> None:
        self.__dict__.update(said)

    def place(self, *keys: Key, note: str = "", of_key: bool = False) -> Place:
        """The place of what the keys lead to."""
        return Place(*self.origin, keys, of_key, note)


def shadow(value: Any) -> Any:
    """What a model, or anything in one, says: its fields, and what it tells of them by itself."""
    if type(value) is tuple:
        return tuple(map(shadow, value))
    if not hasattr(type(value), "model_fields"):
        return value
    told = (name for name, member in vars(type(value)).items() if isinstance(member, property))
    return Shadow({name: shadow(getattr(value, name)) for name in (*vars(value), *told)})

"""What a field of a model may declare of its values beside their type."""

from collections.abc import Callable
from typing import Any, Final

NO_DEFAULT: Final = object()
"""The default of a field that has to be stated."""


class Field:
    """The default of a field, how files call it, and limits of its values."""

    def __init__(
        self,
        *,
        default: Any = NO_DEFAULT,
        default_factory: Callable[[], Any] | None = None,
        alias: str | None = None,
        **limits: float,
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.alias = alias
        self.limits = limits
        """Under pydantic's names: `min_length`, `ge`, `gt`, `allow_inf_nan`."""

    def is_required(self) -> bool:
        """Whether a document has to state it."""
        return self.default is NO_DEFAULT and self.default_factory is None

    def value(self) -> Any:
        """What holds where a document does not state it; a mapping of its own."""
        if self.default_factory is not None:
            return self.default_factory()
        return {**self.default} if isinstance(self.default, dict) else self.default


def field(**declared: Any) -> Any:
    """A Field, in the place of a default of any type."""
    return Field(**declared)


class Strict:
    """Nothing else is taken for a value of the type."""


class TextForm:
    """A text of some form, and what it means; a ValueError of `read` says what is wrong with it."""

    def __init__(self, read: Callable[[str], object], **schema: str) -> None:
        self.read = read
        self.schema = schema
        """What JSON Schema says of the form: a `pattern`, or a `format`."""


class Then:
    """What a value means, once it is as the type says."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self.read = read


class Tag:
    """How a `Discriminator` calls this member of a union."""

    def __init__(self, tag: str) -> None:
        self.tag = tag


class Discriminator:
    """Tells, from the value, which member of a union it is to be; None where it is none."""

    def __init__(self, find: Callable[[Any], str | None], **error: Any) -> None:
        self.find = find
        self.error = error
        """What is said of none, under pydantic's names."""

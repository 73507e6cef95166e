"""Conditions on facts, as they are written; the engine gives them their types."""

from typing import Annotated, Any

from pydantic import ConfigDict, Discriminator, Field, Tag

from govcheck.model.base import Model
from govcheck.model.marks import AnyOrder
from govcheck.model.scalars import CalendarId, FactName, Flag, Scalar

Values = Annotated[AnyOrder[Scalar], Field(min_length=1)]


class Test(Model):
    """One or more comparisons of a fact; all of them must hold."""

    known: Flag | None = None
    """Whether the incident states the fact."""
    not_in: Values | None = None
    any_of: Values | None = None
    all_of: Values | None = None
    none_of: Values | None = None
    at_least: Scalar | None = None
    more_than: Scalar | None = None
    at_most: Scalar | None = None
    less_than: Scalar | None = None
    within: CalendarId | None = None
    outside: CalendarId | None = None


def _shape(data: Any) -> str:
    if isinstance(data, dict | Test):
        return "<test>"
    return "<list>" if isinstance(data, list | tuple) else "<scalar>"


TestOrValue = Annotated[
    Annotated[Scalar, Tag("<scalar>")]
    | Annotated[Values, Tag("<list>")]
    | Annotated[Test, Tag("<test>")],
    Discriminator(_shape),
]


class Condition(Model):
    """A test for each of some facts, with `all`, `any` and `not`; everything must hold."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=False)  # in many kinds
    __pydantic_extra__: dict[FactName, TestOrValue]

    all: AnyOrder["Condition"] | None = None
    any: AnyOrder["Condition"] | None = None
    not_: "Condition | None" = Field(default=None, alias="not")

    @property
    def tests(self) -> dict[str, Any]:
        """The tests by fact: a scalar, a tuple of scalars, or a Test."""
        return self.__pydantic_extra__ or {}

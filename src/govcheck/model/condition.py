"""Conditions on facts, as they are written; the engine gives them their types."""

from typing import Annotated, Any

from govcheck.model.base import Model
from govcheck.model.marks import AnyOrder
from govcheck.model.scalars import CalendarId, FactName, Flag, PlainValue
from govcheck.modelling.declared import Discriminator, Field, Tag, field

Values = Annotated[AnyOrder[PlainValue], Field(min_length=1)]


class Test(Model):
    """One or more comparisons of a fact; all of them must hold."""

    known: Flag | None = None
    """Whether the incident states the fact. It reads the incident as it stands, and no assumption.

    Example: true
    """
    not_in: Values | None = None
    """The fact is none of these values.

    Example: ["employee", "regulator"]
    """
    any_of: Values | None = None
    """Of tags: one of these at least.

    Example: ["safety", "data-leak"]
    """
    all_of: Values | None = None
    """Of tags: each of these.

    Example: ["safety", "press"]
    """
    none_of: Values | None = None
    """Of tags: none of these.

    Example: ["praise"]
    """
    at_least: PlainValue | None = None
    """The number is so high, or higher; of ordered choices the value.

    Unit: that of the fact
    Example: 10000
    """
    more_than: PlainValue | None = None
    """The number is higher; of ordered choices the value.

    Unit: that of the fact
    Example: 10000
    """
    at_most: PlainValue | None = None
    """The number is so low, or lower; of ordered choices the value.

    Unit: that of the fact
    Example: 999
    """
    less_than: PlainValue | None = None
    """The number is lower; of ordered choices the value.

    Unit: that of the fact
    Example: 1000
    """
    within: CalendarId | None = None
    """Of `detected_at`: the calendar is open then.

    Example: "office-berlin"
    """
    outside: CalendarId | None = None
    """Of `detected_at`: the calendar is closed then.

    Example: "office-berlin"
    """


def _shape(data: Any) -> str:
    if isinstance(data, dict | Test):
        return "<test>"
    return "<list>" if isinstance(data, list | tuple) else "<scalar>"


TestOrValue = Annotated[
    Annotated[PlainValue, Tag("<scalar>")]
    | Annotated[Values, Tag("<list>")]
    | Annotated[Test, Tag("<test>")],
    Discriminator(_shape),
]


class Condition(Model):
    """A test for each of some facts, with `all`, `any` and `not`; everything must hold."""

    __pydantic_extra__: dict[FactName, TestOrValue]
    """Any other key is a fact, or the result of an earlier decision: it equals the value, is one of
    the values (of tags: has one of them), or passes the test.

    Example: "journalist"
    Example: ["safety", "data-leak"]
    Example: {"at_least": 10000}
    """

    all: AnyOrder["Condition"] | None = None
    """Each of these conditions holds.

    Example: [{"topics": ["safety"]}, {"followers": {"at_least": 10000}}]
    """
    any: AnyOrder["Condition"] | None = None
    """One of these conditions holds.

    Example: [{"author": "regulator"}, {"topics": ["legal-threat"]}]
    """
    not_: "Condition | None" = field(default=None, alias="not")
    """This condition does not hold.

    Example: {"sentiment": "positive"}
    """

    @property
    def tests(self) -> dict[str, Any]:
        """The tests by fact: a scalar, a tuple of scalars, or a Test."""
        return self.__pydantic_extra__ or {}

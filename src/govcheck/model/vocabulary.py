"""The facts that an incident may state, and their types."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from govcheck.model.base import Document, Model
from govcheck.model.marks import ASKS, EXPLAINS, AnyOrder, OrderedWhere
from govcheck.model.scalars import FactName, Flag, Id, Number, Prose, Text

Worse = Literal["higher", "lower"]


class _Fact(Model):
    ask: Annotated[Prose | None, ASKS] = None
    """The question that `triage` asks."""
    label: Annotated[Prose | None, EXPLAINS] = None
    """What people call the fact."""


class ChoiceFact(_Fact):
    """One of some values."""

    type: Literal["choice"]
    values: Annotated[tuple[Text, ...], OrderedWhere("ordered"), Field(min_length=1)]
    labels: Annotated[dict[Text, Prose], EXPLAINS] = Field(default_factory=dict)
    """What people call the values."""
    ordered: Flag = False
    """Whether the values are in order, lowest first."""
    worse: Worse | None = None
    default: Text | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown."""


class TagsFact(_Fact):
    """A set of some values, the empty set included."""

    type: Literal["tags"]
    values: Annotated[AnyOrder[Text], Field(min_length=1)]
    labels: Annotated[dict[Text, Prose], EXPLAINS] = Field(default_factory=dict)
    """What people call the values."""
    default: AnyOrder[Text] | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown."""


class IntegerFact(_Fact):
    """A whole number."""

    type: Literal["integer"]
    minimum: Number | None = None
    maximum: Number | None = None
    unit: Prose | None = None
    worse: Worse | None = None
    default: Number | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown."""


class NumberFact(_Fact):
    """A number."""

    type: Literal["number"]
    minimum: Number | None = None
    maximum: Number | None = None
    unit: Prose | None = None
    worse: Worse | None = None
    default: Number | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown."""


class BooleanFact(_Fact):
    """Yes or no."""

    type: Literal["boolean"]
    worse: Worse | None = None
    default: Flag | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown."""


class ReferenceFact(_Fact):
    """The id of a channel, a team or a person of the policy."""

    type: Literal["channel", "team", "person"]
    default: Id | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown."""


class Share(Model):
    """The two whole numbers that are compared."""

    part: FactName
    whole: FactName


class ShareFact(_Fact):
    """How much of the whole the part is: none, minority, half, majority or all; computed."""

    share: Share
    worse: Worse | None = None


SHARES = ("none", "minority", "half", "majority", "all")


FACT_TYPES = ("choice", "tags", "integer", "number", "boolean", "channel", "team", "person")


def _shape(data: Any) -> str | None:
    if isinstance(data, dict):
        if "share" in data:
            return "<share>"
        kind = data.get("type")
        if not isinstance(kind, str) or kind not in FACT_TYPES:
            return None
        return "<reference>" if kind in ("channel", "team", "person") else f"<{kind}>"
    return f"<{getattr(data, 'type', 'share')}>"


Fact = Annotated[
    Annotated[ChoiceFact, Tag("<choice>")]
    | Annotated[TagsFact, Tag("<tags>")]
    | Annotated[IntegerFact, Tag("<integer>")]
    | Annotated[NumberFact, Tag("<number>")]
    | Annotated[BooleanFact, Tag("<boolean>")]
    | Annotated[ReferenceFact, Tag("<reference>")]
    | Annotated[ShareFact, Tag("<share>")],
    Discriminator(
        _shape,
        custom_error_type="fact_type",
        custom_error_message="has no type of fact",
    ),
]


class Vocabulary(Document):
    """A list of facts; several vocabularies merge."""

    kind_name: ClassVar[str] = "vocabulary"
    kind: Literal["vocabulary"]
    id: Id
    facts: dict[FactName, Fact]

"""The facts that an incident may state, and their types."""

from typing import Annotated, Any, Literal

from govcheck.model.base import Document, Model
from govcheck.model.marks import ASKS, EXPLAINS, AnyOrder, OrderedWhere
from govcheck.model.scalars import AnyNumber, FactName, Flag, Id, Prose, Text
from govcheck.modelling.declared import Discriminator, Field, Tag, field

Worse = Literal["higher", "lower"]


class _Fact(Model):
    ask: Annotated[Prose | None, ASKS] = None
    """The question that `triage` asks.

    Example: "How many followers has the author?"
    """
    label: Annotated[Prose | None, EXPLAINS] = None
    """What people call the fact.

    Example: "followers"
    """


class ChoiceFact(_Fact):
    """One of some values."""

    type: Literal["choice"]
    """The type of the fact.

    Example: "choice"
    """
    values: Annotated[tuple[Text, ...], OrderedWhere("ordered"), Field(min_length=1)]
    """The values that it may have.

    Example: ["none", "alleged", "confirmed"]
    """
    labels: Annotated[dict[Text, Prose], EXPLAINS] = field(default_factory=dict)
    """What people call the values.

    Example: {"alleged": "somebody says so", "confirmed": "it is certain"}
    """
    ordered: Flag = False
    """Whether the values are in order, lowest first.

    Example: true
    """
    worse: Worse | None = None
    """Which direction is worse; `prove` shows that decisions follow it.

    Example: "higher"
    """
    default: Text | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown.

    Example: "none"
    """


class TagsFact(_Fact):
    """A set of some values, the empty set included."""

    type: Literal["tags"]
    """The type of the fact.

    Example: "tags"
    """
    values: Annotated[AnyOrder[Text], Field(min_length=1)]
    """The values that it may have, several at once.

    Example: ["safety", "data-leak", "press"]
    """
    labels: Annotated[dict[Text, Prose], EXPLAINS] = field(default_factory=dict)
    """What people call the values.

    Example: {"data-leak": "lost data"}
    """
    default: AnyOrder[Text] | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown.

    Example: ["press"]
    """


class IntegerFact(_Fact):
    """A whole number."""

    type: Literal["integer"]
    """The type of the fact.

    Example: "integer"
    """
    minimum: AnyNumber | None = None
    """The lowest value that makes sense.

    Unit: that of the fact
    Example: 0
    """
    maximum: AnyNumber | None = None
    """The highest value that makes sense.

    Unit: that of the fact
    Example: 24
    """
    unit: Prose | None = None
    """What is counted, for people.

    Example: "followers"
    """
    worse: Worse | None = None
    """Which direction is worse; `prove` shows that decisions follow it.

    Example: "higher"
    """
    default: AnyNumber | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown.

    Unit: that of the fact
    Example: 0
    """


class NumberFact(_Fact):
    """A number."""

    type: Literal["number"]
    """The type of the fact.

    Example: "number"
    """
    minimum: AnyNumber | None = None
    """The lowest value that makes sense.

    Unit: that of the fact
    Example: 0
    """
    maximum: AnyNumber | None = None
    """The highest value that makes sense.

    Unit: that of the fact
    Example: 99.5
    """
    unit: Prose | None = None
    """What is measured, for people.

    Example: "an hour"
    """
    worse: Worse | None = None
    """Which direction is worse; `prove` shows that decisions follow it.

    Example: "higher"
    """
    default: AnyNumber | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown.

    Unit: that of the fact
    Example: 0.5
    """


class BooleanFact(_Fact):
    """Yes or no."""

    type: Literal["boolean"]
    """The type of the fact.

    Example: "boolean"
    """
    worse: Worse | None = None
    """Which answer is worse: `higher` is yes, `lower` is no.

    Example: "higher"
    """
    default: Flag | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown.

    Example: false
    """


class ReferenceFact(_Fact):
    """The id of a channel, a team or a person of the policy."""

    type: Literal["channel", "team", "person"]
    """The kind of document that it names.

    Example: "channel"
    """
    default: Id | None = None
    """What is assumed while an incident does not state the fact; without, it is then unknown.

    Example: "instagram-global"
    """


class Share(Model):
    """The two whole numbers that are compared."""

    part: FactName
    """The fact that counts the part.

    Example: "our_posts"
    """
    whole: FactName
    """The fact that counts the whole.

    Example: "all_posts"
    """


class ShareFact(_Fact):
    """How much of the whole the part is: none, minority, half, majority or all; computed."""

    share: Share
    """The two whole numbers that are compared.

    Example: {"part": "our_posts", "whole": "all_posts"}
    """
    worse: Worse | None = None
    """Which direction is worse; `prove` shows that decisions follow it.

    Example: "higher"
    """


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


DeclaredFact = Annotated[
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

    kind: Literal["vocabulary"]
    id: Id
    """The document's id.

    Example: "incident-facts"
    """
    facts: dict[FactName, DeclaredFact]
    """The facts by name.

    Example: {"followers": {"type": "integer", "minimum": 0, "worse": "higher", "ask": "How many
        followers has the author?"}}
    """

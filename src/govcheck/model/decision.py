"""Decisions: rules from conditions to results."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from govcheck.model.base import Document, Model
from govcheck.model.condition import Condition
from govcheck.model.marks import EXPLAINS, QUALIFIES, AnyOrder, KeyedBy, OrderedWhere
from govcheck.model.scalars import Day, FactName, Flag, Id, Prose, Text

NONE = "none"
"""The escalation that notifies nobody, on purpose."""

HitPolicy = Literal["highest", "first", "unique", "collect"]
Result = Text | AnyOrder[Text]


class Rule(Model):
    """When it holds, and what follows."""

    id: Annotated[Id, EXPLAINS]
    when: Condition
    then: Result
    because: Annotated[Prose | None, EXPLAINS] = None
    review_by: Annotated[Day | None, QUALIFIES] = None


class Decision(Document):
    """An ordered list of rules that decide one thing."""

    kind_name: ClassVar[str] = "decision"
    kind: Literal["decision"]
    id: Id
    decides: FactName
    label: Annotated[Prose | None, EXPLAINS] = None
    """What people call the decision; that of its first document counts."""
    hit_policy: HitPolicy
    results: Annotated[tuple[Text, ...], OrderedWhere("ordered"), Field(min_length=1)] | None = None
    """The possible results of a name of your own, lowest first where `ordered`."""
    labels: Annotated[dict[Text, Prose], EXPLAINS] = Field(default_factory=dict)
    """What people call the results."""
    ordered: Flag = False
    otherwise: Result | None = None
    """The result when no rule matches."""
    because: Annotated[Prose | None, EXPLAINS] = None
    """The reason for `otherwise`."""
    rules: Annotated[
        tuple[Rule, ...], OrderedWhere("hit_policy", ("first", "unique")), KeyedBy("id")
    ]

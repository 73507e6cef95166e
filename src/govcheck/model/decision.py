"""Decisions: rules from conditions to results."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.condition import Condition
from govcheck.model.marks import EXPLAINS, QUALIFIES, AnyOrder, KeyedBy, OrderedWhere
from govcheck.model.scalars import Day, FactName, Flag, Id, Prose, Text
from govcheck.modelling.declared import Field, field
from govcheck.modelling.partial import read_items

NONE = "none"
"""The escalation that notifies nobody, on purpose."""

HitPolicy = Literal["highest", "first", "unique", "collect"]
Result = Text | AnyOrder[Text]


class Rule(Model):
    """When it holds, and what follows."""

    id: Annotated[Id, EXPLAINS]
    """The rule's id, unique in its decision.

    Example: "product-safety-spreading"
    """
    when: Condition
    """When it holds; `{}` always does.

    Example: {"topics": ["safety"], "followers": {"at_least": 10000}}
    """
    then: Result
    """The result; under `collect` it may be a list.

    Example: "sev2"
    """
    because: Annotated[Prose | None, EXPLAINS] = None
    """Why, for whoever reads the result.

    Example: "People may be hurt; product-liability duty to inform"
    """
    review_by: Annotated[Day | None, QUALIFIES] = None
    """The day by which somebody looks whether this is still right.

    Example: "2027-06-30"
    """


class Decision(Document):
    """An ordered list of rules that decide one thing."""

    kind: Literal["decision"]
    id: Id
    """The document's id.

    Example: "severity-rules"
    """
    decides: FactName
    """What is decided: `severity`, `escalation`, `playbooks`, or a name of your own, which later
    decisions use as a fact.

    Example: "severity"
    """
    label: Annotated[Prose | None, EXPLAINS] = None
    """What people call the decision; that of its first document counts.

    Example: {"en": "Reach", "de": "Reichweite"}
    """
    hit_policy: HitPolicy
    """Which rule wins: that with the highest result, the first, the only one that may ever match,
    or all together.

    Example: "highest"
    """
    results: Annotated[tuple[Text, ...], OrderedWhere("ordered"), Field(min_length=1)] | None = None
    """The possible results of a name of your own, lowest first where `ordered`.

    Example: ["calm", "busy", "storm"]
    """
    labels: Annotated[dict[Text, Prose], EXPLAINS] = field(default_factory=dict)
    """What people call the results.

    Example: {"calm": {"en": "calm", "de": "ruhig"}, "storm": {"en": "a storm", "de": "Sturm"}}
    """
    ordered: Flag = False
    """Whether `results` are in order, lowest first, so that they can be compared.

    Example: true
    """
    otherwise: Result | None = None
    """The result when no rule matches; of `collect` the empty set where it is left out.

    Example: "sev4"
    """
    because: Annotated[Prose | None, EXPLAINS] = None
    """The reason for `otherwise`.

    Example: "Nothing points to harm"
    """
    rules: Annotated[
        tuple[Rule, ...], OrderedWhere("hit_policy", ("first", "unique")), KeyedBy("id")
    ]
    """From conditions to results; may be empty.

    Example: [{"id": "product-safety", "when": {"topics": ["safety"]}, "then": "sev2", "because":
        "People may be hurt"}]
    """

    @property
    def read_rules(self) -> tuple[Rule, ...]:
        """The rules that could be read, without a word on the others."""
        return tuple(read_items(self.read_field("rules", ())))

"""Change control: who must approve which change of the policy."""

from typing import Annotated, Final, Literal, get_args

from govcheck.model.approval import shape_among
from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder, KeyedBy
from govcheck.model.scalars import Id, Positive, Prose, Target, Text
from govcheck.modelling.declared import Discriminator, Tag, field

EffectName = Literal[
    "raises-severity",
    "lowers-severity",
    "changes-escalation",
    "changes-playbooks",
    "changes-decision",
    "shortens-deadline",
    "lengthens-deadline",
    "adds-approval",
    "removes-approval",
    "grants-permission",
    "revokes-permission",
    "adds-member",
    "removes-member",
    "adds-cover",
    "removes-cover",
    "changes-first-human",
    "adds-guarantee",
    "removes-guarantee",
    "adds-waiver",
    "changes-approval-rules",
]

EFFECTS: Final[tuple[EffectName, ...]] = get_args(EffectName)


class AllRequired(Model):
    """Each of them."""

    all_of: AnyOrder["Requirement"]
    """Each of them must approve.

    Example: ["role:legal-counsel", {"council": "majority"}]
    """


class AnyRequired(Model):
    """One of them."""

    any_of: AnyOrder["Requirement"]
    """One of them must approve.

    Example: ["role:legal-counsel", "person:eva"]
    """


class CountRequired(Model):
    """So many different people from among them."""

    count: Positive
    """So many different people must approve.

    Unit: people
    Example: 2
    """
    of: AnyOrder["Requirement"]
    """Whose approval counts; nobody is counted twice.

    Example: ["council:social-council"]
    """


class CouncilVote(Model):
    """A share of the council's filled seats, and who must be among them."""

    council: Literal["majority", "two-thirds", "unanimity"]
    """The share of the filled seats: more than half, two thirds rounded up, or all. Who is absent
    or excluded stays in the denominator.

    Example: "two-thirds"
    """
    includes: AnyOrder[Text] = ()
    """Who must be among them: targets, people, or `chair`.

    Example: ["chair"]
    """


Requirement = Annotated[
    Annotated[Target, Tag("<target>")]
    | Annotated[AllRequired, Tag("<all_of>")]
    | Annotated[AnyRequired, Tag("<any_of>")]
    | Annotated[CountRequired, Tag("<count>")]
    | Annotated[CouncilVote, Tag("<council>")],
    Discriminator(shape_among(AllRequired, AnyRequired, CouncilVote, CountRequired)),
]


class ChangeCondition(Model):
    """Which changes a rule is about; everything stated must hold."""

    kinds: AnyOrder[Id] | None = None
    """The kinds of the documents that are edited.

    Example: ["council", "person"]
    """
    fields: AnyOrder[Text] | None = None
    """Top-level fields of documents of these kinds; edits of them alone.

    Example: ["absences", "contacts"]
    """
    effects: AnyOrder[EffectName] | None = None
    """What the change does to people and incidents; one of these suffices.

    Example: ["lowers-severity", "removes-approval"]
    """
    paths: AnyOrder[Text] | None = None
    """Globs from the repository's root; `**` crosses folders.

    Example: ["policies/playbooks/**"]
    """


class ChangeRule(Model):
    """What a sort of change requires."""

    id: Id
    """The rule's id.

    Example: "weaker"
    """
    when: ChangeCondition
    """Which changes it is about.

    Example: {"effects": ["lowers-severity", "lengthens-deadline"]}
    """
    requires: Requirement
    """Whose approval they need.

    Example: {"council": "two-thirds", "includes": ["chair"]}
    """
    because: Prose | None = None
    """Why, for whoever is asked to approve.

    Example: "What protects people is not weakened by one of us alone"
    """


class Otherwise(Model):
    """What a change requires that no rule covers."""

    requires: Requirement
    """Whose approval they need.

    Example: {"count": 1, "of": ["council:social-council"]}
    """


class ChangeControl(Document):
    """The approvals that changes need; always read from the base revision."""

    kind: Literal["change-control"]
    id: Id
    """The document's id.

    Example: "approvals"
    """
    rules: Annotated[AnyOrder[ChangeRule], KeyedBy("id")] = field(default=())
    """What sorts of changes require; all that match a change apply together.

    Example: [{"id": "weaker", "when": {"effects": ["lowers-severity"]}, "requires": {"council":
        "majority"}}]
    """
    objections: Literal["show", "block"] = "show"
    """Whether nothing is allowed while somebody who may approve asks for changes.

    Example: "block"
    """
    otherwise: Otherwise
    """What a change requires that no rule is about.

    Example: {"requires": {"count": 1, "of": ["council:social-council"]}}
    """

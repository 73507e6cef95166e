"""Change control: who must approve which change of the policy."""

from typing import Annotated, Any, ClassVar, Final, Literal, get_args

from pydantic import Discriminator, Field, Tag

from govcheck.model.approval import branch
from govcheck.model.base import Document, Model
from govcheck.model.marks import AnyOrder, KeyedBy
from govcheck.model.scalars import Id, Positive, Prose, Target, Text

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


class AnyRequired(Model):
    """One of them."""

    any_of: AnyOrder["Requirement"]


class CountRequired(Model):
    """So many different people from among them."""

    count: Positive
    of: AnyOrder["Requirement"]


class CouncilVote(Model):
    """A share of the council's filled seats, and who must be among them."""

    council: Literal["majority", "two-thirds", "unanimity"]
    includes: AnyOrder[Text] = ()
    """Targets, people, or `chair`."""


_SHAPES = {
    "all_of": "<all_of>",
    "any_of": "<any_of>",
    "council": "<council>",
    "includes": "<council>",
    "count": "<count>",
    "of": "<count>",
}


def _shape(data: Any) -> str:
    for model, tag in (
        (AllRequired, "<all_of>"),
        (AnyRequired, "<any_of>"),
        (CountRequired, "<count>"),
        (CouncilVote, "<council>"),
    ):
        if isinstance(data, model):
            return tag
    return branch(data, _SHAPES)


Requirement = Annotated[
    Annotated[Target, Tag("<target>")]
    | Annotated[AllRequired, Tag("<all_of>")]
    | Annotated[AnyRequired, Tag("<any_of>")]
    | Annotated[CountRequired, Tag("<count>")]
    | Annotated[CouncilVote, Tag("<council>")],
    Discriminator(_shape),
]


class ChangeCondition(Model):
    """Which changes a rule is about; everything stated must hold."""

    kinds: AnyOrder[Id] | None = None
    fields: AnyOrder[Text] | None = None
    """Top-level fields of documents of these kinds; edits of them alone."""
    effects: AnyOrder[EffectName] | None = None
    paths: AnyOrder[Text] | None = None
    """Globs from the repository's root; `**` crosses folders."""


class ChangeRule(Model):
    """What a sort of change requires."""

    id: Id
    when: ChangeCondition
    requires: Requirement
    because: Prose | None = None


class Otherwise(Model):
    """What a change requires that no rule covers."""

    requires: Requirement


class ChangeControl(Document):
    """The approvals that changes need; always read from the base revision."""

    kind_name: ClassVar[str] = "change-control"
    kind: Literal["change-control"]
    id: Id
    rules: Annotated[AnyOrder[ChangeRule], KeyedBy("id")] = Field(default=())
    objections: Literal["show", "block"] = "show"
    """Whether nothing is allowed while somebody who may approve asks for changes."""
    otherwise: Otherwise

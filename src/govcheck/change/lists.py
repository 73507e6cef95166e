"""Lists: what tells their items apart, and in which of them the order counts.

Every list of every model stands in exactly one place here, which a test shows; one that is neither
keyed nor ordered is a set.
"""

from typing import Final

from pydantic import BaseModel

from govcheck.model.decision import Decision
from govcheck.model.vocabulary import ChoiceFact

KEYED: Final = {
    "Organization.severities": "id",
    "Person.contacts": "via",
    "Person.trainings": "training",
    "Team.members": "person",
    "Council.seats": "person",
    "Decision.rules": "id",
    "Escalation.steps": "id",
    "Playbook.actions": "id",
    "Playbook.approvals": "id",
    "ChangeControl.rules": "id",
    "Incident.conflicts": "person",
    "IncidentBody.conflicts": "person",
}
"""Lists whose items have a name of their own, and the field that has it."""

ORDERED: Final = frozenset(
    (
        "Organization.severities",
        "Person.contacts",
        "Person.notification",
        "Person.deputies",
        "Council.chain_of_command",
        "Rota.members",
        "Rota.overrides",
        "Escalation.steps",
        "Scenario.acknowledged",
    )
)
"""Lists whose order counts: who comes first, what is higher."""

ORDERED_AT_TIMES: Final = frozenset(("Decision.results", "Decision.rules", "ChoiceFact.values"))
"""Lists whose order counts in some documents; `is_ordered` says in which."""

SETS: Final = frozenset(
    (
        "Organization.languages",
        "Organization.responsibilities",
        "Resources.strategic_goals",
        "Person.languages",
        "Person.roles",
        "Person.absences",
        "Role.responsibilities",
        "Role.permissions",
        "Role.requires_training",
        "Role.excludes",
        "Responsibility.responsible",
        "Council.mandate",
        "Representative.topics",
        "Representative.channels",
        "Representative.languages",
        "Advocate.channels",
        "Goal.channels",
        "Calendar.hours{}",
        "Calendar.closed",
        "Channel.admins",
        "Channel.languages",
        "Posts.hours",
        "DraftApprovals.by",
        "Content.allowed",
        "Content.forbidden",
        "TagsFact.values",
        "Decision.otherwise",
        "Rule.then",
        "Condition.*",
        "Condition.all",
        "Condition.any",
        "Test.not_in",
        "Test.any_of",
        "Test.all_of",
        "Test.none_of",
        "Step.notify",
        "Step.via",
        "Action.after",
        "Action.needs",
        "AllOf.all_of",
        "AnyOf.any_of",
        "CountOf.of",
        "Playbook.forbidden_until_approved",
        "ChangeCondition.kinds",
        "ChangeCondition.effects",
        "ChangeCondition.paths",
        "AllRequired.all_of",
        "AnyRequired.any_of",
        "CountRequired.of",
        "CouncilVote.includes",
        "Waiver.approved_by",
        "Incident.facts{}",
        "IncidentBody.facts{}",
        "Scenario.absent",
        "Expectation.playbooks",
        "Expectation.decisions{}",
        "Expectation.notified",
        "Expectation.not_notified",
        "Expectation.met",
        "Expectation.missed",
    )
)
"""Lists without an order, in which saying a thing twice is saying it once."""


def is_ordered(name: str, owner: BaseModel) -> bool:
    """Whether the order of a list, called `Model.field`, counts in the model that holds it.

    The order of rules counts where the first that can win is acted on: of decisions by `first`, and
    of those by `unique` whose results have no order, as long as facts are unknown.
    """
    if name == "Decision.rules" and isinstance(owner, Decision):
        return owner.hit_policy in ("first", "unique")
    if isinstance(owner, Decision | ChoiceFact) and name in ORDERED_AT_TIMES:
        return owner.ordered
    return name in ORDERED

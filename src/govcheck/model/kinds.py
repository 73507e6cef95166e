"""The table of kinds, in the order in which a reader meets them."""

from typing import Final

from govcheck.model.archive import Archive
from govcheck.model.base import Document
from govcheck.model.calendar import Calendar
from govcheck.model.change_control import ChangeControl
from govcheck.model.channel import Channel
from govcheck.model.council import Council
from govcheck.model.decision import Decision
from govcheck.model.escalation import Escalation
from govcheck.model.goal import Goal
from govcheck.model.guarantee import Guarantee
from govcheck.model.incident import Incident
from govcheck.model.network_limits import NetworkLimits
from govcheck.model.organization import Organization
from govcheck.model.person import Person
from govcheck.model.playbook import Playbook
from govcheck.model.post import Post
from govcheck.model.representative import Advocate, Representative
from govcheck.model.role import Role
from govcheck.model.rota import Rota
from govcheck.model.scenario import Scenario
from govcheck.model.team import Team
from govcheck.model.training import Training
from govcheck.model.vocabulary import Vocabulary
from govcheck.model.waiver import Waiver

POLICY_KINDS: Final[tuple[type[Document], ...]] = (
    Organization,
    Person,
    Role,
    Team,
    Council,
    Training,
    Representative,
    Advocate,
    Goal,
    Calendar,
    Rota,
    Channel,
    NetworkLimits,
    Vocabulary,
    Decision,
    Escalation,
    Playbook,
    Guarantee,
    ChangeControl,
    Waiver,
)
"""What stands under `policies/`."""

ALL_KINDS: Final[tuple[type[Document], ...]] = (*POLICY_KINDS, Scenario, Incident, Archive, Post)

KINDS: Final[dict[str, type[Document]]] = {model.kind_name: model for model in ALL_KINDS}

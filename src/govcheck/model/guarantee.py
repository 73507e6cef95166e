"""Guarantees: what must hold for every incident, at every minute."""

from typing import Annotated, Literal

from govcheck.model.base import Document, Model
from govcheck.model.condition import Condition
from govcheck.model.marks import EXPLAINS
from govcheck.model.scalars import Count, Duration, Id, Positive, Prose, Target
from govcheck.modelling.declared import field


class Notified(Model):
    """Somebody of the target is told in time, whoever acknowledges whenever."""

    target: Target
    """Somebody who answers to it is told.

    Example: "role:legal-counsel"
    """
    within: Duration
    """So long after detection at most.

    Unit: a duration
    Example: "30m"
    """
    concurrent: Positive = 1
    """So many incidents at once each find somebody of the target of their own.

    Unit: incidents
    Example: 2
    """


class Tolerates(Model):
    """How many people may be missing."""

    absent_people: Count
    """It holds whoever of so many people is absent.

    Unit: people
    Example: 1
    """


class Guarantee(Document):
    """A promise about all incidents of a sort."""

    kind: Literal["guarantee"]
    id: Id
    """The guarantee's id.

    Example: "leaks-reach-legal"
    """
    name: Annotated[Prose | None, EXPLAINS] = None
    """What it promises, in a few words.

    Example: {"en": "Leaks reach legal counsel", "de": "Lecks erreichen die Rechtsabteilung"}
    """
    for_: Condition = field(alias="for")
    """The incidents that it is about; `{}` is all of them.

    Example: {"personal_data": {"at_least": "alleged"}}
    """
    holds: Condition | None = None
    """What is then decided.

    Example: {"severity": {"at_least": "sev2"}, "playbooks": {"all_of": ["data-leak"]}}
    """
    notified: Notified | None = None
    """Who is then told, and how soon.

    Example: {"target": "role:legal-counsel", "within": "30m"}
    """
    tolerates: Tolerates | None = None
    """How much may go wrong with it still holding.

    Example: {"absent_people": 1}
    """

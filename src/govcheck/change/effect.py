"""Effects: what a change does to people and incidents, whatever its lines look like."""

from collections.abc import Iterable
from typing import Final, Literal, NamedTuple

from govcheck.engine.ruleset import Case
from govcheck.finding import Place
from govcheck.model.change_control import EffectName
from govcheck.time.intervals import Interval

EffectClass = Literal["stricter", "weaker", "different"]

ORDER: Final[tuple[EffectClass, ...]] = ("weaker", "different", "stricter")
"""What a reader must not overlook comes first."""


def worst(kinds: Iterable[EffectClass]) -> EffectClass:
    """The class of what belongs to several; different where there is none."""
    found = {*kinds}
    return next((one for one in ORDER if one in found), "different")


CLASSES: Final[dict[EffectName, EffectClass]] = {
    "raises-severity": "stricter",
    "lowers-severity": "weaker",
    "changes-escalation": "different",
    "changes-playbooks": "different",
    "changes-decision": "different",
    "shortens-deadline": "stricter",
    "lengthens-deadline": "weaker",
    "adds-approval": "stricter",
    "removes-approval": "weaker",
    "grants-permission": "weaker",
    "revokes-permission": "stricter",
    "adds-member": "different",
    "removes-member": "different",
    "adds-cover": "stricter",
    "removes-cover": "weaker",
    "changes-first-human": "different",
    "adds-guarantee": "stricter",
    "removes-guarantee": "weaker",
    "adds-waiver": "weaker",
    "changes-approval-rules": "different",
}
"""The class of each effect, where the case at hand does not say more."""


class Effect(NamedTuple):
    """One thing that a change does.

    `before` and `after` are words for people: a result, a deadline, a list of people; None where
    there is nothing on that side.
    """

    effect: EffectName
    kind: EffectClass
    """Stricter, weaker or different; `class` in JSON."""
    subject: str
    """What is affected: `decision/severity`, `playbook/data-leak/holding`, `council/board`."""
    before: str | None
    after: str | None
    documents: frozenset[str]
    """The documents, as `kind/id`, whose edits cause it."""
    decision: str | None = None
    """The decision, where incidents are decided differently."""
    region: str | None = None
    """Which incidents, in words: `topics has safety, followers 10000 to 49999`."""
    witness: Case | None = None
    """An incident that shows it. Facts that are left out are unknown."""
    intervals: tuple[Interval, ...] = ()
    """When it holds, half-open and merged, where it is about time."""
    people: frozenset[str] = frozenset()
    """Whose own rights, seat or term it changes; they do not approve it."""
    place: Place | None = None
    """Where it comes from: in the head, or in the base where nothing is left of it."""
    doubt: str | None = None
    """Why it could not be computed; it counts as present then."""
    parties: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """Who answers or is told on either side, as ids of people, where it is about that."""
    empty: bool = False
    """Of cover: whether nobody answers on the lesser side, rather than fewer people."""

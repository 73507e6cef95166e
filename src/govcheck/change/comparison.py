"""Two policies side by side: the base, and the head that is to replace it."""

from typing import NamedTuple

from govcheck.agreement.implication import Members
from govcheck.change.edit import Edit
from govcheck.change.translations import NONE, Translations
from govcheck.duty.resolve import holders
from govcheck.duty.roster import Roster
from govcheck.load.policy import Policy
from govcheck.simulate.program import Program
from govcheck.targets import read_target
from govcheck.time.intervals import Interval


class Accepted(NamedTuple):
    """A comment that accepts a finding of its line for good, by nobody in particular."""

    document: str
    """`kind/id` of the document in which it stands; the path where it stands in none."""
    line: str
    """What stands on the line beside the comment, without blanks and quotes."""
    rule: str
    """A code or a name, as it is written."""
    path: str
    number: int
    """The line, counted from 1."""
    reason: str


class ComparedPolicy(NamedTuple):
    """A policy that loads, and its program."""

    policy: Policy
    program: Program
    accepted: tuple[Accepted, ...] = ()


class Comparison(NamedTuple):
    """What is compared: both sides, the edits between them, and the time that is looked at."""

    base: ComparedPolicy
    head: ComparedPolicy
    edits: tuple[Edit, ...]
    at: int
    """The instant of asking, in seconds since 1970 UTC."""
    horizon: Interval
    translations: Translations = NONE
    """Texts of the base that the head has in other languages; `base` has them as the head does."""

    @property
    def changed(self) -> frozenset[str]:
        """The documents, as `kind/id`, that any edit is about."""
        return frozenset(edit.document for edit in self.edits)

    def changed_of(self, *kinds: str) -> frozenset[str]:
        """The changed documents of some kinds."""
        return frozenset(ref for ref in self.changed if ref.partition("/")[0] in kinds)


def members(roster: Roster) -> Members:
    """Of a roster whoever belongs to a target. Who comes to it or goes is an effect of its own.

    Of a rota or a chain one answers at a time, and for a seat its deputy comes first: one of them
    is never taken for another.
    """

    def of(target: str) -> frozenset[str] | None:
        plain = read_target(target).traits.is_personal
        return frozenset(holders(roster, target)) if plain else None

    return of

"""Conflicts of interest: who may be present, and who may agree."""

from collections.abc import Iterable
from typing import Literal

from govcheck.named_tuples import NamedTuple

Grade = Literal["hard", "soft"]


class Conflicts(NamedTuple):
    """Who has a conflict. Hard: absent from everything. Soft: no vote, no approval."""

    hard: frozenset[str] = frozenset()
    soft: frozenset[str] = frozenset()

    def of(self, person: str) -> Grade | None:
        """How grave a person's conflict is, if they have one."""
        if person in self.hard:
            return "hard"
        return "soft" if person in self.soft else None


def read_conflicts(stated: Iterable[tuple[str, Grade]]) -> Conflicts:
    """Add up what an incident states: two soft conflicts of a person are a hard one."""
    hard: set[str] = set()
    soft: set[str] = set()
    for person, grade in stated:
        if grade == "hard" or person in soft:
            hard.add(person)
        soft.add(person)
    return Conflicts(frozenset(hard), frozenset(soft - hard))

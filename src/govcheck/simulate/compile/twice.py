"""Ids that stand twice in a list of one document."""

from typing import Protocol, TypeVar

from govcheck.finding import Diagnostic, Problem, Violation
from govcheck.model.base import Document
from govcheck.modelling.partial import read_items
from govcheck.translation import said


class Named(Protocol):
    """Part of a document with an id."""

    @property
    def id(self) -> str:
        """What tells it from its neighbours."""

    def is_read(self, field: str) -> bool:
        """Whether the field is known."""


N = TypeVar("N", bound=Named)


def distinct(
    document: Document, key: str, parts: tuple[N, ...], rule: Diagnostic, noun: str
) -> tuple[list[tuple[int, N]], list[Violation]]:
    """The parts that could be read with their positions, each id once, and what stands twice."""
    first: dict[str, int] = {}
    kept: list[tuple[int, N]] = []
    violations: list[Violation] = []
    for position, part in enumerate(read_items(parts)):
        if not part.is_read("id"):
            continue
        if part.id not in first:
            first[part.id] = position
            kept.append((position, part))
            continue
        if not document.is_read("id"):
            continue  # nobody can tell what it is called
        earlier = document.place(key, first[part.id], "id", note=said("the first one is here"))
        problem = Problem(
            document.place(key, position, "id"),
            said(
                "another {noun} of `{name_in_kind}` is called `{id}`",
                noun=noun,
                name_in_kind=document.name_in_kind,
                id=part.id,
            ),
            (earlier,),
            said("give one of them another id"),
        )
        violations.append(Violation(rule, problem))
    return kept, violations

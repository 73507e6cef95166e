"""Targets: texts `kind:id` that name whoever is told, asked or owes something."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from govcheck.named_tuples import NamedTuple


class TargetKind(NamedTuple):
    """What all targets of a kind have in common."""

    document: str
    """The kind of the document that the id is of."""
    namespace: str
    """Where the id is declared: by a document, or by a field of some."""
    by_shifts: bool = False
    """Whether one answers at a time, whoever has the shift."""
    one_at_a_time: bool = False
    """Whether only one of those who are named answers at a time."""
    is_personal: bool = False
    """Whether each whom it names answers for themselves, and their own deputies for them."""


TARGET_KINDS: Final = {
    "person": TargetKind("person", "person", is_personal=True),
    "role": TargetKind("role", "role", is_personal=True),
    "rota": TargetKind("rota", "rota", by_shifts=True, one_at_a_time=True),
    "next": TargetKind("rota", "rota", by_shifts=True, one_at_a_time=True),
    "team": TargetKind("team", "team", is_personal=True),
    "council": TargetKind("council", "council"),
    "chain": TargetKind("council", "council", one_at_a_time=True),
    "representative": TargetKind("representative", "department", is_personal=True),
}
"""Every kind of targets, in the order in which they are told."""
_UNKNOWN: Final = TargetKind("", "")


class TargetRef(NamedTuple):
    """A target, taken apart."""

    kind: str
    id: str

    @property
    def traits(self) -> TargetKind:
        """What it has in common with others of its kind."""
        return TARGET_KINDS.get(self.kind, _UNKNOWN)

    @property
    def is_person(self) -> bool:
        """Whether it names somebody by id."""
        return self.kind == "person"

    @property
    def document(self) -> str:
        """The document that it is about, as `kind/id`."""
        return f"{self.traits.document or self.kind}/{self.id}"

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@lru_cache(maxsize=4096)
def read_target(written: str) -> TargetRef:
    """A target of its text; of a text without a colon the kind is the text, and the id empty."""
    kind, _, id_ = written.partition(":")
    return TargetRef(kind, id_)


def is_target(text: str) -> bool:
    """Whether a text begins like a target, and not as a person's bare id."""
    return text.partition(":")[0] in TARGET_KINDS


def person_id(text: str) -> str:
    """Somebody's id, of a text that is the id or the target."""
    return text.removeprefix("person:")


def bare_id(text: str) -> str:
    """The id alone, of a text that is the id or a target."""
    return text.rpartition(":")[2]


def people_named(targets: Iterable[str]) -> list[str]:
    """The ids of those whom targets name as persons."""
    return [one.id for one in map(read_target, targets) if one.is_person]


def words(name: str) -> str:
    """An id as words: `community-duty` is `community duty`."""
    return name.replace("-", " ").replace("_", " ")

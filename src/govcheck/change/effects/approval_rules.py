"""How changes are approved: change control, councils' votes, and who is behind a handle."""

from collections.abc import Iterator
from typing import Final

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import effect
from govcheck.change.nodes import Node, Record, node_of, plain
from govcheck.load.policy import Policy
from govcheck.model.base import Document
from govcheck.model.fields import hints
from govcheck.model.kinds import KINDS
from govcheck.model.marks import DecidesApprovals, mark

FIELDS: Final = {
    kind: fields
    for kind, model in KINDS.items()
    if (
        fields := tuple(
            name for name, hint in hints(model).items() if mark(hint, DecidesApprovals) is not None
        )
    )
}
"""Fields of documents besides change control on which it depends whose approval counts."""


def approval_rules(comparison: Comparison) -> Iterator[Effect]:
    """Everything that changes who must approve, and whom an approval is taken for."""
    base, head = comparison.base.policy, comparison.head.policy
    for ref in sorted(comparison.changed_of("change-control", *FIELDS)):
        old, new = _find(base, ref), _find(head, ref)
        kind = ref.partition("/")[0]
        for field in FIELDS.get(kind, ("",)):
            before, after = _field(old, field), _field(new, field)
            if before != after and (kind == "change-control" or old is not None):
                there = new if new is not None else old
                yield effect(
                    comparison,
                    "changes-approval-rules",
                    f"{ref}/{field}" if field else ref,
                    before if field else _presence(old),
                    after if field else _presence(new),
                    [ref],
                    people=_person(ref),
                    place=None if there is None else there.place(field or "id"),
                )


def _person(ref: str) -> frozenset[str]:
    kind, _, name = ref.partition("/")
    return frozenset({name}) if kind == "person" else frozenset()


def _presence(document: Document | None) -> str | None:
    return None if document is None else document.name_in_kind


def _field(document: Document | None, field: str) -> str | None:
    if document is None:
        return None
    if not field:
        return str(plain(node_of(document)))
    node: Node | None = node_of(document).fields.get(field)
    if node is None or (isinstance(node, Record) and field != "checks"):
        return None
    return str(plain(node))


def _find(policy: Policy, ref: str) -> Document | None:
    return next((document for document in policy.documents if document.ref == ref), None)

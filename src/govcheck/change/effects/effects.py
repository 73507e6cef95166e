"""How finders say what they have found."""

from collections.abc import Iterable

from govcheck.change.comparison import Comparison
from govcheck.change.effect import CLASSES, Effect, EffectClass
from govcheck.finding import Place
from govcheck.model.base import Document
from govcheck.model.change_control import Effect as EffectName


def effect(
    comparison: Comparison,
    name: EffectName,
    subject: str,
    before: str | None,
    after: str | None,
    causes: Iterable[str],
    *,
    kind: EffectClass | None = None,
    people: Iterable[str] = (),
    place: Place | None = None,
    doubt: str | None = None,
) -> Effect:
    """An effect, caused by those documents of `causes` that any edit is about."""
    return Effect(
        name,
        CLASSES[name] if kind is None else kind,
        subject,
        before,
        after,
        comparison.changed & frozenset(causes),
        people=frozenset(people),
        place=place,
        doubt=doubt,
    )


def changed_pairs(
    ours: Iterable[Document], theirs: Iterable[Document]
) -> list[tuple[str, Document | None, Document | None]]:
    """Documents of a kind that differ, by name, as they were and as they are."""
    before = {one.name_in_kind: one for one in ours}
    after = {one.name_in_kind: one for one in theirs}
    return [
        (name, before.get(name), after.get(name))
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]

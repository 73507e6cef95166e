"""Where a policy makes an obligation."""

from collections.abc import Callable

from govcheck.finding import Place
from govcheck.load.repository import load_repository
from govcheck.load.tree import Tree
from govcheck.model.council import Council
from govcheck.model.playbook import Playbook


def obligations_in(tree: Tree) -> Callable[[str], tuple[str, int] | None]:
    """Path and line of the action, or of the council, that an obligation's id names."""
    loaded: list[object] = []

    def where(obligation: str) -> tuple[str, int] | None:
        if not loaded:
            loaded.append(load_repository(tree))
        repository = loaded[0]
        place = _place(repository.policy, obligation)  # type: ignore[attr-defined]
        if place is None:
            return None
        span = repository.span(place)  # type: ignore[attr-defined]
        return span.path, span.line

    return where


def _place(policy: object, obligation: str) -> Place | None:
    book, _, name = obligation.partition("#")[0].partition("/")
    if book == "council":
        council = policy.find(Council, name)  # type: ignore[attr-defined]
        return None if council is None else council.place("convene_within")
    playbook = policy.find(Playbook, book)  # type: ignore[attr-defined]
    if playbook is None:
        return None
    position = next((n for n, one in enumerate(playbook.actions) if one.id == name), None)
    return None if position is None else playbook.place("actions", position, "id")

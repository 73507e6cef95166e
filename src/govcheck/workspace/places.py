"""Where a policy makes an obligation."""

from collections.abc import Callable
from functools import cache

from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.load.repository import load_repository
from govcheck.load.tree import Tree
from govcheck.model.council import Council
from govcheck.model.playbook import Playbook


def obligations_in(tree: Tree) -> Callable[[str], tuple[str, int] | None]:
    """Path and line of the action, or of the council, that an obligation's id names."""
    loaded = cache(lambda: load_repository(tree))

    def where(obligation: str) -> tuple[str, int] | None:
        place = _place(loaded().policy, obligation)
        if place is None:
            return None
        span = loaded().span(place)
        return span.path, span.line

    return where


def _place(policy: Policy, obligation: str) -> Place | None:
    book, _, name = obligation.partition("#")[0].partition("/")
    if book == "council":
        council = policy.find(Council, name)
        return None if council is None else council.place("convene_within")
    playbook = policy.find(Playbook, book)
    if playbook is None:
        return None
    position = next((n for n, one in enumerate(playbook.actions) if one.id == name), None)
    return None if position is None else playbook.place("actions", position, "id")

"""Who is who: people of the base by the handles and addresses that it knows of them."""

import re
from collections.abc import Iterable
from typing import Final

from govcheck.gate.reviews import Platform
from govcheck.model.person import Person

_NOREPLY: Final[dict[Platform, re.Pattern[str]]] = {
    "github": re.compile(r"(?:[0-9]+\+)?([a-z0-9_-]+)@users\.noreply\.[a-z0-9.-]+", re.ASCII),
    "gitlab": re.compile(r"(?:[0-9]+-)?([a-z0-9_.-]+)@users\.noreply\.[a-z0-9.-]+", re.ASCII),
}
"""The addresses that platforms give out, on hosts of their own and of companies."""

NOBODY: Final = frozenset({"noreply@github.com"})
"""Who commits what somebody does in the browser."""


class Identities:
    """The people of a policy, found by handle or e-mail address.

    Only the letters A to Z are the same in both cases, so that no other letter passes for one. A
    handle or an address that two people state is nobody's to approve with, and both theirs to have
    written with.
    """

    def __init__(self, people: Iterable[Person], platform: Platform) -> None:
        self._known: dict[Platform, dict[str, set[str]]] = {"github": {}, "gitlab": {}}
        self._addresses: dict[str, set[str]] = {}
        for person in people:
            for one, handles in self._known.items():
                handle = handle_of(person, one)
                if handle is not None:
                    handles.setdefault(_folded(handle), set()).add(person.id)
            if person.email is not None:
                self._addresses.setdefault(_folded(person.email), set()).add(person.id)
        self._handles = self._known[platform]

    def with_handle(self, handle: str) -> frozenset[str]:
        """Everybody who has a handle; more than one where the policy is ambiguous."""
        return frozenset(self._handles.get(_folded(handle), ()))

    def with_address(self, address: str) -> frozenset[str]:
        """Everybody whose e-mail address it is, or whose handle a platform's own address names.

        Commits come with addresses of either platform, whichever one the request is on.
        """
        folded = _folded(address)
        found = set(self._addresses.get(folded, ()))
        for platform, pattern in _NOREPLY.items():
            match = pattern.fullmatch(folded)
            if match:
                found |= self._known[platform].get(match[1], set())
        return frozenset(found)


def handle_of(person: Person, platform: Platform) -> str | None:
    """What a platform calls somebody, without the sign in front."""
    handle = person.github if platform == "github" else person.gitlab
    return None if handle is None else handle.removeprefix("@")


def _folded(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)

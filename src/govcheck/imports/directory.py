"""Everybody whom an export may mean, by all the names that it may use."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple
from unicodedata import normalize

from govcheck.load.policy import Policy
from govcheck.tongue.forename import forename, untitled

NOBODY: Final = "nobody"
_SPELT: Final = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "æ": "ae",
    "ø": "oe",
    "ł": "l",
    "đ": "d",
}
_LONGEST: Final = 60


def slug(name: str) -> str:
    """An id made of a name; empty where nothing of it can be written in ASCII."""
    spelt = "".join(_SPELT.get(one, one) for one in normalize("NFC", name).lower())
    ascii_name = normalize("NFKD", spelt).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_name))[:_LONGEST].strip("-")


def folded(name: str) -> str:
    """A name as it is compared: one blank between words, small letters; `Weiß, Clara` is turned."""
    words = " ".join(normalize("NFC", name).split()).casefold()
    last, comma, first = words.partition(", ")
    return f"{first} {last}" if comma and first and "," not in first else words


class FoundPerson(NamedTuple):
    """Somebody found by a name, and whether it was the first name alone."""

    id: str
    by_first_name: bool = False


class Directory:
    """People by id, e-mail address, name, and the ids of the tool that exported them."""

    def __init__(
        self, people: Iterable[tuple[str, str, str | None]], said: Mapping[str, str]
    ) -> None:
        self._said = {key.casefold(): value for key, value in said.items()}
        self._by_key: dict[str, set[str]] = {}
        self._by_first: dict[str, set[str]] = {}
        self.ids: set[str] = {NOBODY}
        for id_, name, email in people:
            self.know(id_, name, email)

    def know(self, id_: str, name: str, email: str | None, *others: str) -> None:
        """Remember somebody by all their names."""
        self.ids.add(id_)
        for key in (
            id_,
            folded(name),
            untitled(folded(name)),
            *((email.casefold(),) if email else ()),
            *others,
        ):
            self._by_key.setdefault(key.casefold(), set()).add(id_)
        self._by_first.setdefault(forename(folded(name)), set()).add(id_)

    def said(self, *names: str) -> str | None:
        """Whom `--map` says that one of the names is: an id, `nobody`, or a target."""
        for name in names:
            who = self._said.get(name.casefold()) if name else None
            if who is None:
                continue
            who = who.removeprefix("person:")
            if ":" in who or who in self.ids:
                return who
            found = self._sure(who)
            if found is not None:
                return found
        return None

    def _sure(self, name: str) -> str | None:
        """Whom a name means that is an id, an address or a whole name."""
        for key in (name.casefold(), folded(name)):
            found = self._by_key.get(key, set())
            if len(found) == 1:
                return next(iter(found))
        return None

    def find(self, *names: str | None) -> FoundPerson | None:
        """Whom one of the names means, if it means one person or nobody: the surest name first."""
        given = [name.strip() for name in names if name and name.strip()]
        said = self.said(*given)
        if said is not None and ":" not in said:
            return FoundPerson(said)
        for name in given:
            sure = self._sure(name)
            if sure is not None:
                return FoundPerson(sure)
        for name in given:
            found = self._by_first.get(folded(name), set())
            if len(found) == 1:
                return FoundPerson(next(iter(found)), by_first_name=True)
        return None

    def fresh(self, *names: str | None) -> str:
        """An id that nobody has yet, made of the first name that can be written in ASCII."""
        wanted = next((slug(name) for name in names if name and slug(name)), "person")
        return unused(wanted, self.ids)


def unused(wanted: str, taken: Iterable[str]) -> str:
    """The wanted id, or one with a number behind it."""
    known, number, found = set(taken), 1, wanted
    while found in known:
        number += 1
        found = f"{wanted}-{number}"
    return found


def directory_of(policy: Policy | None, said: Mapping[str, str]) -> Directory:
    """The people of a policy, by the names that it knows of them."""
    people = () if policy is None else policy.people
    known = Directory(((one.id, str(one.name), one.email) for one in people), said)
    for one in people:
        known.know(one.id, str(one.name), one.email, *(x for x in (one.github, one.gitlab) if x))
    return known

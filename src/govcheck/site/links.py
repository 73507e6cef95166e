"""Names of people, targets and documents, as links to where the handbook explains them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from govcheck.duty.roster import NOBODY
from govcheck.finding import Place
from govcheck.load.nodes import Mapping as YamlMapping
from govcheck.load.nodes import Node
from govcheck.load.policy import Policy
from govcheck.load.repository import Repository
from govcheck.model.base import Document
from govcheck.model.networks import NETWORKS
from govcheck.model.person import Person
from govcheck.render.escape import visible
from govcheck.render.page.names import PageNames
from govcheck.site.reach import reach
from govcheck.site.shifts import CLOSED
from govcheck.targets import is_target, read_target, words

PAGE_OF: Final = {
    "organization": "organization",
    "team": "organization",
    "role": "organization",
    "person": "people",
    "council": "council",
    "change-control": "council",
    "channel": "channels",
    "network": "channels",
    "rota": "duty",
    "calendar": "duty",
    "vocabulary": "glossary",
    "decision": "severities",
    "guarantee": "severities",
    "escalation": "escalations",
    "playbook": "playbooks",
    "goal": "goals",
    "training": "goals",
    "representative": "speakers",
    "advocate": "speakers",
    "waiver": "accepted",
    "post": "posts",
}
"""On which page a document of a kind stands."""
_TARGETS: Final = {
    "role": "organization.html#role-",
    "team": "organization.html#team-",
    "rota": "duty.html#rota-",
    "next": "duty.html#rota-",
    "council": "council.html#council-",
    "chain": "council.html#council-",
    "representative": "speakers.html#department-",
}
_NETWORKS: Final = {one.id: one.name for one in NETWORKS if not one.name.startswith("a ")}


def headed(text: str) -> str:
    """A name at the head of something, with a capital."""
    return text[:1].upper() + text[1:]


def network_called(name: str) -> str:
    """What a network calls itself."""
    return headed(_NETWORKS.get(name) or words(name))


class Links:
    """The links of a handbook in one tongue; with ways to reach people where contacts are shown."""

    def __init__(self, policy: Policy, names: PageNames, *, contacts: bool) -> None:
        self._names, self._contacts = names, contacts
        self._people = {person.id: person for person in policy.people}
        self._channels = {one.id: one for one in policy.channels}
        self._documents = {one.ref: one for one in policy.documents}

    def document(self, document: Document) -> str:
        """Where a document stands in the handbook."""
        kind = document.kind_name
        return f"{PAGE_OF[kind]}.html#{kind}-{document.name_in_kind}"

    def subject(self, ref: str) -> str:
        """Where what is named, such as `team/social`, stands in the handbook; empty if nowhere."""
        found = self._documents.get("/".join(ref.split("/")[:2]))
        return self.document(found) if found and found.kind_name in PAGE_OF else ""

    def person(self, name: str) -> Markup:
        """Somebody's name, as a link to them."""
        if name not in self._people:
            return Markup("{}").format(visible(words(name)))
        href = f"people.html#person-{name}"
        return Markup('<a href="{}">{}</a>').format(href, visible(self._names.person(name)))

    def on_duty(self, name: str) -> Markup:
        """Who is on duty, as a link to them; in words while nobody is."""
        say = self._names.tongue.say
        if name == NOBODY:
            return Markup('<span class="warn">{}</span>').format(say("NOBODY"))
        if name == CLOSED:
            return Markup('<span class="closed">{}</span>').format(say("closed, as planned"))
        return self.person(name)

    def persons(self, listed: Iterable[str]) -> Markup:
        """Names with commas between."""
        return Markup(", ").join(self.person(one) for one in listed)

    def target(self, target: str) -> Markup:
        """A target by what it is called, as a link to where it is explained."""
        kind, name = read_target(target)
        if kind == "person":
            return self.person(name)
        called = self._names.target(target)
        return Markup('<a href="{}">{}</a>').format(_TARGETS[kind] + name, visible(called))

    def accepted(self, listed: Iterable[str]) -> str:
        """Who has accepted a finding, by name, with commas between; `chair` is no id."""
        names = self._names
        return ", ".join(
            names.target(one) if is_target(one) else
            names.tongue.say("chair") if one == "chair" else names.person(one)
            for one in listed
        )  # fmt: skip

    def tag(self, tag: str) -> str:
        """A topic by its label, where a fact of the policy has that value; else in words."""
        for fact in self._names.program.ruleset.facts.values():
            if fact.type == "tags" and tag in fact.values:
                return self._names.choice(fact, tag)
        return words(tag)

    def targets(self, listed: Iterable[str]) -> Markup:
        """Targets with commas between."""
        return Markup(", ").join(self.target(one) for one in listed)

    def channels(self, ids: Iterable[str]) -> Markup:
        """Channels with commas between."""
        return Markup(", ").join(
            Markup('<a href="channels.html#channel-{}">{} {}</a>').format(
                id_,
                visible(network_called(self._channels[id_].network)),
                visible(self._channels[id_].handle),
            )
            if id_ in self._channels
            else visible(id_)
            for id_ in ids
        )

    def numbers(self, name: str) -> tuple[tuple[str, str, str], ...]:
        """How somebody is reached: way, address, and the link that calls or writes."""
        person = self._people.get(name)
        if person is None or not self._contacts:
            return ()
        return tuple((one.via, one.address, reach(one.via, one.address)) for one in person.contacts)


SHOWN_OF_PEOPLE: Final = frozenset(
    (
        "kind", "id", "name", "department", "timezone", "languages", "roles", "calendar",
        "deputies", "trainings", "active",
    )
)  # fmt: skip
"""What a page shows of somebody's document where contacts are to stay out of the site."""
FOLDER: Final = "source"
_COMMENT: Final = re.compile(r"(^|\s)#.*")


class SourceLink(NamedTuple):
    """A place in a file, and its address from the root of the site, or elsewhere."""

    path: str
    line: int
    href: str
    elsewhere: bool = False


class Sources:
    """The files of a repository as they are linked to.

    `address` is where the repository is shown: `{path}`, `{line}` and `{revision}` stand for what
    they say, and an address without them is that of the root folder.
    """

    def __init__(
        self, repository: Repository, address: str | None, revision: str, *, contacts: bool
    ) -> None:
        self._repository = repository
        if address is not None and "{path}" not in address:
            address = address.rstrip("/") + "/{path}#L{line}"
        self._address = address
        self._revision = revision
        self._contacts = contacts
        self._lines: dict[Place, int] = {}

    def link(self, place: Place) -> SourceLink:
        """The link to a place."""
        line = self._lines.get(place)
        if line is None:
            line = self._lines[place] = self._repository.line(place)
        return self._linked(place.path, line)

    def at(self, path: str, line: int) -> SourceLink | None:
        """The link to a line of a file; None where the site has no such page."""
        known = self._address is not None or path in self._repository.files
        return self._linked(path, line) if known else None

    def _linked(self, path: str, line: int) -> SourceLink:
        if self._address is None:
            return SourceLink(path, line, f"{FOLDER}/{quote(path)}.html#L{line}")
        href = self._address
        for name, value in (("path", path), ("line", str(line)), ("revision", self._revision)):
            href = href.replace("{" + name + "}", quote(value))
        return SourceLink(path, line, href, elsewhere=True)

    @property
    def pages(self) -> Iterator[tuple[str, list[str]]]:
        """The files that become pages: their paths and lines; none where they are elsewhere."""
        if self._address is not None:
            return
        for path, loaded in self._repository.files.items():
            personal = any(  # what says nothing of what it is may be a person's
                title is None or title.partition("/")[0] == Person.kind_name
                for title in loaded.titles
            )
            text = loaded.source.text
            if personal and not self._contacts:
                text = _without_contacts(text, loaded.roots)
            yield path, re.split(r"\r\n|\n|\r", text.removesuffix("\n"))


def _without_contacts(text: str, roots: Iterable[Node]) -> str:
    """The text with what may say how somebody is reached left blank, line by line."""
    shown = [False] * len(text)
    for root in roots:
        if not isinstance(root, YamlMapping):
            continue
        for name, entry in root.entries.items():
            if name in SHOWN_OF_PEOPLE:
                end = max(entry.end, entry.node.end)
                shown[entry.start : end] = [True] * (end - entry.start)
    kept = "".join(
        character if seen or character in "\r\n" else " "
        for character, seen in zip(text, shown, strict=True)
    )
    return "\n".join(_COMMENT.sub("", line).rstrip() for line in re.split(r"\r\n|\n|\r", kept))

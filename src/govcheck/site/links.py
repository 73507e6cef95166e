"""Names of people, targets and documents, as links to where the handbook explains them."""

from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from govcheck.duty.roster import NOBODY
from govcheck.load.policy import Policy
from govcheck.model.base import Document
from govcheck.model.networks import NETWORKS
from govcheck.render.escape import visible
from govcheck.render.page.names import PageNames, words
from govcheck.site.reach import reach
from govcheck.site.shifts import CLOSED
from govcheck.targets import is_target, read_target

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
        if kind == "chain":
            called = self._names.tongue.say("whoever commands of {council}", council=called)
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

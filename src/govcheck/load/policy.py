"""The policy: every document of a repository, found by kind and name."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

from govcheck.finding import Place
from govcheck.load.templates import Template
from govcheck.model.archive import Archive
from govcheck.model.base import Document
from govcheck.model.calendar import Calendar
from govcheck.model.change_control import ChangeControl
from govcheck.model.channel import Channel
from govcheck.model.council import Council
from govcheck.model.decision import NONE, Decision
from govcheck.model.escalation import Escalation
from govcheck.model.fields import declarations
from govcheck.model.goal import Goal
from govcheck.model.guarantee import Guarantee
from govcheck.model.incident import Incident
from govcheck.model.network_limits import NetworkLimits
from govcheck.model.organization import Organization
from govcheck.model.person import Person
from govcheck.model.playbook import Playbook
from govcheck.model.post import Post
from govcheck.model.representative import Advocate, Representative
from govcheck.model.role import Role
from govcheck.model.rota import Rota
from govcheck.model.scenario import Scenario
from govcheck.model.team import Team
from govcheck.model.training import Training
from govcheck.model.vocabulary import Vocabulary
from govcheck.model.waiver import Waiver
from govcheck.modelling.partial import PartialMapping, read_items
from govcheck.modelling.unread import Unread
from govcheck.targets import TARGET_KINDS
from govcheck.translation import preferring

D = TypeVar("D", bound=Document)


class _Documents(Generic[D]):
    """All documents of one kind, as an attribute of a policy."""

    def __init__(self, model: type[D]) -> None:
        self._model = model

    def __get__(self, policy: "Policy", owner: object = None) -> tuple[D, ...]:
        return policy.of(self._model)


class Policy:
    """All documents that could be read, in the order of path and place in the file.

    Where two documents of a kind have the same id, the first one counts; the loader reports both.
    """

    people = _Documents(Person)
    roles = _Documents(Role)
    teams = _Documents(Team)
    councils = _Documents(Council)
    trainings = _Documents(Training)
    representatives = _Documents(Representative)
    advocates = _Documents(Advocate)
    goals = _Documents(Goal)
    calendars = _Documents(Calendar)
    rotas = _Documents(Rota)
    channels = _Documents(Channel)
    networks = _Documents(NetworkLimits)
    """What networks allow, as far as the policy itself says it."""
    vocabularies = _Documents(Vocabulary)
    decisions = _Documents(Decision)
    """All decision documents; several may decide the same thing."""
    escalations = _Documents(Escalation)
    playbooks = _Documents(Playbook)
    guarantees = _Documents(Guarantee)
    change_controls = _Documents(ChangeControl)
    waivers = _Documents(Waiver)
    scenarios = _Documents(Scenario)
    """All scenarios, from `scenarios/`."""
    incidents = _Documents(Incident)
    """All sample incidents, from `incidents/`."""
    archives = _Documents(Archive)
    """All archives, from `archives/`: what the columns of past mentions mean."""
    posts = _Documents(Post)
    """All posts, from `posts/`."""

    def __init__(
        self,
        documents: Iterable[Document],
        unread: Iterable[str] = (),
        templates: Mapping[str, Template] | None = None,
        nameless: Iterable[str] = (),
    ) -> None:
        self.documents = tuple(documents)
        self.unread = frozenset(unread)
        """The documents, as `kind/id`, that are there but could not be read."""
        self.nameless = frozenset(nameless)
        """The kinds of documents that are there without a name that can be read."""
        self.templates = templates
        """The templates that actions name and that exist, by path; None where nobody looked."""

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Document, ...]]:
        kinds: dict[str, dict[str, Document]] = {}
        for document in self.documents:
            kinds.setdefault(document.kind_name, {}).setdefault(document.name_in_kind, document)
        return {kind: tuple(named.values()) for kind, named in kinds.items()}

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], Document]:
        return {
            (kind, document.name_in_kind): document
            for kind, documents in self._by_kind.items()
            for document in documents
        }

    def of(self, model: type[D]) -> tuple[D, ...]:
        """The documents of one kind."""
        return self._by_kind.get(model.kind_name, ())  # type: ignore[return-value]

    def find(self, model: type[D], name: str) -> D | None:
        """The document of that kind and id, or None."""
        found = self._by_name.get((model.kind_name, name))
        if found is None and model.kind_name in self.nameless:
            raise Unread(model.kind_name)
        return found  # type: ignore[return-value]

    def channel(self, name: str) -> Channel | None:
        """The channel of that id, or None."""
        return self.find(Channel, name)

    def calendar(self, name: str) -> Calendar | None:
        """The calendar of that id, or None."""
        return self.find(Calendar, name)

    def network(self, name: str) -> NetworkLimits | None:
        """What the policy itself says that a network allows, or None."""
        return self.find(NetworkLimits, name)

    @property
    def organization(self) -> Organization | None:
        """The organisation; None where the repository has none that can be read."""
        found = self.of(Organization)
        return found[0] if found else None

    @property
    def timezone(self) -> str:
        """The organisation's zone; UTC where there is no organisation."""
        return self.organization.timezone if self.organization is not None else "UTC"

    def prose(self, text: str) -> str:
        """A text that people read, in the first of the organisation's languages that it has."""
        return preferring(text, self.read_languages)

    @property
    def languages(self) -> tuple[str, ...]:
        """The organisation's languages, the first one first."""
        return self.organization.languages if self.organization is not None else ()

    @property
    def read_languages(self) -> tuple[str, ...]:
        """Those of its languages that could be read, without a word on the others."""
        root = self.organization
        return () if root is None else tuple(read_items(root.read_field("languages", ())))

    def knows(self, namespace: str, name: str) -> bool:
        """Whether the name is declared, be it by a document that could not be read."""
        if (namespace == "escalation" and name == NONE) or namespace in (
            *self.nameless,
            *self._unrooted,
        ):
            return True
        if name in self.names(namespace) or f"{namespace}/{name}" in self.unread:
            return True
        if namespace == "department" and "representative" in self.nameless:
            return True
        spokesperson = f"representative/{name}-"
        return namespace == "department" and any(
            ref.startswith(spokesperson) for ref in self.unread
        )

    def lacks(self, *kinds: str) -> bool:
        """Whether there are documents of some kinds of which not even a part is here."""
        return any(
            kind in kinds and (kind, name) not in self._by_name
            for kind, _, name in (ref.partition("/") for ref in self.unread)
        )

    @cached_property
    def _unrooted(self) -> frozenset[str]:
        """Of severities and areas those of which nobody can read which there are."""
        named = {
            "severity": lambda root: [one.id for one in root.severities],
            "area": lambda root: [*root.responsibilities],
        }
        return frozenset(
            namespace
            for namespace, read in named.items()
            if self.organization is None or _is_unread(read, self.organization)
        )

    def names(self, namespace: str) -> Mapping[str, Place]:
        """The names of a namespace, each with the place that declares it.

        A namespace is a kind, or one that a field declares: `severity`, `area`, `department`.
        """
        if namespace in self.nameless:
            raise Unread(namespace)
        found = self._namespaces.get(namespace, {})
        if namespace in self._unrooted and self.organization is not None:
            return PartialMapping(dict(found), None)
        return found

    @cached_property
    def targets(self) -> tuple[str, ...]:
        """Every target that there is, those of documents that could not be read included."""
        found = dict.fromkeys(
            f"{kind}:{name}"
            for kind, traits in TARGET_KINDS.items()
            for name in self._namespaces.get(traits.namespace, {})
        )
        for ref in sorted(self.unread):
            kind, _, name = ref.partition("/")
            types = (one for one, traits in TARGET_KINDS.items() if traits.namespace == kind)
            found |= dict.fromkeys(f"{type_}:{name}" for type_ in types)
        return tuple(found)

    @cached_property
    def _namespaces(self) -> Mapping[str, Mapping[str, Place]]:
        spaces: dict[str, dict[str, Place]] = {}
        for (kind, name), document in self._by_name.items():
            spaces.setdefault(kind, {})[name] = document.place("id")
            for said in declarations(document):
                names = spaces.setdefault(said.namespace, {})
                names.setdefault(said.name, document.place(*said.keys))
        return spaces


def _is_unread(read: Callable[[Organization], object], root: Organization) -> bool:
    try:
        read(root)
    except Unread:
        return True
    return False

"""What people are called, and who is asked, by the names that the base policy has for them."""

from collections.abc import Mapping

from govcheck.gate.identities import handle_of
from govcheck.gate.reviews import Platform
from govcheck.gate.verdict import Called
from govcheck.load.policy import Policy
from govcheck.model.base import Document
from govcheck.model.council import Council
from govcheck.model.person import Person
from govcheck.model.role import Role
from govcheck.model.rota import Rota
from govcheck.model.team import Team
from govcheck.targets import read_target

_KINDS: Mapping[str, type[Document]] = {
    "person": Person,
    "role": Role,
    "team": Team,
    "council": Council,
}


def people_called(policy: Policy, platform: Platform) -> dict[str, Called]:
    """Everybody of a policy."""
    return {person.id: Called(person.name, handle_of(person, platform)) for person in policy.people}


def documents_called(policy: Policy) -> dict[str, str]:
    """Every document of a policy that has a name or can be named by its id, by `kind/id`."""
    return {
        document.ref: getattr(document, "name", None)
        or document.name_in_kind.replace("-", " ").replace("_", " ")
        for document in policy.documents
    }


class TargetNames:
    """The names of targets."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy

    def of(self, target: str) -> str:
        """What a target is called: a role or a team by its name, a rota by who is on it."""
        kind, name = read_target(target)
        if read_target(target).traits.by_shifts:
            return f"somebody of the rota {self._name(Rota, name)}"
        if kind == "chain":
            return f"the chain of command of {self._name(Council, name)}"
        if kind == "representative":
            return f"somebody who speaks for {name}"
        return self._name(_KINDS[kind], name) if kind in _KINDS else target

    def _name(self, model: type[Document], id_: str) -> str:
        found = self._policy.find(model, id_)
        name = getattr(found, "name", None)
        return name if isinstance(name, str) else id_

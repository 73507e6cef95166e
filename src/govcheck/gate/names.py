"""What people and documents are called in the base policy."""

from govcheck.gate.identities import handle_of
from govcheck.gate.reviews import Platform
from govcheck.gate.verdict import Called
from govcheck.load.policy import Policy


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

"""What people and documents are called in the base policy."""

from collections import Counter

from govcheck.gate.identities import handle_of
from govcheck.gate.reviews import Platform
from govcheck.gate.verdict import Called
from govcheck.load.policy import Policy


def people_called(policy: Policy, platform: Platform) -> dict[str, Called]:
    """Everybody of a policy."""
    return {person.id: Called(person.name, handle_of(person, platform)) for person in policy.people}


def documents_called(policy: Policy) -> dict[str, str]:
    """Every document by its name or its id in words: by `kind/id`, and by a file of its own."""
    files = Counter(document.place().path for document in policy.documents)
    found: dict[str, str] = {}
    for document in policy.documents:
        said = document.name_in_kind.replace("-", " ").replace("_", " ")
        path = document.place().path
        found[document.ref] = getattr(document, "name", None) or said
        if files[path] == 1:
            found[path] = found[document.ref]
    return found

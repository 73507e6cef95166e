"""What a repository accepts: its ignore comments and its waivers, with their places."""

from collections.abc import Iterable
from typing import Final

from govcheck.acceptance.judgement import Acceptance, WaiverNote
from govcheck.acceptance.selection import family
from govcheck.finding import pointer
from govcheck.load.comments import find_ignores
from govcheck.load.file import Loaded
from govcheck.load.nodes import Mapping, Node, Scalar, walk
from govcheck.load.repository import Repository
from govcheck.model.waiver import Waiver
from govcheck.prove.verdict import Verdict

_BINDING: Final = "WAIVER"
"""The family of checks on waivers; whoever could set those aside could set everything aside."""


def acceptance(
    repository: Repository, *, complete: bool = True, checks: frozenset[str] | None = None
) -> Acceptance:
    """Everything by which a repository accepts findings; `complete` if all of it could be read.

    `checks` are the names of those whose findings can be accepted, where they are known already.
    """
    ignores = tuple(
        ignore for loaded in repository.files.values() for ignore in find_ignores(loaded.source)
    )
    parts = _Parts(repository)
    waivers = tuple(_note(repository, waiver, parts) for waiver in repository.policy.waivers)
    return Acceptance(ignores, waivers, _acceptable() if checks is None else checks, complete)


def _acceptable() -> frozenset[str]:
    """The codes and names of the checks whose findings can be accepted."""
    from govcheck.catalogue.catalogue import CHECKS  # which imports every check

    rules = (check.rule for check in CHECKS if family(check.rule.code) != _BINDING)
    return frozenset(name for rule in rules for name in (rule.code, rule.name))


class _Parts:
    """Where the parts of a document are that have an id, or are the value of a key."""

    def __init__(self, repository: Repository) -> None:
        self._named: dict[str, list[tuple[Loaded, int]]] = {}
        if repository.policy.waivers:
            for loaded in repository.files.values():
                for index, title in enumerate(loaded.titles):
                    self._named.setdefault(title or "", []).append((loaded, index))
        self._known: dict[str, dict[str, frozenset[str]]] = {}

    def find(self, document: str, part: str) -> frozenset[str]:
        """The pointers to the parts of that name; the document's own where the part is empty."""
        if not part:
            return frozenset(("",))
        if document not in self._known:
            self._known[document] = self._index(document)
        return self._known[document].get(part, frozenset())

    def _index(self, document: str) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for loaded, index in self._named.get(document, []):
            for keys, node in walk(loaded.roots[index]):
                for name in {*keys[-1:], _id(node)} - {None}:
                    found.setdefault(str(name), set()).add(pointer(keys))
        return {name: frozenset(pointers) for name, pointers in found.items()}


def _note(repository: Repository, waiver: Waiver, parts: _Parts) -> WaiverNote:
    kind, _, rest = waiver.subject.partition("/")
    id_, _, part = rest.partition("/")
    document = f"{kind}/{id_}"
    return WaiverNote(
        waiver.id,
        waiver.check,
        waiver.subject,
        document,
        parts.find(document, part),
        waiver.reason,
        waiver.until,
        repository.span(waiver.place("subject")),
        repository.span(waiver.place("until")),
    )


def _id(node: Node) -> object:
    entry = node.entries.get("id") if isinstance(node, Mapping) else None
    return entry.node.value if entry is not None and isinstance(entry.node, Scalar) else None


def accepting(verdict: Verdict, waivers: Iterable[WaiverNote]) -> list[WaiverNote]:
    """The waivers that accept a refuted property, or all of its document, each until its day."""
    if verdict.verdict != "refuted":
        return []
    return [
        waiver
        for waiver in waivers
        if waiver.check in (verdict.code, verdict.name)
        and f"{verdict.subject}/".startswith(f"{waiver.subject}/")
    ]

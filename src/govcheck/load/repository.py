"""A whole repository: every file loaded, the documents joined into a policy."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from posixpath import splitext
from typing import Final

from govcheck.errors import reason_of
from govcheck.finding import Diagnostic, Finding, Place, Problem, Severity
from govcheck.load import shape
from govcheck.load.file import Loaded, load_file, too_large, unreadable
from govcheck.load.partial import kind_of, nameless_texts, read_partially
from govcheck.load.parts import in_file
from govcheck.load.placing import finding_of, span_of
from govcheck.load.policy import Policy
from govcheck.load.targets import advised
from govcheck.load.templates import read_templates
from govcheck.load.tree import POLICIES, SCHEMAS, Tree, TreeEntry, is_document, is_post
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.model.base import Document
from govcheck.model.fields import readable_references
from govcheck.model.kinds import KINDS
from govcheck.model.playbook import Playbook
from govcheck.source import Source, Span
from govcheck.targets import bare_id
from govcheck.translation import said

LoadFile = Callable[[str, bytes], Loaded]

NOT_READ: Final = Diagnostic(
    "DOC010",
    "file-not-read",
    Severity.WARNING,
    truth="Policy files end in `.yaml`.",
    why="A file that ends in `.yml` is not read, although it looks like one of the others.",
)

NOT_FILES: Final = {
    "folder": said("a folder is named like a file"),
    "closed": said("the folder cannot be opened"),
    "symlink": said("a symbolic link is not followed"),
    "submodule": said("a submodule is not read"),
    "other": said("this is not a regular file"),
}
"""What is wrong with an entry of a tree that is no file, by its kind."""


class Repository:
    """The policy with the places of everything in it, and what is wrong with the files.

    Without `templates` nobody looks whether the templates that actions name exist.
    """

    def __init__(self, tree: Tree, files: Iterable[Loaded], *, templates: bool = True) -> None:
        self.tree = tree
        self.files = {loaded.source.path: loaded for loaded in files}
        documents = [document for loaded in self.files.values() for document in loaded.documents]
        self._partial: dict[tuple[str, int], Document] = {}
        found = read_templates(tree, documents) if templates else None
        self.policy = Policy(documents, self._unread(documents), found)
        self.findings: tuple[Finding, ...] = (
            *(
                advised(self.policy, finding, loaded.source)
                for loaded in self.files.values()
                for finding in loaded.findings
            ),
            *self._duplicates(),
            *self._organizations(),
        )

    @cached_property
    def readable(self) -> Policy:
        """The policy with faulty documents as far as they can be read; those come last.

        So that whoever looks through it has looked at the sound ones before meeting `Unread`.
        """
        broken = [
            loaded
            for loaded in self.files.values()
            if any(finding.severity == Severity.ERROR for finding in loaded.findings)
        ]
        if not broken:
            return self.policy
        read = [read_partially(loaded) for loaded in broken]
        from_broken = [document for documents, _ in read for document in documents]
        partial = [document for document in from_broken if not document.is_whole]
        for document in partial:
            place = document.place()
            self._partial[place.path, place.index] = document
        faulty = {loaded.source.path for loaded in broken}
        whole = [
            *(one for one in self.policy.documents if one.place().path not in faulty),
            *(document for document in from_broken if document.is_whole),
        ]
        suspects = {document.name_in_kind for document in partial}
        near = [
            document
            for document in whole
            if any(bare_id(one.name) in suspects for one in readable_references(document))
        ]
        apart = {id(document) for document in near}
        return Policy(
            (*(document for document in whole if id(document) not in apart), *near, *partial),
            self.policy.unread,
            # faulty documents may name templates for which nobody has looked
            None if any(isinstance(one, Playbook) for one in partial) else self.policy.templates,
            (kind for _, kinds in read for kind in kinds),
        )

    @property
    def sources(self) -> dict[str, Source]:
        """The text of every file, by path."""
        return {path: loaded.source for path, loaded in self.files.items()}

    @property
    def documents(self) -> int:
        """How many documents there are, the unreadable ones included."""
        return sum(len(loaded.titles) for loaded in self.files.values())

    def _in_file(self, place: Place) -> Place:
        """A place of a document that was partly read, as the file has it."""
        document = self._partial.get((place.path, place.index))
        return place if document is None else place._replace(keys=in_file(document, place.keys))

    def span(self, place: Place) -> Span:
        """Where a place is in the text."""
        place = self._in_file(place)
        loaded = self.files[place.path]
        if place.index >= len(loaded.titles):
            return Span(place.path, 1, 1, 1, 1)
        root = loaded.roots[place.index]
        return span_of(loaded.source, root, place)

    def line(self, place: Place) -> int:
        """The line on which a place begins."""
        return self.span(place).line

    def finding(self, rule: Diagnostic, problem: Problem) -> Finding:
        """A problem with its places resolved."""
        at = problem.at
        source, keys = self.files[at.path].source, self._in_file(at).keys
        return finding_of(rule, problem, self.span, source, keys, self._name(at))

    def _name(self, place: Place) -> str | None:
        titles = self.files[place.path].titles
        return titles[place.index] if place.index < len(titles) else None

    def _unread(self, documents: list[Document]) -> set[str]:
        named = {name for loaded in self.files.values() for name in loaded.names}
        return named - {document.ref for document in documents}

    def _duplicates(self) -> Iterable[Finding]:
        """Documents of the same kind and id; unreadable ones count, too."""
        seen: dict[str, Place] = {}
        for place, name in self._named_roots():
            kind, _, id_ = name.partition("/")
            first = seen.setdefault(name, place)
            if first is place or kind == "organization" or kind not in KINDS:
                continue
            message = said("another {kind} has the id `{id}`", kind=kind, id=id_)
            if first.path != place.path:
                message = said("{message}, in `{path}`", message=message, path=first.path)
            see = (first._replace(note=said("it is here")),)
            advice = said("give one of the two another id, or delete it")
            yield self.finding(shape.DUPLICATE_ID, Problem(place, message, see, advice))

    def _organizations(self) -> Iterable[Finding]:
        found = [place for place, name in self._named_roots() if name.startswith("organization/")]
        for place in found[1:]:
            message = said("a policy has exactly one organization")
            see = (found[0]._replace(keys=("kind",), note=said("this is the first one")),)
            at = place._replace(keys=("kind",))
            problem = Problem(at, message, see, said("merge the two"))
            yield self.finding(shape.ONE_ORGANIZATION, problem)
        kinds = {
            kind
            for loaded in self.files.values()
            for kind in (*map(kind_of, loaded.roots), *nameless_texts(loaded))
        }
        unread = any(ref.startswith("organization/") for ref in self.policy.unread)
        if not found and not unread and "organization" not in kinds:
            message = said("the policy has no organization")
            advice = said("add a document with `kind: organization`")
            span = Span(POLICIES, 1, 1, 1, 1)
            yield Finding(span, shape.ONE_ORGANIZATION, message, help=advice)

    def _named_roots(self) -> Iterator[tuple[Place, str]]:
        """Where the documents that state a kind and an id state the latter."""
        for path, loaded in self.files.items():
            for index, title in enumerate(loaded.titles):
                if title is not None:
                    yield Place(path, index, ("id",)), title


def load_repository(
    tree: Tree, *, templates: bool = True, load: LoadFile = load_file
) -> Repository:
    """Load every document of a tree. What cannot be read becomes findings; the rest is loaded.

    `load` is what loads one file, where some of them have been loaded before.
    """
    files = [_load(tree, entry, load) for entry in tree.entries() if _is_ours(entry)]
    return Repository(tree, files, templates=templates)


def _is_ours(entry: TreeEntry) -> bool:
    if entry.path.startswith(f"{SCHEMAS}/"):
        return False
    whole = entry.kind in ("submodule", "closed") or (
        entry.kind == "symlink" and splitext(entry.path)[1] in ("", ".")  # it may be to a folder
    )
    looks_like_one = entry.path.lower().endswith((".yml", ".yaml"))
    return whole or is_document(entry.path) or is_post(entry.path) or looks_like_one


def _load(tree: Tree, entry: TreeEntry, load: LoadFile) -> Loaded:
    if entry.kind != "file":
        return unreadable(entry.path, shape.UNREADABLE_FILE, NOT_FILES[entry.kind])
    if not is_document(entry.path) and not is_post(entry.path):
        message = said("a `{suffix}` file is not read", suffix=splitext(entry.path)[1])
        return unreadable(entry.path, NOT_READ, message, said("rename it to end in `.yaml`"))
    if entry.size > MOST_BYTES:
        return too_large(entry.path, entry.size)
    try:
        content = tree.read(entry.path)
    except OSError as error:
        message = said("cannot be read: {error}", error=reason_of(error))
        return unreadable(entry.path, shape.UNREADABLE_FILE, message)
    return load(entry.path, content)

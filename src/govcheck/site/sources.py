"""Where a statement of the handbook stands: links to the policy's files, by line.

Either to where the repository is shown, or to copies of the files as pages of the site.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from urllib.parse import quote

from govcheck.finding import Place
from govcheck.load.nodes import Mapping as YamlMapping
from govcheck.load.nodes import Node
from govcheck.load.repository import Repository
from govcheck.model.person import Person

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

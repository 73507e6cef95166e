"""Templates: the texts that actions publish, as far as checks look into them."""

import errno
from collections.abc import Iterable, Mapping
from datetime import date

from govcheck.load.nodes import plain
from govcheck.load.tree import Tree
from govcheck.load.yaml import parse
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.model.base import Document
from govcheck.model.playbook import Playbook
from govcheck.named_tuples import NamedTuple
from govcheck.source import Source
from govcheck.time.clock import parse_date
from govcheck.translation import said

_FENCE = "---"


class Template(NamedTuple):
    """A template that exists. `review_by` is the date in its front matter, as it is written.

    `fault` is why it is not read, in words.
    """

    review_by: str | None = None
    fault: str | None = None

    @property
    def due(self) -> date | None:
        """The day by which the text is to be reviewed; None without one that can be read."""
        try:
            return None if self.review_by is None else parse_date(self.review_by)
        except ValueError:
            return None


def read_templates(tree: Tree, documents: Iterable[Document]) -> Mapping[str, Template]:
    """The templates that actions name, by path; those that do not exist are left out."""
    named = {
        action.template
        for document in documents
        if isinstance(document, Playbook)
        for action in document.actions
        if action.template is not None and _is_inside(action.template)
    }
    found = {path: _read(tree, path) for path in sorted(named) if tree.exists(path)}
    return {path: template for path, template in found.items() if template is not None}


def _is_inside(path: str) -> bool:
    """Whether a path stays within the repository, and is written in one way only."""
    parts = path.split("/")
    return not {"", ".", ".."} & {*parts} and not {"\\", "\0", ":"} & {*path}


def _read(tree: Tree, path: str) -> Template | None:
    try:
        text = tree.read(path).decode("utf-8", "replace")
    except OSError as error:
        if error.errno == errno.EFBIG:
            return Template(fault=said("has more than {most} bytes", most=MOST_BYTES))
        return None
    return Template(_review_by(text.lstrip("\ufeff")))


def _review_by(text: str) -> str | None:
    """`review_by` of the YAML between two lines of dashes at the beginning."""
    lines = text.splitlines()
    if lines[:1] != [_FENCE] or _FENCE not in lines[1:]:
        return None
    roots, _ = parse(Source("", "\n".join(lines[1 : lines.index(_FENCE, 1)]) + "\n"))
    front = plain(roots[0]) if roots else None
    stated = front.get("review_by") if isinstance(front, dict) else None
    return None if stated is None else str(stated)

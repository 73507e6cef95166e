"""Markdown with front matter: the YAML between two `---` says what the text below it is.

The front matter is read at the places that it has in the file, and what is below it becomes the
field `text`, as if it stood in the YAML.
"""

from typing import Final

from govcheck.finding import Diagnostic
from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.nodes import KeyValue, Mapping, Node, Scalar
from govcheck.load.yaml import parse
from govcheck.load.yaml_faults import DUPLICATE_KEY, Fault
from govcheck.source import Source
from govcheck.translation import said

NO_FRONT_MATTER: Final = Diagnostic(
    "DOC013",
    "no-front-matter",
    truth="A post in Markdown begins with front matter.",
    why="Between two lines `---` stand its channels, its time and who drafted it; without them "
    "nobody can check it, and it is no post. A `README.md` beside the posts is none.",
)

_OPENING: Final = lazy_pattern(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING: Final = lazy_pattern(r"(?:^|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?=\r|\n|\Z)")
_TEXT: Final = "text"


def parse_post(source: Source) -> tuple[list[Node], list[Fault]]:
    """The document of a file in Markdown, and everything that is wrong with its front matter."""
    text = source.text
    opening = _OPENING.match(text)
    closing = None if opening is None else _CLOSING.search(text, opening.end())
    if closing is None:
        first = max(len(source.line(1)), 0)
        message = said("the post has no front matter")
        if opening is not None:
            message = said("the front matter has no end")
        advice = said(
            "begin with `---`, the fields of the post, and `---` again; the text comes below"
        )
        return [], [Fault(NO_FRONT_MATTER, 0, first, message, advice)]
    roots, faults = parse(Source(source.path, text[: closing.start()]))
    start, end = _body(text, closing.end())
    if len(roots) != 1 or not isinstance(roots[0], Mapping) or start == end:
        return roots, faults
    root = roots[0]
    stated = root.entries.get(_TEXT)
    if stated is not None:
        first_there = (stated.start, stated.end, said("it stands here, too"))
        message = said("the text of the post stands below the front matter and in it")
        return roots, [
            *faults,
            Fault(DUPLICATE_KEY, start, end, message, said("keep one of the two"), first_there),
        ]
    body = KeyValue(start, end, Scalar(text[start:end], start, end))
    return [root._replace(entries={**root.entries, _TEXT: body}, end=end)], faults


def yaml_part(source: Source) -> str:
    """The text of a file as far as it is YAML; places in it are places in the file."""
    if not source.path.endswith(".md"):
        return source.text
    opening = _OPENING.match(source.text)
    closing = None if opening is None else _CLOSING.search(source.text, opening.end())
    return "" if closing is None else source.text[: closing.start()]


def _body(text: str, behind: int) -> tuple[int, int]:
    """The text below the front matter without the white space around it."""
    below = text[behind:]
    start = behind + len(below) - len(below.lstrip())
    end = behind + len(below.rstrip())
    return (start, end) if start < end else (end, end)

"""Comments that speak to govcheck: `# govcheck: ignore[lead-outside-team] reason`."""

import re
from typing import Final

from govcheck.named_tuples import NamedTuple
from govcheck.source import Source, Span

_IGNORE: Final = (
    r"(?<!\S)#[ \t]*govcheck:[ \t]*ignore(?!\w)(?:\[(?P<rules>[^\]\r\n]*)\])?(?P<reason>[^\r\n]*)"
)


class Ignore(NamedTuple):
    """A comment that accepts findings of some rules on its line, with the reason that it gives.

    `rules` are codes or names, each once. `room` is what is to go with the comment: also the white
    space in front, and the whole line where there is nothing else on it.
    """

    span: Span
    rules: tuple[str, ...]
    reason: str
    room: Span


def find_ignores(source: Source) -> tuple[Ignore, ...]:
    """The comments of a file that ask to ignore findings; the same words in a text are no comment.

    A file that is not YAML has none: nothing that is found in it can be accepted.
    """
    if "govcheck:" not in source.text:
        return ()
    from ruamel.yaml.error import YAMLError

    from govcheck.load.front_matter import yaml_part
    from govcheck.load.tokens import comment_spans, tokens

    pattern = re.compile(_IGNORE)
    try:
        text = yaml_part(source)
        spans = list(comment_spans(text, tokens(text)))
    except (YAMLError, ValueError):
        return ()
    found = []
    for start, end in spans:
        match = pattern.search(source.text, start, end)
        if match is not None:
            names = (name.strip() for name in (match["rules"] or "").split(","))
            rules = tuple(dict.fromkeys(name for name in names if name))
            span = source.span(match.start(), end)
            room = source.span(*_room(source.text, match.start(), end))
            found.append(Ignore(span, rules, match["reason"].strip(), room))
    return tuple(found)


def _room(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    if start == 0 or text[start - 1] in "\r\n":
        for line_end in ("\r\n", "\n", "\r"):
            if text.startswith(line_end, end):
                return start, end + len(line_end)
    return start, end

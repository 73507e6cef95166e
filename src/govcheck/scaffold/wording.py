"""What the templates say in English, beside the policy's own texts, in another language.

Comments, notes, fields of one language and the texts to be published are looked up by what they
say in English; a comment of several lines is one text, and wrapped anew. Whatever is not looked up
stays as it is.
"""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from textwrap import wrap
from typing import Final

from govcheck.imports.draft import scalar
from govcheck.load import nodes
from govcheck.load.yaml import parse
from govcheck.source import Source

_WIDTH: Final = 100
_ABOVE: Final = re.compile(r"(?m)^( *)# (?!yaml-language-server).+(?:\n\1# .+)*")
_BEHIND: Final = re.compile(r"(?m)(?<=\S)( +# )(\S.*)$")
_LOGGED: Final = re.compile(r'("because": ")([^"\n]+)')
_STEP: Final = re.compile(r"(?m)^( *(?:- )?name: )(\S.*)$")
"""The name of a job or a step of a workflow."""
_OWN: Final = frozenset(("name", "id", "en"))
"""Fields that are nobody's to translate, and a text that has its languages beside it."""


def wording(language: str) -> Mapping[str, str]:
    """What the templates say by the English of it; empty where a language has none."""
    file = files("govcheck.scaffold").joinpath("guides", "texts", f"{base(language)}.yaml")
    if not file.is_file():
        return {}
    roots, _ = parse(Source("", file.read_text(encoding="utf-8")))
    return nodes.plain(roots[0])  # type: ignore[return-value]


def base(language: str) -> str:
    """The language without its region."""
    return language.partition("-")[0]


def worded(path: str, text: str, words: Mapping[str, str]) -> str:
    """The text of a file with what it says beside the policy in other words."""
    if not words:
        return text
    if path.endswith(".yaml"):
        for start, end, fresh in sorted(_fields(text, words), reverse=True):
            text = text[:start] + fresh + text[end:]

    def behind(match: re.Match[str]) -> str:
        return match[1] + words.get(match[2], match[2])

    if path.endswith(".yml"):
        text = _STEP.sub(behind, text)
    text = _ABOVE.sub(lambda match: _above(match, words), text)
    text = _LOGGED.sub(behind, _BEHIND.sub(behind, text))
    return "\n".join(words.get(line, line) for line in text.split("\n"))


def _fields(text: str, words: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    for root in parse(Source("", text))[0]:
        for keys, node in nodes.walk(root):
            value = node.value if isinstance(node, nodes.Scalar) else None
            if isinstance(value, str) and value in words and not _OWN & {*keys[-1:]}:
                yield node.start, node.end, scalar(words[value])


def _above(match: re.Match[str], words: Mapping[str, str]) -> str:
    """A comment on lines of its own."""
    lines = [line.lstrip(" ")[2:].strip() for line in match[0].split("\n")]
    found = words.get(" ".join(lines))
    if found is None:
        return match[0]
    head = f"{match[1]}# "
    return "\n".join(
        line
        for part in found.split("\n")
        for line in wrap(
            part,
            _WIDTH,
            initial_indent=head,
            subsequent_indent=head,
            break_long_words=False,
            break_on_hyphens=False,
        )
    )

"""The files of a new repository."""

import re
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from govcheck.errors import ScaffoldError
from govcheck.nearest import did_you_mean
from govcheck.scaffold.placeholders import (
    PlaceholderValues,
    check_name,
    fill_markdown,
    fill_yaml,
    identifier,
)
from govcheck.scaffold.source import UNKNOWN, InstallSource
from govcheck.scaffold.wording import base, worded, wording
from govcheck.time.clock import is_zone, zone_names
from govcheck.tongue import LANGUAGES
from govcheck.workspace.schemas import schema_files

SIZES: Final = ("startup", "consumer", "enterprise")
"""Each size has the files of those before it, some of them in a fuller version."""

_GUIDE: Final = "README.md"
_FOR_ENGINEERS: Final = "ENGINEER.md"
"""What the README of the templates becomes."""
_USUAL: Final = "en"
_COMMON: Final = "common"
_CALLED: Final = ("id", "title", "department", "name")
"""The fields that name the file of a document, the first one that it has."""
_HIDDEN: Final = "_"
"""Stands for the dot of a hidden file, so that no tool obeys the template."""


def plan(
    size: str,
    name: str,
    timezone: str,
    today: date,
    source: InstallSource = UNKNOWN,
    language: str = LANGUAGES[0],
) -> dict[str, str]:
    """The text of every file of a new repository by its path, `/` between the parts.

    Its policy speaks every language that there is a catalogue for. `language` comes first, and is
    that of its comments and its guides, the README for people who have never seen YAML and the one
    for engineers; English where there is none.

    Raises:
        ScaffoldError: The name cannot be used, or the zone is unknown.
    """
    if not is_zone(timezone):
        advice = did_you_mean(timezone, zone_names())
        raise ScaffoldError(
            "`{timezone}` is not an IANA time zone; {advice}", timezone=timezone, advice=advice
        )
    spoken = (language,) if language in LANGUAGES else ()
    languages = tuple(dict.fromkeys((*spoken, *LANGUAGES)))
    values = PlaceholderValues(check_name(name), timezone, today, languages, source)
    templates = _templates(size)
    plain = templates.pop(_GUIDE)
    templates[_FOR_ENGINEERS] = _guide(language, "engineer") or plain
    templates[_GUIDE] = _guide(language) or _guide(_USUAL) or plain
    words = wording(language)
    written = {
        place: worded(place, _fill(place, one, values), words)
        for path, text in templates.items()
        for place, one in _apart(path, text).items()
    }
    return dict(sorted({**written, **schema_files(None)}.items()))


def _guide(language: str, *below: str) -> str | None:
    """The guide in a language, with its placeholders; None where there is none."""
    folder = files("govcheck.scaffold").joinpath("guides", *below)
    file = folder.joinpath(f"{base(language)}.md")
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _templates(size: str) -> dict[str, str]:
    """The templates of a size by the path that they are written to."""
    root = files("govcheck.scaffold").joinpath("templates")
    found: dict[str, str] = {}
    for layer in (_COMMON, *SIZES[: SIZES.index(size) + 1]):
        found |= dict(_below(root.joinpath(layer), ""))
    return found


def _below(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        path = prefix + entry.name.replace(_HIDDEN, ".", 1 if entry.name[0] == _HIDDEN else 0)
        if entry.is_dir():
            yield from _below(entry, f"{path}/")
        else:
            yield path, entry.read_text(encoding="utf-8")


def _apart(path: str, text: str) -> dict[str, str]:
    """A file of several documents as one for each: not every tool reads more than the first."""
    head, *documents = re.split(r"(?m)^---\n", text)
    if not path.endswith(".yaml") or not documents:
        return {path: text}
    if re.search(r"(?m)^\w", head):
        documents.insert(0, head)
    else:
        documents[0] = head + documents[0]
    schema = text.partition("\n")[0]
    found = {path: documents[0]}
    for number, document in enumerate(documents[1:], start=2):
        called = (
            re.search(rf"(?m)^{field}: (?:{{en: )?([^,#}}\n]+)", document) for field in _CALLED
        )
        name = next((identifier(match[1]) for match in called if match), None)
        place = f"{path.rpartition('/')[0]}/{name}.yaml"
        if name is None or place in found:
            place = f"{path.removesuffix('.yaml')}-{number}.yaml"
        found[place] = f"{schema}\n{document}"
    return found


def _fill(path: str, template: str, values: PlaceholderValues) -> str:
    return (fill_markdown if path.endswith(".md") else fill_yaml)(template, values)

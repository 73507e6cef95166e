"""Gather the sentences of the code, and compile the catalogues of their translations.

`python -m tools.translate` adds new sentences to each `govcheck.po`, new texts of `explain` to
each `explanations.po` and of `--help` to each `help.po`, drops those that are gone, and writes the
`.mo` beside it; with `--check` it only names what differs, and exits with 1.
"""

import ast
import io
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from govcheck.cli.main import COMMANDS, command_of, govcheck
from govcheck.console.help import ReaderFormatter
from govcheck.explanations import explanations
from govcheck.report.explanation import paragraphs

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "govcheck"
CATALOGUES: Final = SOURCE / "tongue" / "catalogues"
_SAME_ALWAYS: Final = datetime(2026, 1, 1, tzinfo=UTC)
"""The date in every compiled catalogue, so that the same sentences make the same bytes."""


@cache
def sentences() -> dict[str | tuple[str, str], list[str]]:
    """Every sentence of code and templates with the files that say it.

    Singular and plural are a pair.
    """
    found: dict[str | tuple[str, str], list[str]] = {}
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}
    errors = _errors(trees.values())
    for path in sorted(trees):
        for sentence in _said(trees[path], errors):
            places = found.setdefault(sentence, [])
            name = path.relative_to(ROOT).as_posix()
            if name not in places:
                places.append(name)
    for path in sorted(SOURCE.rglob("templates/*.html")):
        for page_sentence in _said_by(path.read_text(encoding="utf-8")):
            places = found.setdefault(page_sentence, [])
            name = path.relative_to(ROOT).as_posix()
            if name not in places:
                places.append(name)
    return found


def _said_by(template: str) -> Iterator[str | tuple[str, str]]:
    """The sentences of `say("…")` and `count("…", "…", n)` in a template of pages."""
    for call in Environment(autoescape=True).parse(template).find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        words = [one.value for one in call.args if isinstance(one, nodes.Const)]
        if name == "say" and len(words) == 1:
            yield words[0]
        elif name == "count" and len(words) >= 2:
            yield words[0], words[1]


def explained() -> dict[str | tuple[str, str], list[str]]:
    """Every paragraph of `explain` with the rules that it is about."""
    found: dict[str | tuple[str, str], list[str]] = {}
    for each in explanations():
        for prose in (each.rule.truth, *paragraphs(each.rule.why), each.mend):
            found.setdefault(prose, []).append(each.rule.code)
    return found


class _Gathering(ReaderFormatter):
    """Remembers each text that it lays out."""

    texts: ClassVar[list[str]] = []

    def said(self, text: str) -> str:
        self.texts.append(text)
        return text


class _GatheringContext(click.Context):
    formatter_class = _Gathering


def helped() -> dict[str | tuple[str, str], list[str]]:
    """Every text of `--help` with the commands that show it."""
    found: dict[str | tuple[str, str], list[str]] = {}
    for name, command in {"": govcheck, **{name: command_of(name) for name in COMMANDS}}.items():
        _Gathering.texts.clear()
        command.get_help(_GatheringContext(command, info_name=name, **govcheck.context_settings))
        for text in dict.fromkeys(_Gathering.texts):
            found.setdefault(text, []).append(f"govcheck {name}".strip())
    return found


GATHERED: Final[Mapping[str, Callable[[], dict[str | tuple[str, str], list[str]]]]] = {
    "govcheck": sentences,
    "explanations": explained,
    "help": helped,
}
"""What has to be translated, by the name of its catalogue."""


def _errors(trees: Collection[ast.AST]) -> frozenset[str]:
    """The names of the exceptions that are made of a sentence."""
    found = {"GovcheckError", "Misuse"}
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while True:
        more = {one.name for one in classes for base in one.bases if ast.unparse(base) in found}
        if more <= found:
            return frozenset(found)
        found |= more


def _said(tree: ast.AST, errors: frozenset[str]) -> Iterator[str | tuple[str, str]]:
    """The sentences of `….say("…")`, `say("…")`, `said("…")` and `….count("…", "…", n)`.

    Those of which errors are made come with them.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if isinstance(node.func, ast.Name) and node.func.id in ("say", "said", *errors):
            name = "say"
        texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
        words = [text for text in texts if isinstance(text, str)]
        if name == "say" and len(words) == 1:
            yield words[0]
        elif name == "count" and len(words) == 2:
            yield words[0], words[1]


def catalogue(path: Path) -> Catalog:
    """The catalogue in a file, brought up to date with the code."""
    language = path.parent.parent.name
    with path.open("rb") as file:
        known = read_po(file, locale=language)
    fresh = Catalog(locale=language, project="govcheck", charset="utf-8", fuzzy=False)
    fresh.header_comment = "# What govcheck says to people; `python -m tools.translate` keeps it."
    for sentence, places in sorted(GATHERED[path.stem]().items(), key=str):
        old = known.get(sentence if isinstance(sentence, str) else sentence[0])
        translated = old.string if isinstance(old, Message) and old.id == sentence else None
        empty: str | tuple[str, ...] = "" if isinstance(sentence, str) else ("", "")
        fresh.add(sentence, translated or empty, locations=[(one, 0) for one in places])
    return fresh


def texts(path: Path) -> dict[Path, bytes]:
    """The bytes of a catalogue's two files."""
    fresh = catalogue(path)
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, fresh, width=100, omit_header=False, include_lineno=False)
    lines = po.getvalue().decode().splitlines()
    kept = [one for one in lines if not one.startswith(('"POT-Creation', '"PO-Revision', '"Gener'))]
    compiled = read_po(io.BytesIO("\n".join(kept).encode() + b"\n"), locale=fresh.locale)
    compiled.creation_date = compiled.revision_date = _SAME_ALWAYS
    write_mo(mo, compiled)
    return {path: ("\n".join(kept) + "\n").encode(), path.with_suffix(".mo"): mo.getvalue()}


def stale() -> dict[Path, bytes]:
    """The files that differ from what they should be."""
    return {
        file: content
        for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po"))
        for file, content in texts(path).items()
        if not file.exists() or file.read_bytes() != content
    }


if __name__ == "__main__":
    changed = stale()
    for file, content in changed.items():
        print(file.relative_to(ROOT))  # noqa: T201 - this is a script
        if "--check" not in sys.argv:
            file.write_bytes(content)
    sys.exit(int(bool(changed) and "--check" in sys.argv))

"""Where results and remarks go, and in which language; without click, which takes long to import.

The commands that are asked at night begin without it, where their command line is a plain one.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from govcheck.cli.standard import file_error, is_terminal, write_named, write_output
from govcheck.tongue.forms import LANGUAGES

if TYPE_CHECKING:
    from govcheck.finding import Finding
    from govcheck.source import Source

_LOCALE: Final = ("GOVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(named: str | None) -> str:
    """The language that is asked for: the named one, by GOVCHECK_LANG, or by the locale."""
    for stated in (named, *(os.environ.get(name) for name in _LOCALE)):
        if stated:
            language = stated.lower()
            for mark in "_.@-":
                language = language.partition(mark)[0]
            return language if language in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


def wants_color(color: str, output: str | None) -> bool:
    """Whether the result is coloured: an explicit flag beats NO_COLOR, which beats the terminal."""
    if color != "auto":
        return color == "always"
    return not os.environ.get("NO_COLOR") and output is None and is_terminal()


def emit(text: str, output: str | None) -> None:
    """Write a result, as UTF-8, to a file or to standard output."""
    content = text.encode("utf-8", "backslashreplace")
    if output is None or output == "-":
        write_output(content)
        return
    try:
        write_named(output, content)
    except OSError as error:
        raise file_error(output, error.strerror or "cannot be written") from None


def note_findings(findings: "Sequence[Finding]", sources: "Mapping[str, Source]") -> None:
    """Say on standard error what is wrong with something, if anything is."""
    if findings:
        from govcheck.report.findings import Report, render

        note(render(Report(findings, dict(sources), 0), "full").rstrip("\n"))


def note(text: str, *, quiet: bool = False) -> None:
    """Say something on standard error, if it is open."""
    if not quiet and sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()

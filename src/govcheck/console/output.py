"""Where results and remarks go, and in which language; without click, which takes long to import.

The commands that are asked at night begin without it, where their command line is a plain one. The
language is known before the command line is read, since what is wrong with that is said in it, too.
"""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

from govcheck.console.standard import file_error, is_terminal, write_named, write_output
from govcheck.errors import reason_of
from govcheck.tongue.forms import LANGUAGES
from govcheck.translation import SaidText

if TYPE_CHECKING:
    from govcheck.finding import Finding
    from govcheck.source import Source


_OPTION: Final = "--lang"
_LOCALE: Final = ("GOVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_STATED: Final[ContextVar[str | None]] = ContextVar("stated_language", default=None)


def state_language(named: str | None) -> None:
    """Keep what `--lang` says; None where it says nothing."""
    _STATED.set(named)


def stated_language() -> str | None:
    """What `--lang` says."""
    return _STATED.get()


def reader_language() -> str:
    """The language that is asked for, by `--lang`, by GOVCHECK_LANG, or by the locale."""
    return language_of(stated_language())


def language_of(named: str | None) -> str:
    """The language that is asked for: the named one, by GOVCHECK_LANG, or by the locale."""
    for stated in (named, *(os.environ.get(name) for name in _LOCALE)):
        if stated:
            language = re.split("[_.@-]", stated.lower(), maxsplit=1)[0]
            return language if language in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


def language_in(arguments: Sequence[str]) -> str | None:
    """What `--lang` says in arguments that nobody has parsed; only what it takes counts."""
    found = None
    for position, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == _OPTION:
            stated = value if equals else "".join(arguments[position + 1 : position + 2])
            found = stated if stated in LANGUAGES else found
    return found


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
        raise file_error(output, reason_of(error)) from None


def note_findings(findings: "Sequence[Finding]", sources: "Mapping[str, Source]") -> None:
    """Say on standard error what is wrong with something, if anything is."""
    if findings:
        from govcheck.report.findings import Report, render
        from govcheck.tongue import tongue

        reader = tongue(reader_language())
        note(render(Report(findings, dict(sources), 0, tongue=reader), "full").rstrip("\n"))


def note(text: str, *, quiet: bool = False) -> None:
    """Say something on standard error, if it is open; a sentence as it is read, on one line."""
    if quiet or sys.stderr is None:
        return
    if isinstance(text, SaidText):
        from govcheck.render.escape import terminal
        from govcheck.tongue import tongue

        text = terminal(tongue(reader_language()).text(text))
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()

"""Where results and remarks go, and in which language; without click, which takes long to import.

The commands that are asked at night begin without it, where their command line is a plain one.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from govcheck.console.language import reader_language
from govcheck.console.standard import file_error, is_terminal, write_named, write_output
from govcheck.errors import reason_of
from govcheck.translation import SaidText

if TYPE_CHECKING:
    from govcheck.finding import Finding
    from govcheck.source import Source


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

"""What `--help` shows, in the language of whoever reads it.

Commands state their help in English; a formatter says it otherwise when it is shown, and only then.
"""

import re
from collections.abc import Iterable
from typing import Any, Final

import click

from govcheck.console.output import reader_language

_UNBROKEN: Final = "\b\n"
"""What begins a paragraph whose lines stay as they are, for click."""
_ROW: Final = re.compile(r"(?P<help>.*?)(?P<marks>  \[[^\]]*\])?", re.DOTALL)
"""What an option is for, and in brackets its default, its range, and whether it is required."""
_MARK: Final = re.compile(r"default(?=: )|required\b")
_WORD: Final = re.compile(r"(?<![\w-])[A-Z]{2,}\b")


class ReaderFormatter(click.HelpFormatter):
    """Lays out help as click does, with every text said by the tongue of the reader."""

    def said(self, text: str) -> str:
        """A text of help in the reader's language."""
        from govcheck.tongue import tongue

        return tongue(reader_language()).helped(text)

    def values(self, text: str) -> str:
        """What may be typed, where the words in capitals stand for something: `--output FILE`."""
        return _WORD.sub(lambda word: self.said(word[0]), text)

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How a command is called."""
        super().write_usage(prog, self.values(args), prefix or f"{self.said('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """What a table is about."""
        super().write_heading(self.said(heading))

    def write_text(self, text: str) -> None:
        """Paragraphs; of those with lines of their own, the lines that are no example."""
        super().write_text("\n\n".join(map(self._paragraph, text.split("\n\n"))))

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **layout: Any) -> None:
        """A table of options or commands."""
        said = [(self.values(name), self._row(what)) for name, what in rows]
        super().write_dl(said, *args, **layout)

    def _paragraph(self, text: str) -> str:
        if not text.startswith(_UNBROKEN):
            return self.said(" ".join(text.split()))
        heading, *examples = text.removeprefix(_UNBROKEN).split("\n")
        return "\n".join((_UNBROKEN + self.said(heading), *examples))

    def _row(self, text: str) -> str:
        row = _ROW.fullmatch(text)
        if row is None or not row["help"]:
            return text
        marks = _MARK.sub(lambda mark: self.said(mark[0]), row["marks"] or "")
        return self.said(row["help"]) + marks


class ReaderContext(click.Context):
    """A command line whose help is for the reader."""

    formatter_class = ReaderFormatter

"""Colours for a terminal: what a line is decides how it looks, and nothing hangs on it."""

from collections.abc import Callable
from typing import Any, Final

STYLES: Final[dict[str, dict[str, Any]]] = {
    "headline": {"bold": True},
    "title": {"bold": True},
    "alarm": {"fg": "red", "bold": True},
    "quiet": {"dim": True},
}

Paint = Callable[[str, str], str]
"""Decorates a line by what it is: `headline`, `title`, or the weight of its line."""


def plain(line: str, part: str) -> str:
    """The line as it is."""
    return line


def colored(line: str, part: str) -> str:
    """The line in the style of its part."""
    from click import style

    return style(line, **STYLES[part]) if part in STYLES else line


def styled(text: str, color: bool, fg: str | None = None, *, bold: bool = True) -> str:
    """A text in a colour and in bold, where there is colour at all."""
    if not color:
        return text
    from click import style  # which takes long to import

    return style(text, fg=fg, bold=bold)


def painted(color: bool) -> Paint:
    """How lines are decorated, with colour or without."""
    return colored if color else plain

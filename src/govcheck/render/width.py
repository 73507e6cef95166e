"""How wide text is on a terminal, and how it is broken into lines.

East Asian wide characters take two columns, combining marks none. Text is escaped before it is
measured, so it has neither line breaks nor control characters.
"""

from collections.abc import Callable, Iterable, Iterator

NARROW = ("Mn", "Me", "Cf")
ELLIPSIS = "..."


def display_width(text: str) -> int:
    """The number of columns that the text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def pad(text: str, width: int) -> str:
    """The text with spaces up to that width."""
    return text + " " * (width - display_width(text))


def fit(text: str, width: int) -> str:
    """The text, cut to that width where it is longer."""
    if display_width(text) <= width:
        return text
    return next(_pieces(text, width - len(ELLIPSIS))).rstrip() + ELLIPSIS


def wrap(
    text: str,
    width: float,
    measure: Callable[[str], float] = display_width,
    pieces: Callable[[str, float], Iterable[str]] | None = None,
) -> list[str]:
    """Lines of at most that width, broken between words; a longer word is broken anywhere.

    No line begins what a build server would take for a command. Where text is not on a terminal,
    `measure` tells how wide it is, and `pieces` breaks a word.
    """
    lines = [""]
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if measure(joined) <= width:
            lines[-1] = joined
            continue
        if not lines[-1]:
            lines.pop()
        lines += (pieces or _pieces)(word, width)
    return lines


def _pieces(word: str, width: float) -> Iterator[str]:
    if display_width(word) <= width:
        yield word
        return
    piece, used = "", 0
    for character in word:
        columns = _columns(character)
        if used + columns > width:
            yield piece
            piece, used = "", 0
            if character == ":":  # what was in the middle could now begin `::error`
                piece, used = "\\", 1
        piece += character
        used += columns
    yield piece


def _columns(character: str) -> int:
    if character.isascii():
        return 1
    from unicodedata import category, east_asian_width  # which most pages do without

    if category(character) in NARROW:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1

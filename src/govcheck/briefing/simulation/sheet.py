"""What is said about an outcome, before a format decides how it looks.

All texts are raw: a format escapes every one of them before it shows it.
"""

from typing import Literal

from govcheck.named_tuples import NamedTuple

Tone = Literal["plain", "alarm", "quiet"]


class Row(NamedTuple):
    """One thing said.

    `lead` are short cells in front, such as times; `below` belongs to the row and is read after it.
    """

    text: str
    lead: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    tone: Tone = "plain"


class Section(NamedTuple):
    """Rows under a title, and a note on it. Each has as many cells in front as `columns` names."""

    title: str
    rows: tuple[Row, ...]
    columns: tuple[str, ...] = ()
    note: str = ""


class Sheet(NamedTuple):
    """Everything said about one incident: the verdict first, then the sections."""

    headline: str
    subtitle: tuple[Row, ...]
    sections: tuple[Section, ...]

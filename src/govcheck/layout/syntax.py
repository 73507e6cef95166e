"""A YAML file as it is written: every character of it, comments and blank lines included.

Keys, scalars and comments are kept as text. What a layout may change has a field of its own: the
order of keys, indentation, and the white space between things.
"""

from typing import NamedTuple

CommentLines = tuple[str, ...]
"""Comment lines without their indentation, and blank lines as empty texts."""


class SyntaxScalar(NamedTuple):
    """A plain or quoted scalar, or an alias, with its anchor and tag; it may span lines."""

    text: str


class BlockScalar(NamedTuple):
    """A `|` or `>` scalar. `lines` have lost the indentation that they share."""

    header: str
    lines: CommentLines
    indentation: int | None
    """What the header states, if anything."""


class FlowEntry(NamedTuple):
    """An item of `[…]` or a key of `{…}`; `key` is None for an item, `value` for a bare key."""

    new_line: bool
    """Whether it begins a line."""
    key: str | None
    name: str | None
    """What the key reads as."""
    value: "SyntaxScalar | Flow | None"


class Flow(NamedTuple):
    """A collection in brackets, with its anchor and tag in front."""

    properties: str
    brackets: str
    entries: tuple[FlowEntry, ...]
    closes_line: bool
    """Whether the closing bracket begins a line."""


class Raw(NamedTuple):
    """A collection in brackets with comments in it: its lines, without their indentation."""

    lines: CommentLines


class SyntaxValue(NamedTuple):
    """What stands behind a key, a dash or the start of a document, down to its last comment."""

    properties: str = ""
    """Anchor and tag of a block collection."""
    remark: str = ""
    """The comment behind the indicator, where the node begins on a later line."""
    above: CommentLines = ()
    """The lines between the indicator and the node."""
    below: bool = False
    """Whether the node begins on a later line than the indicator."""
    node: "SyntaxNode | None" = None
    end: str = ""
    """The comment behind the node, on its last line, with the white space before it."""


class SyntaxEntry(NamedTuple):
    """A key, or a dash (`key` is None), with its value and the lines above it."""

    above: CommentLines
    key: str | None
    name: str | None
    value: SyntaxValue


class SyntaxMapping(NamedTuple):
    """A block mapping; `trailing` are the comments below its last entry."""

    entries: tuple[SyntaxEntry, ...]
    trailing: CommentLines


class SyntaxSequence(NamedTuple):
    """A block sequence; `trailing` are the comments below its last item."""

    entries: tuple[SyntaxEntry, ...]
    trailing: CommentLines


class SyntaxDocument(NamedTuple):
    """A document: the lines above `---`, directives included, and the root."""

    above: CommentLines
    marker: str
    """`---`, or nothing."""
    root: SyntaxValue
    below: CommentLines
    """The lines under the root, such as `...`."""


SyntaxNode = SyntaxScalar | BlockScalar | Flow | Raw | SyntaxMapping | SyntaxSequence

"""Collections in brackets: on one line, or with the line breaks that they have."""

from govcheck.layout.order import Shape
from govcheck.layout.syntax import Flow, FlowEntry, SyntaxScalar

_STEP = 2


def one_flow(before: str, flow: Flow, shape: Shape) -> str:
    """The line so far, followed by the collection; further lines begin at column 0.

    Entries that begin a line stay at the beginning of one: below the first entry, or, where
    nothing follows the opening bracket on its line, one step further in than the line.
    """
    lines = _Lines()
    lines.add(before)
    _write(lines, flow, shape)
    return "".join(lines.parts)


class _Lines:
    """A text that grows at its end; of its last line it knows how long it is."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.width = 0
        self._margin: int | None = None

    @property
    def margin(self) -> int:
        """The indentation of the last line; of a dash's line, that of what stands behind it."""
        return self.width if self._margin is None else self._margin

    def add(self, text: str) -> None:
        """Write behind what is there."""
        self.parts.append(text)
        start = text.rfind("\n") + 1
        if start:
            self.width, self._margin = 0, None
        if self._margin is None:
            rest = text[start:].lstrip(" -")
            self._margin = self.width + len(text) - start - len(rest) if rest else None
        self.width += len(text) - start


def _write(lines: _Lines, flow: Flow, shape: Shape) -> None:
    opening, closing = flow.brackets[0], flow.brackets[1]
    lines.add(opening)
    margin = lines.margin
    hanging = bool(flow.entries) and flow.entries[0].new_line
    column = margin + _STEP if hanging else lines.width
    arranged = _arranged(flow, shape)
    for number, (slot, entry) in enumerate(zip(flow.entries, arranged, strict=True)):
        if number:
            lines.add(",")
        if slot.new_line:
            lines.add("\n" + " " * column)
        elif number:
            lines.add(" ")
        _write_entry(lines, entry, shape)
    if flow.closes_line:
        lines.add("\n" + " " * (margin if hanging else column - 1))
    lines.add(closing)


def _write_entry(lines: _Lines, entry: FlowEntry, shape: Shape) -> None:
    below = shape.item()
    if entry.key is not None:
        below = shape.field(entry.name)
        lines.add(f"{entry.key}: ")
    if isinstance(entry.value, SyntaxScalar):
        lines.add(entry.value.text)
    elif entry.value is not None:
        if entry.value.properties:
            lines.add(f"{entry.value.properties} ")
        _write(lines, entry.value, below)


def _arranged(flow: Flow, shape: Shape) -> list[FlowEntry]:
    names = [entry.name for entry in flow.entries]
    return (
        [flow.entries[at] for at in shape.order(names)]
        if flow.brackets == "{}"
        else list(flow.entries)
    )

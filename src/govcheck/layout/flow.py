"""Collections in brackets: on one line, or with the line breaks that they have."""

from govcheck.layout.order import Shape
from govcheck.layout.syntax import Flow, FlowEntry, SyntaxScalar

_STEP = 2


def one_flow(before: str, flow: Flow, shape: Shape) -> str:
    """The line so far, followed by the collection; further lines begin at column 0.

    Entries that begin a line stay at the beginning of one: below the first entry, or, where
    nothing follows the opening bracket on its line, one step further in than the line.
    """
    opening, closing = flow.brackets[0], flow.brackets[1]
    text = before + opening
    margin = _margin(text)
    hanging = bool(flow.entries) and flow.entries[0].new_line
    column = margin + _STEP if hanging else _width(text)
    arranged = _arranged(flow, shape)
    for number, (slot, entry) in enumerate(zip(flow.entries, arranged, strict=True)):
        if number:
            text += ","
        if slot.new_line:
            text += "\n" + " " * column
        elif number:
            text += " "
        text = _entry(text, entry, shape)
    if flow.closes_line:
        text += "\n" + " " * (margin if hanging else column - 1)
    return text + closing


def _entry(text: str, entry: FlowEntry, shape: Shape) -> str:
    below = shape.item()
    if entry.key is not None:
        below = shape.field(entry.name)
        text += f"{entry.key}: "
    if isinstance(entry.value, SyntaxScalar):
        return text + entry.value.text
    if entry.value is None:
        return text
    properties = f"{entry.value.properties} " if entry.value.properties else ""
    return one_flow(text + properties, entry.value, below)


def _arranged(flow: Flow, shape: Shape) -> list[FlowEntry]:
    names = [entry.name for entry in flow.entries]
    return (
        [flow.entries[at] for at in shape.order(names)]
        if flow.brackets == "{}"
        else list(flow.entries)
    )


def _width(text: str) -> int:
    return len(text) - text.rfind("\n") - 1


def _margin(text: str) -> int:
    """The indentation of the last line; of a dash's line, that of what stands behind it."""
    line = text[text.rfind("\n") + 1 :]
    return len(line) - len(line.lstrip(" -")) if line.strip() else len(line)

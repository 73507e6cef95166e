"""Values in messages as they are spelt in the file: `+49`, not `49`."""

from typing import Final

from govcheck.lazy_pattern import lazy_pattern
from govcheck.load import shape
from govcheck.load.nodes import Mapping, Node, Scalar, Sequence
from govcheck.load.shape import ShapeFault
from govcheck.source import Source
from govcheck.translation import said

_PLAIN_REST: Final = lazy_pattern(r":[ \t]*([^\r\n]*)")


def as_spelt(source: Source, root: Node, fault: ShapeFault) -> ShapeFault:
    """The fault with its value spelt as in the file, and with advice where YAML misleads."""
    node, key_end = _find(root, fault)
    if not isinstance(node, Scalar) or isinstance(node.value, str):
        return fault
    if node.value is None:
        return _as_left_empty(source, fault, key_end)
    read, written = shape.shown(node.value), source.text[node.start : node.end]
    if fault.of_value is None or not written or f"`{written}`" == read:
        return fault
    value, says = fault.of_value
    if value != read:
        return fault
    advice = fault.help
    if advice == shape.QUOTE_IT:
        advice = said("quote it: without quotes YAML reads {read}", read=read)
    message = said("{value} {reason}", value=shape.shown(written), reason=says)
    return fault._replace(message=message, help=advice)


def _as_left_empty(source: Source, fault: ShapeFault, key_end: int | None) -> ShapeFault:
    if not fault.of_key or fault.rule != shape.WRONG_TYPE or key_end is None:
        return fault
    rest = _PLAIN_REST.match(source.text, key_end)
    written = rest[1].strip() if rest else ""
    if written.startswith("#"):
        return fault._replace(help=said("quote it: what begins with `#` is a comment"))
    if written.startswith("&"):
        return fault._replace(help=said("quote it: what begins with `&` is the name of an anchor"))
    word = (written.split() or [""])[0]
    if word in shape.EMPTY_WORDS:
        advice = said("{advice}; `{value}` is text only in quotes", advice=fault.help, value=word)
        return fault._replace(help=advice)
    return fault


def _find(root: Node, fault: ShapeFault) -> tuple[Node | None, int | None]:
    """The node that the fault's keys lead to, and where its key ends."""
    node: Node = root
    key_end = None
    for key in fault.keys:
        if isinstance(node, Mapping) and key in node.entries:
            entry = node.entries[str(key)]
            node, key_end = entry.node, entry.end
        elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
            node, key_end = node.items[key], None
        else:
            return None, None
    return node, key_end

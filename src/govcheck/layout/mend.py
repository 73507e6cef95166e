"""Files with some of their text replaced."""

from collections.abc import Iterable

from govcheck.finding import TextEdit
from govcheck.load.yaml import parse
from govcheck.source import Source

_BOM = "\ufeff"


def mend(path: str, content: bytes, edits: Iterable[TextEdit]) -> bytes:
    """The content with all edits made that do not overlap an earlier one; the rest of it stays.

    It is as it was where the file cannot be read, or could not be afterwards, as with a key twice.
    """
    whole = content.decode("utf-8")
    text = whole.lstrip(_BOM)
    source = Source(path, text)
    mended, behind = whole[: len(whole) - len(text)], 0
    for edit in sorted(set(edits)):
        start = source.index(edit.span.line, edit.span.column)
        if start >= behind:
            mended += text[behind:start] + edit.text
            behind = source.index(edit.span.end_line, edit.span.end_column)
    mended += text[behind:]
    return content if _is_broken(text) or _is_broken(mended) else mended.encode()


def _is_broken(text: str) -> bool:
    _, faults = parse(Source("", text.lstrip(_BOM)))
    return bool(faults)

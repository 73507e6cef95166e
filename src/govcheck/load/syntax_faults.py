"""Why a text cannot be read as YAML, told from the text itself instead of the scanner's state."""

from typing import Any, Final

from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.shape import QUOTE_IT
from govcheck.load.yaml_faults import SYNTAX, Fault
from govcheck.named_tuples import NamedTuple
from govcheck.translation import said

_BEGINS_NOTHING: Final = "@`%"
_BRACKETS: Final = {"[": "]", "{": "}"}
_BLOCK: Final = lazy_pattern(r"""(?:^|[:-][ \t])[ \t]*[|>][-+0-9]*[ \t]+$""")
_BEHIND_QUOTES: Final = lazy_pattern(r"""[:-][ \t]+(["']).*\1[ \t]*$""")
_BEHIND_KEY: Final = lazy_pattern(r""":[ \t]+$""")
_SECOND_COLON: Final = lazy_pattern(r""":[ \t]+\S.*$""")


class SyntaxReason(NamedTuple):
    """What is wrong, and what to do about it."""

    message: str
    help: str


def syntax_reason(text: str, start: int, begun: int | None) -> SyntaxReason | None:
    """What is wrong where the scanner stopped; None where only the scanner can tell.

    `begun` is where that begins which could not be ended. Both are character indices.
    """
    char = text[start : start + 1]
    before = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
    opened = "" if begun is None else text[begun]
    if char and char in _BEGINS_NOTHING:
        shown = said("a backtick") if char == "`" else f"`{char}`"
        message = said("a value cannot begin with {shown}", shown=shown)
        return SyntaxReason(message, said("quote it"))
    if opened in ('"', "'") and start >= len(text.rstrip()):
        message = said("the quote `{opened}` is never closed", opened=opened)
        return SyntaxReason(message, said("close it"))
    if opened and opened in _BRACKETS:
        closing = _BRACKETS[opened]
        message = said(
            "the `{opened}` is not closed by `{closing}`", opened=opened, closing=closing
        )
        advice = said("close it or separate by commas; {advice}", advice=QUOTE_IT)
        return SyntaxReason(message, advice)
    if opened and opened in "|>" and _BLOCK.search(before):
        message = said("behind `{opened}` the text begins on the next line", opened=opened)
        return SyntaxReason(message, said("put it there, indented; {advice}", advice=QUOTE_IT))
    if char and char in "-?" and _BEHIND_KEY.search(before):
        message = said("a value on the line of its key cannot begin with `{char} `", char=char)
        return SyntaxReason(message, said("quote it"))
    if char == ":" and _SECOND_COLON.search(before):
        message = said("a second `: ` stands in the same line")
        return SyntaxReason(message, said("quote the whole value"))
    if char and _BEHIND_QUOTES.search(before):
        message = said("something stands behind the closing quote")
        return SyntaxReason(message, said("put the quotes around the whole value"))
    return None


def syntax_fault(error: Any, text: str) -> Fault:
    """What the scanner refused, at the place where it stopped."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        before = text.encode()[: getattr(error, "position", 0)]  # counted in bytes
        position = len(before.decode(errors="ignore"))
        reason = getattr(error, "reason", None) or str(error).splitlines()[0]
        message = said("cannot be read as YAML: {reason}", reason=reason)
        return Fault(SYNTAX, position, position + 1, message)
    start = min(mark.index, len(text))
    if text[start : start + 1] == "\t":
        return Fault(SYNTAX, start, start + 1, said("a tab cannot indent YAML"), said("use spaces"))
    quote = _open_quote(text, start)
    if quote is not None:
        message = said("the quote `{opened}` is not closed in its line", opened=text[quote])
        return Fault(SYNTAX, quote, quote + 1, message, said("close it"))
    context = getattr(error, "context_mark", None)
    begun = context.index if context is not None and context.index < start else None
    see = None if begun is None else (begun, begun + 1, said("it begins here"))
    reason = syntax_reason(text, start, begun)
    if reason is not None:
        return Fault(SYNTAX, start, start + 1, reason.message, reason.help, see)
    message = said("cannot be read as YAML: {problem}", problem=error.problem)
    if error.context:
        message = said("{message} {context}", message=message, context=error.context)
    return Fault(SYNTAX, start, start + 1, message, None, see)


def _open_quote(text: str, start: int) -> int | None:
    """Where a quoted text begins that ends, lines below, at the quote that opens another one."""
    before = text[:start].rstrip(" ")
    if not before.endswith(('"', "'")) or before.endswith(('\\"', "''")):
        return None
    opened = before.rfind(before[-1], 0, len(before) - 1)
    begins = before[:opened].rstrip(" ")[-1:] in (*":-[{,", "")
    return opened if opened >= 0 and begins and "\n" in before[opened:] else None

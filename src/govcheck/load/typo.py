"""Typos that a program can mend: where a name stands that can only have been meant as another."""

import re
from typing import Final

from govcheck.finding import Fix, TextEdit
from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.scalar import resolve
from govcheck.source import Source, Span

_WRITTEN: Final = lazy_pattern(r"""(["']?)(?![*&!|>])[^"'\r\n]+\1""")
_SIMPLE: Final = lazy_pattern(r"[a-z0-9]([\w:./-]*\w)?", re.IGNORECASE | re.ASCII)


def mend_typo(source: Source, span: Span, meant: str | None) -> Fix | None:
    """The edit that puts what was meant in place of the word that a span covers, quoted alike.

    None where nothing certain was meant, or where it could not be written in that way.
    """
    if meant is None or _SIMPLE.fullmatch(meant) is None:
        return None
    written = _WRITTEN.fullmatch(source.excerpt(span))
    if written is None:
        return None
    quote = written[1]
    if not quote and resolve(meant, plain=True, tag=None) != meant:
        return None
    return Fix((TextEdit(span, f"{quote}{meant}{quote}"),), is_safe=False)

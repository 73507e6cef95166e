"""Regular expressions that are compiled when they are first used.

Compiling takes a tenth of a millisecond and more, and most runs need few of the patterns of the
modules that they import.
"""

import re
from typing import Any, cast


class _Lazy:
    def __init__(self, text: str, flags: int) -> None:
        self._stated = text, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._stated)
        found = self.__dict__[name] = getattr(compiled, name)
        return found


def lazy_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern, of which methods can be called; it is a `re.Pattern` in all but its class."""
    return cast("re.Pattern[str]", _Lazy(text, flags))

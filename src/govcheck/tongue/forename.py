"""What somebody is called by those who work with them."""

import re
from typing import Final

_TITLES: Final = re.compile(
    r"(?:(?:(?!st\.)[^\W\d_][\w-]+\.(?:[\w-]+\.)*|h\.\s?c\.|dr|prof|herr|frau|mrs?|ms)\s+)+",
    re.IGNORECASE,
)


def untitled(name: str) -> str:
    """Somebody's name without the titles before it."""
    return _TITLES.sub("", name, count=1) if _TITLES.match(name) else name


def forename(name: str) -> str:
    """The first of somebody's names, after their titles; `Dr. Weiss`, without one, stays whole."""
    bare = untitled(name)
    return name if bare != name and " " not in bare else bare.partition(" ")[0]

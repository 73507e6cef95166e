"""Outcomes in which every text is somebody else's."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from govcheck.simulate.outcome import Outcome

BAD = [
    "\x1b[2J",
    "\n",
    "\r",
    "\u202e",
    "::error::x",
    "##[group]",
    "<b>",
    "|",
    "日本語" * 30,
    "`",
    "@bob",
]
KEPT = {"Europe/Berlin", "UTC", "notify", "convene", "acknowledged", "due", "act", "nobody"} | {
    "repeat",
    "exhausted",
    "highest",
    "first",
    "collect",
    "unique",
}


def infected() -> st.SearchStrategy[Callable[[Outcome], Outcome]]:
    """A change that puts hostile text after every text of an outcome."""
    suffix = st.lists(st.sampled_from(BAD) | st.text(max_size=8), min_size=1, max_size=4)
    return suffix.map(lambda parts: lambda outcome: _infect(outcome, "".join(parts)))


def _infect(value: Any, suffix: str) -> Any:
    if isinstance(value, str):
        return value if value in KEPT else value + suffix
    if isinstance(value, tuple) and hasattr(value, "_make"):
        return type(value)._make(_infect(part, suffix) for part in value)
    if isinstance(value, tuple):
        return tuple(_infect(part, suffix) for part in value)
    if isinstance(value, dict):
        return {_infect(key, suffix): _infect(part, suffix) for key, part in value.items()}
    if isinstance(value, frozenset):
        return frozenset(_infect(part, suffix) for part in value)
    return value

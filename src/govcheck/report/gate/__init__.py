"""What the gate says, for people and for programs."""

from collections.abc import Callable
from typing import Final

from govcheck.gate.verdict import Gate
from govcheck.report.gate.github import github
from govcheck.report.gate.json import as_json
from govcheck.report.gate.markdown import markdown
from govcheck.report.gate.markdown import whom_to_ask as asking_markdown
from govcheck.report.gate.sentences import verdict
from govcheck.report.gate.text import text
from govcheck.report.gate.text import whom_to_ask as asking_text

_RENDERERS: Final[dict[str, Callable[[Gate], str]]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
    "github": github,
}
_ASKING: Final[dict[str, Callable[[Gate], str]]] = {
    "text": asking_text,
    "markdown": asking_markdown,
}
FORMATS: Final = tuple(_RENDERERS)


def render(gate: Gate, format_: str) -> str:
    """What the gate says, in a format."""
    return _RENDERERS[format_](gate)


def whom_to_ask(gate: Gate, format_: str) -> str:
    """The same for somebody who wants to know whom to ask, before anybody has approved."""
    return _ASKING.get(format_, _RENDERERS[format_])(gate)


def summary(gate: Gate) -> str:
    """One line for people."""
    if gate.allowed and not gate.changed:
        return "allowed: nothing that is governed changes"
    return "allowed" if gate.allowed else f"not allowed: {verdict(gate).lower()}"

"""What the gate says, for people and for programs."""

from collections.abc import Callable
from typing import Final

from govcheck.gate.verdict import Gate
from govcheck.report.gate.github import github
from govcheck.report.gate.json import as_json
from govcheck.report.gate.markdown import markdown
from govcheck.report.gate.text import text

_RENDERERS: Final[dict[str, Callable[[Gate], str]]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
    "github": github,
}
FORMATS: Final = tuple(_RENDERERS)


def render(gate: Gate, format_: str) -> str:
    """What the gate says, in a format."""
    return _RENDERERS[format_](gate)


def summary(gate: Gate) -> str:
    """One line for people."""
    if gate.reasons:
        return "refused"
    if not gate.changed:
        return "allowed: nothing that is governed changes"
    met = sum(one.met for one in gate.requirements)
    said = "allowed" if gate.allowed else "not allowed yet"
    return f"{said}: {met} of {len(gate.requirements)} requirements met"

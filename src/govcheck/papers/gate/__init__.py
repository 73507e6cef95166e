"""What the gate says, for people and for programs."""

from collections.abc import Callable
from typing import Final

from govcheck.gate.judge import Gate
from govcheck.papers.gate.github import github
from govcheck.papers.gate.json import as_json
from govcheck.papers.gate.markdown import markdown
from govcheck.papers.gate.sentences import asked, verdict
from govcheck.papers.gate.text import text
from govcheck.tongue import ENGLISH, Tongue

_Renderer = Callable[[Gate, Tongue], str]

_RENDERERS: Final[dict[str, _Renderer]] = {
    "text": text,
    "json": as_json,
    "markdown": markdown,
    "github": github,
}
FORMATS: Final = tuple(_RENDERERS)


def render(gate: Gate, format_: str, tongue: Tongue = ENGLISH) -> str:
    """What the gate says, in a format."""
    return _RENDERERS[format_](gate, tongue)


def whom_to_ask(gate: Gate, format_: str, tongue: Tongue = ENGLISH) -> str:
    """Who can approve a change, in a format, for somebody who has not asked anybody yet."""
    if format_ in ("text", "markdown"):
        return (text if format_ == "text" else markdown)(gate, tongue, asked(gate, tongue))
    return render(gate, format_, tongue)


def summary(gate: Gate, tongue: Tongue = ENGLISH) -> str:
    """One line for people."""
    if gate.allowed and not gate.changed:
        return tongue.say("allowed: nothing that is governed changes")
    if gate.allowed:
        return tongue.say("allowed")
    first = verdict(gate, tongue)
    return f"{first[:1].lower()}{first[1:]}"

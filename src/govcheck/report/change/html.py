"""A diff as one page of HTML, for a phone, a desk and a printer."""

from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from govcheck.report.change import DiffReport
from govcheck.report.change.sentences import (
    LocatedEffect,
    by_class,
    command,
    detail,
    edit_in_words,
    outcome_change,
    proof,
    redecided_in_words,
    sentence,
    zone_of,
)
from govcheck.report.escape import terminal
from govcheck.workspace.diff import Diff

_STYLE: Final = """\
:root { color-scheme: light dark; --line: #8884; --weaker: #b3261e; --different: #8a6100;
  --stricter: #1b6e3c; }
@media (prefers-color-scheme: dark) {
  :root { --weaker: #ff8a80; --different: #ffc95c; --stricter: #7bd99a; } }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.sides { color: GrayText; overflow-wrap: anywhere; }
article { border-left: 4px solid var(--line); padding: .25rem .75rem; margin: .5rem 0; }
.weaker { border-color: var(--weaker); } .weaker b { color: var(--weaker); }
.different { border-color: var(--different); } .different b { color: var(--different); }
.stricter { border-color: var(--stricter); } .stricter b { color: var(--stricter); }
article p { margin: .15rem 0; overflow-wrap: anywhere; }
.small, code { font-size: .85rem; } code { overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; } li { overflow-wrap: anywhere; margin: .25rem 0; }
summary { cursor: pointer; font-weight: 600; }
@media print { details > * { display: block; } article { break-inside: avoid; } }
"""
_OPEN: Final = 20
"""A class with more effects than this is folded."""


def render(report: DiffReport) -> str:
    """The page; it loads nothing from elsewhere."""
    return "\n".join(_page(report.diff)) + "\n"


def _page(diff: Diff) -> Iterator[str]:
    assert diff.change is not None
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield (
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f"<title>Policy change</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{_text(sentence(diff))}</h1>"
    yield f'<p class="sides">{_text(diff.base)} to {_text(diff.head)}</p>'
    if diff.change.edits:
        yield f'<p class="small">{_text(proof(diff))}</p>'
    yield from _needed(diff)
    for kind, found in by_class(diff).items():
        title = f"{kind.capitalize()} ({len(found)})"
        shown = "" if len(found) > _OPEN else " open"
        yield f"<details{shown}><summary>{title}</summary>"
        for told in found:
            yield from _effect(told, zone_of(diff))
        yield "</details>"
    differing = [one for one in diff.incidents if one.differs]
    if diff.incidents:
        number = f"{len(differing)} of {len(diff.incidents)}"
        yield f"<h2>Incidents that come out differently ({number})</h2>"
        yield from _list(
            ". ".join(
                [
                    f"{one.incident.id}: {redecided_in_words(one)}",
                    *one.unreadable,
                    *map(outcome_change, one.changes),
                ]
            )
            for one in differing
        )
    if diff.change.edits:
        yield f"<details><summary>Edits ({len(diff.change.edits)})</summary>"
        yield from _list(edit_in_words(edit) for edit in diff.change.edits)
        yield "</details>"
    yield "</body></html>"


def _needed(diff: Diff) -> Iterator[str]:
    if diff.gate is not None:
        yield f"<h2>{'Approved' if diff.gate.allowed else 'Not approved yet'}</h2>"
        yield from _list(diff.gate.reasons)
        yield from _list(
            f"{'met' if one.met else 'missing'}: {one.requires};"
            f" approved by {', '.join(one.approved_by) or 'nobody'}"
            for one in diff.gate.requirements
        )
    elif not diff.controlled:
        yield "<p>The base has no change control, so that nobody has to approve this.</p>"
    elif diff.needed:
        yield "<h2>Approvals needed</h2>"
        yield from _list(f"{one.requires} ({', '.join(one.because)})" for one in diff.needed)


def _effect(told: LocatedEffect, zone: str) -> Iterator[str]:
    effect = told.effect
    yield f'<article class="{effect.kind}">'
    before, after = (_text(words or "nothing") for words in (effect.before, effect.after))
    change = "" if effect.doubt else f": {before} &rarr; {after}"
    yield f"<p><b>{_text(effect.effect)}</b> {_text(effect.subject)}{change}</p>"
    for more in (detail(effect, zone), command(effect, zone), told.where):
        if more is not None:
            yield f'<p class="small">{_text(more)}</p>'
    yield "</article>"


def _list(items: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    for item in items:
        yield f"<li>{_text(item)}</li>"
    yield "</ul>"


def _text(text: str) -> str:
    return escape(terminal(text), quote=True)

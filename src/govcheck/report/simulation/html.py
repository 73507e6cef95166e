"""Outcomes as one page of HTML, for phone, desk and printer; it loads nothing and runs nothing."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from govcheck.report.escape import terminal
from govcheck.report.page.lines import NO_BREAK, Line, Part
from govcheck.report.simulation.page.page import page
from govcheck.report.simulation.picture import picture
from govcheck.report.simulation.text import REVISION_LENGTH
from govcheck.report.stamp import PolicyStamp
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.tongue import Tongue

_STYLE: Final = """\
:root { color-scheme: light dark; --alarm: #9b1c14; --quiet: #555; --line: #8888; }
@media (prefers-color-scheme: dark) { :root { --alarm: #ff9d94; --quiet: #b8bfc6; } }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
h1, h2, p, li { overflow-wrap: anywhere; }
ul { list-style: none; padding: 0; margin: 0; }
li { padding: .35rem 0 .35rem .7rem; border-left: 3px solid var(--line); margin: .25rem 0; }
.alarm { color: var(--alarm); } li.alarm { border-color: var(--alarm); }
.quiet { color: var(--quiet); font-size: .9rem; }
time { font-weight: 700; margin-right: .5em; }
section + section { border-top: 1px solid var(--line); margin-top: 2rem; }
svg { display: block; width: 100%; height: auto; }
@media print { li, svg { break-inside: avoid; } }
"""


def render(
    outcomes: Sequence[Outcome], program: Program, stamp: PolicyStamp, tongue: Tongue
) -> str:
    """The page, with a section and a picture an incident."""
    return "\n".join(_page(outcomes, program, stamp, tongue)) + "\n"


def _page(
    outcomes: Sequence[Outcome], program: Program, stamp: PolicyStamp, tongue: Tongue
) -> Iterator[str]:
    titles = [page(outcome, program, tongue).title for outcome in outcomes]
    yield "<!doctype html>"
    yield f'<html lang="{tongue.language}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield (
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f"<title>{_text('; '.join(titles))}</title><style>{_STYLE}</style></head><body><main>"
    for number, outcome in enumerate(outcomes, 1):
        yield from _incident(outcome, program, tongue, number)
    if stamp.revision is not None:
        policy = tongue.say("Policy {revision}", revision=stamp.revision[:REVISION_LENGTH])
        yield f'<p class="quiet">{_text(policy)}</p>'
    yield "</main></body></html>"


def _incident(outcome: Outcome, program: Program, tongue: Tongue, number: int) -> Iterator[str]:
    read = page(outcome, program, tongue)
    yield f'<section aria-labelledby="title-{number}">'
    yield f'<h1 id="title-{number}">{_text(read.title)}</h1>'
    for line in read.head:
        yield f"<p{_weight(line)}>{_text(line.text)}</p>"
    for part in read.parts:
        yield from _part(part)
    yield f"<h2>{_text(tongue.say('As a picture'))}</h2>"
    yield picture(outcome, program, tongue, f"incident-{number}").rstrip("\n")
    yield "</section>"


def _part(part: Part) -> Iterator[str]:
    heading = " ".join(one for one in (part.heading, part.aside) if one)
    if heading:
        yield f"<h2>{_text(heading)}</h2>"
    yield "<ul>"
    for line in part.lines:
        when = f"<time>{_text(line.when)}</time>" if line.when else ""
        more = "".join(f"<br>{_text(one)}" for one in line.more)
        yield f"<li{_weight(line)}>{when}{_text(line.text)}{more}</li>"
    yield "</ul>"


def _weight(line: Line) -> str:
    return "" if line.weight == "plain" else f' class="{line.weight}"'


def _text(said: str) -> str:
    return escape(terminal(said), quote=True).replace(NO_BREAK, "&nbsp;")

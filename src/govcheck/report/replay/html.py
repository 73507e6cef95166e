"""A replay as one page of HTML: what a council sees, then the tables."""

from collections.abc import Iterator
from html import escape
from typing import Final

from govcheck.report.escape import terminal
from govcheck.report.replay import ReplayReport
from govcheck.report.replay.markdown import titled
from govcheck.report.replay.plots import plots
from govcheck.report.replay.sections import Sections
from govcheck.report.replay.wording import ReplaySection

_STYLE: Final = """\
:root { color-scheme: light dark; --line: #8884; --bar: #2b5fa8; --edge: #8a6100; }
@media (prefers-color-scheme: dark) { :root { --bar: #8ab4f8; --edge: #ffc95c; } }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p, h1, h2 { overflow-wrap: anywhere; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr));
  gap: 1rem 2rem; }
figure { margin: 0; } figcaption { font-weight: 600; margin: .5rem 0; }
svg { width: 100%; height: auto; overflow: visible; }
svg text { font-size: 12px; fill: CanvasText; }
.now { fill: var(--bar); } .axis { stroke: GrayText; }
.before { fill: none; stroke: var(--edge); stroke-width: 1; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; min-width: 100%; }
th, td { text-align: right; vertical-align: top; padding: .25rem .5rem;
  border-bottom: 1px solid var(--line); }
th.word, td.word { text-align: left; overflow-wrap: anywhere; }
@media print { section, figure { break-inside: avoid; } }
"""


def render(report: ReplayReport) -> str:
    """The page; it loads nothing from elsewhere."""
    return "\n".join(_page(Sections(report))) + "\n"


def _page(sections: Sections) -> Iterator[str]:
    tongue = sections.tongue
    yield "<!doctype html>"
    yield f'<html lang="{tongue.language}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield (
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    name = tongue.say("The mentions of the past under this policy")
    yield f"<title>{_text(name)}</title><style>{_STYLE}</style></head><body>"
    yield f"<main><h1>{_text(sections.headline())}</h1>"
    for doubt in sections.doubts():
        yield f"<p>{_text(doubt)}</p>"
    yield '<div class="plots">'
    for plot in plots(sections):
        yield f"<figure><figcaption>{_text(plot.heading)}</figcaption>{plot.svg}</figure>"
    yield "</div>"
    for section in sections.all():
        yield f"<section><h2>{_text(titled(section.heading))}</h2>"
        if section.rows:
            yield from _table(section)
        for note in section.notes:
            yield f"<p>{_text(note)}</p>"
        yield "</section>"
    yield "</main></body></html>"


def _table(section: ReplaySection) -> Iterator[str]:
    label = _text(titled(section.heading))
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table><thead><tr>'
    for place, column in enumerate(section.columns):
        yield f'<th scope="col"{_kind(place, section)}>{_text(column)}</th>'
    yield "</tr></thead><tbody>"
    for row in section.rows:
        cells = (f"<td{_kind(place, section)}>{_text(cell)}</td>" for place, cell in enumerate(row))
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _kind(place: int, section: ReplaySection) -> str:
    return ' class="word"' if place < section.words else ""


def _text(text: str) -> str:
    return escape(terminal(text), quote=True)

"""A replay as one page of HTML: what a council sees, then the tables."""

from collections.abc import Iterator
from typing import Final

from govcheck.papers.replay import ReplayReport
from govcheck.papers.replay.plots import plots
from govcheck.papers.replay.sections import Sections
from govcheck.papers.replay.wording import ReplaySection
from govcheck.render.web_page import shown, web_page

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
    sections, tongue = Sections(report), report.tongue
    title = tongue.say("The mentions of the past under this policy")
    return web_page(title, tongue.language, _STYLE, _body(sections))


def _body(sections: Sections) -> Iterator[str]:
    yield f"<h1>{shown(sections.headline())}</h1>"
    for doubt in sections.doubts():
        yield f"<p>{shown(doubt)}</p>"
    yield '<div class="plots">'
    for plot in plots(sections):
        yield f"<figure><figcaption>{shown(plot.heading)}</figcaption>{plot.svg}</figure>"
    yield "</div>"
    for section in sections.all():
        yield f"<section><h2>{shown(section.heading)}</h2>"
        if section.rows:
            yield from _table(section)
        for note in section.notes:
            yield f"<p>{shown(note)}</p>"
        yield "</section>"


def _table(section: ReplaySection) -> Iterator[str]:
    label = shown(section.heading)
    yield f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table><thead><tr>'
    for place, column in enumerate(section.columns):
        yield f'<th scope="col"{_kind(place, section)}>{shown(column)}</th>'
    yield "</tr></thead><tbody>"
    for row in section.rows:
        cells = (f"<td{_kind(place, section)}>{shown(cell)}</td>" for place, cell in enumerate(row))
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"


def _kind(place: int, section: ReplaySection) -> str:
    return ' class="word"' if place < section.words else ""

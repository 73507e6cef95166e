"""A replay as one page of HTML."""

from collections.abc import Iterator
from typing import Final

from govcheck.report.replay import ReplayReport
from govcheck.report.replay.markdown import titled
from govcheck.report.replay.sections import ReplaySection, Sections
from govcheck.report.web_page import shown, web_page

_STYLE: Final = """\
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .4rem;
  border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { font-weight: 600; } td { text-align: right; font-variant-numeric: tabular-nums; }
"""


def render(report: ReplayReport) -> str:
    """A headline, then a table under each heading."""
    sections = Sections(report)
    return web_page(sections.headline(), report.tongue.language, _STYLE, _body(sections))


def _body(sections: Sections) -> Iterator[str]:
    yield f"<h1>{shown(sections.headline())}</h1>"
    for doubt in sections.doubts():
        yield f"<p>{shown(doubt)}</p>"
    for section in sections.all():
        yield f"<h2>{shown(titled(section.heading))}</h2>"
        if section.rows:
            yield from _table(section)
        for note in section.notes:
            yield f"<p>{shown(note)}</p>"


def _table(section: ReplaySection) -> Iterator[str]:
    yield "<table><thead><tr>"
    for column in section.columns:
        yield f'<th scope="col">{shown(column)}</th>' if column else "<td></td>"
    yield "</tr></thead><tbody>"
    for row in section.rows:
        cells = (
            f'<th scope="row">{shown(cell)}</th>'
            if number < section.words
            else f"<td>{shown(cell)}</td>"
            for number, cell in enumerate(row)
        )
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table>"

"""A replay as Markdown, for a comment below a request."""

from collections.abc import Iterator

from govcheck.papers.replay import ReplayReport
from govcheck.papers.replay.sections import Sections
from govcheck.papers.replay.wording import ReplaySection
from govcheck.render.escape import markdown as escaped


def render(report: ReplayReport) -> str:
    """A headline, then a table under each heading."""
    return "\n".join(_lines(Sections(report))) + "\n"


def _lines(sections: Sections) -> Iterator[str]:
    yield f"**{escaped(sections.headline())}**"
    for doubt in sections.doubts():
        yield ""
        yield escaped(doubt)
    for section in sections.all():
        yield ""
        yield f"### {escaped(section.heading)}"
        if section.rows:
            yield ""
            yield from _table(section)
        for note in section.notes:
            yield ""
            yield escaped(note)


def _table(section: ReplaySection) -> Iterator[str]:
    yield _row(section.columns)
    last = len(section.columns) - section.words
    yield "|" + " --- |" * section.words + " ---: |" * last
    for row in section.rows:
        yield _row(row)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"

"""The outcome as Markdown, for a ticket or a chat."""

from collections.abc import Iterable, Iterator, Sequence

from govcheck.report.escape import markdown
from govcheck.report.simulation.contents import brief as brief_sheet
from govcheck.report.simulation.contents import full
from govcheck.report.simulation.sheet import Row, Section
from govcheck.report.simulation.view import OutcomeView
from govcheck.report.stamp import PolicyStamp
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program


def render(
    outcomes: Sequence[Outcome], program: Program, stamp: PolicyStamp, *, brief: bool = False
) -> str:
    """A heading an incident, tables for what has times, lists for the rest."""
    footer = (
        [] if brief or stamp.revision is None else [f"_{_footer(stamp.revision, stamp.dirty)}_"]
    )
    blocks = [
        block for outcome in outcomes for block in _blocks(OutcomeView(outcome, program), brief)
    ]
    return "\n\n".join([*blocks, *footer]) + "\n"


def _blocks(view: OutcomeView, brief: bool) -> Iterator[str]:
    sheet = brief_sheet(view) if brief else full(view)
    yield f"# {markdown(sheet.headline)}"
    for row in sheet.subtitle:
        yield _marked(row)
    for section in sheet.sections:
        if section.title:
            note = f" ({section.note})" if section.note else ""
            yield f"## {markdown(section.title + note)}"
        yield "\n".join(_table(section) if section.columns else _list(section))


def _table(section: Section) -> Iterator[str]:
    columns = (*section.columns, "what")
    yield _cells(map(markdown, columns))
    yield _cells("---" for _ in columns)
    for row in section.rows:
        below = "".join(f"<br>{markdown(text)}" for text in row.below)
        yield _cells((*map(markdown, row.lead), _marked(row) + below))


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _list(section: Section) -> Iterator[str]:
    for row in section.rows:
        yield f"* {_marked(row)}"
        for text in row.below:
            yield f"  * {markdown(text)}"


def _marked(row: Row) -> str:
    text = markdown(row.text.strip())
    return f"**{text}**" if row.tone == "alarm" and text else text


def _footer(revision: str, dirty: bool) -> str:
    return f"policy {markdown(revision)}{', changed since' if dirty else ''}"

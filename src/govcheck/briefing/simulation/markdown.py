"""The page as Markdown, for a ticket or a chat; what has ids and files stands folded below it."""

from collections.abc import Iterable, Iterator, Sequence

from govcheck.briefing.simulation.contents import full
from govcheck.briefing.simulation.page.page import page
from govcheck.briefing.simulation.sheet import Row, Section
from govcheck.briefing.simulation.text import footer
from govcheck.briefing.simulation.view import OutcomeView, views_of
from govcheck.render.escape import markdown
from govcheck.render.page.lines import NO_BREAK, Line, Part, parted
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.tongue import ENGLISH, Tongue


def render(
    outcomes: Sequence[Outcome],
    program: Program,
    stamp: PolicyStamp,
    tongue: Tongue = ENGLISH,
    *,
    brief: bool = False,
) -> str:
    """A heading an incident, and one for each part of its page; `brief` keeps the orders alone."""
    views = views_of(outcomes, program, tongue)
    blocks = [block for view in views for block in _blocks(view, brief=brief)]
    if not brief and stamp.revision is not None:
        blocks.append(f"_{markdown(footer(stamp, tongue))}_")
    return "\n\n".join(blocks) + "\n"


def _blocks(view: OutcomeView, *, brief: bool) -> Iterator[str]:
    read, tongue = page(view), view.tongue
    yield f"# {_shown(read.title)}"
    for line in read.head:
        yield _weighed(line)
    for part in read.parts:
        if not (brief and part.runs_on):
            yield from _part(part)
    if brief:
        return
    yield _shown(tongue.say("A plan, not a report: times assume people act when called."))
    yield f"<details><summary>{_shown(tongue.say('All of it'))}</summary>"
    for section in full(view).sections:
        note = f" ({section.note})" if section.note else ""
        yield f"### {_shown(section.title + note)}"
        yield "\n".join(_table(section, tongue) if section.columns else _list(section))
    yield "</details>"


def _part(part: Part) -> Iterator[str]:
    heading = " ".join(one for one in (part.heading, part.aside) if one)
    if heading:
        yield f"## {_shown(heading)}"
    yield "\n".join(row for line in part.lines for row in _item(line))


def _item(line: Line) -> Iterator[str]:
    when = f"**{_shown(line.when)}** " if line.when else ""
    yield f"* {when}{_weighed(line)}"
    for text in line.more:
        yield f"  * {_shown(text)}"


def _weighed(line: Line) -> str:
    text = _shown(line.text)
    return f"**{text}**" if line.weight == "alarm" and text else text


def _shown(text: str) -> str:
    """Raw text as Markdown; a row of blanks, which would be one, becomes a dot."""
    return markdown(parted(text).replace(NO_BREAK, " ").strip())


def _table(section: Section, tongue: Tongue) -> Iterator[str]:
    columns = (*section.columns, tongue.say("what"))
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

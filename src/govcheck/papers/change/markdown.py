"""A diff as Markdown: what a council member reads on a phone, below a request.

A sentence, a short table, incidents, whom to ask; details are folded. It stays below what GitHub
accepts, by leaving out whole items and saying how many.
"""

from collections.abc import Iterator
from typing import Final

from govcheck.papers.change import DiffReport
from govcheck.papers.change.excerpts import excerpts
from govcheck.papers.change.story import Story, story
from govcheck.papers.change.top import MOST_INCIDENTS, MOST_ROWS, MOST_SENTENCES, below, folds
from govcheck.papers.gate.markdown import lines as gate_lines
from govcheck.render.escape import markdown as escaped

MOST_CHARACTERS: Final = 60_000
"""GitHub takes 65,536; the rest is for what is put around it."""
_MOST_LETTERS: Final = 600
_MOST_OF_A_SIDE: Final = 200
"""So that both sides of an effect stand in a paragraph."""


def render(report: DiffReport) -> str:
    """The comment."""
    diff, tongue = report.diff, report.tongue
    told = story(diff, tongue)
    lines: list[str] = [*_top(report, told)]
    size = sum(len(line) + 1 for line in lines)
    for fold in folds(diff, told, tongue, MOST_ROWS, MOST_INCIDENTS, _MOST_OF_A_SIDE):
        head = ["", f"<details><summary>{fold.title} ({len(fold.items)})</summary>", ""]
        end = ["", "</details>"]
        size += sum(len(line) + 1 for line in (*head, *end)) + 100
        kept: list[str] = []
        for item in fold.items:
            line = f"- {_text(item)}"
            if size + len(line) + 1 > MOST_CHARACTERS:
                break
            size += len(line) + 1
            kept.append(line)
        left = len(fold.items) - len(kept)
        more = [f"- {tongue.say('and {count} more, too many to show here', count=left)}"]
        lines += [*head, *kept, *(more if left else ()), *end]
    return "\n".join(lines) + "\n"


def _top(report: DiffReport, told: Story) -> Iterator[str]:
    diff, tongue = report.diff, report.tongue
    yield f"### {_text(told.headline)}"
    if told.more:
        yield ""
    for sentence in told.more[:MOST_SENTENCES]:
        yield f"- {_text(sentence)}"
    if len(told.more) > MOST_SENTENCES:
        yield f"- {tongue.say('and {count} more', count=len(told.more) - MOST_SENTENCES)}"
    if told.rows:
        yield ""
        yield f"| | {tongue.say('Before')} | {tongue.say('After')} |"
        yield "|:--|:--|:--|"
    for row in told.rows[:MOST_ROWS]:
        before, after = excerpts(row.before, row.after, _MOST_LETTERS)
        yield f"| {_text(row.title)} | {_text(before)} | {_text(after)} |"
    if len(told.rows) > MOST_ROWS:
        yield f"| {tongue.say('and {count} more', count=len(told.rows) - MOST_ROWS)} | | |"
    for said in below(report, told):
        stressed = f"**{_text(said.stressed)}**" if said.stressed else ""
        blank = " " if said.rest.startswith(" ") else ""
        yield ""
        yield f"{stressed}{blank}{_text(said.rest)}"
    if diff.gate is not None:
        yield ""
        yield from gate_lines(diff.gate, tongue)


def _text(text: str, most: int = _MOST_LETTERS) -> str:
    """Escaped, and never longer than a paragraph."""
    cut = text if len(text) <= most else f"{text[: most - 3]}..."
    return escaped(cut)

"""A diff as Markdown: what a council member reads on a phone, below a request.

A sentence, the approvals, a short table; details are folded. It stays below what GitHub accepts,
by leaving out whole items and saying how many.
"""

from collections.abc import Iterator
from typing import Final

from govcheck.report.change import DiffReport
from govcheck.report.change.sentences import (
    LocatedEffect,
    before_after,
    by_class,
    detail,
    edit_in_words,
    outcome_change,
    proof,
    redecided_in_words,
    sentence,
    zone_of,
)
from govcheck.report.escape import markdown as escaped
from govcheck.report.gate.markdown import lines as gate_lines
from govcheck.report.gate.sentences import named
from govcheck.workspace.diff import Diff

MOST_CHARACTERS: Final = 60_000
"""GitHub takes 65,536; the rest is for what is put around it."""
_MOST_ROWS: Final = 8
_MOST_LETTERS: Final = 300


def render(report: DiffReport) -> str:
    """The comment."""
    diff = report.diff
    lines: list[str] = [*_top(diff)]
    size = sum(len(line) + 1 for line in lines)
    for title, items in _folded(diff):
        if not items:
            continue
        fold = ["", f"<details><summary>{title} ({len(items)})</summary>", ""]
        end = ["", "</details>"]
        size += sum(len(line) + 1 for line in (*fold, *end)) + 100
        kept: list[str] = []
        for item in items:
            if size + len(item) + 1 > MOST_CHARACTERS:
                break
            size += len(item) + 1
            kept.append(item)
        left = len(items) - len(kept)
        more = [f"- and {left} more, too many to show here"] if left else []
        lines += [*fold, *kept, *more, *end]
    return "\n".join(lines) + "\n"


def _top(diff: Diff) -> Iterator[str]:
    assert diff.change is not None
    yield f"**{_text(sentence(diff))}**"
    if diff.change.edits and not diff.change.effects:
        yield ""
        yield _text(proof(diff))
    yield ""
    if diff.gate is not None:
        yield from gate_lines(diff.gate)
    elif not diff.controlled:
        yield "The base has no change control, so that nobody has to approve this."
    for one in diff.needed[:_MOST_ROWS] if diff.gate is None else ():
        because = _text(", ".join(named(one.because)))
        yield f"- needs {_text(one.requires)} ({because})"
    effects = [told for found in by_class(diff).values() for told in found]
    if effects:
        yield ""
        yield "| | What | Before | After |"
        yield "|---|---|---|---|"
        for told in effects[:_MOST_ROWS]:
            yield _row(told)
        if len(effects) > _MOST_ROWS:
            yield f"| | and {len(effects) - _MOST_ROWS} more below | | |"


def _row(told: LocatedEffect) -> str:
    effect = told.effect
    what = f"{_text(effect.effect)} {_text(effect.subject)}"
    return f"| {effect.kind} | {what} | {_cell(effect.before)} | {_cell(effect.after)} |"


def _cell(text: str | None) -> str:
    return "" if text is None else _text(text)


def _folded(diff: Diff) -> Iterator[tuple[str, list[str]]]:
    assert diff.change is not None
    for kind, found in by_class(diff).items():
        yield f"{kind.capitalize()} effects", [_item(told, zone_of(diff)) for told in found]
    differing = [one for one in diff.incidents if one.differs]
    yield (
        "Incidents that come out differently",
        [
            f"- {_text(one.incident.id)}: {_text(redecided_in_words(one))}"
            f"{''.join(f'; {_text(said)}' for said in one.unreadable)}"
            f"{''.join(f'; {_text(outcome_change(said))}' for said in one.changes)}"
            for one in differing
        ],
    )
    yield "Edits", [f"- {_text(edit_in_words(edit))}" for edit in diff.change.edits]


def _item(told: LocatedEffect, zone: str) -> str:
    effect = told.effect
    parts = [f"{_text(effect.effect)} {_text(effect.subject)}: {_text(before_after(effect))}"]
    more = detail(effect, zone)
    parts += [] if more is None else [_text(more)]
    parts += [] if told.where is None else [_text(told.where)]
    return f"- {', '.join(parts)}"


def _text(text: str) -> str:
    """Escaped, and never longer than a paragraph."""
    cut = text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 3]}..."
    return escaped(cut)

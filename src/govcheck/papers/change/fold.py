"""What is folded below a change, in one order for every format."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.change.edits import edits
from govcheck.papers.change.sentences import (
    by_class,
    edit_in_full,
    effect_in_full,
    incident_in_full,
    zone_of,
)
from govcheck.papers.change.story import Story, translated
from govcheck.papers.gate.sentences import requirement
from govcheck.tongue import Tongue
from govcheck.workspace.diff import Diff


class FoldedPart(NamedTuple):
    """Items under a title; nothing is escaped yet."""

    title: str
    items: tuple[str, ...]


def folds(
    diff: Diff,
    told: Story,
    tongue: Tongue,
    rows: int,
    incidents: int,
    letters: int | None = None,
) -> Iterator[FoldedPart]:
    """Everything that did not stand on top, then the technical names.

    What an effect says of each side is shortened to so many letters.
    """
    say = tongue.say
    left = [f"{row.title}: {row.before} -> {row.after}" for row in told.rows[rows:]]
    found = [
        FoldedPart(say("More that changes"), tuple(left)),
        FoldedPart(say("More incidents"), told.incidents[incidents:]),
    ]
    if diff.gate is None and diff.asking is not None:
        asked = diff.asking
        items = [
            " ".join(f"{said.stressed}{said.rest}" for said in requirement(one, asked, tongue))
            for one in asked.requirements
        ]
        found.append(FoldedPart(say("Who must approve"), tuple(items)))
    elif diff.gate is None:
        items = [f"{one.requires} ({', '.join(one.because)})" for one in diff.needed]
        found.append(FoldedPart(say("Who must approve"), tuple(items)))
    broken = tuple(one.words for one in diff.breaks)
    found.append(FoldedPart(say("Broken promises"), broken))
    titles = {
        "weaker": say("Weaker by technical names"),
        "different": say("Different by technical names"),
        "stricter": say("Stricter by technical names"),
    }
    for kind, effects in by_class(diff).items():
        zone = zone_of(diff)
        items = [effect_in_full(one, zone, tongue, letters) for one in effects]
        found.append(FoldedPart(titles[kind], tuple(items)))
    differing = tuple(incident_in_full(one, tongue) for one in diff.incidents if one.differs)
    found.append(FoldedPart(say("Incidents by technical names"), differing))
    comparison = diff.change.comparison
    shown = diff.change.edits
    if comparison.translations.texts:
        shown = edits(comparison.base.policy, comparison.head.policy)
    lines = (*translated(comparison, tongue), *(edit_in_full(edit, tongue) for edit in shown))
    found.append(FoldedPart(say("Changed lines"), lines))
    yield from (one for one in found if one.items)

"""What stands below the table of a change, and what is folded, in one order for every format."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from govcheck.change.edits import edits
from govcheck.papers.change import DiffReport, ReplayedArchive
from govcheck.papers.change.sentences import (
    by_class,
    edit_in_full,
    effect_in_full,
    incident_in_full,
    proof,
    zone_of,
)
from govcheck.papers.change.statement import Voice
from govcheck.papers.change.story import Story, renamed, translated
from govcheck.papers.gate.sentences import Said, asked, requirement, shortest
from govcheck.papers.replay.sections import Sections
from govcheck.targets import words
from govcheck.tongue import Tongue
from govcheck.workspace.diff import Diff

MOST_ROWS: Final = 6
MOST_SENTENCES: Final = 4
MOST_INCIDENTS: Final = 2
_MOST_MOVES: Final = 3


def below(report: DiffReport, told: Story) -> Iterator[Said]:
    """Sentences below the table: incidents that come out otherwise, whom to ask, the past."""
    diff, tongue = report.diff, report.tongue
    if diff.change.edits and not diff.change.effects:
        yield Said("", proof(diff, tongue))
    if told.looked_at and told.incidents:
        number = len(told.incidents)
        said = tongue.count(
            "{count} of {all} incidents comes out otherwise.",
            "{count} of {all} incidents come out otherwise.",
            number,
            all=told.looked_at,
        )
        yield Said(said)
        for one in told.incidents[:MOST_INCIDENTS]:
            yield Said("", one)
        if number > MOST_INCIDENTS:
            yield Said("", tongue.say("and {count} more", count=number - MOST_INCIDENTS))
    elif told.looked_at:
        yield Said(
            "",
            tongue.count(
                "The one known incident comes out as before.",
                "All {count} known incidents come out as before.",
                told.looked_at,
            ),
        )
    if not diff.controlled:
        yield Said(
            "", tongue.say("There is no change control, so that nobody has to approve this.")
        )
    elif diff.gate is None and diff.asking is not None and diff.asking.requirements:
        ways = " ".join(one.plain for one in shortest(diff.asking, tongue, handles=False))
        yield Said(f"{asked(diff.asking, tongue)}.", f" {ways}" if ways else "")
    yield from _archives(report.archives)


def _archives(replayed: tuple[ReplayedArchive, ...]) -> Iterator[Said]:
    """Of each archive: how many mentions are decided otherwise, who is told, which severities."""
    for one in replayed:
        sections = Sections(one.report)
        found = one.report.replayed.against
        tongue = one.report.tongue
        if found is None:
            continue
        changed = tongue.count(
            "{count} is decided otherwise ({share}).",
            "{count} are decided otherwise ({share}).",
            found.changed,
            share=sections.share(found.changed),
        )
        of = tongue.say(
            "Archive {archive} ({mentions}):", mentions=sections.headline(), archive=words(one.name)
        )
        yield Said(of, f" {changed}")
        yield Said("", sections.told_before_and_now(found))
        moves = [
            tongue.say(
                "{before} to {after}: {count}",
                before=sections.names.result("severity", before),
                after=sections.names.result("severity", after),
                count=tongue.number(rows),
            )
            for before, after, rows in found.table.get("severity", ())[:_MOST_MOVES]
        ]
        if moves:
            yield Said("", tongue.say("Severity: {moves}.", moves="; ".join(moves)))


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
        gate = diff.asking
        items = [
            " ".join(said.plain for said in requirement(one, gate, tongue))
            for one in gate.requirements
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
    spoken = (*renamed(Voice(comparison, tongue)), *translated(comparison, tongue))
    lines = (*spoken, *(edit_in_full(edit, tongue) for edit in shown))
    found.append(FoldedPart(say("Changed lines"), lines))
    yield from (one for one in found if one.items)

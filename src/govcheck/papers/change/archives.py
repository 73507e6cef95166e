"""What a change would have done to the mentions of the past, in a few sentences."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.papers.gate.sentences import Said
from govcheck.papers.replay import ReplayReport
from govcheck.papers.replay.sections import Sections
from govcheck.render.page.names import words

_MOST_MOVES = 3


class ReplayedArchive(NamedTuple):
    """An archive by its name, replayed under the policy after the change and the one before."""

    name: str
    report: ReplayReport


def archives(replayed: tuple[ReplayedArchive, ...]) -> Iterator[Said]:
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

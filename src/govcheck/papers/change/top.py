"""What stands on top of a change besides its table: incidents and approvals, in one order."""

from collections.abc import Iterator
from typing import Final

from govcheck.papers.change.sentences import proof
from govcheck.papers.change.story import Story
from govcheck.papers.gate.sentences import Said, asked, shortest
from govcheck.tongue import Tongue
from govcheck.workspace.diff import Diff

MOST_ROWS: Final = 6
MOST_SENTENCES: Final = 4
MOST_INCIDENTS: Final = 2


def below(diff: Diff, told: Story, tongue: Tongue) -> Iterator[Said]:
    """Sentences below the table: incidents that come out otherwise, then whom to ask."""
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
        ways = " ".join(
            f"{one.stressed}{one.rest}" for one in shortest(diff.asking, tongue, handles=False)
        )
        yield Said(f"{asked(diff.asking, tongue)}.", f" {ways}" if ways else "")

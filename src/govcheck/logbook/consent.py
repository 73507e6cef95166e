"""Approvals as they were given: by whom, when enough, and by whom they may not be given."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from govcheck.agreement.sufficiency import Electorate, agreeing
from govcheck.agreement.tree import targets_of
from govcheck.logbook.entry import Entry
from govcheck.simulate.deadline import deadline
from govcheck.simulate.people import People
from govcheck.simulate.program import ActionPlan, ApprovalPlan
from govcheck.simulate.voices import consult


class Given(NamedTuple):
    """What became of an approval by the lines of a log."""

    at: int | None
    """When enough had agreed; None where they have not, or one of them has taken it back."""
    by: tuple[str, ...]
    """Whoever has agreed and may."""
    asked: int | None
    """When it was asked for first."""
    refused: tuple[str, ...]
    lines: tuple[int, ...]
    text_sha256: frozenset[str]
    """The digests of the texts that those agreed to."""
    intruders: tuple[Entry, ...]
    """Lines by people who may not approve."""
    own: tuple[str, ...] = ()
    """Those who agreed to what they had drafted."""
    spans: tuple[tuple[int, int | None], ...] = ()
    """From when until when enough had agreed; None where they still do."""

    def held_at(self, at: int) -> bool:
        """Whether enough had agreed at an instant, whatever anybody took back later."""
        return any(start <= at and (end is None or at < end) for start, end in self.spans)


def given(
    asked: ApprovalPlan, lines: Sequence[Entry], people: People, drafters: frozenset[str]
) -> Given:
    """What became of an approval.

    Whoever stands in for somebody counts where that person could not be had, or had been silent
    until the time for the approval was over. `drafters` never count.
    """
    requests = [one.at for one in lines if one.event == "asked"]
    began = min([one.at for one in lines], default=0)
    since = min(requests, default=began)
    agreed: dict[str, Entry] = {}
    refused: dict[str, Entry] = {}
    intruders: list[Entry] = []
    own: list[str] = []
    found: int | None = None
    spans: list[tuple[int, int | None]] = []
    for line in lines:
        if line.event not in ("approved", "refused"):
            continue
        who = line.who
        if not any(
            _speaks(target, who, asked, people, since, line.at) for target in targets_of(asked.by)
        ):
            intruders.append(line)
            continue
        agreed.pop(who, None)
        refused.pop(who, None)
        if line.event == "refused":
            refused[who] = line
        elif who in drafters:
            own.append(who)
        else:
            agreed[who] = line
        enough = agreeing(asked.by, _Speaking(agreed, asked, people, since))
        if enough and found is None:
            found = line.at
            spans.append((found, None))
        elif not enough and found is not None:
            spans[-1] = (found, line.at)
            found = None
    texts = frozenset(one.text_sha256 for one in agreed.values() if one.text_sha256)
    return Given(
        found,
        tuple(agreed),
        min(requests, default=None),
        tuple(refused),
        tuple(one.line for one in lines),
        texts,
        tuple(intruders),
        tuple(own),
        tuple(spans),
    )


def drafters_of(action: ActionPlan, people: People, at: int) -> frozenset[str]:
    """Whoever must have drafted an action: known where only one person can have."""
    answers = people.present.answers((action.drafter,), at).people
    return frozenset(one.person for one in answers) if len(answers) == 1 else frozenset()


class _Speaking(Electorate[str]):
    """Whoever agreed, for whom they might when they did; it stays given when others come back."""

    def __init__(
        self, agreed: Mapping[str, Entry], asked: ApprovalPlan, people: People, since: int
    ) -> None:
        self._agreed = {who: line.at for who, line in agreed.items()}
        self._circumstances = asked, people, since

    def of(self, target: str) -> frozenset[str]:
        """Who of them speaks for a target."""
        asked, people, since = self._circumstances
        return frozenset(
            who
            for who, at in self._agreed.items()
            if _speaks(target, who, asked, people, since, at)
        )


def _speaks(
    target: str, who: str, asked: ApprovalPlan, people: People, since: int, at: int
) -> bool:
    """Whether somebody may answer for a target at an instant."""
    if people.conflicts.of(who) is not None:
        return False
    for queue in consult(people.approving, target, at, at + 1).queues:
        if who == queue.holder:
            return True
        ends = deadline(people.present, asked.calendar, since, asked.within).due
        silent = ends is not None and at >= ends
        if who in (*queue.asked, *queue.available) and (
            silent or not people.approving.free(queue.holder, at, at + 1)
        ):
            return True
    return False

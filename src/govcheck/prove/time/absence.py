"""Single points: people without whom something fails that holds while they are there."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from govcheck.duty.intervals import merged
from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.prove.time.claim import Claim
from govcheck.prove.time.judge import MOST_GROUPS, Broken, Judge
from govcheck.prove.time.limit import Limit
from govcheck.prove.time.meanings import ABSENCE001
from govcheck.prove.verdict import Verdict, proved, refuted, skipped

MOST_NAMED: Final = 3
"""So many of the properties that fail are named in the message."""


def absences(judge: Judge, claims: Sequence[Claim], most: int, policy: Policy) -> Iterator[Verdict]:
    """A verdict for each person; for more people at once, for each group that matters jointly.

    What already fails without some of a group is not said again of the group.
    """
    people = sorted(frozenset[str]().union(*(claim.people for claim in claims)))
    for size in range(1, most + 1):
        groups = [*combinations(people, size)]
        if len(groups) > MOST_GROUPS:
            reason = f"there are {len(groups)} groups of {size} people"
            yield skipped(ABSENCE001, f"person/{'+'.join(people[:size])}+…", reason)
            return
        for group in groups:
            verdict = _missing(judge, claims, group, policy)
            if size == 1 or verdict.verdict != "proved":
                yield verdict


def _missing(
    judge: Judge, claims: Sequence[Claim], group: tuple[str, ...], policy: Policy
) -> Verdict:
    subject = f"person/{'+'.join(group)}"
    document = policy.find(Person, group[0])
    place = None if document is None else document.place("id")
    names = " and ".join(f"`{name}`" for name in group)
    failing: list[tuple[Claim, Broken]] = []
    limit: Limit | None = None
    for claim in claims:
        if claim.tolerates >= len(group) or not claim.people.issuperset(group):
            continue
        try:
            fewer = [
                judge.broken(claim, frozenset(part))
                for size in range(len(group))
                for part in combinations(group, size)
            ]
            broken = judge.broken(claim, frozenset(group)).beyond(fewer)
        except Limit as reached:
            limit = reached
            continue
        if broken.spans:
            failing.append((claim, broken))
    if failing:
        return _single_point(judge, failing, subject, names, place)
    if limit is not None:
        return skipped(ABSENCE001, subject, limit.reason, place)
    return proved(ABSENCE001, subject, f"nothing fails only because {names} is missing", place)


def _single_point(
    judge: Judge,
    failing: Sequence[tuple[Claim, Broken]],
    subject: str,
    names: str,
    place: Place | None,
) -> Verdict:
    count = f"{len(failing)} propert{'y' if len(failing) == 1 else 'ies'}"
    named = [f"`{claim.subject}` ({claim.rule.name})" for claim, _ in failing[:MOST_NAMED]]
    more = "" if len(failing) <= MOST_NAMED else f" and {len(failing) - MOST_NAMED} more"
    witnesses = (judge.witness(claim, broken) for claim, broken in failing)
    return refuted(
        ABSENCE001,
        subject,
        f"without {names} {count} fail{'s' if len(failing) == 1 else ''}: {', '.join(named)}{more}",
        place,
        see=tuple(claim.place._replace(note=claim.failure) for claim, _ in failing),
        intervals=tuple(merged(span for _, broken in failing for span in broken.spans)),
        witness=next((witness for witness in witnesses if witness is not None), None),
    )

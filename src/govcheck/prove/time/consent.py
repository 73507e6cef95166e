"""Consent: from which instants on an approval would be given if it were requested then.

Whether it is given depends on nothing but what happens to the attendance while it is asked for:
who answers, who is free, in which order. So the stretch is cut where any of that changes, and the
simulation's own `approval` is asked once for each succession of circumstances.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govcheck.duty.intervals import merged
from govcheck.duty.roster import Interval, split_target
from govcheck.prove.time.sight import Sight
from govcheck.prove.time.timing import Timing
from govcheck.simulate.approvals import approval
from govcheck.simulate.conflicts import Conflicts
from govcheck.simulate.people import People, people
from govcheck.simulate.program import Action, Approval
from govcheck.simulate.voices import agreeing, bench, targets_of

Circumstances = frozenset[Hashable]
Fact = tuple[Hashable, Sequence[Interval]]
"""Something that may be so, and when it is; the intervals do not touch."""


class Consent(NamedTuple):
    """What becomes of an approval, by the instant of request."""

    given: Timing
    """When it counts as given; None where it is not."""
    own: list[Interval]
    """From which requests on it would be given with the voice of whoever drafted."""


class _Opinion(NamedTuple):
    """What becomes of a single request."""

    given: bool
    own: bool


def consent(sight: Sight, action: Action, asked: Approval) -> Consent:
    """What becomes of an approval that an action needs."""
    question = ("consent", asked, action.drafter)
    approvers = targets_of(asked.by)
    return sight.see(
        question, (action.drafter,), lambda: _consent(sight, action, asked), close=approvers
    )


def _consent(sight: Sight, action: Action, asked: Approval) -> Consent:
    ends = sight.working(asked.calendar, asked.within)
    starts, circumstances = _cells(sight, targets_of(asked.by), action.drafter)
    there = people(sight.roster, sight.absent, Conflicts())
    question = ("opinions", asked, action.drafter)
    known: dict[tuple[Circumstances, ...], _Opinion] = sight.see(question, (), dict)
    given: list[Interval] = []
    own: list[Interval] = []
    stop = ends.start
    for begin, finish, until in _requests(ends, starts):
        if until > sight.end:
            break
        stop = finish
        first, last = bisect_right(starts, begin), bisect_right(starts, until - 1)
        seen = tuple(circumstances[first - 1 : last])
        if seen not in known:
            known[seen] = _opinion(action, asked, there, begin, until)
        if known[seen].given:
            given.append((begin, finish))
        if known[seen].own:
            own.append((begin, finish))
    return Consent(Timing(ends.over(ends.start, stop)).only(merged(given)), merged(own))


def _opinion(
    action: Action, asked: Approval, there: People, requested: int, until: int
) -> _Opinion:
    state = approval("", action, asked, there, requested=requested, at=requested)
    drafted = there.present.first(action.drafter, requested, until - 1)
    if not state.given or drafted is None:
        return _Opinion(state.given, own=False)
    benches = {
        target: bench(there.approving, target, requested, until) for target in targets_of(asked.by)
    }
    drafters = there.present.answers((action.drafter,), drafted).people
    alone = any(not agreeing(asked.by, benches, frozenset({one.person})) for one in drafters)
    return _Opinion(given=True, own=alone)


def _requests(ends: Timing, starts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The instants of request, cut so that the same cells are touched from request to end.

    Each stretch comes with the end, which is out, of what is given to a request at its start.
    """
    for start, end, at, moves in ends.pieces:
        if at is None:
            continue
        cuts = {start, end, *_between(starts, start, end)}
        if moves:
            ahead = at - 1 - start
            cuts.update(cell - ahead for cell in _between(starts, at - 1, at - 1 + end - start))
        for begin, finish in pairwise(sorted(cuts)):
            until = at + begin - start if moves else at
            yield begin, finish, max(until, begin + 1)


def _between(starts: Sequence[int], low: int, high: int) -> Sequence[int]:
    """The starts after one instant and before another."""
    return starts[bisect_right(starts, low) : bisect_left(starts, high)]


def _cells(
    sight: Sight, approvers: tuple[str, ...], drafter: str
) -> tuple[list[int], list[Circumstances]]:
    """Where the circumstances change, and what they are from there on."""
    begins: dict[int, list[Hashable]] = {sight.start: []}
    ends: dict[int, list[Hashable]] = {}
    for fact, spans in (*_answering(sight, drafter), *_facts(sight, approvers)):
        for start, end in spans:
            begins.setdefault(start, []).append(fact)
            ends.setdefault(end, []).append(fact)
    starts = sorted((begins.keys() | ends.keys()) - {sight.end})
    now: set[Hashable] = set()
    circumstances: list[Circumstances] = []
    for at in starts:
        now.difference_update(ends.get(at, ()))
        now.update(begins.get(at, ()))
        circumstances.append(frozenset(now))
    return starts, circumstances


def _facts(sight: Sight, targets: tuple[str, ...]) -> Iterator[Fact]:
    """Everything about approvers that an approval may look at."""
    people = sight.roster.people
    free: set[str] = set()
    for target in targets:
        kind, name = split_target(target)
        involved = [people[one] for one in sight.involved(target) if one in people]
        free.update(deputy for one in involved for deputy in one.deputies)
        yield from _answering(sight, target)
        if kind == "rota":
            yield from _next_in_line(sight, target)
        else:
            free.update(one.id for one in involved)
        if kind == "council" and name in sight.roster.councils:
            for number, seat in enumerate(sight.roster.councils[name].seats):
                since, until = seat.term
                opens = sight.start if since is None else max(since, sight.start)
                closes = sight.end if until is None else min(until, sight.end)
                yield ("term", name, number), merged([(opens, closes)])
    for name in sorted(free & people.keys()):
        yield ("free", name), sight.window.available(people[name])


def _answering(sight: Sight, target: str) -> Iterator[Fact]:
    """Who answers to a target, for whom, and when."""
    stints: dict[tuple[str, str | None], list[Interval]] = {}
    for start, end, person, missing in sight.stints(target):
        stints.setdefault((person, missing), []).append((start, end))
    for (person, missing), spans in stints.items():
        yield ("answers", target, person, missing), merged(spans)


def _next_in_line(sight: Sight, rota: str) -> Iterator[Fact]:
    """Who is asked for a rota while nobody is on shift."""
    found: dict[Hashable, list[Interval]] = {}
    for span, asked in sight.moments((rota,), sight.gaps(rota), "deputies"):
        found.setdefault(("deputies", rota, asked.people), []).append(span)
    for fact, spans in found.items():
        yield fact, merged(spans)

"""Consent: from which instants on an approval would be given if it were requested then.

Whether it is given depends on nothing but what happens while it is asked for: whose shift it is,
who is there and who is free, in which order. So the stretch is cut where any of that changes, and
the simulation's own `approval` is asked once for each succession of circumstances. These do not
depend on who is missing besides, so a missing person costs one question for each succession.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govcheck.agreement.sufficiency import agreeing
from govcheck.agreement.tree import targets_of
from govcheck.duty.roster import Rotation
from govcheck.duty.rotas import TURNS, following, shifts
from govcheck.horizon.timeline import Timeline, seen
from govcheck.simulate.approvals import consulted_by, drafters_of, enough
from govcheck.simulate.conflicts import Conflicts
from govcheck.simulate.people import People, people
from govcheck.simulate.program import ApprovalPlan
from govcheck.simulate.voices import ConsultedByTarget, InTime
from govcheck.targets import read_target
from govcheck.time.intervals import Interval, merged, without
from govcheck.time.timings import Timing

Circumstance = frozenset[Hashable]
Possibility = tuple[Hashable, Sequence[Interval]]
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


class _Succession(NamedTuple):
    """Requests during which the same circumstances follow each other in the same order.

    They have one outcome, so that one of them is simulated for all.
    """

    requested: int
    until: int
    """The first of them, and its end, which is out."""
    spans: list[Interval]
    """All of them."""
    consulted: ConsultedByTarget
    silent: list[frozenset[str]]
    """For each who may turn out to draft, those who cannot approve then."""
    drafting: list[str]
    """Who may turn out to draft."""


class _Agenda(NamedTuple):
    """Every request that may be made, whoever is missing."""

    ends: Timing
    """When the time for it is up, as far ahead as can be seen."""
    successions: list[_Succession]
    there: People
    shifts: frozenset[str]
    """Without these others may be asked for a rota; without anybody else there is only one less."""
    drafters: frozenset[str]
    """Without these others may draft."""


@seen
def consent(timeline: Timeline, asked: ApprovalPlan, drafter: str) -> Consent:
    """What becomes of an approval that is needed for what somebody of a target drafts."""
    agenda = _agenda(timeline, asked, drafter)
    opinions = timeline.see(
        ("opinions", asked, drafter),
        lambda timeline: _opinions(timeline, agenda, asked, drafter),
        looks_at=(*targets_of(asked.by), drafter),
    )
    given: list[Interval] = []
    own: list[Interval] = []
    for succession, opinion in zip(agenda.successions, opinions, strict=True):
        given += succession.spans if opinion.given else ()
        own += succession.spans if opinion.own else ()
    return Consent(agenda.ends.only(merged(given)), merged(own))


@seen
def _agenda(timeline: Timeline, asked: ApprovalPlan, drafter: str) -> _Agenda:
    ends = timeline.working(asked.calendar, asked.within)
    starts, circumstances = _cells(timeline, targets_of(asked.by), drafter)
    there = people(timeline.roster, timeline.absent, Conflicts())
    successions: dict[tuple[Circumstance, ...], _Succession] = {}
    stop = ends.start
    for begin, finish, until in _requests(ends, starts):
        if until > timeline.end:
            break
        stop = finish
        first, last = bisect_right(starts, begin), bisect_right(starts, until - 1)
        seen = tuple(circumstances[first - 1 : last])
        if seen not in successions:
            successions[seen] = _succession(asked, drafter, there, begin, until)
        successions[seen].spans.append((begin, finish))
    rotas = (target for target in targets_of(asked.by) if read_target(target).traits.by_shifts)
    return _Agenda(
        Timing(ends.over(ends.start, stop)),
        [*successions.values()],
        there,
        frozenset[str]().union(*map(timeline.involved, rotas)),
        timeline.involved(drafter),
    )


def _succession(
    asked: ApprovalPlan, drafter: str, there: People, requested: int, until: int
) -> _Succession:
    consulted = consulted_by(asked, there, requested, until)
    return _drafted(drafter, there, _Succession(requested, until, [], consulted, [], []))


def _drafted(drafter: str, there: People, one: _Succession) -> _Succession:
    """The same with those who may draft."""
    at = there.present.first(drafter, one.requested, one.until - 1)
    drafting = [] if at is None else there.present.answers((drafter,), at).people
    return one._replace(
        silent=drafters_of(drafter, one.requested, one.until, there),
        drafting=[answer.person for answer in drafting],
    )


def _opinions(
    timeline: Timeline, agenda: _Agenda, asked: ApprovalPlan, drafter: str
) -> tuple[_Opinion, ...]:
    there = agenda.there
    gone = timeline.absent - there.present.absent
    for name in sorted(gone):
        there = there.without(name)
    found = agenda.successions
    if gone & agenda.shifts:
        found = [
            one._replace(consulted=consulted_by(asked, there, one.requested, one.until))
            for one in found
        ]
    if gone & agenda.drafters:
        found = [_drafted(drafter, there, one) for one in found]
    return tuple(_opinion(asked, one, gone) for one in found)


def _opinion(
    asked: ApprovalPlan, seen: _Succession, gone: frozenset[str] = frozenset()
) -> _Opinion:
    """The outcome of a request while some of those who are asked are missing as well."""
    if not enough(asked.by, seen.consulted, [silent | gone for silent in seen.silent]):
        return _Opinion(given=False, own=False)
    own = any(not agreeing(asked.by, InTime(seen.consulted, gone | {one})) for one in seen.drafting)
    return _Opinion(given=True, own=own)


def _requests(ends: Timing, starts: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Cut the instants of request into stretches whose requests see the same circumstances.

    A stretch comes with the end (out) of the time that a request at its start is given.
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
    timeline: Timeline, approvers: tuple[str, ...], drafter: str
) -> tuple[list[int], list[Circumstance]]:
    """Where the circumstances change, and what they are from there on."""
    begins: dict[int, list[Hashable]] = {timeline.start: []}
    ends: dict[int, list[Hashable]] = {}
    for fact, spans in _facts(timeline, dict.fromkeys((*approvers, drafter))):
        for start, end in spans:
            begins.setdefault(start, []).append(fact)
            ends.setdefault(end, []).append(fact)
    starts = sorted((begins.keys() | ends.keys()) - {timeline.end})
    now: set[Hashable] = set()
    circumstances: list[Circumstance] = []
    for at in starts:
        now.difference_update(ends.get(at, ()))
        now.update(begins.get(at, ()))
        circumstances.append(frozenset(now))
    return starts, circumstances


def _facts(timeline: Timeline, targets: Iterable[str]) -> Iterator[Possibility]:
    """Everything that an approval may look at, whoever is missing besides."""
    roster, window = timeline.roster, timeline.window
    names = frozenset[str]().union(*map(timeline.involved, targets))
    for name in sorted(names & roster.people.keys()):
        yield ("there", name), window.present(roster.people[name])
        yield ("free", name), window.available(roster.people[name])
    for target in targets:
        kind, name = read_target(target)
        if kind in TURNS and name in roster.rotas:
            yield from _turns(timeline, roster.rotas[name])
        elif kind == "council" and name in roster.councils:
            for number, seat in enumerate(roster.councils[name].seats):
                since, until = seat.term
                opens = timeline.start if since is None else max(since, timeline.start)
                closes = timeline.end if until is None else min(until, timeline.end)
                yield ("term", name, number), merged([(opens, closes)])


def _turns(timeline: Timeline, rota: Rotation) -> Iterator[Possibility]:
    """Whose turn it is when, absent or not, and whose turn comes next."""
    found: dict[Hashable, list[Interval]] = {}
    for word, turning in (("turn", shifts), ("next", following)):
        known = turning(rota, timeline.roster, timeline.start, timeline.end)
        for one in known:
            found.setdefault((word, rota.id, one.person), []).append((one.start, one.end))
        free = without(timeline.window.whole, merged((one.start, one.end) for one in known))
        found[word, rota.id, None] = free
    for fact, spans in found.items():
        yield fact, merged(spans)

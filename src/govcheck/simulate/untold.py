"""The untold: obligations of which no step of the escalation tells those concerned in time.

Whoever owes an action, drafts it or is asked for an approval must have been told by the instant at
which the action is due. Of a target are those whom it names, those who answer to it (or stand in)
when they are told, and those who are told as such; of those asked to approve nobody whose word
would not count. Where no escalation runs nobody is to be told: the policy says so on purpose.
"""

from collections.abc import Callable, Iterable
from functools import partial

from govcheck.agreement.tree import Agreement, Vote, parts_needed, targets_of
from govcheck.duty.resolve import holders
from govcheck.duty.roster import Roster
from govcheck.simulate.outcome import Event, Obligation, Told
from govcheck.simulate.people import People
from govcheck.simulate.plan import PlannedPlaybook
from govcheck.simulate.program import ActionPlan
from govcheck.simulate.voices import NOBODY


class Notices:
    """Who is told when, by the rows of a timeline."""

    def __init__(self, events: Iterable[Event], people: People) -> None:
        self.people = people
        self._told = [(e.at, e.people) for e in events if e.event in ("notify", "convene")]
        self._names: list[frozenset[str]] = []
        """By notice, who is told by it."""
        self._people: dict[str, int] = {}
        """The number of the notice by which each person is told first."""
        self._targets: dict[str, dict[str, int]] = {}
        """By target, the same of those who are told as such, in order."""
        names: dict[int, frozenset[str]] = {}
        for number, (_, told) in enumerate(self._told):
            known = names.get(id(told))
            if known is None:
                known = names[id(told)] = frozenset([one.person for one in told])
                self._hear(number, told)
            self._names.append(known)
        self._first: dict[tuple[str, frozenset[str]], int | None] = {}

    def _hear(self, number: int, told: tuple[Told, ...]) -> None:
        for person, target, _, _, also in told:
            self._people.setdefault(person, number)
            self._targets.setdefault(target, {}).setdefault(person, number)
            for other in also:
                self._targets.setdefault(other, {}).setdefault(person, number)

    def told_by(self, target: str, due: int, silent: frozenset[str] = NOBODY) -> bool:
        """Whether somebody of a target, or who stands in for them, is told by an instant.

        The silent do not count.
        """
        key = (target, silent)
        if key not in self._first:
            self._first[key] = self._first_told(target, silent)
        at = self._first[key]
        return at is not None and at <= due

    def _first_told(self, target: str, silent: frozenset[str]) -> int | None:
        people, present, never = self._people, self.people.present, len(self._told)
        as_such = self._targets.get(target, {}).items()
        first = never
        for who, number in as_such:
            if who not in silent:
                first = number
                break
        for who in present.named(target):
            if people.get(who, never) < first and who not in silent:
                first = people[who]
        if first:
            ever = present.involved(target) - silent
            begin = min([people[who] for who in ever if who in people], default=never)
            for number in range(begin, first):
                names = self._names[number]
                if not names.isdisjoint(ever):
                    at = self._told[number][0]
                    if not (names - silent).isdisjoint(present.answering(target, at)):
                        return at
        return self._told[first][0] if first < never else None


def mark_untold(
    planned: PlannedPlaybook, obligations: Iterable[Obligation], notices: Notices
) -> tuple[Obligation, ...]:
    """The obligations of a playbook, each with the targets of which nobody is told in time."""
    playbook, soft = planned.playbook, notices.people.conflicts.soft
    concerned, _ = notices.people.present.always(
        ("concerned", id(playbook), planned.needed, soft),
        lambda: (_concerned(planned, notices.people), playbook),  # so that the identity stays its
    )
    named = len(playbook.id) + 1
    marked: list[Obligation] = []
    for owed in obligations:
        due, lacking = owed.due, list[str]()
        for by, silent in concerned[owed.id[named:].partition("#")[0]]:
            if not isinstance(by, str) or not notices.told_by(by, due, silent):
                lacking += _lacking(by, due, silent, notices)
        marked.append(owed._replace(untold=tuple(dict.fromkeys(lacking))) if lacking else owed)
    return tuple(marked)


def _concerned(
    planned: PlannedPlaybook, people: People
) -> dict[str, tuple[tuple[Agreement, frozenset[str]], ...]]:
    """By action, of whom somebody is to be told, and whose word would not count."""
    found = {}
    for action in planned.playbook.actions:
        silent = people.conflicts.soft | sole_holder(people.roster, action.drafter)
        asked = [(by, silent) for by in _asked(planned, action)]
        own = [(action.owed_by, NOBODY), (action.drafter, NOBODY)]
        found[action.id] = tuple(dict.fromkeys([*own, *asked]))
    return found


def _lacking(by: Agreement, due: int, silent: frozenset[str], notices: Notices) -> tuple[str, ...]:
    """The targets of which somebody is still to be told; of the silent nobody is."""
    lacking = untold(by, partial(notices.told_by, due=due, silent=silent))
    if not lacking:
        return ()
    named = notices.people.present.named
    return tuple(one for one in lacking if not named(one) or named(one) - silent)


def sole_holder(roster: Roster, drafter: str) -> frozenset[str]:
    """Who certainly drafts, where a target names one person alone: they never approve that."""
    named = holders(roster, drafter)
    return frozenset(named) if len(named) == 1 else NOBODY


def _asked(planned: PlannedPlaybook, action: ActionPlan) -> list[Agreement]:
    """Who is asked to approve an action."""
    return [planned.playbook.approvals[name].by for name in action.needs if name in planned.needed]


def untold(by: Agreement, told: Callable[[str], bool]) -> tuple[str, ...]:
    """The targets of which somebody is still to be told, so that enough are; else none.

    `all_of` wants every part, `any_of` one, `count` as many parts as people, at most all of them.
    """
    if isinstance(by, str):
        return () if told(by) else (by,)
    if isinstance(by, Vote):
        return tuple(target for target in targets_of(by) if not told(target))
    lacking = [targets for part in by.parts if (targets := untold(part, told))]
    if not lacking or len(by.parts) - len(lacking) >= parts_needed(by):
        return ()
    return tuple(dict.fromkeys(target for targets in lacking for target in targets))

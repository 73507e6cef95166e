"""`post` without files: the calendar of a tree's posts, and what an incident stops of it."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from govcheck.cache.store import Cache
from govcheck.duty.resolve import everybody
from govcheck.errors import IncidentError
from govcheck.load.policy import Policy
from govcheck.load.tree import Tree
from govcheck.opening.opened import opened
from govcheck.posts.calendar import Pause, Scheduled, Stopped, calendar, shared_by, stopped_by
from govcheck.posts.clashes import Clashes, clashes
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.translation import said
from govcheck.workspace.loading import Loading
from govcheck.workspace.simulate import Supposition, simulate


class StoppedFor(NamedTuple):
    """The incident that stops posts, as far as the calendar shows it."""

    title: str
    detected_at: int
    assumed: tuple[str, ...] = ()
    """The facts that are not known, so that every channel or topic is meant."""
    pauses: tuple[Pause, ...] = ()


class OpenedCalendar:
    """The posts of a policy, with whoever approves them."""

    def __init__(self, policy: Policy, program: Program, cache_: Cache) -> None:
        self._policy, self.program, self._cache = policy, program, cache_
        self._stopped: Stopped | None = None
        self.timezone = policy.timezone
        self.channels = [channel.id for channel in policy.channels]
        self.people = [person.id for person in policy.people]

    def during(self, file: tuple[str, bytes]) -> StoppedFor:
        """From now on only what the incident of a file stops. Raises IncidentError."""
        played = simulate(self.program, [file], Supposition(), self._cache)
        if played.findings or not played.outcomes:
            found = played.findings
            reason = found[0].message if found else said("it holds no incident")
            raise IncidentError("`{file}`: {reason}", file=file[0], reason=reason)
        outcome = played.outcomes[0]
        self._stopped = stopped(self._policy, outcome)
        scopes = {pause.scope for pause in self._stopped.pauses}
        unknown = {
            "channel": self._stopped.channel is None,
            "topics": self._stopped.topics is None,
        }
        assumed = tuple(fact for fact, missing in unknown.items() if missing and fact in scopes)
        stated = outcome.stated
        return StoppedFor(stated.title, stated.case.detected_at, assumed, self._stopped.pauses)

    def posts(
        self, start: int, end: int | None, channels: Iterable[str], *, share: str | None = None
    ) -> list[Scheduled]:
        """The posts from `start` up to `end` that are asked for; without it, all later ones."""
        people = cache(lambda target: everybody(self.program.roster, target))
        found = calendar(self._policy, people, start=start, end=end, channels=channels)
        if share is not None:
            found = shared_by(self._policy, found, share)
        return found if self._stopped is None else stopped_by(found, self._stopped)

    def lacks(
        self, posts: Iterable[Scheduled], start: int, end: int, channels: Iterable[str]
    ) -> Clashes:
        """What the calendar of these posts lacks."""
        return clashes(self._policy, self.program.roster, posts, start, end, channels)


def open_calendar(tree: Tree, cache_: Cache) -> OpenedCalendar:
    """The calendar of a tree. Raises InvalidPolicy."""
    loading = Loading(tree, cache_)
    found = opened(loading.repository).must_load()
    loading.keep()
    return OpenedCalendar(found.policy, found.program, cache_)


def stopped(policy: Policy, outcome: Outcome) -> Stopped:
    """What an incident stops: the actions that it calls for, and the posts that they mean."""
    called = {
        name
        for ruling in outcome.verdicts
        if ruling.decision.name == "playbooks"
        for name in ruling.result
    }
    owed: dict[str, tuple[tuple[str, ...], int | None]] = {
        one.id: (one.owed_by, one.due) for one in outcome.obligations
    }
    pauses = tuple(
        Pause(name, action.pauses, *owed.get(name, ((action.owed_by,), None)))
        for playbook in policy.playbooks
        if playbook.id in called
        for action in playbook.actions
        for name in (f"{playbook.id}/{action.id}",)
        if action.pauses is not None and (action.when is None or name in owed)
    )
    facts = outcome.stated.case.facts
    channel, topics = facts.get("channel"), facts.get("topics")
    return Stopped(
        pauses,
        channel if isinstance(channel, str) else None,
        frozenset(map(str, topics)) if isinstance(topics, frozenset | tuple | list) else None,
    )

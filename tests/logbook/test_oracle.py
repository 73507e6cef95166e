"""Random logs on random policies against a naive player that walks minute by minute.

The player knows nothing of planning: it holds the facts of each minute, notes from when on each
action was owed, and looks whether it was done by its time.
"""

import json
import os
from random import Random
from typing import Any

import pytest

from govcheck.engine.ruleset import (
    ALWAYS,
    CompiledRule,
    DecisionTable,
    Fact,
    In,
    Ruleset,
)
from govcheck.logbook.due import due_of
from govcheck.logbook.read import read_log
from govcheck.logbook.review import review_of
from govcheck.logbook.unfold import unfold
from govcheck.simulate.program import ActionPlan, Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.time.clock import MINUTE, format_instant
from govcheck.time.working_days import Allowed, WorkingDays
from tests.logbook.naive import HOURS, due
from tests.simulate.build import T0, calendar, playbook, program, roster

LOGS = int(os.environ.get("ORACLE_LOGS", "300"))
LAST = 8 * 60
"""Minutes that are walked."""
FACTS = ("fire", "flood")


def policy(chance: Random) -> Program:
    """Two playbooks, each called for by a fact, with actions that may count from one another."""
    books = []
    for name in FACTS:
        actions: list[ActionPlan] = []
        for number in range(chance.randint(1, 3)):
            clock = chance.choice(["detected", "published"])
            after: tuple[str, ...] = ()
            if actions and chance.random() < 0.5:
                clock = f"action:{actions[-1].id}"
                after = (actions[-1].id,)
            when = In(chance.choice(FACTS), frozenset({True})) if chance.random() < 0.3 else ALWAYS
            within: Allowed = chance.randint(1, 90) * MINUTE
            hours = chance.choice([None, None, *HOURS])
            if hours is not None and chance.random() < 0.3:
                within = WorkingDays(chance.randint(1, 2))
            who = "person:ana"
            actions.append(
                ActionPlan(f"a{number}", "Do it", who, within, clock, hours, after=after, when=when)
            )
        made = playbook(*actions)
        books.append(made._replace(id=name))
    late = calendar("late", HOURS["late"])
    base = program(roster("ana", "boss", calendars=[late]), playbooks=books)
    facts = {name: Fact(name, "boolean", default=False) for name in FACTS}
    decisions = (
        DecisionTable(
            "playbooks", "collect", FACTS, False, (), None,
            tuple(
                CompiledRule(name, In(name, frozenset({True})), (name,), None, "d", "d.yaml", 1)
                for name in FACTS
            ),
            (), "d", "d.yaml", 1,
        ),
    )  # fmt: skip
    return base._replace(ruleset=Ruleset(facts, decisions))


def log_of(chance: Random) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    for minute in sorted(chance.sample(range(LAST), chance.randint(0, 10))):
        if chance.random() < 0.4:
            facts = {chance.choice(FACTS): chance.random() < 0.6}
            lines.append({"minute": minute, "event": "fact", "facts": facts})
            continue
        action = f"{chance.choice(FACTS)}/a{chance.randint(0, 2)}"
        event = "skipped" if chance.random() < 0.2 else "done"
        lines.append({"minute": minute, "event": event, "action": action, "because": "no need"})
    return lines


class Walk:
    """The naive player: what was owed, since when, and by when, minute after minute."""

    def __init__(
        self,
        made: Program,
        facts: dict[str, bool],
        published: int | None,
        lines: list[dict[str, Any]],
        last: int,
    ) -> None:
        self.made, self.published, self.last = made, published, last
        self.done: dict[str, int] = {}
        self.skipped: set[str] = set()
        self.since: dict[str, int] = {}
        self.book_since: dict[str, int] = {}
        self.known = dict(facts)
        for minute in range(last + 1):
            for line in lines:
                if line["minute"] == minute and line["event"] == "fact":
                    self.known |= line["facts"]
            for name, book in made.playbooks.items():
                if not self.known.get(name, False):
                    continue
                self.book_since.setdefault(name, minute)
                for action in book.actions:
                    if action.when == ALWAYS or self.known.get(action.when.fact, False):  # type: ignore[union-attr]
                        self.since.setdefault(f"{name}/{action.id}", minute)
        for line in lines:
            if line["event"] == "done" and line["minute"] <= last:
                self.done.setdefault(line["action"], line["minute"])
            if line["event"] == "skipped" and line["minute"] <= last:
                self.skipped.add(line["action"])

    def due(self, name: str) -> int:
        """The minute by which an owed action is due."""
        book, _, short = name.partition("/")
        action = next(one for one in self.made.playbooks[book].actions if one.id == short)
        assert action.within is not None
        return due(action.calendar, self._base(book, action), action.within)

    def _base(self, book: str, action: ActionPlan) -> int:
        since = self.since[f"{book}/{action.id}"]
        if action.clock == "published":
            begun = min(
                minute for name, minute in self.since.items() if name.startswith(f"{book}/")
            )
            return self.published if self.published is not None else begun
        if not action.clock.startswith("action:"):
            return since
        before = f"{book}/{action.clock.removeprefix('action:')}"
        if before in self.done:
            return self.done[before]
        if before not in self.since:  # what is not owed counts as done once it could be
            return since
        return -1  # it depends on what is still to come

    def verdict(self, name: str) -> str:
        if name in self.done:
            return "kept" if self.done[name] <= self.due(name) else "late"
        return "not-owed" if name in self.skipped else "unknown"


@pytest.mark.parametrize("part", range(6))
def test_random_logs(part: int) -> None:
    for seed in range(part, LOGS, 6):
        chance = Random(seed)
        made, lines = policy(chance), log_of(chance)
        facts = {name: chance.random() < 0.5 for name in FACTS}
        published = -chance.randint(0, 60) if chance.random() < 0.5 else None
        last = chance.randint(0, LAST)
        walk = Walk(made, facts, published, lines, last)
        report = IncidentStatement(
            "x", "X", T0, facts, None if published is None else T0 + published * MINUTE
        )
        _, problems = state_as(made, report)
        assert not problems
        opened = {"at": format_instant(T0), "by": "ana", "event": "opened"}
        text = "".join(
            json.dumps(one) + "\n"
            for one in (
                opened,
                *(
                    {"at": format_instant(T0 + line["minute"] * MINUTE), "by": "ana",
                     **{key: value for key, value in line.items() if key != "minute"}}
                    for line in lines
                ),
            )
        )  # fmt: skip
        found = unfold(made, report, read_log(text.encode()), T0 + last * MINUTE)
        review = review_of(found, "")
        told = {one.obligation: one for one in review.verdicts}
        owed = {name for name, one in told.items() if one.because != "its condition does not hold"}
        assert owed == set(walk.since), seed
        for name in walk.since:
            if _settled(walk, made, name):
                assert told[name].due == T0 + walk.due(name) * MINUTE, (seed, name)
                assert told[name].verdict == walk.verdict(name), (seed, name)
        open_ = {one.obligation for one in due_of(made, found, "").due}
        assert open_ == {
            name for name in walk.since if name not in walk.done and name not in walk.skipped
        }, seed


def _split(made: Program, name: str) -> tuple[str, ActionPlan]:
    book, _, short = name.partition("/")
    return book, next(one for one in made.playbooks[book].actions if one.id == short)


def _settled(walk: Walk, made: Program, name: str) -> bool:
    """Whether the deadline hangs on nothing that is still to come."""
    book, action = _split(made, name)
    if not action.clock.startswith("action:"):
        return True
    return f"{book}/{action.clock.removeprefix('action:')}" in walk.done

"""Rule sets as policies have them: four decisions, nested conditions, calendars, unknown facts."""

import random
from collections.abc import Sequence

from govcheck.duty.roster import OpeningHours, Roster
from govcheck.engine.ruleset import (
    All,
    Any,
    Case,
    Compare,
    CompiledRule,
    DecisionTable,
    Fact,
    HasTag,
    In,
    IsKnown,
    Not,
    Predicate,
    Ruleset,
    Value,
    Within,
)
from govcheck.model.decision import HitPolicy
from govcheck.time.clock import DAY
from tests.engine.build import EMPTY

WEEK = ((540, 750), (810, 1080))
NIGHT = ((1320, 1800),)
HOURS = {
    "office": OpeningHours(
        "office", "Europe/Berlin", (WEEK,) * 5 + ((), ()), frozenset(), None, None
    ),
    "quiet": OpeningHours("quiet", "America/New_York", (NIGHT,) * 7, frozenset(), None, None),
}
ROSTER: Roster = EMPTY._replace(calendars=HOURS)
START = 1_774_000_000
"""A week before Europe's clocks change."""
LEVELS = ("sev5", "sev4", "sev3", "sev2", "sev1")
FACTS = (
    Fact("topics", "tags", tuple(f"t{number}" for number in range(12)), many=True),
    Fact("network", "choice", tuple(f"n{number}" for number in range(6))),
    Fact("author", "choice", tuple(f"a{number}" for number in range(5))),
    Fact("country", "reference", tuple(f"c{number}" for number in range(9))),
    Fact("sentiment", "choice", ("good", "flat", "bad", "vile"), ordered=True),
    Fact("ours", "boolean"),
    Fact("followers", "integer", minimum=0),
    Fact("pace", "number", minimum=0),
    Fact("replies", "integer", minimum=0),
    Fact("angry", "integer", minimum=0),
)
ANGER = Fact(
    "anger",
    "share",
    ("none", "minority", "half", "majority", "all"),
    ordered=True,
    part="angry",
    whole="replies",
)
FOLLOWERS = (100, 1000, 5000, 20_000, 100_000)
PACES = (1, 2.5, 10, 50)


class _Author:
    """Somebody who writes conditions."""

    def __init__(self, facts: Sequence[Fact], chance: random.Random) -> None:
        self._facts = facts
        self._chance = chance

    def _test(self, fact: Fact) -> Predicate:
        chance = self._chance
        if fact.many:
            return HasTag(fact.name, chance.choice(fact.values))
        if fact.name == "followers":
            return Compare(fact.name, chance.choice((">=", "<")), chance.choice(FOLLOWERS))
        if fact.name == "pace":
            return Compare(fact.name, chance.choice((">", ">=")), chance.choice(PACES))
        if fact.type == "boolean":
            return In(fact.name, frozenset({chance.random() < 0.5}))
        if fact.ordered:
            return Compare(fact.name, ">=", chance.randrange(1, len(fact.values)))
        return In(fact.name, frozenset(chance.sample(fact.values, chance.randint(1, 3))))

    def _tests(self, number: int) -> list[Predicate]:
        return [self._test(fact) for fact in self._chance.sample(self._facts, number)]

    def condition(self) -> Predicate:
        """Two to four tests, and perhaps something nested, a calendar, or a fact to be known."""
        chance = self._chance
        parts = self._tests(chance.randint(2, 4))
        kind = chance.random()
        if kind < 0.16:
            ways = [All(tuple(self._tests(2))) for _ in range(chance.randint(2, 3))]
            parts.append(Any(tuple(ways)))
        elif kind < 0.26:
            parts.append(Not(All(tuple(self._tests(chance.randint(1, 2))))))
        elif kind < 0.35:
            parts.append(Within(chance.choice(tuple(HOURS))))
        elif kind < 0.38:
            parts.append(IsKnown(chance.choice(FACTS[:8]).name))
        return All(tuple(parts))

    def rules(self, name: str, number: int, results: Sequence[str]) -> tuple[CompiledRule, ...]:
        """So many rules, each with one of these results."""
        return tuple(
            CompiledRule(
                f"{name}{at}",
                self.condition(),
                (self._chance.choice(results),),
                None,
                name,
                "p.yaml",
                at,
            )
            for at in range(number)
        )

    def grave(self, rule: CompiledRule) -> CompiledRule:
        """A rule that reads the severity, too."""
        least = Compare("severity", ">=", self._chance.randint(1, 4))
        return rule._replace(when=All((least, rule.when)))


def some_policy(rules: int, chance: random.Random, *, shares: bool = False) -> Ruleset:
    """So many rules: where it goes, how grave it is, what is done, and who is told of a grave one.

    With `shares` some rules read how many of the replies are angry.
    """
    author = _Author([*FACTS[:8], *([ANGER] if shares else [])], chance)
    routes, playbooks = ("desk", "legal", "press"), ("watch", "leak", "recall", "calm")
    steps = ("none", "team", "crisis")
    half, quarter, some = rules // 2, rules // 4, rules * 15 // 100
    told = author.rules("escalation", rules - half - quarter - some, steps)
    decisions = (
        _table("route", "first", routes, author.rules("route", half, routes), "desk"),
        _table("severity", "highest", LEVELS, author.rules("severity", quarter, LEVELS), "sev5"),
        _table("playbooks", "collect", playbooks, author.rules("playbooks", some, playbooks)),
        _table("escalation", "first", steps, tuple(map(author.grave, told)), "team", "severity"),
    )
    decided = [
        Fact(one.name, "decision", one.results, one.ordered, one.hit_policy == "collect")
        for one in decisions
    ]
    facts = [*FACTS, *([ANGER] if shares else []), *decided]
    return Ruleset({fact.name: fact for fact in facts}, decisions)


def _table(
    name: str,
    hit_policy: HitPolicy,
    results: tuple[str, ...],
    rules: tuple[CompiledRule, ...],
    otherwise: str | None = None,
    *uses: str,
) -> DecisionTable:
    rest = () if otherwise is None else (otherwise,)
    ordered = hit_policy == "highest"
    return DecisionTable(
        name, hit_policy, results, ordered, rest, None, rules, uses, name, "p.yaml", 1
    )


def some_mention(chance: random.Random, unknown: float) -> Case:
    """An incident of some months, each fact of which is unknown with some probability."""
    facts: dict[str, Value] = {}
    for fact in FACTS:
        if fact.many:
            facts[fact.name] = frozenset(chance.sample(fact.values, chance.randint(0, 3)))
        elif fact.type == "boolean":
            facts[fact.name] = chance.random() < 0.5
        elif fact.type == "number":
            facts[fact.name] = chance.choice((*PACES, 10 ** chance.uniform(-1, 2)))
        elif fact.type == "integer":
            facts[fact.name] = chance.choice((*FOLLOWERS, int(10 ** chance.uniform(0, 6))))
        else:
            facts[fact.name] = chance.choice(fact.values)
    facts["angry"] = chance.randint(0, facts["replies"])  # type: ignore[arg-type]
    known = {name: value for name, value in facts.items() if chance.random() >= unknown}
    return Case(START + chance.randrange(150 * DAY), known)

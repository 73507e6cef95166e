"""The verdicts on the rules of a drawn policy against every incident, calendars included.

For each combination of open calendars that occurs, conditions on the instant become constants.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from govcheck.duty.calendars import is_open
from govcheck.engine.ruleset import (
    All,
    Any,
    Case,
    DecisionTable,
    Not,
    Predicate,
    Ruleset,
    Within,
    tests_of,
)
from govcheck.prove.promises import compile_promises
from govcheck.prove.verdict import Verdict
from tests.engine import oracle
from tests.prove.oracle.player import Player
from tests.prove.rules.brute import Brute, certainly, decides, result_of

Mood = frozenset[str]


class RuleOracle:
    """Every incident in every mood that one of these instants has."""

    def __init__(self, player: Player, instants: Iterable[int]) -> None:
        program = player.program
        self.ruleset = program.ruleset
        self.promises = compile_promises(player.policy, program)
        more = [when for one in self.promises for when in (one.when, one.holds) if when is not None]
        whens = [rule.when for decision in self.ruleset.decisions for rule in decision.rules]
        tests = [test for when in (*whens, *more) for test in tests_of(when)]
        calendars = {test.calendar for test in tests if isinstance(test, Within)}
        moods = {
            frozenset(name for name in calendars if is_open(program.roster, name, at))
            for at in instants
        }
        self.brutes = {
            mood: Brute(_settled(self.ruleset, mood), tuple(_fixed(one, mood) for one in more))
            for mood in moods
        }

    def disagreements(self, verdicts: Iterable[Verdict]) -> Iterator[str]:
        """What verdicts say that is not so, or do not say although it is so."""
        found: dict[str, set[str]] = {}
        skipped = {(one.code, one.subject) for one in verdicts if one.verdict == "skipped"}
        for one in verdicts:
            if one.verdict == "refuted":
                part = tuple(one.message.split("`")[1::2]) if one.code == "RULE002" else ()
                found.setdefault(one.code, set()).add("/".join((one.subject, *part)))
        for code, expected in self._expected().items():
            for subject in expected ^ found.get(code, set()):
                if (code, subject) not in skipped:
                    side = "should" if subject in expected else "should not"
                    yield f"{code} of {subject} {side} be refuted"

    def _expected(self) -> dict[str, set[str]]:
        """The subjects that are refuted, by code."""
        expected: dict[str, set[str]] = {f"RULE00{number}": set() for number in range(2, 8)}
        for decision in self.ruleset.decisions:
            subject = f"decision/{decision.name}"
            hits = [
                world.hits[decision.name]
                for brute in self.brutes.values()
                for world in brute.worlds
            ]
            if decision.hit_policy == "unique":
                expected["RULE002"] |= {
                    f"{subject}/{pair[1]}/{'/'.join(pair)}"
                    for brute in self.brutes.values()
                    for case in brute.cases()
                    for pair in combinations(brute.acted(case)[decision.name].clash, 2)
                }
            clashing = decision.hit_policy == "unique" and any(len(hit) > 1 for hit in hits)
            for number, rule in enumerate(decision.rules):
                alive = any(decides(decision, hit, number) for hit in hits)
                same = all(_without(decision, hit, number) for hit in hits)
                if not alive:
                    expected["RULE003"].add(f"{subject}/{rule.id}")
                elif same and not clashing:
                    expected["RULE004"].add(f"{subject}/{rule.id}")
            given = (one for hit in hits for one in oracle.outcomes(decision, hit))
            had = {result for one in given for result in one}
            expected["RULE007"] |= {
                f"{subject}/{one}" for one in decision.results if one not in {*had, "none"}
            }
        expected["RULE005"] = {f"decision/severity/{name}" for name in self._falling()}
        expected["RULE006"] = {f"decision/severity/{name}" for name in self._played_down()}
        expected["GUARD001"] = set(self._broken())
        return expected

    def _falling(self) -> Iterator[str]:
        order = next(one.results for one in self.ruleset.decisions if one.name == "severity")
        for fact in self.ruleset.facts.values():
            if fact.worse is not None and any(
                order.index(_severity(brute, other)) < order.index(_severity(brute, case))
                for brute in self.brutes.values()
                for case in brute.cases()
                for other in brute.with_worse(case, fact)
            ):
                yield fact.name

    def _played_down(self) -> Iterator[str]:
        order = next(one.results for one in self.ruleset.decisions if one.name == "severity")
        for brute in self.brutes.values():
            for case in brute.cases():
                for name in case.facts:
                    if self.ruleset.facts[name].default is not None:
                        continue
                    silent = _severity(brute, _silent(case, name))
                    if order.index(silent) < order.index(_severity(brute, case)):
                        yield name

    def _broken(self) -> Iterator[str]:
        for promise in self.promises:
            if promise.when is None or promise.holds is None:
                continue
            for mood, brute in self.brutes.items():
                when, holds = _fixed(promise.when, mood), _fixed(promise.holds, mood)
                for case in brute.cases():
                    if certainly(brute, case, when) and not certainly(brute, case, holds):
                        yield f"guarantee/{promise.id}"


def _settled(ruleset: Ruleset, mood: Mood) -> Ruleset:
    decisions = tuple(
        one._replace(rules=tuple(rule._replace(when=_fixed(rule.when, mood)) for rule in one.rules))
        for one in ruleset.decisions
    )
    return ruleset._replace(decisions=decisions)


def _fixed(condition: Predicate, mood: Mood) -> Predicate:
    """The condition at instants at which just these calendars are open."""
    match condition:
        case Within(calendar):
            return All(()) if calendar in mood else Any(())
        case All(parts):
            return All(tuple(_fixed(part, mood) for part in parts))
        case Any(parts):
            return Any(tuple(_fixed(part, mood) for part in parts))
        case Not(part):
            return Not(_fixed(part, mood))
    return condition


def _without(decision: DecisionTable, hits: list[int], number: int) -> bool:
    rest = [hit for hit in hits if hit != number]
    return set(result_of(decision, hits)) == set(result_of(decision, rest))


def _severity(brute: Brute, case: Case) -> str:
    return brute.acted(case)["severity"].result[0]


def _silent(case: Case, name: str) -> Case:
    return case._replace(facts={key: value for key, value in case.facts.items() if key != name})

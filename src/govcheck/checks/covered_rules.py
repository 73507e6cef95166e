"""Rules that another rule plainly leaves nothing to decide.

Seen from single rules only; that several together cover one is for the exact analysis.
"""

from collections.abc import Hashable, Iterator, Sequence

from govcheck.checks.boxes import Space, key
from govcheck.checks.check import program_check
from govcheck.checks.containment import Containment
from govcheck.checks.written import Written, written_rules
from govcheck.engine.compile.places import child
from govcheck.engine.ruleset import Decision
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.simulate.program import Program


class _Rules:
    """The rules of a decision with what they hold for."""

    def __init__(self, policy: Policy, program: Program, decision: Decision) -> None:
        self._decision = decision
        self.written = written_rules(policy, decision)
        whens = [one.rule.when for one in self.written]
        space = Space(program.ruleset.facts, whens)
        unions = [space.union(when) for when in whens]
        self._containment = Containment(unions)
        self._keys = [key(union) for union in unions]
        self._alike: dict[Hashable, int] = {}
        for number, union in enumerate(unions):
            bit = 1 << number if union else 0  # what never holds is said elsewhere
            self._alike[self._keys[number]] = self._alike.get(self._keys[number], 0) | bit
        self._ranks = {result: rank for rank, result in enumerate(decision.results)}
        self._at_least: dict[tuple[str, ...], int] = {}

    def twin(self, number: int) -> int | None:
        """The first earlier rule that holds for exactly the same incidents."""
        earlier = self._alike[self._keys[number]] & ((1 << number) - 1)
        return (earlier & -earlier).bit_length() - 1 if earlier else None

    def cover(self, number: int) -> int | None:
        """The first rule that holds whenever this one does, and more often, and beats it."""
        allowed = self._beating(number) & ~self._alike[self._keys[number]]
        return next(self._containment.around(number, allowed), None)

    def _beating(self, number: int) -> int:
        """The rules, as bits, that leave nothing to this one where both hold."""
        if self._decision.hit_policy == "first":
            return (1 << number) - 1
        return -1 if self._decision.hit_policy == "unique" else self._yielding(number)

    def _yielding(self, number: int) -> int:
        """The rules, as bits, with all that this one yields, or with something as high."""
        own = self.written[number].rule.results
        if own not in self._at_least:
            self._at_least[own] = sum(
                self._is_enough(one.rule.results, own) << other
                for other, one in enumerate(self.written)
            )
        return self._at_least[own]

    def _is_enough(self, results: tuple[str, ...], own: tuple[str, ...]) -> bool:
        if self._decision.hit_policy == "collect":
            return set(own) <= set(results)
        return self._ranks[results[0]] >= self._ranks[own[0]]


@program_check("DEC017", "duplicate-condition")
def duplicate_condition(policy: Policy, program: Program) -> Iterator[Problem]:
    """No two rules of a decision hold for exactly the same incidents.

    At most one of them ever decides, and whoever changes the one is likely to forget the other. A
    decision that collects can list several results in one rule.
    """
    for decision in program.ruleset.decisions:
        rules = _Rules(policy, program, decision)
        for number, one in enumerate(rules.written):
            twin = rules.twin(number)
            if twin is not None:
                yield Problem(
                    child(one.place, "when"),
                    f"rule `{one.rule.id}` has the same condition as `{_id(rules.written, twin)}`",
                    (_see(rules.written, twin),),
                    "make one rule of the two",
                )


@program_check("DEC018", "covered-rule")
def covered_rule(policy: Policy, program: Program) -> Iterator[Problem]:
    """No rule is plainly covered by another one that beats it.

    Under `first` it is never reached, under `highest` another result is always as high, under
    `collect` it adds nothing, and under `unique` both match, which is an error for every incident
    of the narrower one.
    """
    for decision in program.ruleset.decisions:
        rules = _Rules(policy, program, decision)
        for number, one in enumerate(rules.written):
            cover = rules.cover(number)
            if cover is not None and rules.twin(number) is None:
                yield Problem(
                    child(one.place, "when"),
                    f"rule `{one.rule.id}` {_loses(decision, _id(rules.written, cover))}",
                    (_see(rules.written, cover),),
                    _ADVICE[decision.hit_policy],
                )


_ADVICE = {
    "first": "move it up, or remove it",
    "highest": "give it a higher result, or remove it",
    "unique": "let the wider rule except what the narrower one decides",
    "collect": "remove it, or give it a result of its own",
}


def _loses(decision: Decision, winner: str) -> str:
    if decision.hit_policy == "first":
        return f"is never reached: `{winner}` comes first and holds whenever it does"
    if decision.hit_policy == "unique":
        return f"never holds alone: `{winner}` holds whenever it does"
    if decision.hit_policy == "highest":
        return f"never decides: `{winner}` holds whenever it does, with no lower result"
    return f"adds nothing: `{winner}` holds whenever it does, with the same result"


def _id(rules: Sequence[Written], number: int) -> str:
    return rules[number].rule.id


def _see(rules: Sequence[Written], number: int) -> Place:
    note = f"`{_id(rules, number)}` holds for this"
    return child(rules[number].place, "when")._replace(note=note)

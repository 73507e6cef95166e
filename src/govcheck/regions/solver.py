"""Clauses and gates over an incremental SAT solver.

A literal is a number, its opposite the negative number; `TRUE` always holds.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Final

import pysolvers  # of python-sat, which itself takes twenty times as long to load

TRUE: Final = 1
MOST_CONFLICTS: Final = 200_000
"""So many dead ends end one search: some seconds."""

Clause = list[int]
ModelCheck = Callable[[], Clause | None]
"""Looks at the present model; a clause that it breaks, or None where all is well."""


class Unsolved(Exception):
    """A search came to its limit before there was an answer."""


class Solver:
    """Grows clause by clause; equal gates are made once.

    `check` is asked about every model before it counts, for what clauses cannot say beforehand.
    """

    def __init__(self, most_conflicts: int = MOST_CONFLICTS) -> None:
        self._sat = pysolvers.minisat22_new()
        self.add(TRUE)
        self._last = TRUE
        self._gates: dict[tuple[int, ...], int] = {}
        self._model: list[int] | None = None
        self._most_conflicts = most_conflicts
        self.check: ModelCheck = lambda: None

    def __del__(self) -> None:
        """Give the memory of the clauses back."""
        pysolvers.minisat22_del(self._sat)

    def fresh(self) -> int:
        """A new variable, not wanted to hold where there is a choice."""
        self._last += 1
        return self._last

    def add(self, *literals: int) -> None:
        """From now on one of these holds."""
        pysolvers.minisat22_add_cl(self._sat, literals)

    def both(self, literals: Iterable[int]) -> int:
        """A literal that holds exactly if all of these do."""
        parts = set(literals)
        parts.discard(TRUE)
        if len(parts) <= 1:
            return next(iter(parts), TRUE)
        if -TRUE in parts or not parts.isdisjoint([-part for part in parts]):
            return -TRUE
        key = tuple(sorted(parts))
        gate = self._gates.get(key)
        if gate is None:
            gate = self._gates[key] = self.fresh()
            for part in key:
                self.add(-gate, part)
            self.add(gate, *[-part for part in key])
        return gate

    def either(self, literals: Iterable[int]) -> int:
        """A literal that holds exactly if one of these does."""
        return -self.both([-literal for literal in literals])

    def choose(self, condition: int, then: int, otherwise: int) -> int:
        """A literal like the one or like the other."""
        if then == otherwise:
            return then
        return self.both((self.either((-condition, then)), self.either((condition, otherwise))))

    def alike(self, one: int, other: int) -> int:
        """A literal that holds exactly if both do or neither does."""
        return self.choose(one, other, -other)

    def two_of(self, literals: Iterable[int]) -> int:
        """A literal that holds exactly if at least two of these do."""
        some, two = -TRUE, -TRUE
        for literal in literals:
            two = self.either((two, self.both((some, literal))))
            some = self.either((some, literal))
        return two

    def solve(self, assumptions: Sequence[int]) -> bool:
        """Whether everything can hold together with the assumptions.

        Raises Unsolved where the limit is reached first.
        """
        self._model = None
        while self._search(assumptions):
            broken = self.check()
            if broken is None:
                return True
            self.add(*broken)
            self._model = None
        return False

    def holds(self, literal: int) -> bool:
        """Whether a literal holds in the model of the last search that found one."""
        return (self._values[abs(literal)] > 0) is (literal > 0)

    def held(self, literals: Sequence[int]) -> list[int]:
        """The positions of those literals that hold in that model."""
        values = self._values
        return [
            place
            for place, literal in enumerate(literals)
            if (values[abs(literal)] > 0) is (literal > 0)
        ]

    def core(self) -> list[int]:
        """Those assumptions of the last search, in order, that already cannot hold together."""
        return sorted(pysolvers.minisat22_core(self._sat) or [], key=abs)

    @property
    def _values(self) -> list[int]:
        """For each variable a number above 0 where it holds; one that no clause has does not."""
        if self._model is None:
            self._model = [0, *(pysolvers.minisat22_model(self._sat) or ())]
            self._model += [0] * (self._last + 1 - len(self._model))
        return self._model

    def _search(self, assumptions: Sequence[int]) -> bool:
        pysolvers.minisat22_cbudget(self._sat, self._most_conflicts)
        main = int(threading.current_thread() is threading.main_thread())
        found = pysolvers.minisat22_solve_lim(self._sat, list(assumptions), main, 0)
        if found is None:
            raise Unsolved
        return bool(found)

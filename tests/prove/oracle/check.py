"""Every verdict on a drawn policy against every incident at every minute.

Besides the minutes, both sides of every edge that a verdict names are played, to the second.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations

from govcheck.prove.prove import prove
from govcheck.prove.verdict import Query, Verdict
from tests.prove.oracle.draw import NAMES, Drawn, draw
from tests.prove.oracle.judges import TIMED, Judges
from tests.prove.oracle.laxer import laxer
from tests.prove.oracle.player import Player, minutes
from tests.prove.oracle.rules import RuleOracle

Groups = Sequence[frozenset[str]]


class Disagreement(AssertionError):
    """A verdict says something else than the incidents do."""


def check(seed: int) -> list[Verdict]:
    """Compare all there is to compare about the policy of a seed; its verdicts.

    Raises Disagreement.
    """
    drawn = draw(seed)
    player = Player(drawn)
    question = Query(
        drawn.horizon[0],
        drawn.horizon,
        drawn.missing,
        absent_employer=drawn.missing == 1,
        absent_zone=drawn.missing == 1,
    )
    verdicts = list(prove(player.program, player.policy, question))
    _Checker(seed, drawn, player, verdicts).check()
    return verdicts


class _Checker:
    def __init__(self, seed: int, drawn: Drawn, player: Player, verdicts: list[Verdict]) -> None:
        self.seed = seed
        self.drawn = drawn
        self.player = player
        self.judges = Judges(player, drawn)
        self.verdicts = verdicts
        self.timed = [one for one in verdicts if one.code in TIMED]
        self.instants = sorted({*minutes(drawn), *self._edges()})
        self._known: dict[tuple[str, str, int, frozenset[str]], bool] = {}

    def check(self) -> None:
        """Everything."""
        for verdict in self.timed:
            if verdict.verdict != "skipped":
                self._timed(verdict)
        rules = RuleOracle(self.player, minutes(self.drawn)).disagreements(self.verdicts)
        times = laxer(self.player, self.instants, self.verdicts)
        for disagreement in (*rules, *times):
            raise Disagreement(f"seed {self.seed}: {disagreement}")
        self._hand_overs()
        if self.drawn.missing and not any(one.verdict == "skipped" for one in self.timed):
            self._absences()

    def _edges(self) -> Iterator[int]:
        start, end = self.drawn.horizon
        for verdict in self.verdicts:
            for edge in (edge for span in verdict.intervals for edge in span):
                yield from (at for at in (edge - 1, edge) if start <= at < end)

    def _fails(self, verdict: Verdict, at: int, absent: frozenset[str]) -> bool:
        key = verdict.code, verdict.subject, at, absent
        if key not in self._known:
            judge = self.judges.fails(verdict.code, verdict.subject)
            self._known[key] = judge(at, absent)
        return self._known[key]

    def _timed(self, verdict: Verdict) -> None:
        tolerated = self.judges.tolerates(verdict.code, verdict.subject)
        for missing in range(tolerated + 1):
            groups = [frozenset(group) for group in combinations(NAMES, missing)]
            failing = {
                at for at in self.instants if any(self._fails(verdict, at, one) for one in groups)
            }
            if failing:
                break
        self._same(verdict, failing)
        if verdict.witness is not None and len(verdict.witness.absent) != missing:
            self._disagree(verdict, f"it takes {missing} absences")
        if failing and verdict.witness is None and verdict.code != "COVER002":
            self._disagree(verdict, "there is no witness")

        if verdict.verdict in ("proved", "vacuous"):
            spoken = any(
                self.judges.speaks(verdict.code, verdict.subject, at) for at in self.instants
            )
            if spoken is not (verdict.verdict == "proved"):
                self._disagree(verdict, f"it speaks of {'some' if spoken else 'no'} incident")

    def _same(self, verdict: Verdict, failing: set[int]) -> None:
        """Whether a verdict's intervals hold exactly those instants."""
        if (verdict.verdict == "refuted") is not bool(failing):
            self._disagree(
                verdict, f"{len(failing)} instants fail, the first {min(failing, default=0)}"
            )
        for at in self.instants:
            if any(start <= at < end for start, end in verdict.intervals) is not (at in failing):
                self._disagree(verdict, f"{at} is {'' if at in failing else 'not '}failing")

    def _hand_overs(self) -> None:
        """No instant is two people's by override; where a shift is skipped, only that is said."""
        roster = self.player.program.roster
        for verdict in self.verdicts:
            if verdict.code == "COVER007":
                rota = roster.rotas[verdict.subject.partition("/")[2]]
                double = {
                    at
                    for at in self.instants
                    if len({one.person for one in rota.overrides if one.start <= at < one.end}) > 1
                    and (rota.end is None or at < rota.end)
                }
                skips = verdict.verdict == "refuted" and not verdict.intervals
                if not skips:
                    self._same(verdict, double)

    def _absences(self) -> None:
        """What fails only because somebody is missing."""
        found = {one.subject: one for one in self.verdicts if one.code.startswith("ABSENCE")}
        for size in range(1, self.drawn.missing + 1):
            for group in combinations(NAMES, size):
                fewer = [
                    frozenset(part) for less in range(size) for part in combinations(group, less)
                ]
                failing = self._failing(frozenset(group), fewer)
                verdict = found.get(f"person/{'+'.join(group)}")
                if verdict is not None and verdict.verdict != "skipped":
                    self._same(verdict, failing)
                elif verdict is None and failing:
                    raise Disagreement(f"seed {self.seed}: {group} at {min(failing)}")
        for subject, people in self._groups().items() if self.drawn.missing == 1 else ():
            verdict = found[subject]
            if verdict.verdict != "skipped":
                self._same(verdict, self._failing(people, [frozenset()]))
            if verdict.witness is not None and {*verdict.witness.absent} != people:
                self._disagree(verdict, f"{sorted(people)} are missing")

    def _groups(self) -> dict[str, frozenset[str]]:
        """Everybody by employer and by time zone."""
        found: dict[str, set[str]] = {}
        for person in self.player.policy.people:
            found.setdefault(f"timezone/{person.timezone or self.drawn.zone}", set()).add(person.id)
            if person.employer is not None:
                found.setdefault(f"employer/{person.employer}", set()).add(person.id)
        return {subject: frozenset(people) for subject, people in found.items()}

    def _failing(self, group: frozenset[str], fewer: list[frozenset[str]]) -> set[int]:
        """The instants at which something fails without a group, and not without fewer people."""
        asked = [
            verdict
            for verdict in self.timed
            if self.judges.tolerates(verdict.code, verdict.subject) < len(group)
        ]
        return {
            at
            for at in self.instants
            if any(
                self._fails(verdict, at, group)
                and not any(self._fails(verdict, at, part) for part in fewer)
                for verdict in asked
            )
        }

    def _disagree(self, verdict: Verdict, why: str) -> None:
        raise Disagreement(
            f"seed {self.seed}: {verdict.code} of {verdict.subject} is {verdict.verdict}, but {why}"
        )

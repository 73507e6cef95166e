"""The finder: which incidents are decided differently, region by region."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.regions.joint_space import Asked, JointSpace
from govcheck.change.regions.results import effects_of, order_contradicts
from govcheck.change.regions.unknown import Equality, Unknown, Unlike
from govcheck.engine.ruleset import Case, DecisionTable, Ruleset, Ruling, Within, tests_of
from govcheck.finding import Place
from govcheck.model import decision as written
from govcheck.prove.replay import DoesNotReplay
from govcheck.regions.mildest import mildest
from govcheck.regions.region import Region, Regions
from govcheck.regions.sided import SIDES, SideName, own_name
from govcheck.regions.solver import TRUE, Unsolved
from govcheck.regions.wording import in_words_of
from govcheck.translation import said

MOST_REGIONS: Final = 200
"""So many regions of one decision are told; beyond, it is said that there are more."""


class Divergence(NamedTuple):
    """Incidents that are decided differently, all in the same way."""

    region: Region
    before: tuple[str, ...]
    after: tuple[str, ...]


class Search:
    """All regions of one decision."""

    def __init__(
        self, joint: JointSpace, asked: Asked, base: DecisionTable, head: DecisionTable
    ) -> None:
        self._solver = joint.space.solver
        self._asked = asked
        self._base, self._head = base, head
        self._results = tuple(dict.fromkeys((*base.results, *head.results)))
        reads = joint.reads(asked.name)
        self._regions = Regions(joint.space, reads, _calendars(joint, asked.name))

    def regions(self) -> tuple[list[Divergence], bool]:
        """The regions, as few as need be; and whether these are all. Raises Unsolved."""
        found: list[Divergence] = []
        for before, after, wanted in self._ways():
            regions: list[Region] = []
            free = [wanted]
            while len(found) + len(regions) < MOST_REGIONS and self._solver.solve(free):
                region = self._regions.around(-wanted)
                regions.append(region)
                free.append(-self._regions.literal(region))
            found += [Divergence(region, before, after) for region in self._needed(regions)]
            if len(found) >= MOST_REGIONS:
                return found, False
        return found, True

    def _ways(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], int]]:
        """Each way in which results can differ, with the literal for it."""

        def both(literals: Iterable[int]) -> int:
            return self._solver.both((self._asked.about, *literals))

        if self._base.hit_policy == "collect":
            for result in self._results:
                had, has = self._yields("base", result), self._yields("head", result)
                yield (result,), (), both((had, -has))
                yield (), (result,), both((-had, has))
            return
        for before, after in product(self._base.results, self._head.results):
            if before != after:
                pair = self._yields("base", before), self._yields("head", after)
                yield (before,), (after,), both(pair)

    def _yields(self, side: SideName, result: str) -> int:
        decision = self._base if side == "base" else self._head
        return self._asked.yields(side, result) if result in decision.results else -TRUE

    def _needed(self, regions: Sequence[Region]) -> list[Region]:
        """Drop each region that others cover together, beginning with the one of most tests."""
        kept = list(regions)
        for region in sorted(regions, key=len, reverse=True):
            others = [-self._regions.literal(one) for one in kept if one != region]
            beyond = [self._regions.literal(region), *others, self._regions.as_read]
            if len(kept) > 1 and not self._solver.solve(beyond):
                kept.remove(region)
        return kept


def _calendars(joint: JointSpace, name: str) -> set[str]:
    """The calendars that a decision reads, on either side, by way of others, too."""
    rules = (rule for decision in joint.with_used(name) for rule in decision.rules)
    tests = (test for rule in rules for test in tests_of(rule.when))
    return {test.calendar for test in tests if isinstance(test, Within)}


def decided_differently(comparison: Comparison) -> Iterator[Effect]:
    """An effect for each region of incidents that the two sides decide differently."""
    base, head = comparison.base.program.ruleset, comparison.head.program.ruleset
    if base == head and comparison.base.program.roster == comparison.head.program.roster:
        return
    yield from _reordered(comparison)
    joint = JointSpace(comparison)
    equality = Equality(base, head, joint.merged)
    unknown = Unknown(joint, equality)
    for name in _in_order(base, head):
        if not equality.alike(name):
            documents = _documents(comparison, joint, name)
            found = list(_Differing(comparison, joint, unknown, name, documents).effects())
            if found:
                unknown.differing.add(name)
            yield from found


def _in_order(base: Ruleset, head: Ruleset) -> list[str]:
    """The names of all decisions, each after those that either side uses for it."""
    uses: dict[str, set[str]] = {}
    for side in (base, head):
        for decision in side.decisions:
            uses.setdefault(decision.name, set()).update(decision.uses)
    found: list[str] = []
    while len(found) < len(uses):
        ready = [name for name in uses if name not in found and uses[name] <= set(found)]
        found += ready or [next(name for name in uses if name not in found)]
    return found


def _reordered(comparison: Comparison) -> Iterator[Effect]:
    """Severities in another order are higher for some incidents, and lower for others."""
    if not order_contradicts(comparison):
        return
    before, after = (
        ", ".join(level.id for level in side.program.severities)
        for side in (comparison.base, comparison.head)
    )
    for name, kind in effects_of("severity", (), (), comparison):
        documents = comparison.changed_of("organization")
        yield Effect(name, kind, "organization/severities", before, after, documents)


class _Differing(NamedTuple):
    """One decision that may be made differently."""

    comparison: Comparison
    joint: JointSpace
    unknown: Unknown
    name: str
    documents: frozenset[str]
    """The changed documents that it depends on."""

    def effects(self) -> Iterator[Effect]:
        """What becomes of the decision."""
        base, head = self.joint.decisions(self.name)
        if base is None or head is None:
            yield from self._whole(base, head)
            return
        if (base.hit_policy == "collect") != (head.hit_policy == "collect"):
            yield from self._doubt(said("one side collects results, the other chooses one"))
            return
        reads = {own_name(fact) for fact in self.joint.reads(self.name)}
        apart = self.joint.merged.apart & reads
        if apart:
            names = ", ".join(f"`{fact}`" for fact in sorted(apart))
            yield from self._doubt(
                said("{names} cannot be compared: its type or order is another", names=names)
            )
            return
        yield from self._regions(base, head)

    def _regions(self, base: DecisionTable, head: DecisionTable) -> Iterator[Effect]:
        try:
            clashing = self.joint.unsettled(self.name)
            if clashing is not None:
                yield from self._doubt(
                    said("two rules of `{name}` may match, of which one may", name=clashing)
                )
                return
            asked = self.joint.ask(self.name)
            found, complete = Search(self.joint, asked, base, head).regions()
            for divergence in found:
                yield from self._told(divergence, self._witness(divergence))
            unlike = None if found else self.unknown.unlike(self.name)
        except Unsolved:
            yield from self._doubt(said("the search for an incident took too long"))
            return
        if unlike is not None:
            yield from self._unlike(unlike)
        if not complete:
            yield from self._doubt(said("there are more than {most} regions", most=MOST_REGIONS))
        if asked.limit is not None:
            yield from self._doubt(
                said("incidents with unknown facts are not compared: {reason}", reason=asked.limit)
            )

    def _told(self, divergence: Divergence, witness: Case) -> Iterator[Effect]:
        region, place = in_words_of(divergence.region, self.joint.space), self._place(witness)
        for one in self._effects(divergence.before, divergence.after, region=region):
            yield one._replace(witness=witness, place=place)

    def _unlike(self, unlike: Unlike) -> Iterator[Effect]:
        if unlike.before is None or unlike.after is None:
            yield from self._doubt(unlike.reason)
            return
        region = said("incidents with unknown facts: {reason}", reason=unlike.reason)
        for one in self._effects(unlike.before, unlike.after, region=region):
            yield one._replace(witness=unlike.sample)

    def _effects(
        self,
        before: tuple[str, ...],
        after: tuple[str, ...],
        *,
        region: str | None = None,
        doubt: str | None = None,
    ) -> Iterator[Effect]:
        """What it means that results become others, of the incidents of a region."""
        for name, kind in effects_of(self.name, before, after, self.comparison):
            subject, words = f"decision/{self.name}", (_words(before), _words(after))
            found = Effect(name, kind, subject, *words, self.documents, self.name, region)
            yield found._replace(doubt=doubt)

    def _witness(self, divergence: Divergence) -> Case:
        """The mildest incident of a region, borne out by both engines."""
        space, reads = self.joint.space, self.joint.reads(self.name)
        inside = Regions(space, reads, ()).literal(divergence.region)
        sample = mildest(space, [inside], reads)
        before = self.joint.verdicts("base", sample)[self.name]
        after = self.joint.verdicts("head", sample)[self.name]
        if _shown(before, after, divergence) != (divergence.before, divergence.after):
            raise DoesNotReplay(
                f"`{self.name}`: {before.result} and {after.result}, expected {divergence}"
            )
        return sample

    def _whole(self, base: DecisionTable | None, head: DecisionTable | None) -> Iterator[Effect]:
        """A decision that only one side makes."""
        before, after = (() if one is None else ("decided",) for one in (base, head))
        yield from self._effects(before, after, region="every incident")

    def _doubt(self, reason: str) -> Iterator[Effect]:
        yield from self._effects((), (), doubt=reason)

    def _place(self, witness: Case) -> Place | None:
        """The rule of the head, or else of the base, that decides the witness."""
        for side in reversed(SIDES):
            policy = self.joint.sides[side].policy
            for match in self.joint.verdicts(side, witness)[self.name].matched:
                document = policy.find(written.Decision, match.rule.document)
                if document is not None:
                    return document.item_place("rules", match.rule.id, "id")
        return None


def _shown(
    before: Ruling, after: Ruling, divergence: Divergence
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the verdicts show of a region's results."""
    if before.decision.hit_policy != "collect":
        return before.result, after.result
    named = {*divergence.before, *divergence.after}
    return (
        tuple(one for one in before.result if one in named),
        tuple(one for one in after.result if one in named),
    )


def _documents(comparison: Comparison, joint: JointSpace, name: str) -> frozenset[str]:
    """The changed documents that the decision depends on."""
    decides = {own_name(decision.name) for decision in joint.with_used(name)}
    decisions = {
        document.ref
        for side in (comparison.base, comparison.head)
        for document in side.policy.decisions
        if document.decides in decides
    }
    around = comparison.changed_of("vocabulary", "organization", "calendar", "channel", "team")
    return (comparison.changed & decisions) | around


def _words(results: tuple[str, ...]) -> str | None:
    return ", ".join(results) or None

"""Two small rule sets over nearly the same facts, and who lies in which region."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.duty.roster import OpeningHours
from govcheck.engine.ruleset import Case, CompiledRule, DecisionTable, Fact, Ruleset
from govcheck.engine.scale import Scale
from govcheck.load.policy import Policy
from govcheck.regions.region import Among, CalendarOpen, CellSpan, FactStated, Region, Say
from govcheck.regions.space import Space
from govcheck.simulate.program import SeverityRank
from govcheck.time.clock import DAY
from tests.engine.oracle import values_of
from tests.engine.strategies import FACTS, assuming, decisions
from tests.prove.rules.build import program

_RESULTS = ("left", "low", "none", "mid", "right", "top")
LEVELS = tuple(SeverityRank(one, one, one) for one in _RESULTS)


def compared(
    base: Ruleset,
    head: Ruleset,
    base_calendars: Sequence[OpeningHours] = (),
    head_calendars: Sequence[OpeningHours] = (),
) -> Comparison:
    """A comparison of two bare rule sets, over a week."""
    programs = program(base, *base_calendars), program(head, *head_calendars)
    sides = [ComparedPolicy(Policy([]), one._replace(severities=LEVELS)) for one in programs]
    return Comparison(sides[0], sides[1], (), 0, (0, 7 * DAY))


def ruleset_of(facts: Sequence[Fact], made: Sequence[DecisionTable]) -> Ruleset:
    """The rule set with a fact for each decision."""
    results = [
        Fact(one.name, "decision", one.results, one.ordered, one.hit_policy == "collect")
        for one in made
    ]
    return Ruleset({fact.name: fact for fact in (*facts, *results)}, tuple(made))


@st.composite
def pairs(draw: st.DrawFn, most_facts: int = 3) -> tuple[Ruleset, Ruleset]:
    """Two rule sets: the second a little different, or altogether, with other domains."""
    facts = draw(st.lists(st.sampled_from(FACTS[:6]), min_size=1, max_size=most_facts, unique=True))
    if draw(st.integers(0, 3)) == 0:
        facts = facts[:1] + list(FACTS[6:])
    facts = [draw(assuming(fact)) for fact in facts]
    names = ["d0", "d1"][: draw(st.integers(1, 2))]
    base = _made(draw, names, facts)
    if draw(st.booleans()):
        return ruleset_of(facts, base), ruleset_of(facts, _mutated(draw, base))
    others = [_changed(draw, fact) for fact in facts]
    if draw(st.integers(0, 3)) == 0 and len(facts) > 1 and facts[-1].type != "share":
        others.pop()
    return ruleset_of(facts, base), ruleset_of(others, _made(draw, names, others))


def _made(draw: st.DrawFn, names: Sequence[str], facts: Sequence[Fact]) -> list[DecisionTable]:
    made: list[DecisionTable] = []
    for name in names:
        readable = ruleset_of(facts, made).facts.values()
        made.append(draw(decisions(name, list(readable))))
    return made


def _mutated(draw: st.DrawFn, made: list[DecisionTable]) -> list[DecisionTable]:
    number = draw(st.integers(0, len(made) - 1))
    decision = made[number]
    rules: list[CompiledRule] = draw(st.permutations(decision.rules))
    rules = rules[: draw(st.integers(0, len(rules)))]
    chosen: bool = draw(st.booleans())
    if rules and chosen:
        others = [rule.results for rule in decision.rules] + [decision.otherwise]
        rules[0] = rules[0]._replace(results=draw(st.sampled_from(others)))
    return [*made[:number], decision._replace(rules=tuple(rules)), *made[number + 1 :]]


def _changed(draw: st.DrawFn, fact: Fact) -> Fact:
    """The fact, perhaps with other values than before."""
    if fact.name in ("bad", "replies") or not draw(st.booleans()):
        return fact
    fact = draw(assuming(fact._replace(default=None)))
    if fact.type in ("choice", "tags"):
        more = (*fact.values, "new") if draw(st.booleans()) else fact.values
        return _sound(fact._replace(values=more[draw(st.integers(0, 1)) :]))
    if fact.type == "integer":
        return _sound(fact._replace(maximum=draw(st.integers(1, 4))))
    return fact


def _sound(fact: Fact) -> Fact:
    """The fact without a default that is none of its values."""
    return fact if fact.default in values_of(fact) else fact._replace(default=None)


def contains(region: Region, case: Case, space: Space) -> bool:
    """Whether an incident lies in a region, by its facts alone."""
    return all(_says(say, case, space) for say in region)


def _says(say: Say, case: Case, space: Space) -> bool:
    facts: dict[str, Any] = case.facts
    match say:
        case CalendarOpen():
            raise NotImplementedError
        case FactStated(fact, known):
            return (fact in facts) is known
        case CellSpan(key, first, last) if len(key) > 1:
            return first <= (key[1] in facts.get(key[0], ())) <= last
        case CellSpan(key, first, last):
            return first <= _cell(space.scales[key[0]], facts, space) <= last
        case Among(key, cells):
            return bool(cells >> _cell(space.scales[key[0]], facts, space) & 1)


def _cell(scale: Scale, facts: dict[str, Any], space: Space) -> int:
    name = scale.fact.name
    if scale.fact.type == "share":
        part, whole = facts[scale.fact.part], facts[scale.fact.whole]
        return scale.samples.index(_share(part, whole))
    if name not in facts:
        return scale.size
    value = facts[name]
    if not scale.cells:
        return scale.samples.index(value) if value in scale.samples else (scale.another or 0)
    for cell, (start, end) in enumerate(scale.cells):
        if start <= (value, 0) and (value, 1) <= end:
            return cell
        if scale.fact.type == "integer" and start <= (value, 0) < end:
            return cell
    raise AssertionError(value)


def _share(part: int, whole: int) -> str:
    if part == 0:
        return "none"
    if part == whole:
        return "all"
    return "half" if 2 * part == whole else "minority" if 2 * part < whole else "majority"

"""Regions against every incident, one after the other."""

from itertools import combinations

from hypothesis import given, settings

from govcheck.change.regions.differ import Divergence, Search
from govcheck.change.regions.joint_space import JointSpace
from govcheck.engine.ruleset import Case, Fact, HasTag, In, IsKnown, Ruleset
from govcheck.regions.region import CellSpan, FactStated
from tests.change.regions.pairs import compared, contains, pairs
from tests.engine.build import decision
from tests.prove.rules.brute import Brute


def regions_of(joint: JointSpace, name: str) -> list[Divergence] | None:
    """The regions of a decision; None where it is not compared, or not for all incidents."""
    base, head = joint.decisions(name)
    apart = {f"{side}:{fact}" for side in ("base", "head") for fact in joint.merged.apart}
    if base is None or head is None or apart & joint.reads(name):
        return None
    if (base.hit_policy == "collect") != (head.hit_policy == "collect"):
        return None
    if joint.unsettled(name) is not None:
        return None
    asked = joint.ask(name)
    if asked.limit is not None:
        return None
    found, complete = Search(joint, asked, base, head).regions()
    assert complete
    return found


def has(divergence: Divergence, before: frozenset[str], after: frozenset[str]) -> bool:
    """Whether results differ just as in a region."""
    gone, come = frozenset(divergence.before), frozenset(divergence.after)
    return gone <= before - after and come <= after - before


@settings(max_examples=60)
@given(pairs())
def test_regions_are_exactly_where_the_engines_differ(both: tuple[Ruleset, Ruleset]) -> None:
    joint = JointSpace(compared(*both))
    left_out = tuple(IsKnown(name) for name in sorted(joint.space.doubtable))
    cases = list(Brute(joint.merged.ruleset, left_out).cases())
    for name in both[0].facts.keys() & both[1].facts.keys():
        if both[0].facts[name].type != "decision":
            continue
        found = regions_of(joint, name)
        if found is not None:
            check(joint, name, found, cases)


def check(joint: JointSpace, name: str, found: list[Divergence], cases: list[Case]) -> None:
    members: list[set[int]] = [set() for _ in found]
    for number, case in enumerate(cases):
        sample = Case(0, case.facts)
        before = frozenset(joint.verdicts("base", sample)[name].result)
        after = frozenset(joint.verdicts("head", sample)[name].result)
        shown: set[str] = set()
        for divergence, inside in zip(found, members, strict=True):
            if contains(divergence.region, case, joint.space):
                inside.add(number)
                assert has(divergence, before, after), (case, divergence, before, after)
                shown |= {*divergence.before, *divergence.after}
        assert shown >= (before ^ after), (case, before, after)
    assert all(members)
    for divergence, inside in zip(found, members, strict=True):
        alike = [
            other
            for one, other in zip(found, members, strict=True)
            if one is not divergence and one[1:] == divergence[1:]
        ]
        assert not inside <= set().union(*alike), "a region is covered by the others"


@given(pairs())
@settings(max_examples=30)
def test_nothing_differs_from_itself(both: tuple[Ruleset, Ruleset]) -> None:
    for ruleset in both:
        joint = JointSpace(compared(ruleset, ruleset))
        assert all(regions_of(joint, one.name) in ([], None) for one in ruleset.decisions)


@given(pairs(most_facts=2))
@settings(max_examples=30)
def test_a_region_is_as_large_as_it_can_be(both: tuple[Ruleset, Ruleset]) -> None:
    """Without one of its statements a region has incidents that are decided otherwise.

    That tags are known goes without saying where one of them is said to be there.
    """
    joint = JointSpace(compared(*both))
    left_out = tuple(IsKnown(name) for name in sorted(joint.space.doubtable))
    cases = list(Brute(joint.merged.ruleset, left_out).cases())
    for table in both[0].decisions:
        for divergence in regions_of(joint, table.name) or ():
            there = {
                say.key[0] for say in divergence.region if isinstance(say, CellSpan) and say.first
            }
            said = [
                say
                for say in divergence.region
                if not (isinstance(say, FactStated) and say.known and say.fact in there)
            ]
            for fewer in combinations(said, len(said) - 1) if said else ():
                inside = [case for case in cases if contains(fewer, case, joint.space)]
                assert not all(
                    has(divergence, *results(joint, table.name, case)) for case in inside
                )


def results(joint: JointSpace, name: str, case: Case) -> tuple[frozenset[str], frozenset[str]]:
    sample = Case(0, case.facts)
    before, after = (joint.verdicts(side, sample)[name].result for side in ("base", "head"))
    return frozenset(before), frozenset(after)


def test_tags_that_are_not_stated_make_no_region_of_their_own() -> None:
    """Not to state the topics and not to state a leak is the same where topics have a default."""
    mood = Fact("mood", "choice", ("good", "flat", "bad"), ordered=True, default="good")
    topics = Fact("topics", "tags", ("leak", "safety"), many=True)
    severity = Fact("severity", "decision", ("low", "mid", "top"), ordered=True)
    good, leak = In("mood", frozenset({"good"})), HasTag("topics", "leak")
    low = decision("severity", "highest", severity.values, {}, "low")
    mid = decision(
        "severity",
        "highest",
        severity.values,
        {"good": (good, "low"), "leak": (leak, "low")},
        "mid",
    )
    defaulted = topics._replace(default=frozenset())
    joint = JointSpace(
        compared(
            Ruleset({one.name: one for one in (mood, topics, severity)}, (low,)),
            Ruleset({one.name: one for one in (mood, defaulted, severity)}, (mid,)),
        )
    )
    assert regions_of(joint, "severity") == [
        Divergence(
            (CellSpan(("mood",), 1, 2), CellSpan(("topics", "leak"), 0, 0)), ("low",), ("mid",)
        )
    ]

"""Goals: what a scenario can reach, each with the incidents that reach it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from govcheck.engine.ruleset import DecisionTable
from govcheck.horizon.alarms import Setting
from govcheck.horizon.works import ActionTiming, WorkSetting
from govcheck.prove.time.tasks import Tasks
from govcheck.prove.verdict import Witness
from govcheck.scenarios.coverage import OTHERWISE, Item, coverage
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import ActionPlan, EscalationPlan, PlaybookPlan, Program, StepPlan
from govcheck.suggest.boundary import RuleBoundary, boundaries, sits_on
from govcheck.suggest.search import ExampleSearch
from govcheck.time.intervals import Interval, common, merged
from govcheck.translation import said


class CoverageGoal(NamedTuple):
    """Something that a scenario can reach.

    `find` may raise Unsolved or a Limit, and so may `why_not`, which is asked where there is none.
    """

    kind: str
    """A kind of what coverage counts, `action`, or `boundary`."""
    subject: str
    title: str
    """What happens, in a few words."""
    name: str
    """What the subject and the title are called in an id."""
    reached: Callable[[Outcome], bool]
    find: Callable[[ExampleSearch], Witness | None]
    why_not: Callable[[ExampleSearch], str]


def goals(program: Program) -> Iterator[CoverageGoal]:
    """Everything that a scenario can reach, in the order of the policy; boundaries come last."""
    for decision in program.ruleset.decisions:
        yield from _of_decision(program, decision)
    for escalation in program.escalations.values():
        for step in escalation.steps:
            yield _of_step(program, escalation, step)
    for playbook in program.playbooks.values():
        for action in playbook.actions:
            if action.within is not None or action.times:
                yield _of_action(playbook, action)
        for name in playbook.approvals:
            yield _of_approval(program, playbook, name)
    for boundary in boundaries(program.ruleset):
        for side in (0, 1):
            yield _of_boundary(program, boundary, side)


def _covers(program: Program, item: Item) -> Callable[[Outcome], bool]:
    return lambda outcome: item in coverage(program, [outcome]).reached


def _of_decision(program: Program, decision: DecisionTable) -> Iterator[CoverageGoal]:
    for number, rule in enumerate(decision.rules):
        item = Item("rule", f"decision/{rule.document}/{rule.id}")
        yield CoverageGoal(
            *item,
            said("rule `{id}` matches", id=rule.id),
            f"{rule.document}-{rule.id}",
            _covers(program, item),
            partial(_matching, decision, number),
            partial(_never_matches, decision, number),
        )
    if decision.otherwise:
        item = Item("otherwise", f"decision/{decision.document}/{OTHERWISE}")
        yield CoverageGoal(
            *item,
            said("no rule of `{name}` matches", name=decision.name),
            f"{decision.document}-{OTHERWISE}",
            _covers(program, item),
            lambda search: search.mildest([search.unmatched(decision.name)]),
            partial(_always_matches, decision),
        )


def _matching(decision: DecisionTable, number: int, search: ExampleSearch) -> Witness | None:
    """An incident that a rule matches; if there is one, an incident that it alone matches."""
    matches = search.worst_case.matches(decision.name)
    wanted = [matches[number]]
    if decision.hit_policy == "first":
        wanted.append(search.worst_case.wins(decision.name)[number])
    others = [-match for other, match in enumerate(matches) if other != number]
    return search.mildest([*wanted, *others], wanted)


def _never_matches(decision: DecisionTable, number: int, search: ExampleSearch) -> str:
    matches = search.worst_case.matches(decision.name)[number]
    if decision.hit_policy == "first" and search.any([matches]):
        covering = _named(decision, search.covering(decision.name, number))
        return said("{rule} always matches first", rule=covering or said("an earlier rule"))
    uses = " and ".join(f"`{name}`" for name in decision.uses)
    if not uses:
        return said("its condition holds for no incident")
    return said("its condition holds for no incident whatever {uses} may be", uses=uses)


def _always_matches(decision: DecisionTable, search: ExampleSearch) -> str:
    covering = _named(decision, search.covering(decision.name))
    return said("{rule} always matches", rule=covering or said("one of the rules"))


def _named(decision: DecisionTable, numbers: list[int]) -> str:
    """Rules by their ids; empty where there are none."""
    names = [f"`{decision.rules[number].id}`" for number in numbers]
    return said("one of {names}", names=", ".join(names)) if len(names) > 1 else "".join(names)


def _of_step(program: Program, escalation: EscalationPlan, step: StepPlan) -> CoverageGoal:
    item = Item("step", f"escalation/{escalation.id}/{step.id}")
    led = Setting((("escalation", escalation.id),))
    settings = [led._replace(holds=((step.when, held),)) for held in (True, None)]
    return CoverageGoal(
        *item,
        said("step `{id}` of escalation `{escalation}` runs", id=step.id, escalation=escalation.id),
        f"{escalation.id}-{step.id}",
        _covers(program, item),
        lambda search: _in_one_of(search, settings),
        partial(_why_not, led, said("the escalation `{id}`", id=escalation.id)),
    )


def _of_action(playbook: PlaybookPlan, action: ActionPlan) -> CoverageGoal:
    led = Setting((("playbooks", playbook.id),))
    name = f"{playbook.id}/{action.id}"

    def reached(outcome: Outcome) -> bool:
        return any(owed.id.partition("#")[0] == name for owed in outcome.obligations)

    return CoverageGoal(
        "action",
        f"playbook/{name}",
        said("action `{id}` of playbook `{playbook}` is owed", id=action.id, playbook=playbook.id),
        f"{playbook.id}-{action.id}",
        reached,
        partial(_owing, playbook, action),
        partial(_why_not, led, said("the playbook `{id}`", id=playbook.id)),
    )


def _of_approval(program: Program, playbook: PlaybookPlan, name: str) -> CoverageGoal:
    item = Item("approval", f"playbook/{playbook.id}/{name}")
    led = Setting((("playbooks", playbook.id),))
    return CoverageGoal(
        *item,
        said("approval `{name}` of playbook `{id}` is requested", name=name, id=playbook.id),
        f"{playbook.id}-{name}",
        _covers(program, item),
        partial(_requesting, playbook, name),
        partial(_why_not, led, said("the playbook `{id}`", id=playbook.id)),
    )


def _owing(playbook: PlaybookPlan, action: ActionPlan, search: ExampleSearch) -> Witness | None:
    """An incident in which an action is owed, at an instant from which on it has a deadline."""

    def spans(done: ActionTiming, _out: frozenset[str]) -> list[Interval]:
        return merged(span for owed in done.occurrences for span in owed.due.happens)

    return _in_playbook(playbook, [action], spans, search)


def _requesting(playbook: PlaybookPlan, name: str, search: ExampleSearch) -> Witness | None:
    """An incident in which an approval is requested, at an instant from which on that happens."""

    def spans(done: ActionTiming, out: frozenset[str]) -> list[Interval]:
        asked = (one.requested.happens for one in done.asked if one.approval.id == name)
        return [] if f"?{name}" in out else next(asked, [])

    needing = [action for action in playbook.actions if name in action.needs]
    return _in_playbook(playbook, needing, spans, search)


def _in_playbook(
    playbook: PlaybookPlan,
    actions: Iterable[ActionPlan],
    spans_of: Callable[[ActionTiming, frozenset[str]], list[Interval]],
    search: ExampleSearch,
) -> Witness | None:
    """An incident in which one of some actions comes out so, from some instants on."""
    if "playbooks" not in search.space.decisions:
        return None
    tasks = Tasks(playbook, search.space.doubtable.difference(search.space.defaults))
    for action in actions:
        for setting, out in tasks.settings(action):
            done = tasks.works.done(action, WorkSetting(search.timeline, out))
            spans = common(spans_of(done, out), [search.horizon])
            if spans:
                found = search.mildest(search.setting(setting), spans=spans)
                if found is not None:
                    return found
    return None


def _in_one_of(search: ExampleSearch, settings: list[Setting]) -> Witness | None:
    if settings[0].results[0][0] not in search.space.decisions:
        return None
    return search.mildest(*(search.setting(setting) for setting in settings))


def _why_not(led: Setting, what: str, search: ExampleSearch) -> str:
    if led.results[0][0] not in search.space.decisions or not search.any(search.setting(led)):
        return said("no incident leads to {what}", what=what)
    return said("no incident that leads to {what} comes to it", what=what)


def _of_boundary(program: Program, boundary: RuleBoundary, number: int) -> CoverageGoal:
    side, across = boundary.sides[number], boundary.sides[1 - number]
    return CoverageGoal(
        "boundary",
        f"{boundary.subject}/{boundary.fact}",
        said(
            "rule `{id}` turns where `{fact}` is {value}, not {other}",
            id=boundary.rule.id,
            fact=boundary.fact,
            value=side.value,
            other=across.value,
        ),
        f"{boundary.rule.document}-{boundary.rule.id}-{boundary.fact}-{side.value}",
        lambda outcome: sits_on(program, outcome, boundary, number),
        partial(_sitting, boundary, number),
        lambda _search: said(
            "`{fact}` alone never tells whether the rule matches, between {value} and {other}",
            fact=boundary.fact,
            value=side.value,
            other=across.value,
        ),
    )


def _sitting(boundary: RuleBoundary, number: int, search: ExampleSearch) -> Witness | None:
    """An incident on a side of a boundary; if there is one, one that no other rule matches."""
    worst_case, solver = search.worst_case, search.space.solver
    side, across = boundary.sides[number], boundary.sides[1 - number]
    inwards = solver.both(
        (worst_case.certain(side.rule), worst_case.certain(across.rule, wanted=False))
    )
    outwards = solver.both(
        (worst_case.certain(side.rule, wanted=False), worst_case.certain(across.rule))
    )
    wanted = [worst_case.certain(side.here), solver.either((inwards, outwards))]
    rules = search.space.decisions[boundary.decision].rules
    pairs = zip(rules, worst_case.matches(boundary.decision), strict=True)
    others = [-match for rule, match in pairs if rule != boundary.rule]
    return search.mildest([*wanted, *others], wanted)

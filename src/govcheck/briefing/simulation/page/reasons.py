"""Why it is decided so, what would change it, and what if somebody is missing."""

from collections.abc import Iterator, Sequence
from itertools import islice

from govcheck.briefing.simulation.view import OutcomeView
from govcheck.duty.resolve import resolve
from govcheck.engine.cells import Cell
from govcheck.engine.ruleset import Boundary, Fact, OpenFact, Ruling
from govcheck.render.page.lines import Line, Part
from govcheck.render.page.names import PageNames
from govcheck.render.page.ranges import in_numbers, joined
from govcheck.simulate.conflicts import read_conflicts

ANSWERS_AT_MOST = 2
BOUNDARIES_AT_MOST = 2
FIRST = ("severity", "escalation", "playbooks")


def why(view: OutcomeView) -> Part | None:
    """The reasons of the severity, each with its *if*, and what would make it another."""
    verdict = view.verdict("severity")
    if verdict is None:
        return None
    tongue = view.tongue
    level = tongue.all_of([view.names.severity(one) for one in verdict.result])
    certain = view.outcome.is_certain(verdict)
    lines = [*_reasons(verdict, view.names, certain=certain), *_changes(view)]
    heading = tongue.say("WHY {severity}", severity=level.upper())
    return Part(heading, tuple(lines), runs_on=True)


def _reasons(verdict: Ruling, names: PageNames, *, certain: bool) -> Iterator[Line]:
    tongue = names.tongue
    decisive = [one for one in verdict.matched if set(one.rule.results) & set(verdict.result)]
    hangs = verdict.settled and not certain  # on what is acted on of other decisions
    given = [(one.rule.because, one.possible or hangs) for one in decisive if one.rule.because]
    sure = [because for because, possible in given if not possible]
    maybe = [because for because, possible in given if possible]
    for because in dict.fromkeys(sure):
        yield Line(tongue.text(because))
    if not sure:
        for because in dict.fromkeys(maybe):
            yield Line(
                tongue.say("not known, so we act as if: {because}", because=tongue.text(because))
            )
    if not decisive and verdict.decision.because:
        yield Line(tongue.text(verdict.decision.because))


def _changes(view: OutcomeView) -> Iterator[Line]:
    for question in view.outcome.ask_next[:ANSWERS_AT_MOST]:
        yield from _answers(question, view)
    if len(view.outcome.ask_next) > 1:
        questions = " ".join(view.tongue.text(one.question) for one in view.outcome.ask_next[1:])
        yield Line(view.tongue.say("find out after that: {questions}", questions=questions))
    mine = [one for one in view.outcome.boundaries if one.decision == "severity"]
    for boundary in mine[:BOUNDARIES_AT_MOST]:
        yield Line(_boundary(boundary, view.names))


def _answers(question: OpenFact, view: OutcomeView) -> Iterator[Line]:
    """What each answer would do, answers that do the same in one line."""
    tongue = view.tongue
    fact = view.program.ruleset.facts[question.fact]
    ranges = dict(question.ranges)
    now = {verdict.decision.name: verdict.result for verdict in view.outcome.verdicts}
    order = [*FIRST, *(one for one in now if one not in FIRST)]
    alike: dict[str, list[str]] = {}
    for answer, changes in question.would_change.items():
        said = "; ".join(
            _results(decision, results, now.get(decision, ()), view.names)
            for decision, results in sorted(changes.items(), key=lambda one: order.index(one[0]))
        )
        if said:
            alike.setdefault(said, []).append(answer)
    for said, answers in alike.items():
        if ranges:
            cells = [Cell(*ranges[one]) for one in answers]
            numbers = tongue.any_of([in_numbers(one, fact, tongue) for one in joined(cells)])
            yield Line(
                tongue.say(
                    "if {fact} {answers}: {result}",
                    fact=view.names.fact(fact), answers=numbers, result=said,
                )
            )  # fmt: skip
            continue
        choices = tongue.any_of([_choice(fact, one, view.names) for one in answers])
        yield Line(
            tongue.say(
                'if {fact} is "{answers}": {result}',
                fact=view.names.fact(fact), answers=choices, result=said,
            )
        )  # fmt: skip


def _choice(fact: Fact, answer: str, names: PageNames) -> str:
    """An answer that is no number, as it is called."""
    if fact.type == "boolean":
        return names.value(fact, answer == "true")
    if answer not in fact.values:
        none = fact.type == "tags"
        return names.tongue.say("none of these") if none else names.tongue.say("another one")
    return names.choice(fact, answer)


def _results(decision: str, results: Sequence[str], now: Sequence[str], names: PageNames) -> str:
    """What a decision comes to instead; of playbooks those that come to what it is, or go."""
    tongue = names.tongue
    if decision != "playbooks":
        result = tongue.all_of([names.result(decision, one) for one in results])
        result = result or tongue.say("none")
        return result if decision == "severity" else f"{names.decision(decision)}: {result}"
    came, left = (
        [names.result(decision, one) for one in some if one not in others]
        for some, others in ((results, now), (now, results))
    )
    if not results:
        return tongue.say("no playbook")
    if not came and len(results) < len(left):
        kept = [names.result(decision, one) for one in results]
        return tongue.count(
            "only playbook {names}", "only playbooks {names}", len(kept), names=tongue.all_of(kept)
        )
    said = []
    if came:
        said.append(
            tongue.count(
                "also playbook {names}", "also playbooks {names}", len(came),
                names=tongue.all_of(came),
            )
        )  # fmt: skip
    if left:
        said.append(
            tongue.count(
                "without playbook {names}", "without playbooks {names}", len(left),
                names=tongue.all_of(left),
            )
        )  # fmt: skip
    return ", ".join(said)


def _boundary(boundary: Boundary, names: PageNames) -> str:
    tongue = names.tongue
    fact = names.program.ruleset.facts[boundary.fact]
    result = tongue.all_of([names.result(boundary.decision, one) for one in boundary.result])
    value, stated = boundary.value, boundary.stated
    shown = names.value(fact, value)
    if isinstance(value, int | float) and isinstance(stated, int | float):
        change = round(value - stated, 9)
        sign = "+" if change > 0 else ""
        number = shown if isinstance(value, bool) else tongue.number(value)
        shown = f"{number} ({sign}{tongue.number(change)})"
    called = names.fact(fact)
    if isinstance(value, str) and not boundary.beyond:
        return tongue.say(
            'if {fact} is "{answers}": {result}', fact=called, answers=shown, result=result
        )
    if boundary.beyond and boundary.upward:
        return tongue.say("{fact} above {value}: {result}", fact=called, value=shown, result=result)
    if boundary.beyond:
        return tongue.say("{fact} below {value}: {result}", fact=called, value=shown, result=result)
    if boundary.upward:
        return tongue.say("{fact} from {value}: {result}", fact=called, value=shown, result=result)
    return tongue.say("{fact} {value} or less: {result}", fact=called, value=shown, result=result)


def missing(view: OutcomeView) -> Part:
    """Whose absence would break something, and who takes over from whoever is called first."""
    tongue = view.tongue
    heading = tongue.say("IF SOMEBODY IS MISSING")
    if view.outcome.single_points:
        who = tongue.any_of([view.names.person(one) for one in view.outcome.single_points])
        said = tongue.say("without {who} a deadline is missed", who=who)
        return Part(heading, (Line(said, weight="alarm"), *_instead(view)), runs_on=True)
    said = tongue.say("no deadline hangs on one person alone")
    return Part(heading, (Line(said), *_instead(view)), runs_on=True)


def _instead(view: OutcomeView) -> Iterator[Line]:
    """Who takes over from whoever is called first."""
    calls = (one for one in view.outcome.timeline if one.event == "notify" and one.people)
    barred = read_conflicts(view.outcome.stated.conflicts).hard.union(view.outcome.absent)
    for at, told in ((one.at, told) for one in islice(calls, 1) for told in one.people):
        found = resolve(view.program.roster, (told.target,), at, absent=barred | {told.person})
        instead = [one.person for one in found.people if one.stands_in_for == told.person]
        if instead and told.stands_in_for is None:
            yield Line(
                view.tongue.say(
                    "without {who}, {instead} takes over",
                    who=view.names.short(told.person), instead=view.names.any_of(instead),
                )
            )  # fmt: skip

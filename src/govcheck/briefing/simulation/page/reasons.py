"""Why it is decided so, what would change it, and what if somebody is missing."""

from collections.abc import Iterator, Sequence
from itertools import islice

from govcheck.duty.resolve import resolve
from govcheck.engine.cells import Cell
from govcheck.engine.ruleset import Boundary, Fact, OpenFact, Ruling
from govcheck.render.page.lines import Line, Part
from govcheck.render.page.names import PageNames
from govcheck.render.page.ranges import in_numbers, joined
from govcheck.simulate.conflicts import read_conflicts
from govcheck.simulate.outcome import Outcome

ANSWERS_AT_MOST = 2
BOUNDARIES_AT_MOST = 2
FIRST = ("severity", "escalation", "playbooks")


def severity_of(outcome: Outcome) -> Ruling | None:
    """What the rules say of the severity; None where the policy has no such decision."""
    return next((one for one in outcome.verdicts if one.decision.name == "severity"), None)


def why(outcome: Outcome, names: PageNames) -> Part | None:
    """The reasons of the severity, each with its *if*, and what would make it another."""
    verdict = severity_of(outcome)
    if verdict is None:
        return None
    tongue = names.tongue
    level = tongue.all_of([names.severity(one) for one in verdict.result])
    certain = outcome.is_certain(verdict)
    lines = [*_reasons(verdict, names, certain=certain), *_changes(outcome, names)]
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


def _changes(outcome: Outcome, names: PageNames) -> Iterator[Line]:
    for question in outcome.ask_next[:ANSWERS_AT_MOST]:
        yield from _answers(question, outcome, names)
    if len(outcome.ask_next) > 1:
        questions = " ".join(names.tongue.text(one.question) for one in outcome.ask_next[1:])
        yield Line(names.tongue.say("find out after that: {questions}", questions=questions))
    mine = [one for one in outcome.boundaries if one.decision == "severity"]
    for boundary in mine[:BOUNDARIES_AT_MOST]:
        yield Line(_boundary(boundary, names))


def _answers(question: OpenFact, outcome: Outcome, names: PageNames) -> Iterator[Line]:
    """What each answer would do, answers that do the same in one line."""
    tongue = names.tongue
    fact = names.program.ruleset.facts[question.fact]
    ranges = dict(question.ranges)
    now = {verdict.decision.name: verdict.result for verdict in outcome.verdicts}
    order = [*FIRST, *(one for one in now if one not in FIRST)]
    alike: dict[str, list[str]] = {}
    for answer, changes in question.would_change.items():
        said = "; ".join(
            _results(decision, results, now.get(decision, ()), names)
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
                    fact=names.fact(fact), answers=numbers, result=said,
                )
            )  # fmt: skip
            continue
        choices = tongue.any_of([_choice(fact, one, names) for one in answers])
        yield Line(
            tongue.say(
                'if {fact} is "{answers}": {result}',
                fact=names.fact(fact), answers=choices, result=said,
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


def missing(outcome: Outcome, names: PageNames) -> Part:
    """Whose absence would break something, and who takes over from whoever is called first."""
    tongue = names.tongue
    heading = tongue.say("IF SOMEBODY IS MISSING")
    if outcome.single_points:
        who = tongue.any_of([names.person(one) for one in outcome.single_points])
        said = tongue.say("without {who} a deadline is missed", who=who)
        return Part(heading, (Line(said, weight="alarm"), *_instead(outcome, names)), runs_on=True)
    said = tongue.say("no deadline hangs on one person alone")
    return Part(heading, (Line(said), *_instead(outcome, names)), runs_on=True)


def _instead(outcome: Outcome, names: PageNames) -> Iterator[Line]:
    """Who takes over from whoever is called first."""
    calls = (one for one in outcome.timeline if one.event == "notify" and one.people)
    barred = read_conflicts(outcome.stated.conflicts).hard.union(outcome.absent)
    for at, told in ((one.at, told) for one in islice(calls, 1) for told in one.people):
        found = resolve(names.program.roster, (told.target,), at, absent=barred | {told.person})
        instead = [one.person for one in found.people if one.stands_in_for == told.person]
        if instead and told.stands_in_for is None:
            yield Line(
                names.tongue.say(
                    "without {who}, {instead} takes over",
                    who=names.short(told.person), instead=names.any_of(instead),
                )
            )  # fmt: skip

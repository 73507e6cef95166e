"""A scenario run: its incident is played, and what it expects compared with what comes out."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govcheck.duty.resolve import holders, resolve
from govcheck.duty.roster import Roster
from govcheck.finding import Key
from govcheck.nearest import did_you_mean
from govcheck.scenarios.scenario import CaseExpectation, CaseNotice, Mismatch, ScenarioCase
from govcheck.simulate.outcome import Obligation, Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.targets import person_id, read_target
from govcheck.time.clock import said_duration
from govcheck.translation import said


def compare(
    expect: CaseExpectation, outcome: Outcome, roster: Roster, absent: frozenset[str]
) -> tuple[Mismatch, ...]:
    """Every difference, in the order of the expectation's keys; what is left out is not compared.

    Results that are sets are compared as sets. An obligation is named by its action's id, or with
    its playbook; without `#` all occurrences of a recurring one are meant.
    """
    return (
        *_decisions(expect, outcome),
        *_notices(expect, outcome, roster, absent),
        *_obligations(expect, outcome),
    )


def _decisions(expect: CaseExpectation, outcome: Outcome) -> Iterator[Mismatch]:
    results = {verdict.decision.name: verdict.result for verdict in outcome.verdicts}
    expected: list[tuple[tuple[Key, ...], str, tuple[str, ...] | None]] = [
        (("expect", "severity"), "severity", _alone(expect.severity)),
        (("expect", "escalation"), "escalation", _alone(expect.escalation)),
        (("expect", "playbooks"), "playbooks", expect.playbooks),
    ]
    for name, result in expect.decisions.items():
        expected.append((("expect", "decisions", name), name, result))
    for keys, name, wanted in expected:
        if wanted is None:
            continue
        if name not in results:
            advice = did_you_mean(name, results)
            yield Mismatch(keys, said("nothing decides `{name}`", name=name), advice)
        elif set(results[name]) != set(wanted):
            message = said(
                "`{name}` is {listed}, expected {wanted}",
                name=name,
                listed=_listed(results[name]),
                wanted=_listed(wanted),
            )
            yield Mismatch(
                keys, message, sort="decision", about=name, agreed=wanted, found=results[name]
            )


def _notices(
    expect: CaseExpectation, outcome: Outcome, roster: Roster, absent: frozenset[str]
) -> Iterator[Mismatch]:
    detected = outcome.stated.case.detected_at
    for position, notice in enumerate(expect.notified):
        at = _notified_at(notice, outcome, roster, absent)
        keys = ("expect", "notified", position)
        if at is None:
            yield Mismatch(
                keys,
                said("`{target}` is not notified", target=person_id(notice.target)),
                sort="told late",
                about=notice.target,
                limit=notice.by,
            )
        elif notice.by is not None and at - detected > notice.by:
            message = said(
                "`{target}` is notified at +{time}, expected by +{by}",
                target=person_id(notice.target),
                time=said_duration(at - detected),
                by=said_duration(notice.by),
            )
            yield Mismatch(
                keys,
                message,
                sort="told late",
                about=notice.target,
                limit=notice.by,
                seconds=at - detected,
            )
    for position, person in enumerate(expect.not_notified):
        at = _notified_at(CaseNotice(f"person:{person}", None), outcome, roster, absent)
        if at is not None:
            message = said(
                "`{person}` is notified at +{time}",
                person=person,
                time=said_duration(at - detected),
            )
            yield Mismatch(
                ("expect", "not_notified", position),
                message,
                sort="told",
                about=f"person:{person}",
                seconds=at - detected,
            )


def _notified_at(
    notice: CaseNotice, outcome: Outcome, roster: Roster, absent: frozenset[str]
) -> int | None:
    """When somebody of the target is notified, the last resort included.

    Of a target are those who were told as such, those who answer to it at that instant and those
    whom it names; of a person only that person.
    """
    target = notice.target
    named = set(holders(roster, target)) or {person_id(target)}
    for event in outcome.timeline:
        if event.event not in ("notify", "convene"):
            continue
        told = {told.person for told in event.people}
        if told & named:
            return event.at
        if read_target(target).is_person:
            continue
        answering = resolve(roster, (target,), event.at, absent=absent).people
        if told & {answer.person for answer in answering} or any(
            one.target == target for one in event.people
        ):
            return event.at
    return None


def _obligations(expect: CaseExpectation, outcome: Outcome) -> Iterator[Mismatch]:
    for position, name in enumerate(expect.met):
        keys = ("expect", "met", position)
        meant = [owed for owed in outcome.obligations if _means(name, owed)]
        if not meant:
            yield _no_obligation(keys, name, outcome)
        for owed in meant:
            if not owed.met:
                yield Mismatch(
                    keys,
                    said(
                        "`{id}` is missed, expected to be met: {owed}", id=owed.id, owed=_how(owed)
                    ),
                    sort="late",
                    about=owed.id,
                    seconds=_lateness(owed),
                )
    if expect.missed is None:
        return
    for position, name in enumerate(expect.missed):
        keys = ("expect", "missed", position)
        meant = [owed for owed in outcome.obligations if _means(name, owed)]
        if not meant:
            yield _no_obligation(keys, name, outcome)
        elif all(owed.met for owed in meant):
            yield Mismatch(
                keys,
                said("`{id}` is met, expected to be missed", id=meant[0].id),
                sort="done",
                about=meant[0].id,
            )
    for owed in outcome.obligations:
        if not owed.met and not any(_means(name, owed) for name in expect.missed):
            message = said("`{id}` is missed, not expected: {owed}", id=owed.id, owed=_how(owed))
            yield Mismatch(
                ("expect", "missed"),
                message,
                sort="late",
                about=owed.id,
                seconds=_lateness(owed),
            )


def _means(name: str, owed: Obligation) -> bool:
    """Whether an expectation's name is that of the obligation, or of all its occurrences."""
    full = {owed.id, owed.id.partition("#")[0]}
    return name in full or name in {one.partition("/")[2] for one in full if "/" in one}


def _no_obligation(keys: tuple[Key, ...], name: str, outcome: Outcome) -> Mismatch:
    known = [owed.id for owed in outcome.obligations]
    known += [one.partition("/")[2] for one in known if "/" in one]
    return Mismatch(
        keys,
        said("there is no obligation `{name}`", name=name),
        did_you_mean(name, known),
        sort="owed by nobody",
        about=name,
    )


def _lateness(owed: Obligation) -> int | None:
    return None if owed.slack is None else -owed.slack


def _how(owed: Obligation) -> str:
    if owed.slack is None:
        return said("it is never done")
    return said("it is done {time} late", time=said_duration(-owed.slack))


def _alone(result: str | None) -> tuple[str, ...] | None:
    return None if result is None else (result,)


def _listed(results: Iterable[str]) -> str:
    return ", ".join(f"`{result}`" for result in results) or "nothing"


class ScenarioResult(NamedTuple):
    """How a scenario went. `outcome` is None where its incident is not one the policy allows."""

    scenario: ScenarioCase
    differences: tuple[Mismatch, ...]
    outcome: Outcome | None


def run(program: Program, scenario: ScenarioCase) -> ScenarioResult:
    """Play a scenario and compare."""
    stated, problems = state_as(program, scenario.incident)
    if problems:
        wrong = (Mismatch(("incident",), one.message, one.help) for one in problems)
        return ScenarioResult(scenario, tuple(wrong), None)
    outcome = play(
        program,
        stated,
        absent=scenario.absent,
        acknowledged=scenario.acknowledged,
        explain=False,
    )
    differences = compare(scenario.expect, outcome, program.roster, scenario.absent)
    return ScenarioResult(scenario, differences, outcome)

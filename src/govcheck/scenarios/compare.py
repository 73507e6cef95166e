"""What a scenario expects, compared with what came out."""

from collections.abc import Iterable, Iterator

from govcheck.clock import format_duration
from govcheck.duty.resolve import holders, resolve
from govcheck.duty.roster import Roster
from govcheck.finding import Key
from govcheck.nearest import did_you_mean
from govcheck.scenarios.difference import Difference
from govcheck.scenarios.scenario import Expectation, ExpectedNotice
from govcheck.simulate.outcome import Obligation, Outcome


def compare(
    expect: Expectation, outcome: Outcome, roster: Roster, absent: frozenset[str]
) -> tuple[Difference, ...]:
    """Every difference, in the order of the expectation's keys; what is left out is not compared.

    Results that are sets are compared as sets. An obligation is named by its action's id, or with
    its playbook; without `#` all occurrences of a recurring one are meant.
    """
    return (
        *_decisions(expect, outcome),
        *_notices(expect, outcome, roster, absent),
        *_obligations(expect, outcome),
    )


def _decisions(expect: Expectation, outcome: Outcome) -> Iterator[Difference]:
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
            yield Difference(keys, f"nothing decides `{name}`", advice)
        elif set(results[name]) != set(wanted):
            message = f"`{name}` is {_listed(results[name])}, expected {_listed(wanted)}"
            yield Difference(keys, message)


def _notices(
    expect: Expectation, outcome: Outcome, roster: Roster, absent: frozenset[str]
) -> Iterator[Difference]:
    detected = outcome.stated.case.detected_at
    for position, notice in enumerate(expect.notified):
        at = _first_told(notice, outcome, roster, absent)
        keys = ("expect", "notified", position)
        if at is None:
            yield Difference(keys, f"`{_bare(notice.target)}` is not notified")
        elif notice.by is not None and at - detected > notice.by:
            message = (
                f"`{_bare(notice.target)}` is notified at +{format_duration(at - detected)}, "
                f"expected by +{format_duration(notice.by)}"
            )
            yield Difference(keys, message)
    for position, person in enumerate(expect.not_notified):
        at = _first_told(ExpectedNotice(f"person:{person}", None), outcome, roster, absent)
        if at is not None:
            message = f"`{person}` is notified at +{format_duration(at - detected)}"
            yield Difference(("expect", "not_notified", position), message)


def _first_told(
    notice: ExpectedNotice, outcome: Outcome, roster: Roster, absent: frozenset[str]
) -> int | None:
    """When somebody of the target is told first, the last resort included.

    Of a target are those who were told as such, those who answer to it at that instant and those
    whom it names; of a person only that person.
    """
    target = notice.target
    named = set(holders(roster, target)) or {_bare(target)}
    for event in outcome.timeline:
        if event.event not in ("notify", "convene"):
            continue
        told = {told.person for told in event.people}
        if told & named:
            return event.at
        if target.startswith("person:"):
            continue
        answering = resolve(roster, (target,), event.at, absent=absent).people
        if told & {answer.person for answer in answering} or any(
            one.target == target for one in event.people
        ):
            return event.at
    return None


def _obligations(expect: Expectation, outcome: Outcome) -> Iterator[Difference]:
    for position, name in enumerate(expect.met):
        keys = ("expect", "met", position)
        meant = [owed for owed in outcome.obligations if _means(name, owed)]
        if not meant:
            yield _no_obligation(keys, name, outcome)
        for owed in meant:
            if not owed.met:
                yield Difference(keys, f"`{owed.id}` is missed, expected to be met: {_how(owed)}")
    if expect.missed is None:
        return
    for position, name in enumerate(expect.missed):
        keys = ("expect", "missed", position)
        meant = [owed for owed in outcome.obligations if _means(name, owed)]
        if not meant:
            yield _no_obligation(keys, name, outcome)
        elif all(owed.met for owed in meant):
            yield Difference(keys, f"`{meant[0].id}` is met, expected to be missed")
    for owed in outcome.obligations:
        if not owed.met and not any(_means(name, owed) for name in expect.missed):
            message = f"`{owed.id}` is missed, not expected: {_how(owed)}"
            yield Difference(("expect", "missed"), message)


def _means(name: str, owed: Obligation) -> bool:
    """Whether an expectation's name is that of the obligation, or of all its occurrences."""
    full = {owed.id, owed.id.partition("#")[0]}
    return name in full or name in {one.partition("/")[2] for one in full if "/" in one}


def _no_obligation(keys: tuple[Key, ...], name: str, outcome: Outcome) -> Difference:
    known = [owed.id for owed in outcome.obligations]
    known += [one.partition("/")[2] for one in known if "/" in one]
    return Difference(keys, f"there is no obligation `{name}`", did_you_mean(name, known))


def _how(owed: Obligation) -> str:
    if owed.slack is None:
        return "it is never done"
    return f"it is done {format_duration(-owed.slack)} late"


def _alone(result: str | None) -> tuple[str, ...] | None:
    return None if result is None else (result,)


def _bare(target: str) -> str:
    return target.removeprefix("person:")


def _listed(results: Iterable[str]) -> str:
    return ", ".join(f"`{result}`" for result in results) or "nothing"

"""What the logs of many incidents have in common: deadlines late again and again, and the like."""

from collections.abc import Iterable, Iterator, Sequence
from statistics import median_low
from typing import Final, NamedTuple

from govcheck.logbook.review import IncidentReview
from govcheck.logbook.running import Running

REGULARLY: Final = 2
"""What happened in so many incidents, or more, happens regularly."""


class LateDeadline(NamedTuple):
    """A deadline that was missed in several incidents, of those in which it was owed."""

    obligation: str
    late: int
    broken: int
    owed: int
    usual_delay: int
    """The lower median of how many seconds too late it was done; 0 where it was broken only."""


class UnreachedStep(NamedTuple):
    """A step of an escalation at which nobody was there to be told, or nobody who was answered."""

    escalation: str
    step: str
    ran: int
    """In how many incidents it ran."""
    empty: int
    """In how many of them nobody was there."""
    unanswered: int
    """In how many others nobody whom it told ever answered, though somebody else did."""


class OverruledRule(NamedTuple):
    """A rule that called for a playbook of which people skipped something."""

    rule: str
    """`decision/document/rule`."""
    playbook: str
    actions: tuple[str, ...]
    because: tuple[str, ...]
    incidents: int


class ReviewPatterns(NamedTuple):
    """What several incidents have in common."""

    incidents: int
    late: tuple[LateDeadline, ...]
    unreached: tuple[UnreachedStep, ...]
    overruled: tuple[OverruledRule, ...]


def patterns_of(reviews: Sequence[IncidentReview]) -> ReviewPatterns:
    """What the reviews of several incidents have in common, the most frequent first."""
    return ReviewPatterns(
        len(reviews), tuple(_late(reviews)), tuple(_unreached(reviews)), tuple(_overruled(reviews))
    )


def _late(reviews: Iterable[IncidentReview]) -> Iterator[LateDeadline]:
    owed: dict[str, set[str]] = {}
    late: dict[str, dict[str, int]] = {}
    broken: dict[str, set[str]] = {}
    for number, review in enumerate(reviews):
        for one in review.verdicts:
            name = one.obligation.partition("#")[0]
            if one.verdict == "not-owed":
                continue
            owed.setdefault(name, set()).add(str(number))
            if one.verdict == "late" and one.done is not None and one.due is not None:
                delays = late.setdefault(name, {})
                delays[str(number)] = max(delays.get(str(number), 0), one.done - one.due)
            elif one.verdict == "broken":
                broken.setdefault(name, set()).add(str(number))
    found = [
        LateDeadline(
            name,
            len(late.get(name, {})),
            len(broken.get(name, ())),
            len(owed[name]),
            median_low(late[name].values()) if name in late else 0,
        )
        for name in owed
        if len({*late.get(name, {}), *broken.get(name, ())}) >= REGULARLY
    ]
    yield from sorted(found, key=lambda one: (-one.late - one.broken, one.obligation))


def _unreached(reviews: Iterable[IncidentReview]) -> Iterator[UnreachedStep]:
    """Of each incident a step counts once, however many rounds it ran."""
    counted: dict[tuple[str, str], list[int]] = {}
    for review in reviews:
        seen: dict[tuple[str, str], tuple[bool, bool]] = {}
        unfolded = review.unfolded
        answered = {line.who for line in unfolded.book.of("acknowledged")}
        for run in unfolded.running:
            for key, people in _told(run, unfolded.at):
                reached, heard = seen.get(key, (False, False))
                seen[key] = (reached or bool(people), heard or bool(people & answered))
        for key, (reached, heard) in seen.items():
            row = counted.setdefault(key, [0, 0, 0])
            row[0] += 1
            row[1] += not reached
            row[2] += reached and not heard and bool(answered)
    found = [
        UnreachedStep(*key, *row) for key, row in counted.items() if row[1] or row[2] >= REGULARLY
    ]
    yield from sorted(found, key=lambda one: (-one.empty, -one.unanswered, one[:2]))


def _told(run: Running, until: int) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """Each step that ran, with those whom it told."""
    name = "" if run.todo.escalation is None else run.todo.escalation.id
    for event in run.alarm.course.events:
        if event.event in ("notify", "convene", "nobody") and event.step and event.at <= until:
            yield (name, event.step), frozenset(one.person for one in event.people)


def _overruled(reviews: Iterable[IncidentReview]) -> Iterator[OverruledRule]:
    found: dict[tuple[str, str], tuple[dict[str, None], dict[str, None], set[int]]] = {}
    for number, review in enumerate(reviews):
        for owed in review.unfolded.owed:
            if owed.skipped is None or owed.line is not None:
                continue
            for rule in _rules(review, owed.playbook):
                actions, reasons, incidents = found.setdefault(
                    (rule, owed.playbook), ({}, {}, set())
                )
                actions[owed.obligation.id.partition("#")[0]] = None
                if owed.skipped.because:
                    reasons[owed.skipped.because] = None
                incidents.add(number)
    made = [
        OverruledRule(rule, playbook, tuple(actions), tuple(reasons), len(incidents))
        for (rule, playbook), (actions, reasons, incidents) in found.items()
    ]
    yield from sorted(made, key=lambda one: (-one.incidents, one.rule, one.playbook))


def _rules(review: IncidentReview, playbook: str) -> list[str]:
    """The rules by which a playbook was called for, at any time."""
    return list(
        dict.fromkeys(
            f"decision/{match.rule.document}/{match.rule.id}"
            for phase in review.unfolded.phases
            for ruling in phase.rulings
            if ruling.decision.name == "playbooks"
            for match in ruling.matched
            if playbook in match.rule.results
        )
    )

"""Approvals: who is asked, until when, and whether it suffices.

Nobody approves their own draft, whoever of the drafting target it is who drafts: an approval is
given only if each of those who can draft when it is requested finds enough others. Silence never
approves.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from govcheck.agreement.sufficiency import agreeing
from govcheck.agreement.tree import Agreement, targets_of
from govcheck.agreement.wording import in_words
from govcheck.duty.presence import is_present
from govcheck.duty.resolve import resolve
from govcheck.simulate.deadline import deadline
from govcheck.simulate.outcome import ApprovalState, Approver
from govcheck.simulate.people import People
from govcheck.simulate.program import ActionPlan, ApprovalPlan
from govcheck.simulate.voices import (
    NOBODY,
    Consulted,
    ConsultedByTarget,
    InTime,
    consult,
)
from govcheck.targets import read_target
from govcheck.translation import said


def approval(
    playbook: str,
    action: ActionPlan,
    asked: ApprovalPlan,
    people: People,
    *,
    requested: int | None,
    at: int,
) -> ApprovalState:
    """What becomes of an approval that an action needs.

    `requested` is None where the actions before this one are never done; who could approve is then
    listed as of `at`.
    """
    start = at if requested is None else requested
    end = deadline(people.present, asked.calendar, start, asked.within).due
    until = start + 1 if end is None else max(end, start + 1)
    approving = people.approving
    drafter = action.drafted_by or action.owed_by
    targets, requires, _ = approving.always(
        ("asked", id(asked), drafter),
        lambda: (
            (*targets_of(asked.by), drafter),
            in_words(asked.by, formal=True),
            asked,  # so that the identity stays its
        ),
    )
    suffices, approvers = approving.steady(
        ("approval", id(asked), drafter),
        targets,
        (start, until - 1),
        lambda first, last: _asked_for(asked, requires, drafter, first, last + 1, people),
    )
    return ApprovalState(
        asked.id,
        f"{playbook}/{action.id}",
        requires,
        requested,
        None if requested is None else end,
        suffices and requested is not None and end is not None,
        approvers,
    )


def _asked_for(
    asked: ApprovalPlan, requires: str, drafter: str, start: int, until: int, people: People
) -> tuple[bool, tuple[Approver, ...]]:
    """Whether enough give what is asked for, and who may, between two instants."""
    approving = people.approving
    consulted = consulted_by(asked, people, start, until)
    drafters = drafters_of(drafter, start, until, people)
    identities = tuple([id(one) for one in consulted.values()])
    suffices = approving.remember(
        ("enough", requires, drafter, start, until),
        (*consulted, drafter),
        lambda: approving.always(
            ("enough", id(asked), identities, *drafters),
            lambda: (enough(asked.by, consulted, drafters), consulted, asked),
        ),
    )[0]
    certain = drafters[0] if len(drafters) == 1 else NOBODY
    approvers: list[Approver] = []
    for target, one in consulted.items():
        approvers += approving.steady(
            ("listed", target, id(one), certain, people.conflicts),
            (target,),
            (start,),
            partial(_listed, target, one, certain, people),
        )[0]
    return suffices, tuple(approvers)


def consulted_by(asked: ApprovalPlan, people: People, start: int, until: int) -> ConsultedByTarget:
    """Who is asked for each target of an approval between two instants, the end out."""
    return {
        target: consult(people.approving, target, start, until) for target in targets_of(asked.by)
    }


def drafters_of(target: str, start: int, until: int, people: People) -> list[frozenset[str]]:
    """Who may turn out to have drafted: for each possibility, those who cannot approve then."""
    kind, name = read_target(target)
    named = frozenset({name}) if kind == "person" else NOBODY
    at = people.present.first(target, start, until - 1)
    if at is None:
        return [named]
    answers = people.present.answers((target,), at).people
    return [named | {answer.person} for answer in answers]


def enough(by: Agreement, consulted: ConsultedByTarget, drafters: Iterable[frozenset[str]]) -> bool:
    """Whether enough others agree, whoever of these drafts."""
    able = frozenset(
        person
        for asked in consulted.values()
        for queue in asked.queues
        for person in queue.available
    )
    silent = {who & able for who in drafters}
    return all(agreeing(by, InTime(consulted, one)) for one in silent)


def _listed(
    target: str, asked: Consulted, silent: frozenset[str], people: People, at: int
) -> tuple[tuple[Approver, ...], Consulted]:
    """Everybody asked, and who answers in their place where they cannot in time.

    With who was consulted, so that the identity stays theirs.
    """
    return tuple(_list(target, asked, at, silent, people)), asked


def _list(
    target: str, asked: Consulted, at: int, silent: frozenset[str], people: People
) -> Iterator[Approver]:
    answers = people.approving.answers((target,), at, "deputies").people
    answering = {answer.person for answer in answers}

    def listed(person: str, stands_in_for: str | None) -> Approver:
        here = person in answering or people.approving.free(person, at, at + 1)
        why_not = None if here else _why_not(person, at, silent, people)
        return Approver(person, target, stands_in_for, here, why_not)

    named: set[str] = set()
    for queue, voice in zip(asked.queues, asked.speakers(silent), strict=True):
        named.update((queue.holder, *queue.asked))
        if voice == queue.holder:
            yield listed(voice, None)
            continue
        why_not = _why_not(queue.holder, at, silent, people)
        yield Approver(queue.holder, target, None, False, why_not)
        for deputy in queue.asked[1:]:
            if deputy == voice:
                break
            if deputy in silent or people.conflicts.of(deputy) is not None:
                why_not = _why_not(deputy, at, silent, people)
                yield Approver(deputy, target, queue.holder, False, why_not)
        if voice is not None:
            yield listed(voice, queue.holder)
    for person in _kept_away(target, at, people):
        if person not in named:
            yield Approver(person, target, None, False, _why_not(person, at, silent, people))


def _kept_away(target: str, at: int, people: People) -> tuple[str, ...]:
    """Who would answer but for a conflict."""
    conflicted = people.conflicts.hard | people.conflicts.soft
    if not conflicted:
        return ()
    absent = people.approving.absent - conflicted
    found = resolve(people.roster, (target,), at, absent=absent).people
    return tuple(answer.person for answer in found if answer.person in conflicted)


def _why_not(person: str, at: int, silent: frozenset[str], people: People) -> str:
    if person in silent:
        return said("drafts it")
    if people.conflicts.of(person) is not None:
        return said("has a conflict of interest")
    known = people.roster.people.get(person)
    if known is None or not is_present(known, at, people.approving.absent):
        return said("absent")
    return said("off duty")

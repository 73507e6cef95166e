"""Every property of time and of people, one after the other."""

from collections.abc import Iterable, Iterator
from functools import partial

from govcheck.fork import beside
from govcheck.horizon.alarms import Setting, UncertainEscalation
from govcheck.horizon.timeline import Timeline, first_look
from govcheck.load.policy import Policy
from govcheck.model.council import Council
from govcheck.model.escalation import Escalation
from govcheck.model.playbook import Playbook
from govcheck.model.rota import Rota
from govcheck.prove.meanings import (
    ABSENCE001,
    ABSENCE002,
    ABSENCE003,
    CONDUCT003,
    CONDUCT004,
    COVER007,
    COVER009,
    GUARD002,
    OF_TIME,
)
from govcheck.prove.promises import Promise, compile_promises
from govcheck.prove.time.absence import absences, employers, group_absences, timezones
from govcheck.prove.time.called import target_called
from govcheck.prove.time.deadline_monotonicity import later
from govcheck.prove.time.judge import Claim, Judge
from govcheck.prove.time.monotonicity import laxer
from govcheck.prove.time.notices import NoticePromise, leads, notices
from govcheck.prove.time.promises import promises, quorums
from govcheck.prove.time.reach import Reach
from govcheck.prove.time.rotas import hand_overs, rota_gaps
from govcheck.prove.time.tasks import Tasks, tasks
from govcheck.prove.time.telling import telling
from govcheck.prove.time.year import Year, year
from govcheck.prove.verdict import Query, Verdict
from govcheck.simulate.program import Program, conditions_of
from govcheck.time.clock import format_duration
from govcheck.translation import said


def prove_time(
    program: Program, policy: Policy, query: Query, others: Iterable[Verdict] = ()
) -> Iterator[Verdict]:
    """A verdict for every property of time and of people that is asked for, in order of codes.

    The other verdicts come first; further processes look at COVER009, the dearest, meanwhile.
    Raises DoesNotReplay where the simulation contradicts a witness, which is a bug.
    """
    if not any(query.wants(rule) for rule in OF_TIME):
        yield from others
        return
    judge, claims = _set_up(program, policy, query)
    wanted = [claim for claim in claims if query.wants(claim.rule)]
    told = [claim for claim in wanted if claim.rule == COVER009]
    rest = [claim for claim in wanted if claim.rule != COVER009]
    # absences ask for all of it again, of this process
    apart = rest and not query.wants(ABSENCE001)
    halves = [told[: len(told) // 2], told[len(told) // 2 :]] if apart else []
    about_telling = [beside(partial(_judged, judge, half)) for half in halves if half]
    yield from others
    verdicts = _judged(judge, rest if about_telling else wanted)
    if query.wants(COVER007):
        verdicts += [
            hand_overs(rota, program.roster, query.horizon, written)
            for written in policy.rotas
            if (rota := program.roster.rotas.get(written.id)) is not None
        ]
    if query.wants(CONDUCT003):
        verdicts += [*laxer(judge, policy), *later(judge, policy)]
    verdicts += [verdict for half in about_telling for verdict in half()]
    yield from sorted(verdicts, key=lambda verdict: verdict.code)
    if query.wants(ABSENCE001):
        yield from absences(judge, claims, query.absent_people, policy)
    if query.wants(ABSENCE002):
        yield from group_absences(judge, claims, employers(policy))
    if query.wants(ABSENCE003):
        yield from group_absences(judge, claims, timezones(policy))


def _judged(judge: Judge, claims: list[Claim]) -> list[Verdict]:
    return [judge.verdict(claim) for claim in claims]


def worst_slack(program: Program, policy: Policy, query: Query) -> Year:
    """How much of its time the tightest obligation leaves, by the hour of detection.

    Raises TooFar, TooMany or Unclear where a limit is reached first.
    """
    judge, claims = _set_up(program, policy, query)
    return year(judge, claims)


def _set_up(program: Program, policy: Policy, query: Query) -> tuple[Judge, list[Claim]]:
    guarantees = compile_promises(policy, program)
    fors = (one.when for one in guarantees if one.when is not None)
    timeline = first_look(program, query.horizon)
    reach = Reach(program, timeline, [*conditions_of(program), *fors])
    claims = _claims(program, policy, guarantees, reach, timeline)
    return Judge(reach, timeline), list(claims)


def _claims(
    program: Program,
    policy: Policy,
    guarantees: tuple[Promise, ...],
    reach: Reach,
    timeline: Timeline,
) -> Iterator[Claim]:
    doubtful = reach.space.doubtable.difference(reach.space.defaults)
    alarms = {
        name: UncertainEscalation(escalation, timeline, doubtful)
        for name, escalation in program.escalations.items()
    }
    books = {name: Tasks(playbook, doubtful) for name, playbook in program.playbooks.items()}
    for name, alarm in alarms.items():
        escalation = policy.find(Escalation, name)
        if escalation is not None:
            yield from promises(alarm, escalation)
    for name, rota in program.roster.rotas.items():
        document = policy.find(Rota, name)
        if document is not None:
            works = [one.works for one in books.values()]
            gap = rota_gaps(rota, [*alarms.values()], works, timeline, document)
            yield from () if gap is None else (gap,)
    for name, board in program.roster.councils.items():
        council = policy.find(Council, name)
        if council is not None:
            yield from quorums(board, [*alarms.values()], council)
    playbooks = [
        (book, playbook)
        for name, book in books.items()
        if (playbook := policy.find(Playbook, name)) is not None
    ]
    for book, playbook in playbooks:
        yield from tasks(book, timeline, playbook)
    for book, playbook in playbooks:
        yield from telling(book, [*alarms.values()], reach, timeline, playbook, program.names)
    for promise in guarantees:
        if promise.target is not None and promise.when is not None:
            notice = NoticePromise(promise.when, promise.target, promise.within)
            yield from _guaranteed(promise, notice, [*alarms.values()], program, timeline)


def _guaranteed(
    promise: Promise,
    notice: NoticePromise,
    alarms: list[UncertainEscalation],
    program: Program,
    timeline: Timeline,
) -> Iterator[Claim]:
    """That somebody is told, and different people where several incidents happen at once."""
    within, silent, count = format_duration(notice.within), _silent(program), promise.concurrent
    target = target_called(notice.target, program.names)
    told = Claim(
        GUARD002,
        f"guarantee/{promise.id}",
        promise.notified_place,
        said("somebody of `{target}` is told within `{within}`", target=target, within=within),
        said("nobody of `{target}` is told within `{within}`", target=target, within=within),
        _concerned(notice, alarms, timeline),
        partial(notices, notice, alarms, silent),
        tolerates=promise.absent_people,
    )
    yield told
    if count > 1:
        yield told._replace(
            rule=CONDUCT004,
            truth=said(
                "{count} incidents at once each find somebody of `{target}` within `{within}`",
                count=count,
                target=target,
                within=within,
            ),
            failure=said(
                "fewer than {count} people of `{target}` are told within `{within}`",
                count=count,
                target=target,
                within=within,
            ),
            cases=partial(leads, notice, count, alarms, silent),
        )


def _concerned(
    notice: NoticePromise, alarms: list[UncertainEscalation], timeline: Timeline
) -> frozenset[str]:
    """On whom it may depend who of a target is told."""
    people = (*(alarm.people for alarm in alarms), timeline.involved(notice.target))
    return frozenset[str]().union(*people)


def _silent(program: Program) -> list[Setting]:
    """The incidents that start no escalation."""
    for decision in program.ruleset.decisions:
        if decision.name == "escalation":
            results = (one for one in decision.results if one not in program.escalations)
            return [Setting((("escalation", result),)) for result in results]
    return [Setting()]

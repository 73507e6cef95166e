"""Play one incident forward: decide it, tell people, do what is owed."""

from collections.abc import Iterable
from operator import itemgetter

from govcheck.counterfactuals.hedges import READ, hedged
from govcheck.counterfactuals.near_misses import boundaries, near_misses
from govcheck.counterfactuals.questions import assumptions, questions
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Ruleset
from govcheck.simulate.alarm import Alarm, alarm, alarm_once
from govcheck.simulate.answers import Acknowledgements
from govcheck.simulate.conflicts import read_conflicts
from govcheck.simulate.history import BegunPlaybook, History, with_begun
from govcheck.simulate.outcome import Event, Outcome, PlayedIncident
from govcheck.simulate.people import people
from govcheck.simulate.plan import Plan, PlannedPlaybook, plan
from govcheck.simulate.playbooks import Work, work
from govcheck.simulate.program import Program
from govcheck.simulate.single_points import IndependentPart, Replay, single_points
from govcheck.simulate.untold import Notices, mark_untold
from govcheck.translation import said

NOT_ALL_TRIED = said("not everybody's absence could be tried: too many people are involved")


def play(
    program: Program,
    stated: PlayedIncident,
    *,
    absent: frozenset[str] = frozenset(),
    acknowledged: Acknowledgements = (),
    explain: bool = True,
    asking: bool = True,
    page_only: bool = False,
    begun: Iterable[BegunPlaybook] = (),
) -> Outcome:
    """Everything that follows from an incident.

    `acknowledged` has who answers how many seconds after detection. Without `explain` the single
    points and all that only explains the decisions are left empty, which is faster; without
    `asking` what to find out next, which takes longest of it; with `page_only` the near misses,
    and the boundaries of all but the severity, for which the page has no room. Of playbooks that
    were `begun` what has not been done yet is planned.
    """
    verdicts = decide(program.ruleset, program.roster, stated.case)
    todo = plan(program, stated, verdicts)
    conflicts = read_conflicts(stated.conflicts)
    told_by = people(program.roster, absent, conflicts, tracked=explain)
    alarmed = alarm(todo, told_by, acknowledged)
    parts = [IndependentPart(told_by, alarmed.obligations, _alarm_again(todo, acknowledged))]
    notices = Notices(alarmed.course.events, told_by)
    worked: list[Work] = []
    for planned, before in with_begun(todo.playbooks, begun):
        done_by = people(program.roster, absent, conflicts) if explain else told_by
        counted = stated if before is None else before.stated(stated)
        history = None if before is None else before.history
        done = work(planned, counted, done_by, history)
        if todo.escalation is not None:
            owed = mark_untold(planned, done.obligations, notices)
            done = done._replace(obligations=owed)
        if planned.possible:
            owed = tuple(one._replace(possible=True) for one in done.obligations)
            done = done._replace(obligations=owed)
        worked.append(done)
        again = _work_again(planned, counted, history)
        parts.append(IndependentPart(done_by, worked[-1].obligations, again))
    critical, complete = single_points(parts) if explain else ((), True)
    notes = [*alarmed.course.notes, *(note for done in worked for note in done.notes)]
    asked = (program.ruleset, program.roster, stated.case, verdicts)
    shown = [one for one in verdicts if not page_only or one.decision.name == "severity"]
    return Outcome(
        stated=stated,
        timezone=program.roster.timezone,
        unknown=_unknown(program.ruleset, stated),
        verdicts=verdicts,
        timeline=_timeline(alarmed, worked),
        obligations=tuple(owed for part in parts for owed in part.obligations),
        approvals=tuple(state for done in worked for state in done.approvals),
        quorums=alarmed.quorums,
        forbidden=_forbidden(todo),
        single_points=critical,
        boundaries=boundaries(*asked[:3], shown) if explain else (),
        near_misses=near_misses(*asked) if explain and not page_only else (),
        assumed=assumptions(*asked) if explain else (),
        hedged=hedged(*asked, {one.decision.name for one in verdicts} if explain else READ),
        ask_next=questions(*asked) if explain and asking else (),
        notes=tuple(dict.fromkeys(notes if complete else [*notes, NOT_ALL_TRIED])),
        acknowledged=bool(acknowledged),
        absent=tuple(sorted(absent)),
    )


def _alarm_again(todo: Plan, acknowledged: Acknowledgements) -> Replay:
    return lambda others: alarm_once(todo, others, acknowledged).obligations


def _work_again(
    planned: PlannedPlaybook, stated: PlayedIncident, history: History | None
) -> Replay:
    return lambda others: work(planned, stated, others, history).obligations


def _timeline(alarmed: Alarm, worked: Iterable[Work]) -> tuple[Event, ...]:
    """All rows by time; at one instant: who is told, then what is done, then what is due."""
    acts = [act for done in worked for act in done.acts]
    owed = [*alarmed.obligations, *(one for done in worked for one in done.obligations)]
    dues = [
        Event(o.due, "due", None, None, (), (), o.id, o.met, o.slack, None, (), o.untold)
        for o in owed
    ]
    return tuple(sorted([*alarmed.course.events, *acts, *dues], key=itemgetter(0)))


def _forbidden(todo: Plan) -> tuple[str, ...]:
    """What must not happen until the approvals are given, each once."""
    said = (text for planned in todo.playbooks for text in planned.playbook.forbidden)
    return tuple(dict.fromkeys(said))


def _unknown(ruleset: Ruleset, stated: PlayedIncident) -> tuple[str, ...]:
    """The facts that the incident could state and does not, and that have no default."""
    known = stated.case.facts
    return tuple(
        [
            name
            for name, fact in ruleset.facts.items()
            if name not in known and fact.type not in ("share", "decision") and fact.default is None
        ]
    )

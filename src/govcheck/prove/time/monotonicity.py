"""CONDUCT003: as severity rises, no approval is dropped and no time gets longer."""

from collections.abc import Iterator, Sequence

from govcheck.duty.roster import RosterCouncil
from govcheck.engine.decide import used_by
from govcheck.horizon.alarms import Setting
from govcheck.load.policy import Policy
from govcheck.model import council as council_model
from govcheck.model import escalation as escalation_model
from govcheck.model import playbook as playbook_model
from govcheck.prove.meanings import CONDUCT003
from govcheck.prove.replay import confirm, replay
from govcheck.prove.time.judge import Judge
from govcheck.prove.verdict import Proposition, Verdict, Witness
from govcheck.regions.completion import Completion
from govcheck.regions.solver import Unsolved
from govcheck.simulate.program import ApprovalPlan, EscalationPlan, PlaybookPlan
from govcheck.time.clock import format_duration
from govcheck.time.intervals import Interval
from govcheck.time.limits import Limit, Unclear
from govcheck.translation import said

SEVERITY = "severity"


def laxer(judge: Judge, policy: Policy) -> Iterator[Verdict]:
    """A verdict for each council, escalation and approval whose times or need could get laxer."""
    levels = [level.id for level in judge.program.severities]
    for council in judge.program.roster.councils.values():
        if council.convene_within:
            yield _quorum(council, levels, policy)
    if SEVERITY not in judge.reach.space.decisions:
        return
    yield from _promises(judge, levels, policy)
    for playbook in judge.program.playbooks.values():
        for approval in playbook.approvals.values():
            if SEVERITY in used_by([approval.when]):
                yield _approval(judge, levels, playbook, approval, policy)


def _quorum(council: RosterCouncil, levels: Sequence[str], policy: Policy) -> Verdict:
    document = policy.find(council_model.Council, council.id)
    place = None if document is None else document.place("convene_within")
    about = Proposition(CONDUCT003, f"council/{council.id}", place)
    lower: tuple[str, int] | None = None
    for level in levels:
        allowed = council.convene_within.get(level)
        if lower is not None and (allowed is None or allowed > lower[1]):
            time = said("no limit") if allowed is None else f"`{format_duration(allowed)}`"
            message = said(
                "`{level}` has {time}, the lower `{lower}` `{more}`",
                level=level,
                time=time,
                lower=lower[0],
                more=format_duration(lower[1]),
            )
            return about.refuted(message)
        if allowed is not None:
            lower = level, allowed
    return about.proved(said("a higher severity never has longer to reach the quorum"))


def _promises(judge: Judge, levels: Sequence[str], policy: Policy) -> Iterator[Verdict]:
    """Whether the longest promise of a severity is none longer than that of a lower one."""
    shortest: tuple[str, float] | None = None
    broken: dict[str, Verdict] = {}
    try:
        for level in levels:
            starting = [
                escalation
                for escalation in judge.program.escalations.values()
                if judge.reach.possible(_both(level, escalation))
            ]
            for escalation in starting:
                if shortest is not None and _allowed(escalation) > shortest[1]:
                    verdict = _longer(judge, level, shortest[0], escalation, policy)
                    broken.setdefault(escalation.id, verdict)
            if starting:
                longest = max(map(_allowed, starting))
                if shortest is None or longest < shortest[1]:
                    shortest = level, longest
    except Unclear as limit:
        for escalation in judge.program.escalations.values():
            yield Proposition(CONDUCT003, f"escalation/{escalation.id}").skipped(limit.reason)
        return
    for escalation in judge.program.escalations.values():
        if escalation.id in broken:
            yield broken[escalation.id]
        else:
            message = said(
                "no higher severity that it serves has a longer promise than a lower one"
            )
            yield _promise(escalation, policy).proved(message)


def _promise(escalation: EscalationPlan, policy: Policy) -> Proposition:
    document = policy.find(escalation_model.Escalation, escalation.id)
    place = None if document is None else document.place("acknowledge_within")
    return Proposition(CONDUCT003, f"escalation/{escalation.id}", place)


def _longer(
    judge: Judge, level: str, lower: str, escalation: EscalationPlan, policy: Policy
) -> Verdict:
    message = said(
        "an incident of `{level}` may have its promise, which is longer than any of `{lower}`",
        level=level,
        lower=lower,
    )
    witness = witness_of(judge, _both(level, escalation), (("escalation", escalation.id),))
    return _promise(escalation, policy).refuted(message, witness=witness)


def _approval(
    judge: Judge,
    levels: Sequence[str],
    playbook: PlaybookPlan,
    approval: ApprovalPlan,
    policy: Policy,
) -> Verdict:
    document = policy.find(playbook_model.Playbook, playbook.id)
    place = None if document is None else document.item_place("approvals", approval.id, "when")
    about = Proposition(CONDUCT003, f"playbook/{playbook.id}/{approval.id}", place)
    needed, dropped = (
        Setting((("playbooks", playbook.id),), ((approval.when, held),)) for held in (True, False)
    )
    try:
        if not judge.reach.possible(needed):
            return about.vacuous(said("no incident needs it"))
        for position, lower in enumerate(levels):
            for level in levels[position + 1 :]:
                if not _drops(judge, approval, lower, level):
                    continue
                of_lower, of_level = _with(needed, lower), _with(dropped, level)
                if judge.reach.possible(of_lower) and judge.reach.possible(of_level):
                    message = said(
                        "`{lower}` needs it where the higher `{level}` does not",
                        lower=lower,
                        level=level,
                    )
                    named = (("playbooks", playbook.id), (SEVERITY, level))
                    witness = witness_of(judge, of_level, named)
                    return about.refuted(message, witness=witness)
    except Limit as limit:
        return about.skipped(limit.reason)
    except Unsolved:
        return about.skipped(Unclear.reason)
    return about.proved(said("whatever needs it at a severity needs it at every higher one"))


def _drops(judge: Judge, approval: ApprovalPlan, lower: str, level: str) -> bool:
    """Whether the approval may be needed at one severity and not at the other, all else equal."""
    space = judge.reach.space
    completion = Completion(space, space.any_incident)
    needed, needs = (
        completion.literal(approval.when, completion.given(SEVERITY, one)) for one in (lower, level)
    )
    return space.solver.solve([needed, -needs])


def witness_of(
    judge: Judge,
    setting: Setting,
    results: Sequence[tuple[str, str]],
    spans: Sequence[Interval] = (),
) -> Witness:
    """The mildest incident of a setting, replayed; one that is detected in `spans`, if any."""
    asked = [*spans] or [judge.horizon]
    found = min(judge.reach.incidents(setting, asked), key=lambda one: one.rank)
    witness = Witness(found.spans[0][0], found.facts)
    decided = {one.decision.name: one.result for one in replay(judge.program, witness).verdicts}
    confirm(
        all(result in decided[name] for name, result in results), said("it is decided otherwise")
    )
    return witness


def _with(setting: Setting, level: str) -> Setting:
    return setting._replace(results=(*setting.results, (SEVERITY, level)))


def _both(level: str, escalation: EscalationPlan) -> Setting:
    return Setting(((SEVERITY, level), ("escalation", escalation.id)))


def _allowed(escalation: EscalationPlan) -> float:
    """The time of the promise; without one there is no end to it."""
    within = escalation.acknowledge_within
    return float("inf") if within is None else within

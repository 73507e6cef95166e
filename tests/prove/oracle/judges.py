"""What each property says of one incident, read off the timeline that the simulation gives."""

from collections.abc import Callable

from govcheck.duty.calendars import is_open
from govcheck.duty.resolve import resolve
from govcheck.duty.roster import Roster, Rotation
from govcheck.scenarios.compare import compare
from govcheck.scenarios.scenario import CaseExpectation, CaseNotice
from govcheck.simulate.outcome import Outcome
from govcheck.time.clock import HOUR, parse_duration
from tests.duty import walk
from tests.prove.oracle.draw import Document, Drawn
from tests.prove.oracle.player import Played, Player

Fails = Callable[[int, frozenset[str]], bool]
"""Whether a property fails for some incident at an instant, while some people are absent."""


def _is_meant(rota: Rotation, roster: Roster, at: int) -> bool:
    """Whether it is the turn of `nobody`, in a rota that has somebody at other times."""
    named = {*rota.members, *(one for layer in rota.layers for one in layer.members)}
    named |= {one.person for one in rota.overrides}
    covering = [one.person for one in rota.overrides if one.start <= at < one.end]
    if covering:
        return named != {"nobody"} and covering[-1] == "nobody"
    now = max(walk.shown(before, rota.timezone) for before in range(at - 3 * HOUR, at + 60, 60))
    return named != {"nobody"} and walk.whose(rota, roster, at, now) == "nobody"


class Judges:
    """A drawn policy, judged incident by incident."""

    def __init__(self, player: Player, drawn: Drawn) -> None:
        self.player = player
        self.guarantees = {one["id"]: one for one in drawn.guarantees}

    def tolerates(self, code: str, subject: str) -> int:
        """How many people may be missing without the property having to hold."""
        if code not in ("GUARD002", "CONDUCT004"):
            return 0
        guarantee = self.guarantees[subject.partition("/")[2]]
        found: int = guarantee.get("tolerates", {}).get("absent_people", 0)
        return found

    def fails(self, code: str, subject: str) -> Fails:
        """The judge of a property."""
        if code == "COVER002":
            return lambda at, absent: self._rota_gap(subject.partition("/")[2], at, absent)
        name = subject.partition("/")[2]
        if code in ("GUARD002", "CONDUCT004"):
            guarantee = self.guarantees[name]
            misses = self._unnoticed if code == "GUARD002" else self._too_few
            return lambda at, absent: any(
                misses(guarantee, played, absent)
                for played in self.player.at(at, absent)
                if concerned(guarantee["for"], played)
            )
        if code == "COVER009":
            return lambda at, absent: any(
                self.player.untold(name, one, absent) for one in self.player.at(at, absent)
            )
        judge = JUDGES[code]
        return lambda at, absent: any(judge(name, one) for one in self.player.at(at, absent))

    def speaks(self, code: str, subject: str, at: int) -> bool:
        """Whether a property says anything of some incident at an instant."""
        name = subject.partition("/")[2]
        if code in ("GUARD002", "CONDUCT004"):
            when = self.guarantees[name]["for"]
            return any(concerned(when, one) for one in self.player.at(at))
        return code not in SPEAKS or any(SPEAKS[code](name, one) for one in self.player.at(at))

    def _rota_gap(self, name: str, at: int, absent: frozenset[str]) -> bool:
        roster = self.player.program.roster
        target = f"rota:{name}"
        rota = roster.rotas[name]
        told = any(
            target in step.notify and not (step.always and step.on_empty == "deputies")
            for escalation in self.player.program.escalations.values()
            for step in escalation.steps
        )
        hours = None if told or rota.calendar is None else roster.calendars[rota.calendar]
        if hours is not None and hours.opens and not is_open(roster, hours.id, at):
            return False
        if not told and _is_meant(rota, roster, at):
            return False
        return not resolve(roster, (target,), at, absent=absent).people

    def _unnoticed(self, guarantee: Document, played: Played, absent: frozenset[str]) -> bool:
        within = parse_duration(guarantee["notified"]["within"])
        return self._missed(guarantee, played.outcome, absent) or any(
            self._missed(guarantee, outcome, absent)
            for outcome in self.player.answered(played, absent, within)
        )

    def _too_few(self, guarantee: Document, played: Played, absent: frozenset[str]) -> bool:
        """Looking only at one of the people told after the other, too few are of the target."""
        rows = played.outcome.timeline
        found = 0
        for name in {one.person for row in rows for one in row.people}:
            alone = tuple(
                row._replace(people=tuple(one for one in row.people if one.person == name))
                for row in rows
            )
            outcome = played.outcome._replace(timeline=alone)
            found += not self._missed(guarantee, outcome, absent)
        return found < int(guarantee["notified"]["concurrent"])

    def _missed(self, guarantee: Document, outcome: Outcome, absent: frozenset[str]) -> bool:
        notified = guarantee["notified"]
        notice = CaseNotice(notified["target"], parse_duration(notified["within"]))
        expected = CaseExpectation(notified=(notice,))
        return bool(compare(expected, outcome, self.player.program.roster, absent))


def concerned(when: object, played: Played) -> bool:
    """Whether a guarantee certainly speaks of an incident."""
    facts = played.stated.case.facts
    wanted = {
        "{}": True,
        "{'harm': {'at_least': 'some'}}": facts.get("harm") in ("some", "much"),
        "{'loud': True}": facts["loud"] is True,
        "{'severity': 'high'}": played.result("severity") == ("high",),
    }
    return wanted[str(when)]


def _silent(name: str, played: Played) -> bool:
    """Nobody is told at all, not even in the end."""
    if played.result("escalation") != (name,):
        return False
    return not any(event.step and event.people for event in played.outcome.timeline)


def _late(name: str, played: Played) -> bool:
    return played.result("escalation") == (name,) and "acknowledge" in played.outcome.missed


def _refused(name: str, played: Played) -> bool:
    playbook, _, approval = name.partition("/")
    return any(
        one.id == approval
        and one.action.startswith(f"{playbook}/")
        and one.requested is not None
        and not one.given
        for one in played.outcome.approvals
    )


def _no_quorum(name: str, played: Played) -> bool:
    council, _, level = name.partition("/")
    return played.result("severity") == (level,) and f"council/{council}" in played.outcome.missed


def _missed(name: str, played: Played) -> bool:
    return any(one == name or one.startswith(f"{name}#") for one in played.outcome.missed)


def _asleep(name: str, played: Played) -> bool:
    """A step waits for nobody, and nobody is told from then on."""
    escalation, _, step = name.partition("/")
    if played.result("escalation") != (escalation,) or step in played.plan.undecided:
        return False
    rows = [event for event in played.outcome.timeline if event.step is not None]
    waits = [
        place
        for place, row in enumerate(rows)
        if row.step == step
        and row.event == "nobody"
        and not any(one.people and (one.step, one.round) == (step, row.round) for one in rows)
    ]
    return bool(waits) and not any(row.people for row in rows[waits[-1] :])


def _hasty(name: str, played: Played) -> bool:
    acts = [
        row.at for row in played.outcome.timeline if (row.event, row.obligation) == ("act", name)
    ]
    asked = [one for one in played.outcome.approvals if one.action == name]
    return bool(acts) and any(
        not one.given or (one.ends is not None and one.ends > min(acts)) for one in asked
    )


def _starts(name: str, played: Played) -> bool:
    return played.result("escalation") == (name,)


def _applies(name: str, played: Played) -> bool:
    escalation, _, step = name.partition("/")
    kept = () if played.plan.escalation is None else played.plan.escalation.steps
    return _starts(escalation, played) and any(one.id == step for one in kept)


def _convenes(name: str, played: Played) -> bool:
    council, _, level = name.partition("/")
    kept = () if played.plan.escalation is None else played.plan.escalation.steps
    return played.result("severity") == (level,) and any(one.convene == council for one in kept)


def _owed(name: str, played: Played) -> bool:
    playbook, _, action = name.partition("/")
    return any(one.playbook.id == playbook and action in one.owed for one in played.plan.playbooks)


def _to_tell(name: str, played: Played) -> bool:
    return played.plan.escalation is not None and _owed(name, played)


def _needed(name: str, played: Played) -> bool:
    playbook, _, approval = name.partition("/")
    return any(
        one.playbook.id == playbook
        and approval in one.needed
        and any(
            approval in action.needs for action in one.playbook.actions if action.id in one.owed
        )
        for one in played.plan.playbooks
    )


def _restrained(name: str, played: Played) -> bool:
    return any(one.action == name for one in played.outcome.approvals)


SPEAKS: dict[str, Callable[[str, Played], bool]] = {
    "COVER001": _starts,
    "COVER003": _starts,
    "COVER004": _needed,
    "COVER005": _convenes,
    "COVER006": _owed,
    "COVER008": _applies,
    "COVER009": _to_tell,
    "CONDUCT001": _restrained,
}
JUDGES: dict[str, Callable[[str, Played], bool]] = {
    "COVER001": _silent,
    "COVER003": _late,
    "COVER004": _refused,
    "COVER005": _no_quorum,
    "COVER006": _missed,
    "COVER008": _asleep,
    "CONDUCT001": _hasty,
}
TIMED = (*JUDGES, "COVER002", "COVER009", "CONDUCT004", "GUARD002")
"""The properties that fail at instants."""

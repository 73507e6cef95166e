"""One escalation, played forward: who is told when, until somebody answers.

The contract leaves some instants open; this is how they are read.

* An acknowledgement at the very instant at which the next step would start comes first.
* The `always: true` steps that the round has not reached yet run at the instant of the
  acknowledgement; earlier ones of the round have run already.
* An undecided `when` counts as a wait of nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from types import MappingProxyType

from govcheck.duty.roster import Responder, RosterPerson
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.answers import Acknowledgements, Answers, Ending
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.outcome import Event, EventKind, Told
from govcheck.simulate.people import People
from govcheck.simulate.program import EscalationPlan, StepPlan
from govcheck.simulate.skipped import NotAnswering, out_of_reach
from govcheck.simulate.skipped import skipped as skipped_of
from govcheck.time.clock import DAY
from govcheck.translation import said

MOST_ROUNDS = 100
MOST_STEPS = 2_000
MOST_TOLD = 20_000
"""So many steps are played and people told, whatever `repeat` says."""
LONGEST = 3660 * DAY
LAST_RESORT = "last_resort"

_StepTold = tuple[tuple[Told, ...], tuple[Told, ...], tuple[Told, ...], tuple[str, ...]]
"""Who is told but for those who are told to take a seat; these; all whom it notifies; no answer."""


class Course(NamedTuple):
    """How an escalation went."""

    events: tuple[Event, ...] = ()
    first_told: int | None = None
    """When somebody was told first, the last resort aside."""
    first_people: tuple[str, ...] = ()
    convened: Mapping[str, int] = {}
    """Councils, each with the instant at which it was first convened."""
    notes: tuple[str, ...] = ()


def escalate(
    escalation: EscalationPlan,
    detected: int,
    people: People,
    *,
    acknowledged: Acknowledgements = (),
    undecided: frozenset[str] = frozenset(),
    aware: Acknowledgements = (),
    since: Mapping[str, int] = MappingProxyType({}),
) -> Course:
    """Play an escalation from the instant of detection.

    Steps that `when` rules out are to be left out of `escalation`; `undecided` names those of
    which nobody knows; `aware` who came to know of it otherwise, so that their answer counts, too.
    Steps begin to apply at the instants `since`: one whose turn comes later is run in its turn and
    delays nothing, one whose turn has gone by is run at that instant.
    """
    answers = Answers(acknowledged, detected, aware)
    run = _Run(escalation, people, answers, undecided, since)
    run.play()
    run.catch_up(None)
    run.follow()
    notices = run.answers.notices
    first = min((notice.at for notice in notices.values()), default=None)
    return Course(
        events=tuple(run.events),
        first_told=first,
        first_people=tuple(who for who, notice in notices.items() if notice.at == first),
        convened=run.convened,
        notes=(*run.notes, *run.answers.notes),
    )


class _Run:
    """An escalation under way."""

    def __init__(
        self,
        escalation: EscalationPlan,
        people: People,
        answers: Answers,
        undecided: frozenset[str],
        since: Mapping[str, int],
    ) -> None:
        self.escalation = escalation
        self.people = people
        self.answers = answers
        self.undecided = undecided
        self.since = since
        self.passed: dict[str, StepPlan] = {}
        """The steps whose turn has gone by before they applied."""
        self.caught: dict[str, int] = {}
        """When those were run after all."""
        self.now = answers.detected
        self.round = 0
        self.steps = 0
        self.told = 0
        self.events: list[Event] = []
        self.notes: list[str] = []
        self.convened: dict[str, int] = {}
        self.ended: int | None = None
        """When an acknowledgement ended it."""
        self._tellers: dict[str, Callable[[int], _StepTold]] = {}
        """By step: who is told at an instant."""

    def play(self) -> None:
        """Run the rounds, then fall back on the last resort."""
        planned = self.escalation.repeat + 1
        for number in range(1, min(planned, MOST_ROUNDS) + 1):
            self.round = number
            if number > 1:
                self._say("repeat")
            told = self._play_round()
            if told is None:
                self.answers.close()
                return
            if not told:
                break
        else:
            if planned > MOST_ROUNDS:
                note = said(
                    "only {most} of {planned} rounds are played", most=MOST_ROUNDS, planned=planned
                )
                self.notes.append(note)
        self._fall_back()
        self.answers.close()

    def _play_round(self) -> bool | None:
        """Run every step once: whether anybody was told, or None where somebody answered."""
        told = False
        for position, step in enumerate(self.escalation.steps):
            if self._goes_on_for_ever():
                self.notes.append(said("the escalation is cut off: it goes on for too long"))
                return False
            if self.since and not self._applies(step):
                continue
            somebody = self._run(step)
            told = told or somebody
            waits = (somebody or step.on_empty == "wait") and step.id not in self.undecided
            end = self.now + (step.wait if waits and step.id not in self.since else 0)
            if not self.passed and not self.answers.given:
                self.now = end
                continue
            answer = self.catch_up(end) or self.answers.ended_by(end)
            for one in self.answers.take_partial():
                self._say(
                    "acknowledged",
                    one.notice.step,
                    people=(one.notice.told,),
                    note=said("others have yet to answer"),
                    at=one.at,
                )
            if answer is not None:
                self.now = self.ended = answer.at
                self._say("acknowledged", answer.notice.step, people=(answer.notice.told,))
                for later in self.escalation.steps[position + 1 :]:
                    if later.always and self._applies(later):
                        self._run(later)
                return None
            self.now = end
        return told

    def _applies(self, step: StepPlan) -> bool:
        """Whether a step applies by now; if not, its turn has gone by."""
        if not self.since:
            return True
        if self.since.get(step.id, self.now) <= self.now:
            return self.caught.get(step.id) != self.now
        self.passed[step.id] = step
        return False

    def catch_up(self, end: int | None) -> Ending | None:
        """Run the steps that begin to apply up to an instant, or ever, and whose turn has gone by.

        The answer that ends the escalation before one of them does, if any.
        """
        for name in sorted(self.passed, key=lambda one: self.since[one]):
            at = self.since[name]
            if end is not None:
                if at > end:
                    break
                answer = self.answers.ended_by(at)
                if answer is not None:
                    return answer
            now, self.now = self.now, at
            self.caught[name] = at
            self._run(self.passed.pop(name))
            self.now = now if end is None else at
        return None

    def _run(self, step: StepPlan) -> bool:
        """Tell everybody of a step at once; whether there was anybody."""
        self.steps += 1
        note = (
            said("it is undecided whether this step applies") if step.id in self.undecided else None
        )
        now, people = self.now, self.people
        if step.convene is not None and step.convene in people.roster.councils:
            self.convened.setdefault(step.convene, now)
        teller = self._tellers.get(step.id)
        if teller is None:
            teller = self._tellers[step.id] = _teller(step, people)
        told, seats, notified, empty = teller(now)
        if seats:
            self.answers.tell(step, now, seats)
        self.answers.tell(step, now, notified)
        self.told += len(seats) + len(notified)
        out = people.left_out(step.notify, now, step.on_empty) if people.conflicts.hard else ()
        if told:  # as `_say` does
            self.events.append(
                Event(now, "notify", step.id, self.round, told, (), None, None, None, note, out)
            )
        if seats:
            self._say("convene", step.id, people=seats, note=note)
        elif step.convene:
            empty = (*empty, f"council:{step.convene}")
        if empty:
            why = out_of_reach(empty, now, people, step.on_empty)
            out = () if told else out
            self._say("nobody", step.id, targets=empty, note=note, left_out=out, skipped=why)
        return bool(told or seats)

    def follow(self) -> None:
        """Use the further ways of those who are told in their own sequence, until they answer."""
        steps = {step.id: step for step in self.escalation.steps}
        notices = [row for row in self.events if row.event in ("notify", "convene")]
        known: dict[str, list[tuple[str, int]]] = {}
        for number, row in enumerate(notices):
            step = steps.get(row.step or "")
            if step is not None and step.via:
                continue
            for told in row.people:
                later = known.get(told.person)
                if later is None:
                    later = known[told.person] = self._later(told.person)
                if not later:
                    continue
                until = self._quiet(told.person, row.at, notices[number + 1 :])
                for way, delay in later:
                    if until is None or row.at + delay < until:
                        again = told._replace(via=(way,))
                        self.events.append(
                            row._replace(at=row.at + delay, people=(again,), follows=True)
                        )
        self.events.sort(key=itemgetter(0))

    def _later(self, person: str) -> list[tuple[str, int]]:
        """The ways of somebody's own sequence that are not used at once."""
        known = self.people.roster.people.get(person)
        if known is None:
            return []
        return [one for one in zip(known.ways, known.delays, strict=False) if one[1]]

    def _quiet(self, person: str, at: int, later: Sequence[Event]) -> int | None:
        """From when on a notice is not followed up: an answer, the end, or another notice."""
        answers = [when for who, when in self.answers.given if who == person and when >= at]
        again = [row.at for row in later if any(one.person == person for one in row.people)]
        ends = [] if self.ended is None or self.ended < at else [self.ended]
        return min([*answers, *again, *ends], default=None)

    def _goes_on_for_ever(self) -> bool:
        return (
            self.steps >= MOST_STEPS
            or self.told >= MOST_TOLD
            or self.now - self.answers.detected > LONGEST
        )

    def _fall_back(self) -> None:
        """Tell the last resort, or its deputies where it is absent, whatever the calendar says."""
        attendance = self.people.present
        asked = (self.escalation.last_resort,)
        found = attendance.answers(asked, self.now, ignore_calendars=True)
        out = self.people.left_out(asked, self.now, ignore_calendars=True)
        if found.people:
            people = tuple(_told(attendance, answer) for answer in found.people)
            self._say("notify", LAST_RESORT, people=people, left_out=out)
        else:
            why = skipped_of(self.escalation.last_resort, self.now, self.people)
            self._say("nobody", LAST_RESORT, targets=found.empty, left_out=out, skipped=why)
        self._say("exhausted")

    def _say(
        self,
        event: EventKind,
        step: str | None = None,
        *,
        people: tuple[Told, ...] = (),
        targets: tuple[str, ...] = (),
        note: str | None = None,
        left_out: tuple[str, ...] = (),
        skipped: tuple[NotAnswering, ...] = (),
        at: int | None = None,
    ) -> None:
        at = self.now if at is None else at
        self.events.append(
            Event(
                at, event, step, self.round, people, targets, None, None, None, note, left_out,
                skipped=skipped,
            )
        )  # fmt: skip


def _teller(step: StepPlan, people: People) -> Callable[[int], _StepTold]:
    """Who says whom a step tells at an instant."""
    if people.present is not people.voting:
        return partial(_telling, step, people.voting, people.present)
    targets = step.targets if step.convene in people.roster.councils else step.notify
    return people.present.asking(
        ("told", id(step)), targets, lambda asked, _, at: _telling(step, asked, asked, at)
    )  # which holds on to the step, so that the identity stays its


def _telling(step: StepPlan, voting: Attendance, present: Attendance, at: int) -> _StepTold:
    """Who is told by a step at an instant."""
    seats: tuple[Told, ...] = ()
    if step.convene in present.roster.councils:
        filled = voting.answers((f"council:{step.convene}",), at).people
        seats = tuple([_told(voting, answer, step.via) for answer in filled])
    found = present.answers(step.notify, at, step.on_empty)
    told = tuple([_told(present, answer, step.via) for answer in found.people])
    people = told
    if seats:
        seated = {filler.person for filler in seats}
        people = tuple([one for one in told if one.person not in seated])
    return people, seats, told, found.empty


def _told(attendance: Attendance, answer: Responder, via: tuple[str, ...] = ()) -> Told:
    """How somebody is told: by the step's ways, or else in the order of their own."""
    known = attendance.roster.people.get(answer.person)
    ways = via or (() if known is None else _at_once(known))
    first, *also = answer.targets
    return Told(answer.person, first, ways, answer.stands_in_for, tuple(also))


def _at_once(person: RosterPerson) -> tuple[str, ...]:
    """The ways of somebody's own sequence that are used first."""
    if not person.delays:
        return person.ways
    return tuple(way for way, delay in zip(person.ways, person.delays, strict=False) if delay == 0)

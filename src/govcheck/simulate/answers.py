"""Acknowledgements: who answers, and whether that ends the escalation.

An acknowledgement counts from the instant at which its author was told, that instant included,
and whatever step told them. Only where every step that told them says `ack: all` must one of these
steps have an answer for each of its targets that somebody answers to.
"""

from collections.abc import Iterable, Sequence

from govcheck.named_tuples import NamedTuple
from govcheck.simulate.outcome import Told
from govcheck.simulate.program import StepPlan
from govcheck.time.clock import format_duration
from govcheck.translation import said

Acknowledgements = Sequence[tuple[str, int]]
"""Who acknowledges, and how many seconds after detection."""


class FirstNotice(NamedTuple):
    """How somebody was told first."""

    at: int
    step: str
    told: Told


class Ending(NamedTuple):
    """The acknowledgement that ends the escalation, and how its author had been told."""

    at: int
    notice: FirstNotice


class Answers:
    """Who has been told so far, and who has answered."""

    def __init__(
        self, acknowledged: Acknowledgements, detected: int, aware: Acknowledgements = ()
    ) -> None:
        self.detected = detected
        self._aware = {person: detected + offset for person, offset in reversed(tuple(aware))}
        self.given = tuple((person, detected + offset) for person, offset in acknowledged)
        """Who answers when, whether it counts or not."""
        self.notices: dict[str, FirstNotice] = {}
        self.notes: list[str] = []
        """Why acknowledgements do not count."""
        self._pending = sorted(
            ((person, detected + offset) for person, offset in acknowledged), key=lambda ack: ack[1]
        )
        self._single: set[str] = set()
        """People of whom one answer, to whatever they were told, ends the escalation."""
        self._joint: dict[str, dict[str, set[str]]] = {}
        """By `ack: all` step: who was told as which of its targets."""
        self._answered: set[str] = set()
        self._partial: list[Ending] = []
        """Answers that count and do not end it, not yet taken."""

    def tell(self, step: StepPlan, at: int, people: Iterable[Told]) -> None:
        """Remember that people are told by a step."""
        notices, given = self.notices, self.given
        for told in people:
            if told.person not in notices:
                notices[told.person] = FirstNotice(at, step.id, told)
            if not given:
                continue
            if step.ack == "any":
                self._single.add(told.person)
                continue
            for target in told.targets:
                self._joint.setdefault(step.id, {}).setdefault(target, set()).add(told.person)

    def ended_by(self, end: int) -> Ending | None:
        """The first acknowledgement up to `end`, that instant included, which ends it."""
        if not self._pending:
            return None
        waiting: list[tuple[str, int]] = []
        while self._pending and self._pending[0][1] <= end:
            person, at = self._pending.pop(0)
            notice = self.notices.get(person) or self._heard_of(person)
            told = notice is not None and notice.at <= at
            if told:
                self._answered.add(person)
            if notice is not None and told and self._suffices(person):
                self._pending = waiting + self._pending
                return Ending(at, notice)
            if at == end:
                waiting.append((person, at))  # a step of that very instant may yet make it count
            else:
                note = said(
                    "`{person}` acknowledges the escalation at +{after} without having been"
                    " told: that does not end it",
                    person=person, after=self._after(at),
                )  # fmt: skip
                if notice is not None and told:
                    self._partial.append(Ending(at, notice))
                    note = said(
                        "`{person}` acknowledges the escalation at +{after} while others have yet"
                        " to answer: that does not end it",
                        person=person, after=self._after(at),
                    )  # fmt: skip
                self.notes.append(note)
        self._pending = waiting + self._pending
        return None

    def take_partial(self) -> tuple[Ending, ...]:
        """The answers that count without ending it, since the last time."""
        taken, self._partial = tuple(self._partial), []
        return taken

    def close(self) -> None:
        """The escalation has ended; nothing that comes now counts."""
        for person, at in self._pending:
            self.notes.append(
                said(
                    "`{person}` acknowledges the escalation at +{after} when it has ended",
                    person=person, after=self._after(at),
                )
            )  # fmt: skip
        self._pending = []

    def _suffices(self, person: str) -> bool:
        return person in {*self._single, *self._aware} or any(
            all(self._answered & people for people in by_target.values())
            for by_target in self._joint.values()
        )

    def _heard_of(self, person: str) -> FirstNotice | None:
        """How somebody came to know of it whom no step has told."""
        at = self._aware.get(person)
        return (
            None if at is None else FirstNotice(at, "", Told(person, f"person:{person}", (), None))
        )

    def _after(self, at: int) -> str:
        return format_duration(at - self.detected)

"""Rows: effects before and after, equal ones merged, in words of people."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from govcheck.change.effect import ORDER, Effect, EffectClass
from govcheck.change.effects.deadlines import ComparedDeadline, deadlines_of
from govcheck.checks.seats import GROUPS
from govcheck.papers.change.sentences import without_addresses
from govcheck.papers.change.statement import NOTHING, ComparedRow, Voice
from govcheck.papers.gate.sentences import effect_in_words
from govcheck.render.page.names import first_few, permission_name
from govcheck.targets import words
from govcheck.translation import SaidText

_MOST_NAMED: Final = 3


class Rows:
    """How each effect of a change looks in a table."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    @cached_property
    def _deadlines(self) -> list[dict[str, ComparedDeadline]]:
        """The deadlines of either side by their subjects."""
        sides = self._voice.comparison.base, self._voice.comparison.head
        return [dict(deadlines_of(side.program, side.policy)) for side in sides]

    def merged(self, effects: Iterable[Effect]) -> Iterator[ComparedRow]:
        """A row for all effects that say the same."""
        effects = [*effects]
        rights = [(one, right) for one in effects if (right := _right(one)) is not None]
        others = (
            one
            for one in effects
            if one.effect not in ("adds-member", "removes-member") and _right(one) is None
        )
        found: dict[tuple[EffectClass, str, str, str], list[str]] = {}
        for row in (*map(self._row, others), *self._rights(rights), *self._members(effects)):
            key = (row.kind, row.what, row.before, row.after)
            found.setdefault(key, []).extend(row.subjects)
        for kind in ORDER:
            for key, subjects in found.items():
                if key[0] == kind:
                    yield ComparedRow(*key, tuple(dict.fromkeys(subjects)))

    def _row(self, effect: Effect) -> ComparedRow:
        voice, kind = self._voice, effect.kind
        say = voice.tongue.say
        if effect.doubt is not None:
            sides = say("not fully compared"), _read_both(voice, effect)
            if effect.decision is not None:
                return ComparedRow(kind, decision_title(voice, effect.decision), *sides)
            what = effect_in_words(voice.tongue, effect.effect)
            return ComparedRow(kind, what, *sides, (self._subject(effect),))
        if effect.decision is not None:
            return self._decided(effect)
        if effect.effect in ("lengthens-deadline", "shortens-deadline"):
            return self._deadline(effect)
        if effect.effect in ("removes-cover", "adds-cover") and effect.intervals:
            return self._cover(effect)
        if effect.effect == "changes-first-human":
            parties = effect.parties
            before, after = (voice.people(one) for one in parties)
            if parties == ((), ()) or (parties[0] != parties[1] and before == after):
                before, after = voice.both(effect.before, effect.after)
            elif parties[0] == parties[1]:
                after = say("the same people, at other times")
            return ComparedRow(
                kind, say("First to be told"), before, after, (self._subject(effect),)
            )
        what = effect_in_words(voice.tongue, effect.effect)
        before, after = voice.both(*without_addresses(effect, voice.tongue))
        return ComparedRow(kind, what, before, after, (self._subject(effect),))

    def _decided(self, effect: Effect) -> ComparedRow:
        voice = self._voice
        name = effect.decision or ""
        what = decision_title(voice, name)
        before, after = (
            NOTHING
            if said is None
            else ", ".join(names.result(name, one) for one in said.split(", "))
            for names, said in ((voice.base, effect.before), (voice.head, effect.after))
        )
        if before == after:
            before, after = voice.both(effect.before, effect.after)
        return ComparedRow(effect.kind, what, before, after)

    def _deadline(self, effect: Effect) -> ComparedRow:
        voice = self._voice
        say = voice.tongue.say
        kind, name, *rest = (*effect.subject.split("/"), "", "")[:3]
        if rest[0] == "first-human":
            sooner, later = say("sooner"), say("later")
            pair = (sooner, later) if effect.effect == "lengthens-deadline" else (later, sooner)
            return ComparedRow(
                effect.kind, say("First to be told"), *pair, (self._subject(effect),)
            )
        before, after = (self._within(one.get(effect.subject)) for one in self._deadlines)
        if before == after:
            after = say("in other hours")
        what, subjects = self._subject(effect), tuple[str, ...]()
        if kind == "escalation" and rest[0] == "last_resort":
            plan = voice.comparison.head.program.escalations.get(name)
            if plan is not None:
                what = say("{who} (last resort)", who=voice.target(plan.last_resort))
        elif kind == "escalation" and ":" in rest[0]:
            what = say("{who} told after", who=voice.target(rest[0]))
        elif kind == "escalation":
            what = say(
                "{escalation}: somebody has been told", escalation=voice.document(f"{kind}/{name}")
            )
        elif kind == "channel":
            what, subjects = say("Answers on channels"), (voice.document(f"channel/{name}"),)
        return ComparedRow(effect.kind, what, before, after, subjects)

    def _within(self, deadline: ComparedDeadline | None) -> str:
        voice = self._voice
        if deadline is None or deadline.within is None:
            return voice.duration(None)
        said = voice.duration(deadline.within)
        if deadline.calendar is None:
            return said
        return voice.tongue.say(
            "{duration} of {calendar}",
            duration=said,
            calendar=voice.document(f"calendar/{deadline.calendar}"),
        )

    def _cover(self, effect: Effect) -> ComparedRow:
        voice = self._voice
        say = voice.tongue.say
        less = say("nobody") if effect.empty else say("fewer people")
        total = voice.tongue.stretch(sum(end - start for start, end in effect.intervals))
        first = voice.tongue.day(effect.intervals[0][0], voice.zone)
        timed = say("{total} in all, first on {day}", total=total, day=first)
        full = say("somebody") if effect.empty else say("more people")
        before, after = (full, less) if effect.effect == "removes-cover" else (less, full)
        return ComparedRow(
            effect.kind, say("Who answers"), before, f"{after} ({timed})", (self._subject(effect),)
        )

    def _rights(self, rights: list[tuple[Effect, SaidText]]) -> Iterator[ComparedRow]:
        """Everybody who gains or loses the same right stands in one row."""
        voice, found = self._voice, dict[tuple[Effect, str], list[str]]()
        for one, right in rights:
            same = Effect(one.effect, one.kind, one.subject, None, None, frozenset())
            values = dict(right.values)
            what = permission_name(values["what"], voice.tongue) or voice.called(values["what"])
            found.setdefault((same, what), []).append(voice.person(values["person"]))
        for (one, what), people in found.items():
            all_ = voice.tongue.all_of(people)
            text = (
                voice.tongue.say("{person} may {what}", person=all_, what=what)
                if len(people) == 1
                else voice.tongue.say("{people} may {what}", people=all_, what=what)
            )
            sides = (NOTHING, text) if one.effect == "grants-permission" else (text, NOTHING)
            title = effect_in_words(voice.tongue, one.effect)
            yield ComparedRow(one.kind, title, *sides, (self._subject(one),))

    def _members(self, effects: list[Effect]) -> Iterator[ComparedRow]:
        """Whoever leaves stands beside whoever comes to the same place."""
        voice = self._voice
        found: dict[str, tuple[list[str], list[str]]] = {}
        for one in effects:
            if one.effect in ("adds-member", "removes-member"):
                sides = found.setdefault(one.subject, ([], []))
                people = [voice.person(name) for name in sorted(one.people)]
                for side, said in zip(sides, (one.before, one.after), strict=True):
                    if said is not None:
                        owner = one.subject.endswith("/owner")
                        other = voice.document(f"team/{said}") if owner else voice.plain(said)
                        side.extend(people or [other])
        for subject, (left, came) in found.items():
            before, after = (", ".join(dict.fromkeys(one)) or NOTHING for one in (left, came))
            if before == after:
                after = voice.tongue.say("other days")
            what = voice.tongue.say("Members")
            yield ComparedRow("different", what, before, after, (subject_in_words(voice, subject),))

    def _subject(self, effect: Effect) -> str:
        return subject_in_words(self._voice, effect.subject)


def _right(effect: Effect) -> SaidText | None:
    """The right that somebody gains or loses by name."""
    text = effect.after if effect.before is None else effect.before
    named = isinstance(text, SaidText) and text.sentence == "{person} may {what}"
    return text if named and isinstance(text, SaidText) else None


def _read_both(voice: Voice, effect: Effect) -> str:
    """Who reads what, where a change could not be compared."""
    named = [subject_in_words(voice, ref) for ref in sorted(effect.documents)]
    if not named:
        return voice.tongue.say("approvers must read both versions")
    documents = voice.tongue.all_of(first_few(named, _MOST_NAMED, voice.tongue))
    return voice.tongue.say("approvers must read both versions of {documents}", documents=documents)


def not_compared(voice: Voice, effects: Sequence[Effect]) -> str:
    """That it is not told what a change does, and why."""
    reasons = dict.fromkeys(voice.tongue.text(one.doubt or "") for one in effects)
    return voice.tongue.say(
        "it could not be compared in full: {reasons}", reasons=voice.tongue.all_of([*reasons])
    )


def decision_title(voice: Voice, name: str) -> str:
    """What a decision decides, in front of its results."""
    titles = {
        "severity": voice.tongue.say("Severity"),
        "escalation": voice.tongue.say("Escalation"),
        "playbooks": voice.tongue.say("Playbooks"),
    }
    called = voice.head.decision(name)
    return titles.get(name, f"{called[:1].upper()}{called[1:]}")


def subject_in_words(voice: Voice, subject: str) -> str:
    """What an effect is about, by its name."""
    kind, _, rest = subject.partition("/")
    if kind == "target":
        return voice.target(rest)
    name, _, more = rest.partition("/")
    if kind == "playbook" and more:
        task = _task(voice, name, more.rpartition("/")[2])
        if task is not None:
            return f"{task} ({voice.document(f'playbook/{name}')})"
    group = more.removeprefix("represents/")
    if kind == "person":
        called = voice.person(name)
    elif kind == "organization":
        called = voice.comparison.head.program.organization
    else:
        called = voice.document(f"{kind}/{name}")
    if group in GROUPS:
        return f"{called} ({voice.tongue.text(GROUPS[group])})"
    fields = {
        "admins": voice.tongue.say("administrators"),
        "approvals": voice.tongue.say("approvals"),
        "backup": voice.tongue.say("recovery"),
        "contacts": voice.tongue.say("ways to be reached"),
        "deputies": voice.tongue.say("deputies"),
        "email": voice.tongue.say("e-mail"),
        "employer": voice.tongue.say("employer"),
        "mfa": voice.tongue.say("second factor"),
        "owner": voice.tongue.say("team"),
    }
    more = fields.get(more) or words(more.replace("/", ", "))
    return f"{called} ({more})" if more else called


def _task(voice: Voice, playbook: str, action: str) -> str | None:
    for side in (voice.comparison.head, voice.comparison.base):
        plan = side.program.playbooks.get(playbook)
        for one in () if plan is None else plan.actions:
            if one.id == action:
                return voice.tongue.text(one.do)
    return None

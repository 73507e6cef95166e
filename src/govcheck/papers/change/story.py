"""The story of a change: what every format tells a council member, in one order."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from govcheck.change.comparison import Comparison
from govcheck.change.effect import ORDER, Effect, EffectClass, worst
from govcheck.papers.change.calendars import calendar
from govcheck.papers.change.controls import control, organization
from govcheck.papers.change.decisions import decision, rewording
from govcheck.papers.change.escalations import escalation
from govcheck.papers.change.outcomes import incident_in_words
from govcheck.papers.change.people import council, rota
from govcheck.papers.change.playbooks import playbook
from govcheck.papers.change.rows import Rows, not_compared, subject_in_words
from govcheck.papers.change.staff import arrival, channel, person
from govcheck.papers.change.statement import ComparedRow, Fields, Statement, Voice
from govcheck.papers.gate.sentences import broken_promises, effect_in_words
from govcheck.render.page.names import first_few, language_name
from govcheck.targets import words
from govcheck.tongue import Tongue
from govcheck.workspace.diff import Diff

_MOST_NAMED: Final = 3
_Teller = Callable[[Voice, Fields, Fields, tuple[Effect, ...]], Iterator[Statement]]
_TELLERS: Final[dict[str, _Teller]] = {
    "decision": decision,
    "playbook": playbook,
    "escalation": escalation,
    "council": council,
    "rota": rota,
    "change-control": control,
    "calendar": calendar,
    "person": person,
    "channel": channel,
    "organization": organization,
}


class Story(NamedTuple):
    """Everything that is said before anything is folded; nothing is escaped yet."""

    headline: str
    kind: EffectClass | None
    """The class of the whole; None where nothing changes for people."""
    more: tuple[str, ...]
    """What else changes, a sentence each."""
    rows: tuple[ComparedRow, ...]
    promises: tuple[str, ...]
    """Those that are broken."""
    incidents: tuple[str, ...]
    """Those that come out otherwise, a sentence each."""
    looked_at: int
    """How many incidents were compared."""


def story(diff: Diff, tongue: Tongue) -> Story:
    """What a change does, for people."""
    voice = Voice(diff.change.comparison, tongue)
    effects = tuple(map(_as_told, diff.change.effects))
    diff = diff._replace(change=diff.change._replace(effects=effects))
    broken = [one.subject for one in diff.breaks]
    given = [one for one in broken if one.startswith("guarantee/")] or broken
    promises = tuple(subject_in_words(voice, one) for one in given)
    incidents = tuple(incident_in_words(voice, one) for one in diff.incidents if one.differs)
    looked_at = len(diff.incidents)
    if not diff.change.edits:
        said = tongue.say("Nothing changes: both policies say the same.")
        return Story(said, None, (), (), promises, incidents, looked_at)
    if not effects:
        said = tongue.say(
            "Nothing changes for people or incidents: {what}.", what=_unchanged(voice, diff)
        )
        return Story(said, None, tuple(_refused(voice, diff)), (), promises, incidents, looked_at)
    statements = [*map(_telling, _statements(voice, diff))]
    statements.sort(key=lambda one: len(ORDER) if one.kind is None else ORDER.index(one.kind))
    first, *rest = statements
    kinds = {one.kind for one in effects}
    replaced = frozenset[str]().union(*(one.subjects for one in statements))
    lost = frozenset(broken)
    left = [one for one in effects if one.subject not in replaced | lost]
    rows = [row for one in statements for row in one.rows]
    rows += Rows(voice).merged(left)
    rows.sort(key=lambda row: ORDER.index(row.kind))
    spoken = tuple(
        _stopped(f"{one[:1].upper()}{one[1:]}")
        for one in (*renamed(voice), *translated(voice.comparison, tongue))
    )
    more = (*_refused(voice, diff), *(_whole(voice, one) for one in rest), *spoken)
    besides = len(broken) - len(given)
    headline = _headline(voice, first.text, kinds, promises, besides, len(rest) + len(spoken))
    return Story(headline, worst(kinds), more, tuple(rows), promises, incidents, looked_at)


def _as_told(effect: Effect) -> Effect:
    """What could not be compared is neither weaker nor stricter for people, and told once."""
    return effect if effect.doubt is None else effect._replace(kind="different")


def _refused(voice: Voice, diff: Diff) -> Iterator[str]:
    """That the head does not pass `validate`, and the first reason."""
    if diff.faults:
        first, tongue = diff.faults[0], voice.tongue
        message = tongue.text(first.message)
        if first.document is not None:
            message = f"{subject_in_words(voice, first.document)}: {message}"
        yield _stopped(
            tongue.count(
                "`validate` refuses it for {count} mistake: {message}",
                "`validate` refuses it for {count} mistakes, the first: {message}",
                len(diff.faults),
                message=message,
            )
        )


def class_in_words(tongue: Tongue, kind: EffectClass) -> str:
    """A class at the beginning of a sentence."""
    names = {
        "weaker": tongue.say("Weaker"),
        "different": tongue.say("Different"),
        "stricter": tongue.say("Stricter"),
    }
    return names[kind]


def _headline(
    voice: Voice,
    first: str,
    kinds: set[EffectClass],
    promises: tuple[str, ...],
    besides: int,
    rest: int,
) -> str:
    """The first line; `besides` counts what is broken and stands in no guarantee."""
    tongue = voice.tongue
    if promises:
        named = first_few(promises, _MOST_NAMED, tongue)
        first = f"{broken_promises(named, len(promises), besides, tongue)}; {first}"
    if {"weaker", "stricter"} <= kinds:
        said = tongue.say("Partly weaker, partly stricter: {what}", what=first)
    else:
        name = class_in_words(tongue, worst(kinds))
        said = tongue.say("{kind}: {what}", kind=name, what=first)
    if rest:
        said += "; " + tongue.count("one more change below", "{count} more changes below", rest)
    return _stopped(said)


def _stopped(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _telling(one: Statement) -> Statement:
    """A statement without rows that say the same of both sides; the effects stand there instead."""
    if all(row.before != row.after for row in one.rows):
        return one
    return one._replace(rows=(), subjects=frozenset())


def _whole(voice: Voice, one: Statement) -> str:
    if one.kind is None:
        return _stopped(f"{one.text[:1].upper()}{one.text[1:]}")
    name = class_in_words(voice.tongue, one.kind)
    return _stopped(voice.tongue.say("{kind}: {what}", kind=name, what=one.text))


def _statements(voice: Voice, diff: Diff) -> Iterator[Statement]:
    """What each changed document does, at least one statement in all."""
    documents = dict.fromkeys(edit.document for edit in voice.comparison.edits)
    said = 0
    lost = {one.subject for one in diff.breaks}
    left = [one for one in diff.change.effects if one.subject not in lost]
    for ref in documents:
        effects = tuple(one for one in left if ref in one.documents)
        kind = None if not effects else worst({one.kind for one in effects})
        for one in _of_document(voice, diff, ref, effects):
            said += 1
            yield one if one.kind is not None else one._replace(kind=kind)
    if not said:
        yield from _of_effects(voice, diff.change.effects)


def _of_document(
    voice: Voice, diff: Diff, ref: str, effects: tuple[Effect, ...]
) -> Iterator[Statement]:
    old, new = voice.sides(ref)
    teller = _TELLERS.get(ref.partition("/")[0])
    told: list[Statement] = []
    if teller is not None and old is not None and new is not None:
        told = [*teller(voice, old, new, effects)]
        yield from told
    elif old is None or new is None:
        known, what = subject_in_words(voice, ref), _kind(voice, ref)
        if new is not None and (said := arrival(voice, ref, new)) is not None:
            yield Statement(said, ("",), None, (), frozenset({ref}))
        elif new is not None:
            yield Statement(voice.tongue.say("{kind} {name} is new", kind=what, name=known), ("",))
        elif old is not None:
            yield Statement(voice.tongue.say("{kind} {name} is gone", kind=what, name=known), ("",))
        return
    if teller is organization and told:  # it tells of one field alone
        told_of = frozenset[str]().union(*(one.subjects for one in told))
        effects = tuple(one for one in effects if one.subject not in told_of)
        told = []
    if not told and effects:
        yield from _of_effects(voice, effects)


def _of_effects(voice: Voice, effects: tuple[Effect, ...]) -> Iterator[Statement]:
    """The first effect of the worst class, and how many are like it.

    Of effects of one class those that could not be compared go before.
    """
    kind = worst({one.kind for one in effects})
    alike = [one for one in effects if one.kind == kind]
    doubtful = [one for one in alike if one.doubt is not None]
    if doubtful:
        yield Statement(not_compared(voice, doubtful), (), kind)
        return
    what = effect_in_words(voice.tongue, alike[0].effect)
    subjects = [
        *dict.fromkeys(
            subject_in_words(voice, one.subject) for one in alike if one.effect == alike[0].effect
        )
    ]
    named = first_few(subjects, _MOST_NAMED, voice.tongue)
    text = voice.tongue.say("it {does} ({subjects})", does=what, subjects=", ".join(named))
    yield Statement(text, (), kind)


def _kind(voice: Voice, ref: str) -> str:
    """What a document is."""
    say = voice.tongue.say
    kind = ref.partition("/")[0]
    known = {
        "advocate": say("advocate"),
        "calendar": say("calendar"),
        "change-control": say("change control"),
        "channel": say("channel"),
        "council": say("council"),
        "decision": say("decision"),
        "escalation": say("escalation"),
        "goal": say("goal"),
        "guarantee": say("guarantee"),
        "incident": say("incident"),
        "organization": say("organization"),
        "person": say("person"),
        "playbook": say("playbook"),
        "representative": say("representative"),
        "role": say("role"),
        "rota": say("rota"),
        "scenario": say("scenario"),
        "severity": say("severity"),
        "team": say("team"),
        "training": say("training"),
        "vocabulary": say("vocabulary"),
        "waiver": say("waiver"),
    }
    return known.get(kind, words(kind))


def _unchanged(voice: Voice, diff: Diff) -> str:
    """What only reads otherwise."""
    said: list[str] = []
    documents = dict.fromkeys(edit.document for edit in voice.comparison.edits)
    others = 0
    for ref in documents:
        old, new = voice.sides(ref)
        if old is not None and old == new and voice.comparison.translations.texts:
            continue  # which is said of all of them at once
        found: list[str] = []
        if ref.startswith("decision/") and old is not None and new is not None:
            found = rewording(voice, old, new)
        others += not found
        said += found
    said += (*renamed(voice), *translated(voice.comparison, voice.tongue))
    if others:
        said.append(
            voice.tongue.count(
                "one document reads otherwise", "{count} documents read otherwise", others
            )
        )
    return ", ".join(said)


def renamed(voice: Voice) -> Iterator[str]:
    """What has another id and is otherwise the same."""
    for kind, before, after in voice.comparison.renames.names:
        called = (
            voice.head.severity(after) if kind == "severity" else voice.document(f"{kind}/{after}")
        )
        yield voice.tongue.say(
            "{kind} {name} has another id and is otherwise the same: {before} -> {after}",
            kind=_kind(voice, kind),
            name=called,
            before=before,
            after=after,
        )


def translated(comparison: Comparison, tongue: Tongue) -> Iterator[str]:
    """What stands in other languages than before, and says the same."""
    found = comparison.translations
    if not found.texts:
        return
    for languages in filter(None, (found.gained, found.lost)):
        named = tongue.all_of([language_name(tongue, one) for one in sorted(languages)])
        if languages is found.gained:
            yield tongue.count(
                "{count} text is now also in {languages}",
                "{count} texts are now also in {languages}",
                found.texts,
                languages=named,
            )
        else:
            yield tongue.count(
                "{count} text is no longer in {languages}",
                "{count} texts are no longer in {languages}",
                found.texts,
                languages=named,
            )
    if not found.gained and not found.lost:
        yield tongue.count(
            "{count} text names its language now, or no longer",
            "{count} texts name their language now, or no longer",
            found.texts,
        )

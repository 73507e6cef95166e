"""Incidents of which a change makes something else, a sentence each."""

from collections.abc import Iterator
from typing import Final

from govcheck.change.incidents import Facet, Redecided
from govcheck.papers.change.rows import decision_title, subject_in_words
from govcheck.papers.change.statement import Voice
from govcheck.render.page.names import first_few
from govcheck.time.clock import parse_instant

_MOST_NAMED: Final = 3
_OWED: Final = ("owed", "due", "kept", "waits", "text")
"""What becomes of a task."""


def incident_in_words(voice: Voice, one: Redecided) -> str:
    """An incident, and what becomes of it."""
    tongue = voice.tongue
    parts = []
    for name, before, after in one.decisions:
        sides = [
            ", ".join(names.result(name, each) for each in said) or tongue.say("nothing")
            for names, said in ((voice.base, before), (voice.head, after))
        ]
        parts.append(
            tongue.say(
                "{what} {after} instead of {before}",
                what=decision_title(voice, name),
                before=sides[0],
                after=sides[1],
            )
        )
    for tell in (_told, _due, _forbidden, _others):
        parts += tell(voice, one)
    if one.unreadable:
        parts.append(tongue.say("one side cannot read it"))
    return f"{tongue.text(one.incident.title)}: {'; '.join(parts)}"


def _told(voice: Voice, one: Redecided) -> Iterator[str]:
    """Who hears of it, does not any more, or otherwise."""
    tongue = voice.tongue
    told = [change for change in one.changes if change.facet == "told"]
    groups = (
        [change.subject for change in told if change.before is None],
        [change.subject for change in told if change.after is None],
        [change.subject for change in told if None not in (change.before, change.after)],
    )
    came, left, otherwise = (
        tongue.all_of([voice.person(name) for name in names]) for names in groups
    )
    if came:
        yield tongue.say("also told: {people}", people=came)
    if left:
        yield tongue.say("no longer told: {people}", people=left)
    if otherwise:
        yield tongue.say("told at another time or in another way: {people}", people=otherwise)
    answered = [
        voice.person(change.subject) for change in one.changes if change.facet == "told-if-answered"
    ]
    if answered and not told:
        names = tongue.all_of(answered)
        yield tongue.say("if somebody answers at once, told otherwise: {people}", people=names)


def _due(voice: Voice, one: Redecided) -> Iterator[str]:
    """What is due at another time, then what else is not owed as before."""
    tongue = voice.tongue
    due = [change for change in one.changes if change.facet == "due"]
    told = [change for change in due if change.before and change.after][:_MOST_NAMED]
    for change in told:
        before, after = (
            tongue.moment(parse_instant(at or ""), voice.zone, one.incident.detected_at)
            for at in (change.before, change.after)
        )
        yield tongue.say(
            "due {after} instead of {before}: {task}",
            before=before,
            after=after,
            task=_owed(voice, change.subject),
        )
    known = {change.subject for change in told}
    owed = [change.subject for change in one.changes if change.facet in _OWED]
    tasks = [_owed(voice, name) for name in dict.fromkeys(owed) if name not in known]
    if tasks:
        shown = first_few(tasks, _MOST_NAMED, tongue)
        yield tongue.say("what is owed changes: {tasks}", tasks=", ".join(shown))


def _forbidden(voice: Voice, one: Redecided) -> Iterator[str]:
    """What must not be said any more, and what may be."""
    found = [change for change in one.changes if change.facet == "forbidden"]
    texts = [voice.tongue.text(change.subject) for change in found if change.before is None]
    freed = [voice.tongue.text(change.subject) for change in found if change.after is None]
    if texts:
        yield voice.tongue.say("now forbidden: {texts}", texts=", ".join(texts))
    if freed:
        yield voice.tongue.say("no longer forbidden: {texts}", texts=", ".join(freed))


def _others(voice: Voice, one: Redecided) -> Iterator[str]:
    """The rest, in general."""
    say = voice.tongue.say
    said: dict[Facet, str] = {
        "approval": say("other people or times for approvals"),
        "council": say("the council meets at another time, or with others"),
        "possible": say("other results are possible"),
        "single-point": say("a deadline is lost if another person than before is missing"),
    }
    facets = {change.facet for change in one.changes}
    yield from (words for facet, words in said.items() if facet in facets)


def _owed(voice: Voice, obligation: str) -> str:
    """Something owed, by what it is called."""
    kind = obligation.partition("/")[0]
    if kind == "acknowledge":
        return voice.tongue.say("somebody answers")
    if kind == "council":
        return voice.tongue.say("{council} is to be together", council=voice.document(obligation))
    return subject_in_words(voice, f"playbook/{obligation}")

"""Incidents of which a change makes something else, a sentence each."""

from collections.abc import Iterable, Iterator
from typing import Final

from govcheck.change.incidents import OutcomeChange, Redecided
from govcheck.papers.change.rows import decision_title, subject_in_words
from govcheck.papers.change.statement import Voice
from govcheck.render.page.names import PageNames, first_few
from govcheck.time.clock import parse_instant
from govcheck.translation import SaidText

_MOST_NAMED: Final = 3


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
    for tell in (_told, _due, _owed_by, _agree, _forbidden, _others):
        parts += tell(voice, one)
    parts += map(tongue.text, one.unreadable)
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
    new = [change.subject for change in due if change.before is None]
    gone = [change.subject for change in due if change.after is None]
    if new:
        yield tongue.say("now to be done: {tasks}", tasks=_tasks(voice, new))
    if gone:
        yield tongue.say("no longer to be done: {tasks}", tasks=_tasks(voice, gone))
    known = {*new, *gone, *(change.subject for change in told), *_needs(voice, one)}
    otherwise = {
        "due": tongue.say("due at another time"),
        "waits": tongue.say("waits for something else"),
        "text": tongue.say("worded differently"),
    }
    groups: dict[str, list[str]] = {}
    for change in one.changes:
        if change.facet == "kept" and change.before and change.after:
            what = " -> ".join(voice.both(change.before, change.after))
        elif (
            change.facet in otherwise
            and change.subject not in known
            and not (change.facet == "text" and change.subject.startswith("council/"))
        ):
            what = otherwise[change.facet]
        else:
            continue
        groups.setdefault(what, []).append(change.subject)
    yield from (f"{_tasks(voice, tasks)}: {what}" for what, tasks in groups.items())


def _tasks(voice: Voice, names: Iterable[str]) -> str:
    """The first tasks by what they are called; the others are counted."""
    tasks = list(dict.fromkeys(_owed(voice, name) for name in names))
    return ", ".join(first_few(tasks, _MOST_NAMED, voice.tongue))


def _owed_by(voice: Voice, one: Redecided) -> Iterator[str]:
    """Who owes what in somebody's place."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for change in one.changes:
        of_council = change.subject.startswith("council/")
        if change.facet == "owed" and change.before and change.after and not of_council:
            sides = (
                voice.tongue.any_of([voice.target(each) for each in side.split(", ")])
                for side in (change.before, change.after)
            )
            groups.setdefault(tuple(sides), []).append(change.subject)
    for (before, after), tasks in groups.items():
        yield voice.tongue.say(
            "owed by {after} instead of {before}: {tasks}",
            before=before, after=after, tasks=_tasks(voice, tasks),
        )  # fmt: skip


def _needs(voice: Voice, one: Redecided) -> dict[str, tuple[str, str]]:
    """The tasks that wait for another agreement: who had to agree, and who has to."""
    found = {}
    for change in one.changes:
        task, _, name = change.subject.rpartition("/")
        both = [
            names.agreement(plan.approvals[name].by)
            for names in (voice.base, voice.head)
            if change.facet == "approval"
            and (plan := names.program.playbooks.get(task.partition("/")[0])) is not None
            and name in plan.approvals
        ]
        if len(both) == 2 and both[0] != both[1]:
            found[task] = (both[0], both[1])
    return found


def _agree(voice: Voice, one: Redecided) -> Iterator[str]:
    """Who has to agree to what instead of whom; else what is approved otherwise."""
    needs = _needs(voice, one)
    for before, after in dict.fromkeys(needs.values()):
        tasks = [task for task, both in needs.items() if both == (before, after)]
        yield voice.tongue.say(
            "{after} must agree instead of {before}: {tasks}",
            before=before, after=after, tasks=_tasks(voice, tasks),
        )  # fmt: skip
    known = {*needs, *(change.subject for change in one.changes if change.facet == "due")}
    others = [
        task
        for change in one.changes
        if change.facet == "approval" and (task := change.subject.rpartition("/")[0]) not in known
    ]
    if others:
        yield voice.tongue.say(
            "approved by other people or at another time: {tasks}", tasks=_tasks(voice, others)
        )


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
    """What could be decided instead, on whom a deadline hangs, and when a council meets."""
    say = voice.tongue.say
    tables = voice.head.program.ruleset.decisions
    single = {table.name for table in tables if table.hit_policy != "collect"}
    for change in one.changes:
        if change.facet == "possible":
            before = _results(voice, voice.base, change.subject, change.before)
            after = _results(voice, voice.head, change.subject, change.after)
            what = decision_title(voice, change.subject)
            words = {"what": what, "before": before, "after": after}
            if change.subject in single and ", " not in (change.after or ""):
                yield say("{what} is {after}, whatever comes out; it could be {before}", **words)
            else:
                yield say("{what} could be {after} instead of {before}", **words)
    points = [change for change in one.changes if change.facet == "single-point"]
    if now := [change.subject for change in points if change.after]:
        yield say("without {people} a deadline is missed now", people=_anybody(voice, now))
    if once := [change.subject for change in points if change.before]:
        yield say("without {people} no deadline is missed any more", people=_anybody(voice, once))
    for change in one.changes:
        if change.facet == "council":
            yield from _assembled(voice, one, change)


def _assembled(voice: Voice, one: Redecided, change: OutcomeChange) -> Iterator[str]:
    """How many of a council are needed, when they are together, and whether they are others."""
    say, council = voice.tongue.say, voice.document(f"council/{change.subject}")
    sides = [dict(side.values) for side in (change.before, change.after)
             if isinstance(side, SaidText)]  # fmt: skip
    if len(sides) < 2:
        yield say("{council}: other time, quorum or people", council=council)
        return
    before, after = sides
    if before["count"] != after["count"]:
        yield say(
            "{council} needs {after} people for a quorum instead of {before}",
            council=council, before=before["count"], after=after["count"],
        )  # fmt: skip
    if before["at"] != after["at"]:
        times = [
            voice.tongue.text(at)
            if isinstance(at, SaidText)
            else voice.tongue.moment(parse_instant(at), voice.zone, one.incident.detected_at)
            for at in (before["at"], after["at"])
        ]
        yield say(
            "{council} is together {after} instead of {before}",
            council=council, before=times[0], after=times[1],
        )  # fmt: skip
    if before["seats"] != after["seats"]:
        yield say("{council}: other people", council=council)


def _results(voice: Voice, names: PageNames, decision: str, listed: str | None) -> str:
    """The results by name; nothing where a side has none."""
    ids = [] if listed is None or isinstance(listed, SaidText) else listed.split(", ")
    found = [names.result(decision, one) for one in ids]
    return voice.tongue.any_of(found) if found else voice.tongue.say("nothing")


def _anybody(voice: Voice, names: Iterable[str]) -> str:
    return voice.tongue.any_of([voice.person(name) for name in names])


def _owed(voice: Voice, obligation: str) -> str:
    """Something owed, by what it is called."""
    kind = obligation.partition("/")[0]
    if kind == "acknowledge":
        return voice.tongue.say("somebody answers")
    if kind == "council":
        return voice.tongue.say("{council} is to be together", council=voice.document(obligation))
    return subject_in_words(voice, f"playbook/{obligation}")

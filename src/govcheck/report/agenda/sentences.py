"""What has to be dealt with, in the reader's tongue."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from govcheck.agenda.item import AgendaItem, Heading, Meeting, Topic
from govcheck.render.page.names import PageNames, words
from govcheck.report.agenda.hours import MOST_LEFT, channel, have_and_need, not_kept
from govcheck.report.prove.page import subject_called
from govcheck.report.prove.property import failing_of
from govcheck.time.clock import local


def heading(kind: Heading, names: PageNames) -> str:
    """What the items of a heading have in common."""
    say = names.tongue.say
    return {
        "exposed": say("EXPOSED: what the policy does not keep, and who cannot be replaced"),
        "incidents": say("INCIDENTS: open, or with something broken"),
        "posts": say("POSTS that wait for an approval"),
        "ends": say("ENDS: terms, trainings, people, rotas"),
        "reviews": say("REVIEWS: rules, channels, goals, templates, limits"),
        "accepted": say("ACCEPTED for a while"),
        "untested": say("UNTESTED: scenarios nobody confirmed, rules nothing reached"),
        "hours": say("HOURS: more is asked than there is"),
        "findings": say("FINDINGS of validate"),
    }[kind]


def nothing(kinds: Sequence[Heading], names: PageNames) -> str:
    """What was looked at and has nothing to deal with."""
    say = names.tongue.say
    said = {
        "exposed": say("proofs"),
        "incidents": say("incidents"),
        "posts": say("posts"),
        "ends": say("ends"),
        "reviews": say("reviews"),
        "accepted": say("waivers"),
        "untested": say("tests"),
        "hours": say("hours"),
        "findings": say("findings"),
    }
    return say("Looked at, and nothing to deal with: {these}", these=_list(names, said, kinds))


def _list(names: PageNames, said: dict[str, str], kinds: Sequence[Heading]) -> str:
    return names.tongue.all_of([said[kind] for kind in kinds])


def meeting(one: Meeting, names: PageNames) -> list[str]:
    """The quorum of a meeting, and who is away."""
    tongue = names.tongue
    council = names.document(f"council/{one.council}")
    values = {"council": council, "filled": one.filled, "all": len(one.seats), "quorum": one.quorum}
    day = tongue.date(one.day)
    if one.has_quorum:
        first = tongue.say(
            "{council} meets on {day}: {filled} of {all} seats are filled, {quorum} make the"
            " quorum",
            day=day,
            **values,
        )
    else:
        first = tongue.say(
            "NO QUORUM: {council} meets on {day}, {filled} of {all} seats are filled, {quorum} are"
            " needed",
            day=day,
            **values,
        )
    said = [first]
    for seat in one.seats:
        holder = names.person(seat.holder)
        if seat.filled_by is None:
            said.append(tongue.say("{who} is away, and nobody stands in", who=holder))
        elif seat.filled_by != seat.holder:
            said.append(
                tongue.say(
                    "{who} is away: {deputy} takes the seat",
                    who=holder,
                    deputy=names.person(seat.filled_by),
                )
            )
    return said


def said(item: AgendaItem, names: PageNames, at: int) -> str:
    """One item in a sentence, without its day."""
    sentence = _SENTENCES[item.topic](item, names, at)
    late = item.state == "overdue"
    return names.tongue.say("OVERDUE: {what}", what=sentence) if late else sentence


def _subject(item: AgendaItem, names: PageNames) -> str:
    return names.document(item.subject)


def _id(item: AgendaItem) -> str:
    return item.subject.partition("/")[2] or item.subject


def _people(item: AgendaItem, names: PageNames) -> str:
    return names.tongue.any_of([names.person(one) for one in item.people])


def _refuted(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    what = failing_of(item.part, 1, names.tongue)
    return f"{item.part} {subject_called(names, item.subject)}: {what}"


def _finding(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return f"{item.part}: {names.tongue.text(item.about)}"


def _absence(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    tongue = names.tongue
    failures = []
    for code, subject, seconds in item.fails[:MOST_LEFT]:
        what = failing_of(code, 1, tongue)
        said = f"{subject_called(names, subject)} - {what}"
        failures.append(f"{said} ({tongue.stretch(seconds)})" if seconds else said)
    rest = len(item.fails) - MOST_LEFT
    if rest > 0:
        failures.append(tongue.count("{count} more", "{count} more", rest))
    return tongue.say(
        "without {who}: {about}",
        who=_people(item, names),
        about="; ".join(failures) or item.about,
    )


def _open_incident(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say("{title}: still open", title=names.tongue.text(item.about))


def _review(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    tongue = names.tongue
    tasks = [names.task(one) for one in item.part.split(", ")]
    sentence = tongue.say(
        "{title}: broken: {tasks}", title=tongue.text(item.about), tasks="; ".join(tasks)
    )
    if item.number:
        sentence += "; " + tongue.count("{count} late", "{count} late", item.number)
    return sentence


def _post(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    tongue = names.tongue
    about = item.about if len(item.about) <= 60 else item.about[:59].rstrip() + "…"
    values = {"title": about, "channel": channel(item.part, names)}
    if not item.people:
        return tongue.count(
            "{channel}, {title}: {count} approval is missing, and nobody can give it",
            "{channel}, {title}: {count} approvals are missing, and nobody can give them",
            item.number,
            **values,
        )
    return tongue.count(
        "{channel}, {title}: {count} approval is missing, of {who}",
        "{channel}, {title}: {count} approvals are missing, of {who}",
        item.number,
        who=_people(item, names),
        **values,
    )


def _term(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say(
        "{council}: the term of {who} ends", council=_subject(item, names), who=_people(item, names)
    )


def _training(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    values = {
        "who": _people(item, names),
        "training": _subject(item, names),
        "role": names.document(f"role/{item.part}"),
    }
    if item.state == "overdue":
        return names.tongue.say("{who} lacks {training}, which {role} requires", **values)
    return names.tongue.say("{who}: {training} counts no longer, which {role} requires", **values)


def _departure(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say("{who} leaves", who=_people(item, names))


def _rota(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    rota = _subject(item, names)
    if item.part:
        return names.tongue.say("{rota}: the layer {layer} ends", rota=rota, layer=words(item.part))
    return names.tongue.say("{rota}: the rota ends", rota=rota)


def _rule_review(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say(
        "review the rule {rule} ({because})",
        rule=words(item.part),
        because=names.tongue.text(item.about),
    )


def _channel_review(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say("review the channel {channel}", channel=_subject(item, names))


def _goal(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say(
        "the goal is due: {goal} ({who})", goal=item.about, who=_people(item, names)
    )


def _template(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say("review the template {path}", path=item.part)


def _limit(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say("look again at what {network} allows", network=words(_id(item)))


def _waiver(item: AgendaItem, names: PageNames, at: int) -> str:
    since = age(item.since, names, at)
    reason = names.tongue.text(item.about)
    return f"{reason}; {since}" if since else reason


def _ignore(item: AgendaItem, names: PageNames, at: int) -> str:
    return _accepted(item, f"{item.part} ({item.path}:{item.line})", item.about, names, at)


def _accepted(item: AgendaItem, what: str, reason: str, names: PageNames, at: int) -> str:
    since = age(item.since, names, at)
    sentence = names.tongue.say("{what}: {reason}", what=what, reason=reason)
    return f"{sentence}; {since}" if since else sentence


def age(since: date | None, names: PageNames, at: int) -> str:
    """Since when, and for how many days, something has been accepted; empty where not known."""
    if since is None:
        return ""
    days = (local(at, names.program.roster.timezone).date() - since).days
    return names.tongue.count(
        "for {count} day, since {since}",
        "for {count} days, since {since}",
        days,
        since=names.tongue.date(since),
    )


def _scenario(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say("nobody has confirmed the scenario {scenario}", scenario=_id(item))


def _rule(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    return names.tongue.say(
        "no scenario and no past incident reached {rule}", rule=f"{_id(item)}/{item.part}"
    )


def _workload(item: AgendaItem, names: PageNames, at: int) -> str:
    del at
    short = item.short
    if short is None:
        return ""
    return f"{have_and_need(short, names)} {not_kept(short, names)}"


_SENTENCES: Final[dict[Topic, Callable[[AgendaItem, PageNames, int], str]]] = {
    "refuted": _refuted,
    "absence": _absence,
    "open-incident": _open_incident,
    "incident-review": _review,
    "post": _post,
    "term": _term,
    "training": _training,
    "departure": _departure,
    "rota": _rota,
    "rule-review": _rule_review,
    "channel-review": _channel_review,
    "goal": _goal,
    "template": _template,
    "limit": _limit,
    "waiver": _waiver,
    "ignore": _ignore,
    "scenario": _scenario,
    "rule": _rule,
    "workload": _workload,
    "finding": _finding,
}

"""What has to be dealt with, in the reader's tongue."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from govcheck.agenda.item import AgendaItem, Heading, Meeting, Topic
from govcheck.render.page.names import PageNames, first_few
from govcheck.report.agenda.hours import MOST_LEFT, channel, have_and_need, not_kept
from govcheck.report.prove.page import subject_called
from govcheck.report.prove.property import failing_of
from govcheck.targets import words
from govcheck.time.clock import local
from govcheck.tongue import Tongue


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
    these = names.tongue.all_of([said[kind] for kind in kinds])
    return say("Looked at, and nothing to deal with: {these}", these=these)


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
            deputy = names.person(seat.filled_by)
            said.append(
                tongue.say("{who} is away: {deputy} takes the seat", who=holder, deputy=deputy)
            )
    return said


def said(item: AgendaItem, names: PageNames, at: int) -> str:
    """One item in a sentence, without its day."""
    sentence = _SENTENCES[item.topic](_Telling(item, names, at))
    late = item.state == "overdue"
    return names.tongue.say("OVERDUE: {what}", what=sentence) if late else sentence


class _Telling(NamedTuple):
    """An item that is told at an instant, with the words for what it is about."""

    item: AgendaItem
    names: PageNames
    at: int

    @property
    def tongue(self) -> Tongue:
        return self.names.tongue

    @property
    def subject(self) -> str:
        return self.names.document(self.item.subject)

    @property
    def id(self) -> str:
        return self.item.subject.partition("/")[2] or self.item.subject

    @property
    def part(self) -> str:
        return words(self.item.part)

    @property
    def about(self) -> str:
        return self.tongue.text(self.item.about)

    @property
    def who(self) -> str:
        return self.tongue.any_of([self.names.person(one) for one in self.item.people])

    def accepted(self, what: str) -> str:
        """What is accepted, and for how long it has been where that is known."""
        return "; ".join(filter(None, (what, age(self.item.since, self.names, self.at))))


def _refuted(one: _Telling) -> str:
    code, subject = one.item.part, subject_called(one.names, one.item.subject)
    return f"{code} {subject}: {failing_of(code, 1, one.tongue)}"


def _absence(one: _Telling) -> str:
    failures = []
    for code, subject, seconds in one.item.fails:
        what = failing_of(code, 1, one.tongue)
        said = f"{subject_called(one.names, subject)} - {what}"
        failures.append(f"{said} ({one.tongue.stretch(seconds)})" if seconds else said)
    about = "; ".join(first_few(failures, MOST_LEFT, one.tongue)) or one.item.about
    return one.tongue.say("without {who}: {about}", who=one.who, about=about)


def _review(one: _Telling) -> str:
    tasks = "; ".join(one.names.task(each) for each in one.item.part.split(", "))
    sentence = one.tongue.say("{title}: broken: {tasks}", title=one.about, tasks=tasks)
    if one.item.number:
        sentence += "; " + one.tongue.count("{count} late", "{count} late", one.item.number)
    return sentence


def _post(one: _Telling) -> str:
    title = one.item.about if len(one.item.about) <= 60 else one.item.about[:59].rstrip() + "…"
    values = {"title": title, "channel": channel(one.item.part, one.names)}
    if not one.item.people:
        return one.tongue.count(
            "{channel}, {title}: {count} approval is missing, and nobody can give it",
            "{channel}, {title}: {count} approvals are missing, and nobody can give them",
            one.item.number,
            **values,
        )
    return one.tongue.count(
        "{channel}, {title}: {count} approval is missing, of {who}",
        "{channel}, {title}: {count} approvals are missing, of {who}",
        one.item.number,
        who=one.who,
        **values,
    )


def _training(one: _Telling) -> str:
    role = one.names.document(f"role/{one.item.part}")
    values = {"who": one.who, "training": one.subject, "role": role}
    if one.item.state == "overdue":
        return one.tongue.say("{who} lacks {training}, which {role} requires", **values)
    return one.tongue.say("{who}: {training} counts no longer, which {role} requires", **values)


def _rota(one: _Telling) -> str:
    if one.item.part:
        return one.tongue.say("{rota}: the layer {layer} ends", rota=one.subject, layer=one.part)
    return one.tongue.say("{rota}: the rota ends", rota=one.subject)


def _ignore(one: _Telling) -> str:
    what = f"{one.item.part} ({one.item.path}:{one.item.line})"
    return one.accepted(one.tongue.say("{what}: {reason}", what=what, reason=one.item.about))


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


def _workload(one: _Telling) -> str:
    short = one.item.short
    if short is None:
        return ""
    return f"{have_and_need(short, one.names)} {not_kept(short, one.names)}"


_SENTENCES: Final[dict[Topic, Callable[[_Telling], str]]] = {
    "refuted": _refuted,
    "absence": _absence,
    "open-incident": lambda one: one.tongue.say("{title}: still open", title=one.about),
    "incident-review": _review,
    "post": _post,
    "term": lambda one: one.tongue.say(
        "{council}: the term of {who} ends", council=one.subject, who=one.who
    ),
    "training": _training,
    "departure": lambda one: one.tongue.say("{who} leaves", who=one.who),
    "rota": _rota,
    "rule-review": lambda one: one.tongue.say(
        "review the rule {rule} ({because})", rule=one.part, because=one.about
    ),
    "channel-review": lambda one: one.tongue.say(
        "review the channel {channel}", channel=one.subject
    ),
    "goal": lambda one: one.tongue.say(
        "the goal is due: {goal} ({who})", goal=one.item.about, who=one.who
    ),
    "template": lambda one: one.tongue.say("review the template {path}", path=one.item.part),
    "limit": lambda one: one.tongue.say(
        "look again at what {network} allows", network=words(one.id)
    ),
    "waiver": lambda one: one.accepted(one.about),
    "ignore": _ignore,
    "scenario": lambda one: one.tongue.say(
        "nobody has confirmed the scenario {scenario}", scenario=one.id
    ),
    "rule": lambda one: one.tongue.say(
        "no scenario and no past incident reached {rule}", rule=f"{one.id}/{one.item.part}"
    ),
    "workload": _workload,
    "finding": lambda one: f"{one.item.part}: {one.about}",
}

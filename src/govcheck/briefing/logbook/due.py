"""`due` as people read it: what to do next, who waits for whom, who is silent."""

from collections.abc import Iterator, Sequence

from govcheck.briefing.simulation.page.duties import task
from govcheck.logbook.due import DueItem, IncidentDue, Wait
from govcheck.logbook.entry import LogProblem
from govcheck.render.page.layout import lines_of
from govcheck.render.page.lines import NO_BREAK, Line, Page, Part
from govcheck.render.page.names import PageNames
from govcheck.render.page.paint import plain
from govcheck.simulate.program import Program
from govcheck.targets import people_named, read_target
from govcheck.time.clock import DAY
from govcheck.tongue import Tongue

_MOST: int = 6
_DAYS: int = 20
"""The widest day with its time, as it stands in front of what is due."""


def render(found: Sequence[tuple[IncidentDue, Program]], tongue: Tongue) -> str:
    """The incidents one below the other, or that there is none."""
    if not found:
        return tongue.say("No incident is open.") + "\n"
    pages = [
        "\n".join(lines_of(_page(one, PageNames(program, tongue)), plain)) for one, program in found
    ]
    return "\n\n".join(pages) + "\n"


def _page(one: IncidentDue, names: PageNames) -> Page:
    tongue, zone = names.tongue, names.program.roster.timezone
    level = names.severity(one.severity) if one.severity else ""
    numbered = _Numbered(names)
    title = tongue.text(one.title)
    if level and not one.certain:
        title = tongue.say("{severity}, to be safe - {title}", severity=level.upper(), title=title)
    elif level:
        title = f"{level.upper()} - {title}"
    parts = (
        Part(tongue.say("DUE"), tuple(_due(one, numbered)), column=_DAYS),
        Part(tongue.say("SILENT"), tuple(_silent(one, names)), column=_DAYS),
        Part(tongue.say("SHIFT CHANGES"), tuple(_reliefs(one, names)), column=_DAYS),
        Part(tongue.say("DONE"), tuple(_done(one, names)), column=_DAYS),
        Part(tongue.say("THE LOG"), tuple(_problems(one, names))),
    )
    shown = tuple(part for part in parts if part.lines)
    return Page(title, tuple(_head(one, names, zone)), shown, "")


def _head(one: IncidentDue, names: PageNames, zone: str) -> Iterator[Line]:
    tongue = names.tongue
    now = tongue.instant((one.at - one.at % 60, zone))
    if one.was:
        yield Line(
            tongue.say(
                "{now}: {severity} since {since}, was {before}.",
                now=now,
                severity=names.severity(one.severity),
                since=tongue.moment(one.since, zone, one.at),
                before=tongue.all_of([names.severity(each) for each in one.was]),
            )
        )
    else:
        yield Line(f"{now}.")
    if one.lead:
        yield Line(tongue.say("{person} leads.", person=names.person(one.lead)))
    if one.state == "closed":
        yield Line(tongue.say("It is closed."))
    if one.state == "planned":
        yield Line(tongue.say("Nothing is logged yet: this is the plan."))


class _Numbered:
    """Who is to be called, with the number where somebody is named first."""

    def __init__(self, names: PageNames) -> None:
        self.names = names
        self._introduced: set[str] = set()

    def person(self, name: str) -> str:
        if name in self._introduced:
            return self.names.short(name)
        self._introduced.add(name)
        called = (self.names.short(name), *self.names.numbers(name)[:1])
        return NO_BREAK.join(called).replace(" ", NO_BREAK)

    def approval(self, wait: Wait) -> str:
        """Who must still agree, and who has: `Legal counsel (Grace +1 ...) AND Privacy officer`."""
        playbook, _, approval = wait.approval.partition("/")
        by = self.names.program.playbooks[playbook].approvals[approval].by
        told: set[str] = set()

        def called(target: str) -> str:
            told.add(target)
            return self._called(target, wait)

        said = self.names.agreement(by, called)
        others = [one.person for one in wait.voices if one.target not in told]
        people = [self.names.short(one) for one in dict.fromkeys(others)]
        return f"{said} ({', '.join(people)})" if people else said

    def _called(self, target: str, wait: Wait) -> str:
        tongue, said = self.names.tongue, self.names.target(target)
        agreed = [self.names.short(one.person) for one in wait.agreed if one.target == target]
        able = dict.fromkeys(one.person for one in wait.voices if one.target == target)
        if agreed:
            found = tongue.say("has agreed: {who}", who=", ".join(agreed))
        elif read_target(target).kind == "council":
            found = ", ".join(self.names.short(one) for one in able)
        else:
            found = ", ".join(self.person(one) for one in able)
        return f"{said} ({found or tongue.say('nobody who is there')})"


def _due(one: IncidentDue, numbered: _Numbered) -> Iterator[Line]:
    names = numbered.names
    shown = _next_of_each(one.due)
    for item in shown[:_MOST]:
        yield _item(one, item, numbered)
    left = shown[_MOST:]
    if left:
        when = names.tongue.moment(left[0].due, names.program.roster.timezone, one.at)
        yield Line(
            names.tongue.count(
                "{count} more, {when}", "{count} more, next {when}", len(left), when=when
            )
        )


def _next_of_each(items: Sequence[DueItem]) -> list[DueItem]:
    """Of a recurring obligation only the next turn."""
    seen: set[str] = set()
    found = []
    for item in items:
        name = item.obligation.partition("#")[0]
        if name not in seen:
            seen.add(name)
            found.append(item)
    return found


def _item(one: IncidentDue, item: DueItem, numbered: _Numbered) -> Line:
    names = numbered.names
    tongue, zone = names.tongue, names.program.roster.timezone
    left = tongue.stretch(abs(item.seconds_left) // 60 * 60, up=item.seconds_left < 0)
    when = tongue.moment(item.due, zone, one.at)
    who, what = _owners(item, numbered), task(item.obligation, item.do, names)
    if item.in_doubt:
        playbook = names.document(f"playbook/{item.obligation.partition('/')[0]}")
        what = tongue.say("{task} (if it is a case of {playbook})", task=what, playbook=playbook)
    is_council = item.obligation.startswith("council/")
    text = f"{what}: {who}" if is_council and item.owed_by else f"{who}  {what}"
    more = []
    if item.seconds_left < 0:
        text = tongue.say("LATE by {left}: {text}", left=left, text=text)
    elif item.seconds_left < DAY:
        text = tongue.say("{text} (in {left})", text=text, left=left)
    for wait in item.waits_for:
        said = numbered.approval(wait)
        if wait.asked is None:
            more.append(tongue.say("waits for {people}: ask now", people=said))
        else:
            asked = tongue.moment(wait.asked, zone, one.at)
            more.append(tongue.say("waits for {people}, asked {when}", people=said, when=asked))
    return Line(text, when, tuple(more), "alarm" if item.seconds_left < 0 else "plain")


def _owners(item: DueItem, numbered: _Numbered) -> str:
    people, names = people_named(item.owed_by), numbered.names
    if people and item.obligation.startswith("council/"):
        return ", ".join(names.short(one) for one in people)
    if people:
        return names.tongue.any_of([numbered.person(one) for one in people])
    return names.tongue.any_of([names.target(one) for one in item.owed_by])


def _silent(one: IncidentDue, names: PageNames) -> Iterator[Line]:
    tongue, zone = names.tongue, names.program.roster.timezone
    for item in one.silent:
        since = tongue.moment(item.since, zone, one.at)
        if item.next is None:
            said = tongue.say("{person} has not answered", person=_reached(item.person, names))
        else:
            said = tongue.say(
                "{person} has not answered; then {next}",
                person=_reached(item.person, names),
                next=_reached(item.next, names),
            )
        yield Line(said, since)


def _reached(name: str, names: PageNames) -> str:
    return " ".join((names.person(name), *names.numbers(name)[:1]))


def _reliefs(one: IncidentDue, names: PageNames) -> Iterator[Line]:
    for item in one.reliefs:
        said = names.tongue.say(
            "{leaves} is off duty, {comes} is on: hand over",
            leaves=names.person(item.leaves),
            comes=_reached(item.comes, names),
        )
        yield Line(said, names.tongue.moment(item.at, names.program.roster.timezone, one.at))


def _done(one: IncidentDue, names: PageNames) -> Iterator[Line]:
    tongue, zone = names.tongue, names.program.roster.timezone
    for item in one.done:
        who = names.short(item.by) if item.by in names.program.roster.people else item.by
        said = f"{task(item.obligation, item.do, names)} - {who}"
        if item.late_seconds:
            said = tongue.say(
                "{text}, {late} late", text=said, late=tongue.stretch(item.late_seconds)
            )
        yield Line(said, tongue.moment(item.at, zone, one.at))


def _problems(one: IncidentDue, names: PageNames) -> Iterator[Line]:
    for item in one.problems:
        yield Line(problem_in_words(item, names.tongue), weight="alarm")


def problem_in_words(problem: LogProblem, tongue: Tongue) -> str:
    """What is wrong with a line of a log, and how it is mended."""
    message, advice = (tongue.text(text or "") for text in (problem.message, problem.help))
    said = tongue.say("line {line}: {message}", line=problem.line, message=message)
    return said + (f" ({advice})" if advice else "")

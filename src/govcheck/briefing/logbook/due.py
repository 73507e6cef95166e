"""`due` as people read it: what to do next, who waits for whom, who is silent."""

from collections.abc import Iterator, Sequence

from govcheck.logbook.due import DueItem, IncidentDue
from govcheck.logbook.entry import LogProblem
from govcheck.render.page.layout import lines_of
from govcheck.render.page.lines import Line, Page, Part
from govcheck.render.page.names import PageNames
from govcheck.render.page.paint import plain
from govcheck.simulate.alarm import ACKNOWLEDGE
from govcheck.simulate.program import Program
from govcheck.targets import people_named
from govcheck.time.clock import DAY
from govcheck.tongue import Tongue

_MOST: int = 6


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
    title = f"{level.upper()} - {tongue.text(one.title)}" if level else tongue.text(one.title)
    parts = (
        Part(tongue.say("DUE"), tuple(_due(one, names))),
        Part(tongue.say("SILENT"), tuple(_silent(one, names))),
        Part(tongue.say("SHIFT CHANGES"), tuple(_reliefs(one, names))),
        Part(tongue.say("DONE"), tuple(_done(one, names))),
        Part(tongue.say("THE LOG"), tuple(_problems(one, names))),
    )
    shown = tuple(part for part in parts if part.lines)
    return Page(title, tuple(_head(one, names, zone)), shown, "")


def _head(one: IncidentDue, names: PageNames, zone: str) -> Iterator[Line]:
    tongue = names.tongue
    now = f"{tongue.day(one.at, zone)}, {tongue.time(one.at, zone)}"
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


def _due(one: IncidentDue, names: PageNames) -> Iterator[Line]:
    shown = _next_of_each(one.due)
    for item in shown[:_MOST]:
        yield _item(one, item, names)
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


def _item(one: IncidentDue, item: DueItem, names: PageNames) -> Line:
    tongue, zone = names.tongue, names.program.roster.timezone
    left = tongue.stretch(abs(item.seconds_left) // 60 * 60, up=item.seconds_left < 0)
    when = tongue.moment(item.due, zone, one.at)
    who = _owners(item, names)
    text = f"{who}  {task(item.obligation, item.do, names)}"
    more = []
    if item.seconds_left < 0:
        text = tongue.say("LATE by {left}: {text}", left=left, text=text)
    elif item.seconds_left < DAY:
        text = tongue.say("{text} (in {left})", text=text, left=left)
    for wait in item.waits_for:
        people = tongue.any_of([names.short(who) for who in wait.of])
        said = people or tongue.say("nobody who is there")
        if wait.asked is None:
            more.append(tongue.say("waits for {people}: ask now", people=said))
        else:
            asked = tongue.moment(wait.asked, zone, one.at)
            more.append(tongue.say("waits for {people}, asked {when}", people=said, when=asked))
    return Line(text, when, tuple(more), "alarm" if item.seconds_left < 0 else "plain")


def _owners(item: DueItem, names: PageNames) -> str:
    people = people_named(item.owed_by)
    if people:
        return names.any_of(people)
    return names.tongue.any_of([names.target(one) for one in item.owed_by])


def task(obligation: str, do: str, names: PageNames) -> str:
    """What is owed, in words."""
    name = obligation.partition("#")[0]
    if name == ACKNOWLEDGE:
        return names.tongue.say("somebody on duty has been told")
    if name.startswith("council/"):
        return names.tongue.say("{council} is together", council=names.document(name))
    return names.tongue.text(do)


def _silent(one: IncidentDue, names: PageNames) -> Iterator[Line]:
    tongue, zone = names.tongue, names.program.roster.timezone
    for item in one.silent:
        since = tongue.moment(item.since, zone, one.at)
        if item.next is None:
            said = tongue.say("{person} has not answered", person=names.person(item.person))
        else:
            said = tongue.say(
                "{person} has not answered; then {next}",
                person=names.person(item.person),
                next=" ".join((names.person(item.next), *names.numbers(item.next)[:1])),
            )
        yield Line(said, since)


def _reliefs(one: IncidentDue, names: PageNames) -> Iterator[Line]:
    for item in one.reliefs:
        said = names.tongue.say(
            "{leaves} is off duty, {comes} is on: hand over",
            leaves=names.person(item.leaves),
            comes=" ".join((names.person(item.comes), *names.numbers(item.comes)[:1])),
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

"""Who is on duty, for whoever has to call somebody now."""

from collections.abc import Iterator, Sequence
from typing import Final

from govcheck.briefing.duty import DutyReport
from govcheck.duty.coverage import Hole, TargetDuty, next_in_line
from govcheck.render.page.lines import NO_BREAK, Line, Page, Part, Weight
from govcheck.render.page.names import PageNames
from govcheck.targets import read_target
from govcheck.tongue.tongue import city

LABELS: Final = 30
"""The widest name of a rota or role that has its people beside it."""
HOLES_AT_MOST: Final = 6


def page(report: DutyReport, names: PageNames, *, everything: bool = False) -> Page:
    """Who is on duty and can be called, and the holes; `everything` names closed roles, too."""
    asked = [answer for answer in report.answers if answer.target in report.asked]
    rows = asked or [one for one in report.answers if read_target(one.target).kind == "rota"]
    others = [] if asked else [one for one in report.answers if one not in rows]
    always = [one for one in others if one.now and not one.gaps]
    open_now = [one for one in others if one.now and one.gaps]
    empty = {hole.target for hole in report.holes if hole.start <= report.at}
    closed = [one for one in others if not one.now]
    planned = [one for one in closed if one.target not in empty]
    tongue = names.tongue
    broken = [hole for hole in report.holes if hole.broken]
    away = [hole for hole in report.holes if not hole.broken]
    promises = _promises(report, names, broken)
    parts = [
        *([promises] if broken else []),
        _rows(tongue.say("NOW") if broken else "", report, names, rows),
        _rows(
            tongue.say("NOBODY, in spite of the hours"),
            report,
            names,
            [one for one in closed if one.target in empty],
        ),
        _listed(tongue.say("CAN BE CALLED AT ANY TIME"), report, names, always, everything),
        _listed(tongue.say("IN THEIR OFFICE HOURS NOW"), report, names, open_now, everything),
        _rows(tongue.say("CLOSED NOW, AS PLANNED"), report, names, planned if everything else []),
        *([] if broken else [promises]),
        Part(  # holes in the hours of roles, while those who have them are away
            tongue.say("AWAY IN THEIR OFFICE HOURS, without a deputy"),
            tuple(_holes(report, names, away, "plain")),
            column=LABELS,
        ),
    ]
    zone = report.roster.timezone
    time = tongue.time(report.at - report.at % 60, zone)
    when = f"{tongue.day(report.at, zone)}, {time} {city(zone)}"
    return Page(
        tongue.say("ON DUTY  {when}", when=when),
        tuple(_supposed(report, names)),
        tuple(part for part in parts if part.lines),
        _foot(names, [] if everything else planned),
    )


def _when(report: DutyReport, names: PageNames, at: int) -> str:
    return names.tongue.moment(at, report.roster.timezone, report.at)


def _supposed(report: DutyReport, names: PageNames) -> Iterator[Line]:
    absent = [names.person(one) for one in names.program.roster.people if one in report.absent]
    if absent:
        who = names.tongue.all_of(absent)
        yield Line(
            names.tongue.count(
                "supposing {who} is absent", "supposing {who} are absent", len(absent), who=who
            )
        )


def _foot(names: PageNames, planned: Sequence[TargetDuty]) -> str:
    if not planned:
        return ""
    return names.tongue.count(
        "{count} role with office hours is closed now, as planned: --all",
        "{count} roles with office hours are closed now, as planned: --all",
        len(planned),
    )


def _rows(
    heading: str, report: DutyReport, names: PageNames, answers: Sequence[TargetDuty]
) -> Part:
    lines = [line for answer in answers for line in _lines(report, names, answer)]
    return Part(heading, tuple(lines), column=LABELS)


def _lines(report: DutyReport, names: PageNames, answer: TargetDuty) -> Iterator[Line]:
    """Everybody who answers to a target now, and who comes then."""
    label = called(answer.target, names)
    if not answer.now:
        yield _nobody(report, names, answer, label)
        return
    tongue = names.tongue
    for number, one in enumerate(answer.now):
        who = [names.person(one.person), *names.numbers(one.person)]
        if one.stands_in_for is not None:
            who.append(tongue.say("(for {absent})", absent=names.short(one.stands_in_for)))
        theirs = names.their_clock(one.person, report.at)
        if theirs:
            who.append(theirs.replace(" ", NO_BREAK))
        if len(answer.now) > 1 and one.until is not None:
            who.append(tongue.say("until {until}", until=_when(report, names, one.until)))
        yield Line(
            "  ".join(who),
            label if number == 0 else "",
            (_then(report, names, answer),) if number == len(answer.now) - 1 else (),
        )


def _then(report: DutyReport, names: PageNames, answer: TargetDuty) -> str:
    """Until when, who comes then, and who steps in meanwhile."""
    tongue = names.tongue
    ends = [one.until for one in answer.now if one.until is not None]
    said = []
    several = len(answer.now) > 1
    if ends and not several:
        said.append(_until(report, names, answer, ends[0]))
    line = next_in_line(report.roster, answer.target, report.at, report.absent)
    order = tongue.say(", then ").join(names.short(one) for one in line) or tongue.say("NOBODY")
    if several:
        said.append(tongue.say("If all are away now: {order}", order=order))
    else:
        said.append(tongue.say("If away now: {order}", order=order))
    return "  ".join(said)


def _until(report: DutyReport, names: PageNames, answer: TargetDuty, end: int) -> str:
    tongue = names.tongue
    until = _when(report, names, end)
    if answer.next and answer.next[0].start == end:
        then = tongue.all_of([names.person(one.person) for one in answer.next])
        return tongue.say("until {until}, then {then}.", until=until, then=then)
    if not any(start == end for start, _ in answer.gaps):
        return tongue.say("until {until}.", until=until)
    if not answer.next:
        return tongue.say("until {until}, then nobody.", until=until)
    return tongue.say(
        "until {until}, then nobody until {start} ({who}).",
        until=until,
        start=_when(report, names, answer.next[0].start),
        who=tongue.all_of([names.person(one.person) for one in answer.next]),
    )


def _nobody(report: DutyReport, names: PageNames, answer: TargetDuty, label: str) -> Line:
    tongue = names.tongue
    hole = any(one.target == answer.target and one.start <= report.at for one in report.holes)
    if not answer.next:
        if hole:
            return Line(tongue.say("NOBODY"), label, weight="alarm")
        return Line(tongue.say("closed, as planned"), label)
    until = _when(report, names, answer.next[0].start)
    then = tongue.all_of([names.person(one.person) for one in answer.next])
    if hole:
        said = tongue.say("NOBODY until {until} (then {then})", until=until, then=then)
        return Line(said, label, weight="alarm")
    said = tongue.say("closed, as planned, until {until} (then {then})", until=until, then=then)
    return Line(said, label)


def _listed(
    heading: str,
    report: DutyReport,
    names: PageNames,
    answers: Sequence[TargetDuty],
    numbered: bool,
) -> Part:
    """Roles with their people; with `numbered` on lines of their own, with numbers."""
    if numbered:
        return _rows(heading, report, names, answers)
    said = []
    for answer in answers:
        people = ", ".join(
            names.person(one.person)
            if one.until is None
            else names.tongue.say(
                "{person} until {until}",
                person=names.person(one.person), until=_when(report, names, one.until),
            )
            for one in sorted(answer.now, key=lambda one: one.until is None)
        )  # fmt: skip
        said.append(f"{called(answer.target, names)}: {people}")
    return Part(heading, (Line("; ".join(said)),) if said else ())


def _promises(report: DutyReport, names: PageNames, broken: Sequence[Hole]) -> Part:
    """The holes that break a promise, or that there is none."""
    until = names.tongue.day(report.until, report.roster.timezone)
    if broken:
        heading = names.tongue.say("HOLES that break a promise, until {until}:", until=until)
        return Part(heading, tuple(_holes(report, names, broken, "alarm")), column=LABELS)
    heading = names.tongue.say("HOLES that break a promise, until {until}", until=until)
    return Part(heading, (Line(names.tongue.say("none")),), runs_on=True)


def _holes(
    report: DutyReport, names: PageNames, holes: Sequence[Hole], weight: Weight
) -> Iterator[Line]:
    """One line a target: how long in all, and when first."""
    tongue = names.tongue
    targets = list(dict.fromkeys(hole.target for hole in holes))
    for target in targets[:HOLES_AT_MOST]:
        mine = [hole for hole in holes if hole.target == target]
        total = tongue.stretch(sum(hole.end - hole.start for hole in mine))
        first = mine[0]
        start, end = (_when(report, names, one) for one in (first.start, first.end))
        values = {"total": total, "start": start, "end": end}
        if len(mine) == 1 and first.end >= report.until:
            said = tongue.say("nobody from {start} on ({total} at least)", **values)
        elif len(mine) == 1:
            said = tongue.say("nobody from {start} to {end} ({total})", **values)
        else:
            said = tongue.count(
                "nobody {count} time, {total} in all, first {start} to {end}",
                "nobody {count} times, {total} in all, first {start} to {end}",
                len(mine),
                **values,
            )
        yield Line(said, called(target, names), weight=weight)
    rest = len(targets) - HOLES_AT_MOST
    if rest > 0:
        yield Line(tongue.count("{count} more", "{count} more", rest))


def called(target: str, names: PageNames) -> str:
    """A target as the beginning of a line; a rota by its bare name."""
    kind, name = read_target(target)
    said = names.document(f"rota/{name}") if kind == "rota" else names.target(target)
    return said[:1].upper() + said[1:]

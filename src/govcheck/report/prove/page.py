"""What was proved, for people: where the company is exposed first, then what holds."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govcheck.engine.ruleset import Fact
from govcheck.prove.verdict import Loss, Verdict
from govcheck.render.page.lines import Line, Page, Part
from govcheck.render.page.names import PageNames, first_few
from govcheck.report.prove.property import failing_of, is_about_people
from govcheck.targets import words
from govcheck.time.intervals import Interval
from govcheck.workspace.prove import Proof, Proven

SUBJECTS: Final = 34
"""The widest name that has its own column."""
LINES_AT_MOST: Final = 12
FAILURES_AT_MOST: Final = 3


def page(proof: Proof, names: PageNames) -> Page:
    """EXPOSED before HOLDS; what is accepted is counted."""
    groups: dict[str, list[Proven]] = {}
    for one in proof.proven:
        if one.failed:
            groups.setdefault(one.verdict.code, []).append(one)
    shown: dict[str, str] = {}
    parts = [_exposed(proof, names, code, group, shown) for code, group in groups.items()]
    parts += [*_holds(proof, names), *_accepted(proof, names)]
    for verdict, heading in (
        ("vacuous", names.tongue.say("SAYS NOTHING, as what it speaks of never happens")),
        ("skipped", names.tongue.say("UNDECIDED whether this may happen")),
    ):
        found = [one.verdict for one in proof.proven if one.verdict.verdict == verdict]
        said: Iterable[str]
        said = [", ".join(_named(names, found))] if verdict == "vacuous" else _by_kind(names, found)
        if found:
            parts.append(Part(heading, tuple(map(Line, said)), runs_on=True))
    start, end = proof.question.horizon
    return Page(
        names.tongue.say(
            "Every incident, every minute from {start} to {end}",
            start=_day(proof, names, start),
            end=_day(proof, names, end),
        ),
        tuple(_supposed(proof, names)),
        tuple(parts),
        names.tongue.say("Each check, its rule and its place: --full"),
    )


def _day(proof: Proof, names: PageNames, at: int) -> str:
    return names.tongue.day(at, proof.program.roster.timezone)


def _supposed(proof: Proof, names: PageNames) -> Iterator[Line]:
    tongue, asked = names.tongue, proof.question
    if asked.absent_people:
        yield Line(
            tongue.count(
                "also while any {count} person is missing",
                "also while any {count} people are missing at once",
                asked.absent_people,
            )
        )
    if asked.absent_employer:
        yield Line(tongue.say("also while everybody of any one employer is missing"))
    if asked.absent_zone:
        yield Line(tongue.say("also while everybody of any one time zone is missing"))


def _exposed(
    proof: Proof, names: PageNames, code: str, group: Sequence[Proven], shown: dict[str, str]
) -> Part:
    """`shown` has the examples that the page has given, each with what it is given for."""
    tongue = names.tongue
    what = failing_of(code, len(group), tongue)
    if is_about_people(code):
        asked = sum(one.verdict.code == code for one in proof.proven)
        what = tongue.say("{what}, of {asked} asked about", what=what, asked=asked)
    heading = tongue.say("EXPOSED: {what}", what=what)
    lines = [_line(proof, names, one.verdict, shown) for one in group[:LINES_AT_MOST]]
    rest = len(group) - len(lines)
    if rest:
        lines.append(Line(tongue.count("{count} more", "{count} more", rest)))
    if is_about_people(code):
        advice = tongue.say("-> name deputies who work those hours, one for each of them")
        lines.append(Line("", advice))
    return Part(heading, tuple(lines), column=SUBJECTS)


def _line(proof: Proof, names: PageNames, verdict: Verdict, shown: dict[str, str]) -> Line:
    label = subject_called(names, verdict.subject)
    said = [*_when(proof, names, verdict.intervals), *_shown(names, verdict, shown)]
    failures = [_failure(proof, names, one) for one in verdict.failing]
    failures = first_few(failures, FAILURES_AT_MOST, names.tongue)
    first, *more = failures or said or [names.tongue.say("see --full")]
    return Line(first, label, tuple(more), "alarm")


def _failure(proof: Proof, names: PageNames, one: Loss) -> str:
    what = failing_of(one.code, 1, names.tongue)
    times = "; ".join(_when(proof, names, one.intervals))
    return f"{subject_called(names, one.subject)}: {what}, {times}" if times else what


def _when(proof: Proof, names: PageNames, intervals: Sequence[Interval]) -> Iterator[str]:
    if not intervals:
        return
    tongue = names.tongue
    at, zone = proof.question.at, proof.program.roster.timezone
    total = sum(end - start for start, end in intervals)
    first = tongue.moment(intervals[0][0], zone, at)
    if len(intervals) == 1:
        yield tongue.say("{total}, from {first}", total=tongue.stretch(total), first=first)
    else:
        yield tongue.say("{total} in all, first {first}",
                         total=tongue.stretch(total), first=first)  # fmt: skip


def _shown(names: PageNames, verdict: Verdict, shown: dict[str, str]) -> Iterator[str]:
    """The mildest incident that shows it, told once on a page, and who is missing then."""
    witness = verdict.witness
    if witness is None or verdict.failing:
        return
    tongue = names.tongue
    facts: dict[str, Fact] = dict(names.program.ruleset.facts)
    stated = [
        names.stated(facts[name], value) for name, value in witness.facts.items() if name in facts
    ]
    if (facts_said := ", ".join(stated)) in shown:
        yield tongue.say("for example: as above for {subject}", subject=shown[facts_said])
    elif stated:
        shown[facts_said] = subject_called(names, verdict.subject)
        yield tongue.say("for example: {facts}", facts=facts_said)
    if witness.absent:
        who = tongue.all_of([names.person(one) for one in witness.absent])
        yield tongue.say("while {who} is missing", who=who)
    if witness.acknowledged:
        who = tongue.all_of([names.person(one) for one, _ in witness.acknowledged])
        yield tongue.say("if {who} answers early", who=who)


def _holds(proof: Proof, names: PageNames) -> Iterator[Part]:
    proved = [one.verdict for one in proof.proven if one.verdict.verdict == "proved"]
    if not proved:
        return
    tongue = names.tongue
    others = [one for one in proof.proven if one.verdict.verdict != "proved"]
    count = len(proved)
    if not others:
        said = tongue.count("all of it ({count} check)", "all of it ({count} checks)", count)
    elif all(one.waived is not None for one in others):
        said = tongue.count(
            "all but what is accepted ({count} check)",
            "all but what is accepted ({count} checks)",
            count,
        )
    else:
        said = tongue.count(
            "everything else ({count} check)", "everything else ({count} checks)", count
        )
    lines = [Line(said)]
    doubted = {one.verdict.subject for one in others}
    kept = [one for one in proved if one.subject not in doubted]
    promises = _named(names, (one for one in kept if one.subject.startswith("guarantee/")))
    if promises:
        lines.append(Line(tongue.say("promises: {promises}", promises=", ".join(promises))))
    spared = [one for one in proved if is_about_people(one.code)]
    if spared:
        people = ", ".join(_named(names, spared))
        said = tongue.say("nothing fails while one of these is missing: {people}", people=people)
        lines.append(Line(said))
    yield Part(tongue.say("HOLDS"), tuple(lines), runs_on=True)


def _named(names: PageNames, verdicts: Iterable[Verdict]) -> list[str]:
    return list(dict.fromkeys(subject_called(names, one.subject) for one in verdicts))


def _accepted(proof: Proof, names: PageNames) -> Iterator[Part]:
    waived = [
        one for one in proof.proven if one.verdict.verdict == "refuted" and one.waived is not None
    ]
    if not waived:
        return
    tongue = names.tongue
    day = min(one.until for proven in waived for one in proven.waivers if one.until is not None)
    yield Part(
        tongue.count(
            "ACCEPTED, the first until {until}: {count} known weak spot",
            "ACCEPTED, the first until {until}: {count} known weak spots",
            len(waived),
            until=tongue.date(day),
        ),
        tuple(map(Line, _by_kind(names, [one.verdict for one in waived]))),
        runs_on=True,
    )


def _by_kind(names: PageNames, verdicts: Sequence[Verdict]) -> Iterator[str]:
    """What is the matter, and with what; each kind once."""
    for code in dict.fromkeys(one.code for one in verdicts):
        subjects = _named(names, (one for one in verdicts if one.code == code))
        yield f"{failing_of(code, len(subjects), names.tongue)}: {', '.join(subjects)}"


def subject_called(names: PageNames, subject: str) -> str:
    """A subject by what people call it."""
    kind, name, part = (*subject.split("/", 2), "", "")[:3]
    if kind == "person":
        everybody = names.program.roster.people
        return names.tongue.all_of(
            [names.person(one) if one in everybody else words(one) for one in name.split("+")]
        )
    if kind == "decision":
        fact = names.program.ruleset.facts.get(part)
        if fact is not None:
            return names.fact(fact)
        return names.decision(part or name)
    called = names.document(f"{kind}/{name}")
    if kind == "council" and part:
        return f"{called}, {names.severity(part)}"
    if kind == "playbook" and part:
        return f"{called}: {names.task(f'{name}/{part}')}"
    return f"{called}: {words(part)}" if part else called

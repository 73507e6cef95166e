"""`review` as people read it, in a terminal and as Markdown for a post-incident report."""

from collections.abc import Iterator, Sequence

from govcheck.briefing.logbook.due import problem_in_words
from govcheck.briefing.logbook.json import Where
from govcheck.briefing.simulation.page.duties import task
from govcheck.logbook.entry import Entry
from govcheck.logbook.patterns import REGULARLY, patterns_of
from govcheck.logbook.review import ORDER, Breach, IncidentReview, ObligationVerdict
from govcheck.render.escape import markdown as escaped
from govcheck.render.escape import terminal
from govcheck.render.page.names import PageNames
from govcheck.render.width import wrap
from govcheck.simulate.program import Program
from govcheck.time.clock import local
from govcheck.tongue import Tongue

_WIDTH = 80
Reviewed = tuple[IncidentReview, Program, Where]


def render_text(found: Sequence[Reviewed], tongue: Tongue) -> str:
    """The incidents one below the other, what was broken first."""
    lines: list[str] = []
    for review, program, where in found:
        lines += [*_text(review, PageNames(program, tongue), where), ""]
    if len(found) > 1:
        lines += [line for one in _often(found, tongue) for line in _wrapped("", one)]
        lines.append("")
    return "\n".join(lines)


def render_markdown(found: Sequence[Reviewed], tongue: Tongue) -> str:
    """The same for a report, with the timeline."""
    lines: list[str] = []
    for review, program, where in found:
        lines += [*_markdown(review, PageNames(program, tongue), where), ""]
    if len(found) > 1:
        lines += [*(f"- {escaped(one)}" for one in _often(found, tongue)), ""]
    return "\n".join(lines)


def _heading(kind: str, tongue: Tongue, number: int) -> str:
    said = {
        "broken": tongue.say("BROKEN"),
        "late": tongue.say("LATE"),
        "unknown": tongue.say("UNKNOWN: nothing is logged, neither kept nor broken"),
        "kept": tongue.say("KEPT"),
        "not-owed": tongue.say("NOT OWED"),
    }
    return f"{said[kind]} ({number})"


def _text(review: IncidentReview, names: PageNames, where: Where) -> Iterator[str]:
    tongue = names.tongue
    yield from _wrapped("", tongue.text(review.title))
    yield from _wrapped("", _judged_by(review, names))
    for kind in ORDER:
        found = review.of(kind)
        if not found:
            continue
        yield _heading(kind, tongue, len(found))
        for one in found:
            yield from _wrapped("  ", _said(one, review, names))
            foot = "  ".join(_places(one, where, tongue))
            if foot and kind in ("broken", "late"):
                yield from _wrapped("      ", foot)
    for said in _remarks(review, names):
        yield from _wrapped("", said)


def _markdown(review: IncidentReview, names: PageNames, where: Where) -> Iterator[str]:
    tongue = names.tongue
    yield f"## {escaped(tongue.text(review.title))}"
    yield ""
    yield escaped(_judged_by(review, names))
    for kind in ORDER:
        found = review.of(kind)
        if not found:
            continue
        yield ""
        yield f"### {escaped(_heading(kind, tongue, len(found)))}"
        yield ""
        for one in found:
            parts = (_said(one, review, names), *_places(one, where, tongue))
            yield f"- {escaped('; '.join(filter(None, parts)))}"
    remarks = list(_remarks(review, names))
    if remarks:
        yield ""
        yield from (f"- {escaped(said)}" for said in remarks)
    yield ""
    yield f"### {escaped(tongue.say('What happened'))}"
    yield ""
    for entry in review.unfolded.book.entries:
        yield f"- {escaped(_entry(entry, review, names))}"


def _judged_by(review: IncidentReview, names: PageNames) -> str:
    tongue = names.tongue
    begun = (review.unfolded.phases[0].start, names.program.roster.timezone)
    lines = len(review.unfolded.book.entries)
    corrected = sum(bool(one.corrected_by) for one in review.unfolded.book.entries)
    late = sum(one.is_late for one in review.unfolded.book.entries)
    said = [
        tongue.instant(begun),
        tongue.say("policy {revision}", revision=review.policy[:12] or "-"),
        tongue.count("{count} line", "{count} lines", lines),
    ]
    if corrected:
        said.append(tongue.count("{count} corrected", "{count} corrected", corrected))
    if late:
        said.append(tongue.count("{count} entered late", "{count} entered late", late))
    return ", ".join(said)


def _said(one: ObligationVerdict, review: IncidentReview, names: PageNames) -> str:
    tongue, zone = names.tongue, names.program.roster.timezone
    start = review.unfolded.phases[0].start
    parts = [task(one.obligation, one.do, names)]
    if one.due is not None and one.verdict != "not-owed":
        parts.append(tongue.say("due {when}", when=tongue.moment(one.due, zone, start)))
    if one.done is not None:
        who = names.short(one.by or "") if one.by in names.program.roster.people else one.by
        done = tongue.moment(one.done, zone, start)
        parts.append(tongue.say("done {when} by {who}", when=done, who=who))
    parts += _why(one, review, names)
    return "; ".join(parts)


def _why(one: ObligationVerdict, review: IncidentReview, names: PageNames) -> list[str]:
    tongue = names.tongue
    if one.verdict == "not-owed":
        kept = "its condition does not hold"
        return [tongue.say("its condition does not hold") if one.because == kept else one.because]
    if one.due is not None and one.done is not None and not one.faults:
        spare = one.due - one.done
        if spare < 0:
            return [tongue.say("{late} late", late=tongue.stretch(-spare))]
        return (
            [tongue.say("{spare} to spare", spare=tongue.stretch(spare, up=False))] if spare else []
        )
    if one.verdict == "unknown" and one.due is not None and one.due > review.unfolded.at:
        return [tongue.say("not due yet")]
    return [_fault(fault, names) for fault in one.faults]


def _fault(fault: Breach, names: PageNames) -> str:
    tongue = names.tongue
    who = tongue.all_of([names.short(one) for one in fault.people])
    agreement = _agreement(fault, names)
    if fault.kind == "own-draft":
        return tongue.say("{who} drafted it and approved it", who=who)
    if fault.kind == "untold":
        return tongue.say("nobody who owed it was told in time")
    if fault.kind == "other-text":
        return tongue.say("the text is not the one that {who} agreed to", who=agreement)
    if fault.people:
        return tongue.say(
            "done before {these} had agreed: only {who} had", these=agreement, who=who
        )
    return tongue.say("done before {these} had agreed", these=agreement)


def _agreement(fault: Breach, names: PageNames) -> str:
    book, _, name = fault.approval.partition("/")
    playbook = names.program.playbooks.get(book)
    asked = None if playbook is None else playbook.approvals.get(name)
    return name if asked is None else names.agreement(asked.by)


def _places(one: ObligationVerdict, where: Where, tongue: Tongue) -> Iterator[str]:
    """The lines of the log that a verdict rests on, and the place where the policy asks for it."""
    if one.log_lines:
        numbers = ", ".join(map(str, one.log_lines))
        count = len(one.log_lines)
        yield tongue.count("log line {lines}", "log lines {lines}", count, lines=numbers)
    place = where(one.obligation)
    if place:
        yield f"{place[0]}:{place[1]}"


def _remarks(review: IncidentReview, names: PageNames) -> Iterator[str]:
    """How the facts changed, whom no step names, and what is wrong with the log."""
    tongue, zone = names.tongue, names.program.roster.timezone
    before = review.unfolded.phases[0]
    for phase in review.unfolded.phases[1:]:
        if phase.severity != before.severity:
            yield tongue.say(
                "From {when} on it was {after}, no longer {before}; what was owed stayed owed.",
                when=tongue.moment(phase.start, zone, review.unfolded.phases[0].start),
                after=names.severity(phase.severity),
                before=names.severity(before.severity),
            )
        before = phase
    planned = {one.person for event in review.unfolded.events for one in event.people}
    for line in review.unfolded.book.of("told"):
        if line.person not in planned:
            who = names.person(line.person)
            yield tongue.say(
                "{who} was told, whom no step names (line {line}).", who=who, line=line.line
            )
    for line in review.reviewed:
        yield tongue.say(
            "Dealt with by {who} on {day} (line {line}): {because}",
            who=names.short(line.who),
            day=tongue.date(local(line.at, zone).date()),
            line=line.line,
            because=line.because,
        )
    for who in review.strangers:
        yield tongue.say(
            "{who} has no seat on a council, so that it does not count", who=names.short(who)
        )
    left = review.left if review.reviewed else ()
    if left:
        tasks = [task(one.obligation, one.do, names) for one in left]
        yield tongue.say(
            "Not dealt with yet, since it was written later: {tasks}", tasks="; ".join(tasks)
        )
    for problem in review.problems:
        yield problem_in_words(problem, tongue)


def _entry(entry: Entry, review: IncidentReview, names: PageNames) -> str:
    tongue, zone = names.tongue, names.program.roster.timezone
    when = tongue.moment(entry.at, zone, review.unfolded.phases[0].start)
    say, known = tongue.say, names.program.ruleset.facts
    done = {
        "opened": say("opened"),
        "told": say("told"),
        "acknowledged": say("acknowledged"),
        "fact": say("known"),
        "done": say("done"),
        "skipped": say("skipped"),
        "asked": say("asked for approval"),
        "approved": say("approved"),
        "refused": say("refused"),
        "handover": say("handed over"),
        "note": say("note"),
        "corrects": say("corrects"),
        "closed": say("closed"),
    }
    facts = ", ".join(
        f"{names.fact(known[name]) if name in known else name}: {value}"
        for name, value in entry.facts.items()
    )
    about = [
        *(names.task(one.partition("#")[0]) for one in (entry.action, entry.approval) if one),
        *(names.person(one) for one in (entry.person, entry.to) if one),
        facts,
        entry.because,
    ]
    said = ": ".join((done.get(entry.event, entry.event), ", ".join(filter(None, about))))
    by = names.person(entry.by) if not entry.by.startswith("tool:") else entry.by.partition(":")[2]
    return f"{when} {said.removesuffix(': ')} ({by})"


def _often(found: Sequence[Reviewed], tongue: Tongue) -> Iterator[str]:
    """What is late again and again, which steps reach nobody, which rules people set aside."""
    names = PageNames(found[0][1], tongue)
    seen = patterns_of([review for review, _, _ in found])
    for late in seen.late:
        name = task(late.obligation, names.task(late.obligation), names)
        values = {"name": name, "owed": late.owed}
        if late.late:
            delay = tongue.stretch(late.usual_delay)
            yield tongue.say(
                "{name}: late in {number} of {owed} incidents, usually by {delay}",
                number=late.late,
                delay=delay,
                **values,
            )
        if late.broken:
            yield tongue.say(
                "{name}: broken in {number} of {owed} incidents", number=late.broken, **values
            )
    for step in seen.unreached:
        values = {"step": _step(step.escalation, step.step, names), "ran": step.ran}
        if step.empty:
            yield tongue.say(
                "{step}: nobody was there in {number} of {ran} incidents",
                number=step.empty,
                **values,
            )
        if step.unanswered >= REGULARLY:
            yield tongue.say(
                "{step}: told in {ran} incidents, and in {number} of them only others answered",
                number=step.unanswered,
                **values,
            )
    for rule in seen.overruled:
        tasks = "; ".join(names.task(one) for one in rule.actions)
        yield tongue.count(
            "{rule}: in {count} incident people skipped what {playbook} asks: {tasks}",
            "{rule}: in {count} incidents people skipped what {playbook} asks: {tasks}",
            rule.incidents,
            rule=_rule(rule.rule, names),
            playbook=names.document(f"playbook/{rule.playbook}"),
            tasks=tasks,
        )


def _step(escalation: str, step: str, names: PageNames) -> str:
    """Whom a step tells, with its escalation."""
    plan = names.program.escalations.get(escalation)
    found = next((one for one in plan.steps if one.id == step), None) if plan else None
    who = step if found is None else names.tongue.all_of([*map(names.target, found.targets)])
    return f"{who} ({names.document(f'escalation/{escalation}')})"


def _rule(rule: str, names: PageNames) -> str:
    """A rule by its reason."""
    document, _, name = rule.removeprefix("decision/").rpartition("/")
    reasons = (
        one.because
        for decision in names.program.ruleset.decisions
        for one in decision.rules
        if (one.document, one.id) == (document, name) and one.because
    )
    because = next(reasons, None)
    return (
        name if because is None else names.tongue.say("“{words}”", words=names.tongue.text(because))
    )


def _wrapped(margin: str, text: str) -> Iterator[str]:
    first, *others = wrap(terminal(text), _WIDTH - len(margin)) or [""]
    yield f"{margin}{first}"
    for line in others:
        yield f"{margin}  {line}" if len(line) + len(margin) + 2 <= _WIDTH else f"{margin}{line}"

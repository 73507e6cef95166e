"""The scenarios that no longer come out as agreed, and which rule is behind each."""

from collections.abc import Iterator, Sequence

from govcheck.render.page.lines import Line, Page, Part
from govcheck.render.page.names import PageNames
from govcheck.render.page.tests import asked_of
from govcheck.scenarios.scenario import Cause, Mismatch
from govcheck.workspace.trial import Ran, Tested

FACTS_AT_MOST = 4


def page(tested: Tested, names: PageNames) -> Page:
    """What was agreed, what comes out now, because of which rule, and what to do."""
    tongue = names.tongue
    failed = tested.failed
    title = tongue.count(
        "{count} of {all} examples no longer comes out as agreed.",
        "{count} of {all} examples no longer come out as agreed.",
        len(failed),
        all=tongue.number(len(tested.ran)),
    )
    return Page(
        title,
        (),
        tuple(_part(one, names) for one in failed),
        tongue.say("Every difference with its place: --full"),
    )


def _part(ran: Ran, names: PageNames) -> Part:
    tongue = names.tongue
    title = tongue.text(ran.title) or ran.id
    facts = names.program.ruleset.facts
    decisive = [cause.fact for one in ran.mismatches for cause in one.causes]
    known = sorted(ran.facts.items(), key=lambda each: each[0] not in decisive)
    stated = [names.stated(facts[one], value) for one, value in known if one in facts]
    shown = ", ".join(stated[:FACTS_AT_MOST])
    if len(stated) > FACTS_AT_MOST:
        shown = tongue.say("{these}, ...", these=shown)
    heading = f'"{title}" ({shown})' if shown else f'"{title}"'
    lines = [line for alike in _alike(ran.mismatches) for line in _lines(alike, names)]
    place = ran.differences[0].span
    lines.append(
        Line(
            tongue.say(
                "Meant?  then change {place}.  Not meant?  undo the change.",
                place=f"{place.path}:{place.line}",
            )
        )
    )
    return Part(heading, tuple(lines))


def _alike(mismatches: Sequence[Mismatch]) -> list[list[Mismatch]]:
    """Those that differ in nothing but whom they are about stand together."""
    groups: dict[object, list[Mismatch]] = {}
    for number, one in enumerate(mismatches):
        same = (one.sort, one.limit, one.seconds) if one.sort in ("told", "told late") else number
        groups.setdefault(same, []).append(one)
    return list(groups.values())


def _lines(alike: Sequence[Mismatch], names: PageNames) -> Iterator[Line]:
    tongue = names.tongue
    one = alike[0]
    agreed, now = _said(alike, names)
    if agreed:
        yield Line(tongue.say("agreed: {agreed}     now: {now}", agreed=agreed, now=now))
    else:
        yield Line(now)
    for cause in one.causes:
        yield Line(tongue.say("because: {cause}", cause=_cause(cause, names)))


def _said(alike: Sequence[Mismatch], names: PageNames) -> tuple[str, str]:
    """What was agreed, and what comes out now."""
    tongue = names.tongue
    one, count = alike[0], len(alike)
    who = tongue.all_of([names.target(each.about) for each in alike if ":" in each.about])
    match one.sort:
        case "decision":
            called = names.decision(one.about)
            return f"{called} {_results(one, one.agreed, names)}", _results(one, one.found, names)
        case "told late":
            agreed = tongue.count("{who} is told", "{who} are told", count, who=who)
            if one.limit is not None:
                limit = tongue.duration(one.limit)
                agreed = tongue.say("{told} within {limit}", told=agreed, limit=limit)
            if one.seconds is None:
                return agreed, tongue.say("never")
            return agreed, tongue.say("after {time}", time=tongue.stretch(one.seconds))
        case "told":
            time = tongue.stretch(one.seconds or 0)
            agreed = tongue.count("{who} is not told", "{who} are not told", count, who=who)
            return agreed, tongue.say("told after {time}", time=time)
        case "late":
            agreed = tongue.say("{task} is done in time", task=names.task(one.about))
            if one.seconds is None:
                return agreed, tongue.say("never done")
            return agreed, tongue.say("{late} late", late=tongue.stretch(one.seconds))
        case "done":
            agreed = tongue.say("{task} is missed", task=names.task(one.about))
            return agreed, tongue.say("done in time")
        case "owed by nobody":
            agreed = tongue.say("{task} is owed", task=names.task(one.about))
            return agreed, tongue.say("owed by nobody")
    return "", one.message


def _results(one: Mismatch, results: Sequence[str], names: PageNames) -> str:
    said = [names.result(one.about, result) for result in results]
    return names.tongue.all_of(said).upper() or names.tongue.say("nothing")


def _cause(cause: Cause, names: PageNames) -> str:
    tongue = names.tongue
    fact = names.program.ruleset.facts.get(cause.fact)
    if fact is not None and cause.when is not None:
        asked = asked_of(cause.when, fact, names)
        if asked:
            return tongue.say(
                'rule "{rule}" asks for {fact}: {asked}',
                rule=cause.rule, fact=names.fact(fact), asked=asked,
            )  # fmt: skip
        return tongue.say(
            'rule "{rule}" does not hold with this {fact}',
            rule=cause.rule, fact=names.fact(fact),
        )  # fmt: skip
    if cause.because:
        reason = tongue.text(cause.because)
        return tongue.say('rule "{rule}" holds: {reason}', rule=cause.rule, reason=reason)
    return tongue.say('rule "{rule}" holds', rule=cause.rule)

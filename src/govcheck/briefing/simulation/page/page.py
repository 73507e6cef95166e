"""The page put together, in the order in which somebody under stress needs it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from govcheck.briefing.simulation.page.calls import at_last, calls
from govcheck.briefing.simulation.page.duties import SOON, duties, further, prohibitions
from govcheck.briefing.simulation.page.reasons import missing, severity_of, why
from govcheck.render.page.lines import Line, Page, Part
from govcheck.render.page.names import PageNames
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.time.clock import local
from govcheck.tongue import Tongue
from govcheck.tongue.tongue import city

NO_TIME: Final = timedelta()


def page(outcome: Outcome, program: Program, tongue: Tongue) -> Page:
    """What the first screen says."""
    names = PageNames(program, tongue)
    parts: list[Part | None] = [
        calls(outcome, names),
        duties(outcome, names),
        *prohibitions(outcome, names),
        further(outcome, names, at_last(outcome, names)),
        why(outcome, names),
        missing(outcome, names),
    ]
    return Page(
        _title(outcome, names),
        tuple(_head(outcome, names)),
        tuple(part for part in parts if part is not None),
        tongue.say("A plan, not a report: times assume people act when called.")
        + "  "
        + tongue.say("All of it: --full"),
    )


def _title(outcome: Outcome, names: PageNames) -> str:
    """The severity, and whether it is certain."""
    title = names.tongue.text(outcome.stated.title)
    verdict = severity_of(outcome)
    if verdict is None:
        return title
    level = names.tongue.all_of([names.severity(one) for one in verdict.result]).upper()
    if not outcome.is_certain(verdict):
        return names.tongue.say("{severity}, to be safe - {title}", severity=level, title=title)
    return f"{level} - {title}"


def _head(outcome: Outcome, names: PageNames) -> Iterator[Line]:
    tongue = names.tongue
    detected = outcome.stated.case.detected_at
    day = tongue.day(detected, outcome.timezone)
    time = tongue.time(detected, outcome.timezone)
    facts = names.program.ruleset.facts
    known = [
        names.stated(facts[name], value)
        for name, value in outcome.stated.case.facts.items()
        if name in facts and value != facts[name].default
    ]
    stated = f" {', '.join(known).rstrip('.')}." if known else ""
    yield Line(f"{day}, {time} {city(outcome.timezone)}.{stated}")
    yield from _jump(outcome, tongue)
    if outcome.assumed:
        assumed = names.program.ruleset.assumed(outcome.stated.case.facts)
        said = tongue.all_of([names.stated(facts[one], assumed[one]) for one in outcome.assumed])
        yield Line(tongue.say("Nobody has said otherwise, so assumed: {facts}", facts=said))
    if outcome.supposed:
        yield Line(_supposed(outcome, names))
    if outcome.ask_next:
        question = tongue.text(outcome.ask_next[0].question)
        yield Line(tongue.say("Not known yet: {question}  -> find out first", question=question))
    for verdict in outcome.verdicts:
        if verdict.clash:
            yield Line(
                tongue.say(
                    "The rules contradict each other: {rules}",
                    rules=tongue.all_of([rule.id for rule in verdict.clash]),
                ),
                weight="alarm",
            )
    for note in outcome.notes:
        yield Line(tongue.text(note))
    if outcome.logged:
        yield Line(
            tongue.say(
                "What was logged is taken in, facts and answers."
                " `govcheck due` says what is done and what is due now."
            )
        )


def _jump(outcome: Outcome, tongue: Tongue) -> Iterator[Line]:
    """That the clock is put forward or back among the first deadlines."""
    zone, low = outcome.timezone, outcome.stated.case.detected_at
    high = low + SOON
    before = local(low, zone).utcoffset()
    if local(high, zone).utcoffset() == before:
        return
    while high - low > 1:
        middle = (low + high) // 2
        if local(middle, zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    after = local(high, zone)
    jumps = after - ((after.utcoffset() or NO_TIME) - (before or NO_TIME))  # by the wall clock
    yield Line(
        tongue.say(
            "The clock jumps from {before} to {after}.",
            before=f"{jumps:%H:%M}", after=f"{after:%H:%M}",
        )
    )  # fmt: skip


def _supposed(outcome: Outcome, names: PageNames) -> str:
    """Who is absent or has answered as far as this page goes, because somebody asked so."""
    tongue = names.tongue
    detected = outcome.stated.case.detected_at
    away = [names.person(who) for who, after in outcome.supposed if after is None]
    said = [
        tongue.say(
            "supposing {who} answered {at}",
            who=names.person(who),
            at=tongue.moment(detected + after, outcome.timezone, detected),
        )
        for who, after in outcome.supposed
        if after is not None
    ]
    if away:
        who = tongue.all_of(away)
        first = tongue.count(
            "supposing {who} is absent", "supposing {who} are absent", len(away), who=who
        )
        said.insert(0, first)
    return "; ".join(said)

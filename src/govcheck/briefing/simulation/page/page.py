"""The page put together, in the order in which somebody under stress needs it."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from govcheck.briefing.simulation.page.calls import at_last, calls
from govcheck.briefing.simulation.page.duties import SOON, duties, further, prohibitions
from govcheck.briefing.simulation.page.reasons import missing, why
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.render.page.lines import Line, Page, Part
from govcheck.simulate.outcome import Outcome
from govcheck.time.clock import local
from govcheck.time.wall_clocks import stretches
from govcheck.tongue import Tongue
from govcheck.tongue.tongue import city
from govcheck.translation import SaidText


def page(view: OutcomeView) -> Page:
    """What the first screen says."""
    say = view.tongue.say
    parts: list[Part | None] = [
        calls(view),
        duties(view),
        *prohibitions(view),
        further(view, at_last(view)),
        why(view),
        missing(view),
    ]
    return Page(
        title(view),
        tuple(_head(view)),
        tuple(part for part in parts if part is not None),
        say("A plan, not a report: times assume people act when called.")
        + "  "
        + say("All of it: --full"),
    )


def title(view: OutcomeView) -> str:
    """What the page is headed by: the severity, and whether it is certain."""
    titled = view.tongue.text(view.outcome.stated.title)
    verdict = view.verdict("severity")
    if verdict is None:
        return titled
    level = view.tongue.all_of([view.names.severity(one) for one in verdict.result]).upper()
    if not view.outcome.is_certain(verdict):
        return view.tongue.say("{severity}, to be safe - {title}", severity=level, title=titled)
    return f"{level} - {titled}"


def _head(view: OutcomeView) -> Iterator[Line]:
    tongue = view.tongue
    detected = view.detected_at
    day = tongue.day(detected, view.outcome.timezone)
    time = tongue.time(detected, view.outcome.timezone)
    facts = view.program.ruleset.facts
    known = [
        view.names.stated(facts[name], value)
        for name, value in view.outcome.stated.case.facts.items()
        if name in facts and value != facts[name].default
    ]
    stated = f" {', '.join(known).rstrip('.')}." if known else ""
    yield Line(f"{day}, {time} {city(view.outcome.timezone)}.{stated}")
    yield from _jump(view.outcome, tongue)
    if view.outcome.assumed:
        assumed = view.program.ruleset.assumed(view.outcome.stated.case.facts)
        said = tongue.all_of(
            [view.names.stated(facts[one], assumed[one]) for one in view.outcome.assumed]
        )
        yield Line(tongue.say("Nobody has said otherwise, so assumed: {facts}", facts=said))
    if view.outcome.supposed:
        yield Line(_supposed(view))
    if view.outcome.ask_next:
        question = tongue.text(view.outcome.ask_next[0].question)
        yield Line(tongue.say("Not known yet: {question}  -> find out first", question=question))
    for verdict in view.outcome.verdicts:
        if verdict.clash:
            yield Line(
                tongue.say(
                    "The rules contradict each other: {rules}",
                    rules=tongue.all_of([rule.id for rule in verdict.clash]),
                ),
                weight="alarm",
            )
    for note in view.outcome.notes:
        yield Line(_by_name(note, view))
    if view.outcome.logged:
        yield Line(
            tongue.say(
                "What was logged is taken in, facts and answers."
                " `govcheck due` says what is done and what is due now."
            )
        )


def _by_name(note: str, view: OutcomeView) -> str:
    """A note with the name of whomever it is about; it has their id."""
    about = dict(note.values).get("person", "") if isinstance(note, SaidText) else ""
    return view.text(note).replace(f"`{about}`", view.names.person(about))


def _jump(outcome: Outcome, tongue: Tongue) -> Iterator[Line]:
    """That the clock is put forward or back among the first deadlines."""
    zone, start = outcome.timezone, outcome.stated.case.detected_at
    for (_, at, before), (_, _, after) in pairwise(stretches(start, start + SOON + 1, zone)):
        if before != after:
            shown = local(at, zone)
            jumps = shown - timedelta(seconds=after - before)  # by the wall clock
            yield Line(
                tongue.say(
                    "The clock jumps from {before} to {after}.",
                    before=f"{jumps:%H:%M}", after=f"{shown:%H:%M}",
                )
            )  # fmt: skip


def _supposed(view: OutcomeView) -> str:
    """Who is absent or has answered as far as this page goes, because somebody asked so."""
    tongue = view.tongue
    detected = view.detected_at
    away = [view.names.person(who) for who, after in view.outcome.supposed if after is None]
    said = [
        tongue.say(
            "supposing {who} answered {at}",
            who=view.names.person(who),
            at=view.at(detected + after),
        )
        for who, after in view.outcome.supposed
        if after is not None
    ]
    if away:
        who = tongue.all_of(away)
        first = tongue.count(
            "supposing {who} is absent", "supposing {who} are absent", len(away), who=who
        )
        said.insert(0, first)
    return "; ".join(said)

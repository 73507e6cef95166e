"""The page put together, in the order in which somebody under stress needs it."""

from collections.abc import Iterator

from govcheck.briefing.simulation.page.calls import at_last, calls
from govcheck.briefing.simulation.page.duties import duties, further, prohibitions
from govcheck.briefing.simulation.page.reasons import missing, why
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.render.page.lines import Line, Page, Part
from govcheck.tongue.tongue import city


def page(view: OutcomeView) -> Page:
    """What the first screen says."""
    parts: list[Part | None] = [
        calls(view),
        duties(view),
        *prohibitions(view),
        further(view, at_last(view)),
        why(view),
        missing(view),
    ]
    say = view.tongue.say
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
    if not verdict.settled:
        return view.tongue.say("{severity}, to be safe - {title}", severity=level, title=titled)
    return f"{level} - {titled}"


def _head(view: OutcomeView) -> Iterator[Line]:
    (outcome, names), tongue, detected = view, view.tongue, view.detected_at
    day = tongue.day(detected, outcome.timezone)
    time = tongue.time(detected, outcome.timezone)
    facts = view.program.ruleset.facts
    known = [
        names.stated(facts[name], value)
        for name, value in outcome.stated.case.facts.items()
        if name in facts and value != facts[name].default
    ]
    stated = f" {', '.join(known).rstrip('.')}." if known else ""
    yield Line(f"{day}, {time} {city(outcome.timezone)}.{stated}")
    if outcome.assumed:
        assumed = view.program.ruleset.assumed(outcome.stated.case.facts)
        said = tongue.all_of([names.stated(facts[one], assumed[one]) for one in outcome.assumed])
        yield Line(tongue.say("Nobody has said otherwise, so assumed: {facts}", facts=said))
    if outcome.supposed:
        yield Line(_supposed(view))
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


def _supposed(view: OutcomeView) -> str:
    """Who is absent or has answered as far as this page goes, because somebody asked so."""
    tongue = view.tongue
    away = [view.names.person(who) for who, after in view.outcome.supposed if after is None]
    said = [
        tongue.say(
            "supposing {who} answered {at}",
            who=view.names.person(who),
            at=view.at(view.detected_at + after),
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

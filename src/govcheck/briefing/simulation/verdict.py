"""The verdict: the headline, what is still open, and why it came out so."""

from collections.abc import Iterator

from govcheck.briefing.simulation.sheet import Row, Section
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.engine.ruleset import Boundary, Match, NearMiss, Ruling, Value
from govcheck.engine.wording import in_words
from govcheck.render.page.tests import asked_of
from govcheck.simulate.plan import uncertain
from govcheck.time.clock import format_instant

HEADLINE = ("severity", "escalation", "playbooks")
NEAREST = {"severity": 3}
"""How many near misses and boundaries of a decision are worth reading; one of the others."""

FACTS_AT_MOST = 2
"""How many facts one line says a result to depend on."""


def headline(view: OutcomeView) -> str:
    """The results in one line: `SEV1 | crisis | product-safety`."""
    words = " | ".join(_in_headline(view, one) for one in _ordered(view))
    return words or view.tongue.say("nothing is decided: the policy has no decision")


def _ordered(view: OutcomeView) -> list[Ruling]:
    """The verdicts that everybody asks for first, then the policy's own."""
    known = {verdict.decision.name: verdict for verdict in view.outcome.verdicts}
    first = [known.pop(name) for name in HEADLINE if name in known]
    return [*first, *known.values()]


def _in_headline(view: OutcomeView, verdict: Ruling) -> str:
    name, result = verdict.decision.name, ", ".join(verdict.result)
    if name == "severity":
        return result.upper()
    if name == "escalation":
        return view.tongue.say("nobody is notified") if verdict.result == ("none",) else result
    if name == "playbooks":
        return result or view.tongue.say("no playbook")
    return f"{name}: {result or view.tongue.say('none')}"


def subtitle(view: OutcomeView) -> tuple[Row, ...]:
    """The incident, and which results still depend on unknown facts."""
    stated = view.outcome.stated
    tongue, zone = view.tongue, view.outcome.timezone
    detected = tongue.say(
        "detected {day} {time} {zone} ({instant})",
        day=tongue.day(view.detected_at, zone), time=tongue.time(view.detected_at, zone),
        zone=zone, instant=format_instant(view.detected_at),
    )  # fmt: skip
    rows = [Row(view.text(stated.title)), Row(detected)]
    assumed = view.program.ruleset.assumed(stated.case.facts)
    if assumed:
        said = ", ".join(
            tongue.say("`{fact}` is {value}", fact=name, value=in_words(value))
            for name, value in assumed.items()
        )
        rows.append(Row(tongue.say("assumed, since not stated: {facts}", facts=said)))
    if view.outcome.logged:
        rows.append(Row(tongue.say("facts and answers that were logged are taken in")))
    doubtful = [one for one in _ordered(view) if not view.outcome.is_certain(one)]
    rows += [Row(_open(view, verdict)) for verdict in doubtful]
    rows += [Row(text, tone="alarm") for text in _clashes(view)]
    rows += [
        Row(tongue.say("{severity} is {meaning}", severity=result.upper(), meaning=means))
        for result, means in _meaning(view)
    ]
    return tuple(rows)


def _meaning(view: OutcomeView) -> Iterator[tuple[str, str]]:
    verdict = view.verdict("severity")
    for level in view.program.severities:
        if verdict is not None and level.id in verdict.result:
            yield level.id, f"{view.text(level.name)}: {view.text(level.means)}"


def _open(view: OutcomeView, verdict: Ruling) -> str:
    """What the result depends on. What may be is exact, unless the search gave up."""
    tongue = view.tongue
    name = verdict.decision.name
    facts = [
        f"`{question.fact}`"
        for question in view.outcome.ask_next
        if not question.would_change
        or any(name in changes for changes in question.would_change.values())
    ]
    if len(facts) > FACTS_AT_MOST:
        more = tongue.count("{count} more", "{count} more", len(facts) - FACTS_AT_MOST + 1)
        facts = [*facts[: FACTS_AT_MOST - 1], more]
    if len(facts) > 1:
        until = tongue.say("until {facts} are known", facts=tongue.all_of(facts))
    else:
        until = tongue.say("until {fact} is known", fact="".join(facts) or tongue.say("more"))
    if verdict.decision.hit_policy == "collect" or verdict.settled:
        hedged = [one for decision, one in view.outcome.hedged if decision == name]
        names = ", ".join(dict.fromkeys([*uncertain(verdict), *hedged]))
        return tongue.say("{name}: {results} to be safe, {until}",
                          name=name, results=names, until=until)  # fmt: skip
    others = view.any_of([result for result in verdict.possible if result not in verdict.result])
    sentence = (
        tongue.say("could be {others}", others=others)
        if verdict.exact
        else tongue.say("perhaps {others}", others=others)
    )
    return f"{name}: {', '.join(verdict.result)} {until}; {sentence}"


def _clashes(view: OutcomeView) -> Iterator[str]:
    for verdict in view.outcome.verdicts:
        if verdict.clash:
            rules = view.tongue.all_of([f"`{rule.id}`" for rule in verdict.clash])
            yield view.tongue.say(
                "{decision}: rules {rules} match together, only one ever may",
                decision=verdict.decision.name, rules=rules,
            )  # fmt: skip


def why(view: OutcomeView) -> Section:
    """Each result with the rules that gave it, and what would have been needed for another."""
    rows = (row for verdict in _ordered(view) for row in _reasons(view, verdict))
    return Section(view.tongue.say("Why"), tuple(rows))


def _reasons(view: OutcomeView, verdict: Ruling) -> Iterator[Row]:
    decision = verdict.decision
    decisive = [match for match in verdict.matched if set(match.rule.results) & set(verdict.result)]
    others = [match for match in verdict.matched if match not in decisive]
    tongue = view.tongue
    also = (_also(view, other) for other in others)
    more = (*_boundaries(view, verdict), *also, *_near_misses(view, verdict))
    if not decisive:
        result = _results(view, decision.name, verdict.result)
        text = tongue.say(
            "{decision} {result}: otherwise, {place}",
            decision=decision.name, result=result, place=f"{decision.path}:{decision.line}",
        )  # fmt: skip
        yield Row(text, below=(*_because(view, decision.because), *more))
    for match in decisive:
        rule = match.rule
        result = _results(view, decision.name, rule.results)
        maybe = tongue.say(" (possible)") if view.outcome.hangs(match, verdict) else ""
        text = f"{decision.name} {result}: {rule.id}{maybe}, {rule.path}:{rule.line}"
        because = _because(view, rule.because)
        if maybe:
            because = tuple(tongue.say("only if so: {because}", because=one) for one in because)
        yield Row(text, below=(*because, *(more if match is decisive[-1] else ())))


def _because(view: OutcomeView, because: str | None) -> tuple[str, ...]:
    return (view.text(because),) if because else ()


def _also(view: OutcomeView, match: Match) -> str:
    rule, say = match.rule, view.tongue.say
    said = (
        say("{rule} may match too, for {results}", rule=rule.id, results=", ".join(rule.results))
        if match.possible
        else say("{rule} matches too, for {results}",
                 rule=rule.id, results=", ".join(rule.results))
    )  # fmt: skip
    return f"{said}, {rule.path}:{rule.line}"


def _near_misses(view: OutcomeView, verdict: Ruling) -> Iterator[str]:
    rules = verdict.decision.rules
    mine: list[NearMiss] = [miss for miss in view.outcome.near_misses if miss.rule in rules]
    for miss in mine[: NEAREST.get(verdict.decision.name, 1)]:
        rule = miss.rule
        said = view.tongue.say(
            "nearly {result}: {rule} needs {fact}",
            result=_results(view, verdict.decision.name, rule.results), rule=rule.id,
            fact=_needs(view, miss),
        )  # fmt: skip
        yield f"{said}, {rule.path}:{rule.line}"


def _needs(view: OutcomeView, miss: NearMiss) -> str:
    """What a rule asks of a fact, in words where the fact is known alone."""
    fact = view.program.ruleset.facts.get(miss.fact)
    asked = "" if fact is None else asked_of(miss.rule.when, fact, view.names)
    return miss.needs if fact is None or not asked else f"{view.names.fact(fact)} {asked}"


def _boundaries(view: OutcomeView, verdict: Ruling) -> Iterator[str]:
    mine = [one for one in view.outcome.boundaries if one.decision == verdict.decision.name]
    for boundary in mine[: NEAREST.get(verdict.decision.name, 1)]:
        yield boundary_in_words(view, boundary)


def boundary_in_words(view: OutcomeView, boundary: Boundary) -> str:
    """The boundary as `SEV1 from 50,000 followers: +19,000`."""
    tongue = view.tongue
    fact = view.program.ruleset.facts.get(boundary.fact)
    unit = f" {view.text(fact.unit)}" if fact is not None and fact.unit else ""
    if boundary.beyond:
        direction = tongue.say("above") if boundary.upward else tongue.say("below")
    else:
        direction = tongue.say("from") if boundary.upward else tongue.say("down from")
    words = f"{_results(view, boundary.decision, boundary.result)} {direction}"
    stated, value = boundary.stated, boundary.value
    if isinstance(value, str | frozenset) or isinstance(stated, str | frozenset):
        now = tongue.say("now {value}", value=_plain(view, stated))
        return f"{words} {boundary.fact} {_plain(view, value)}: {now}"
    change = round(value - stated, 9)
    sign = "+" if change > 0 else ""
    name = f"{unit} ({boundary.fact})" if unit else f" {boundary.fact}"
    return f"{words} {tongue.number(value)}{name}: {sign}{tongue.number(change)}"


def _results(view: OutcomeView, decision: str, results: tuple[str, ...]) -> str:
    words = ", ".join(results) or view.tongue.say("none")
    return words.upper() if decision == "severity" else words


def _plain(view: OutcomeView, value: Value) -> str:
    tongue = view.tongue
    if isinstance(value, bool):
        return tongue.say("yes") if value else tongue.say("no")
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or tongue.say("none")
    return tongue.number(value) if isinstance(value, int | float) else value

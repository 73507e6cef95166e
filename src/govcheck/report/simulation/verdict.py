"""The verdict: the headline, what is still open, and why it came out so."""

from collections.abc import Iterator

from govcheck.engine.ruleset import Boundary, Match, NearMiss, Ruling, Value
from govcheck.engine.wording import in_words
from govcheck.report.reading import full, number
from govcheck.report.simulation.sheet import Row, Section
from govcheck.report.simulation.view import OutcomeView, any_of
from govcheck.simulate.plan import uncertain
from govcheck.time.clock import format_instant

HEADLINE = ("severity", "escalation", "playbooks")
NEAREST = {"severity": 3}
"""How many near misses and boundaries of a decision are worth reading; one of the others."""

FACTS_AT_MOST = 2
"""How many facts one line says a result to depend on."""


def headline(view: OutcomeView) -> str:
    """The results in one line: `SEV1 | crisis | product-safety`."""
    words = " | ".join(map(_in_headline, _ordered(view)))
    return words or "nothing is decided: the policy has no decision"


def _ordered(view: OutcomeView) -> list[Ruling]:
    """The verdicts that everybody asks for first, then the policy's own."""
    known = {verdict.decision.name: verdict for verdict in view.outcome.verdicts}
    first = [known.pop(name) for name in HEADLINE if name in known]
    return [*first, *known.values()]


def _in_headline(verdict: Ruling) -> str:
    name, result = verdict.decision.name, ", ".join(verdict.result)
    if name == "severity":
        return result.upper()
    if name == "escalation":
        return "nobody is notified" if verdict.result == ("none",) else result
    if name == "playbooks":
        return result or "no playbook"
    return f"{name}: {result or 'none'}"


def subtitle(view: OutcomeView) -> tuple[Row, ...]:
    """The incident, and which results still depend on unknown facts."""
    stated = view.outcome.stated
    day = full(view.detected_at, view.outcome.timezone)
    instant = format_instant(view.detected_at)
    rows = [Row(stated.title), Row(f"detected {day} {view.outcome.timezone} ({instant})")]
    assumed = view.program.ruleset.assumed(stated.case.facts)
    if assumed:
        said = ", ".join(f"`{name}` is {in_words(value)}" for name, value in assumed.items())
        rows.append(Row(f"assumed, since not stated: {said}"))
    if view.outcome.logged:
        rows.append(Row("facts and answers that were logged are taken in"))
    rows += [Row(_open(view, verdict)) for verdict in _ordered(view) if not verdict.settled]
    rows += [Row(text, tone="alarm") for text in _clashes(view)]
    rows += [Row(f"{result.upper()} is {means}") for result, means in _meaning(view)]
    return tuple(rows)


def _meaning(view: OutcomeView) -> Iterator[tuple[str, str]]:
    verdict = view.verdict("severity")
    for level in view.program.severities:
        if verdict is not None and level.id in verdict.result:
            yield level.id, f"{level.name}: {level.means}"


def _open(view: OutcomeView, verdict: Ruling) -> str:
    """What the result depends on. What may be is exact, unless the search gave up."""
    name = verdict.decision.name
    facts = [
        f"`{question.fact}`"
        for question in view.outcome.ask_next
        if not question.would_change
        or any(name in changes for changes in question.would_change.values())
    ]
    if len(facts) > FACTS_AT_MOST:
        facts = [*facts[: FACTS_AT_MOST - 1], f"{len(facts) - FACTS_AT_MOST + 1} more"]
    until = f"until {' and '.join(facts) or 'more'} {'are' if len(facts) > 1 else 'is'} known"
    could = "could be" if verdict.exact else "perhaps"
    if verdict.decision.hit_policy == "collect":
        return f"{name}: {', '.join(uncertain(verdict))} to be safe, {until}"
    others = any_of([result for result in verdict.possible if result not in verdict.result])
    return f"{name}: {', '.join(verdict.result)} {until}; {could} {others}"


def _clashes(view: OutcomeView) -> Iterator[str]:
    for verdict in view.outcome.verdicts:
        if verdict.clash:
            rules = " and ".join(f"`{rule.id}`" for rule in verdict.clash)
            yield f"{verdict.decision.name}: rules {rules} match together, only one ever may"


def why(view: OutcomeView) -> Section:
    """Each result with the rules that gave it, and what would have been needed for another."""
    rows = (row for verdict in _ordered(view) for row in _reasons(view, verdict))
    return Section("Why", tuple(rows))


def _reasons(view: OutcomeView, verdict: Ruling) -> Iterator[Row]:
    decision = verdict.decision
    decisive = [match for match in verdict.matched if set(match.rule.results) & set(verdict.result)]
    others = [match for match in verdict.matched if match not in decisive]
    more = (*_boundaries(view, verdict), *map(_also, others), *_near_misses(view, verdict))
    if not decisive:
        result = _results(decision.name, verdict.result)
        text = f"{decision.name} {result}: otherwise, {decision.path}:{decision.line}"
        yield Row(text, below=(*_because(decision.because), *more))
    for match in decisive:
        rule = match.rule
        result = _results(decision.name, rule.results)
        maybe = " (possible)" if match.possible else ""
        text = f"{decision.name} {result}: {rule.id}{maybe}, {rule.path}:{rule.line}"
        because = f"only if so: {rule.because}" if maybe and rule.because else rule.because
        yield Row(text, below=(*_because(because), *(more if match is decisive[-1] else ())))


def _because(because: str | None) -> tuple[str, ...]:
    return (because,) if because else ()


def _also(match: Match) -> str:
    rule = match.rule
    verb = "may match" if match.possible else "matches"
    return f"{rule.id} {verb} too, for {', '.join(rule.results)}, {rule.path}:{rule.line}"


def _near_misses(view: OutcomeView, verdict: Ruling) -> Iterator[str]:
    rules = verdict.decision.rules
    mine: list[NearMiss] = [miss for miss in view.outcome.near_misses if miss.rule in rules]
    for miss in mine[: NEAREST.get(verdict.decision.name, 1)]:
        rule = miss.rule
        result = _results(verdict.decision.name, rule.results)
        yield f"nearly {result}: {rule.id} needs {miss.needs}, {rule.path}:{rule.line}"


def _boundaries(view: OutcomeView, verdict: Ruling) -> Iterator[str]:
    mine = [one for one in view.outcome.boundaries if one.decision == verdict.decision.name]
    for boundary in mine[: NEAREST.get(verdict.decision.name, 1)]:
        yield boundary_in_words(view, boundary)


def boundary_in_words(view: OutcomeView, boundary: Boundary) -> str:
    """The boundary as `SEV1 from 50,000 followers: +19,000`."""
    fact = view.program.ruleset.facts.get(boundary.fact)
    unit = f" {fact.unit}" if fact is not None and fact.unit else ""
    if boundary.beyond:
        direction = "above" if boundary.upward else "below"
    else:
        direction = "from" if boundary.upward else "down from"
    words = f"{_results(boundary.decision, boundary.result)} {direction}"
    stated, value = boundary.stated, boundary.value
    if isinstance(value, str | frozenset) or isinstance(stated, str | frozenset):
        return f"{words} {boundary.fact} {_plain(value)}: now {_plain(stated)}"
    change = round(value - stated, 9)
    sign = "+" if change > 0 else ""
    name = f"{unit} ({boundary.fact})" if unit else f" {boundary.fact}"
    return f"{words} {number(value)}{name}: {sign}{number(change)}"


def _results(decision: str, results: tuple[str, ...]) -> str:
    words = ", ".join(results) or "none"
    return words.upper() if decision == "severity" else words


def _plain(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "none"
    return number(value) if isinstance(value, int | float) else value

"""Rules and plans as the handbook shows them, with their conditions in words that people read.

Severities come with examples, escalations by time, playbooks by what waits for what.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from govcheck.engine import ruleset
from govcheck.engine.decide import decide
from govcheck.load.policy import Policy
from govcheck.model.escalation import Escalation
from govcheck.model.playbook import Playbook
from govcheck.render.page.names import PageNames
from govcheck.render.page.tests import compared
from govcheck.simulate.program import EscalationPlan, PlaybookPlan, Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.targets import words
from govcheck.tongue import Tongue


class RulingTables:
    """The rules of a policy in one tongue, each with its place and with incidents as examples."""

    def __init__(self, policy: Policy, program: Program, names: PageNames) -> None:
        self._policy, self._program, self._names = policy, program, names

    def condition(self, when: ruleset.Predicate) -> str:
        """A compiled condition in words."""
        return condition(when, self._names)

    def severities(self) -> Iterator[dict[str, Any]]:
        """The severities, the gravest first, each with its rules and the incidents that are it."""
        root = self._policy.organization
        levels = () if root is None else root.severities
        rules = [
            (document, position, rule)
            for document in self._policy.decisions
            if document.decides == "severity"
            for position, rule in enumerate(document.rules)
        ]
        compiled = {
            rule.id: rule
            for table in self._program.ruleset.decisions
            if table.name == "severity"
            for rule in table.rules
        }
        examples = self.examples()
        for position, level in reversed([*enumerate(levels)]):
            yield {
                "level": level,
                "position": position,
                "rules": [
                    {
                        "document": document,
                        "position": number,
                        "when": self.condition(compiled[rule.id].when),
                        "because": rule.because,
                        "id": rule.id,
                    }
                    for document, number, rule in rules
                    if rule.id in compiled and level.id in compiled[rule.id].results
                ],
                "examples": [one for one in examples if level.id in one["severity"]],
            }

    @cache  # noqa: B019 - as long as the site is made
    def examples(self) -> list[dict[str, Any]]:
        """The incidents of the repository, each as what is decided of it."""
        program, found = self._program, []
        for incident in self._policy.incidents:
            statement = IncidentStatement(
                incident.id, incident.title, incident.detected_at, dict(incident.facts)
            )
            stated, problems = state_as(program, statement)
            if problems:
                continue
            rulings = decide(program.ruleset, program.roster, stated.case, matches=False)
            severity = next((one for one in rulings if one.decision.name == "severity"), None)
            found.append(
                {
                    "document": incident,
                    "severity": () if severity is None else severity.result,
                    "settled": severity is not None and severity.settled,
                }
            )
        return found

    def others(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """The decisions but for the severity: what is decided, and its rules."""
        places = {
            (document.id, rule.id): document.place("rules", position)
            for document in self._policy.decisions
            for position, rule in enumerate(document.rules)
        }
        for table in self._program.ruleset.decisions:
            if table.name != "severity":
                rows = [
                    {
                        "when": self.condition(rule.when),
                        "then": [self._names.result(table.name, one) for one in rule.results],
                        "because": rule.because,
                        "place": places.get((rule.document, rule.id)),
                    }
                    for rule in table.rules
                ]
                yield self._names.decision(table.name), rows


class Plans(NamedTuple):
    """The compiled plans of a program, each step and action with its place."""

    program: Program
    names: PageNames

    def escalation(self, document: Escalation) -> EscalationPlan | None:
        """The compiled plan of an escalation."""
        return self.program.escalations.get(document.id)

    def playbook(self, document: Playbook) -> PlaybookPlan | None:
        """The compiled plan of a playbook."""
        return self.program.playbooks.get(document.id)

    def steps(self, plan: EscalationPlan, document: Escalation) -> Iterator[dict[str, Any]]:
        """The steps of an escalation with when each begins if nobody answers."""
        at = 0
        places = {step.id: position for position, step in enumerate(document.steps)}
        for step in plan.steps:
            yield {
                "step": step,
                "at": at,
                "when": condition(step.when, self.names),
                "place": document.place("steps", places[step.id]),
            }
            at += step.wait

    def waves(self, plan: PlaybookPlan, document: Playbook) -> list[list[dict[str, Any]]]:
        """The actions of a playbook, those first that wait for none."""
        actions = {one.id: one for one in plan.actions}
        level: dict[str, int] = {}
        for name in plan.order:
            before = [level[one] for one in actions[name].after if one in level]
            level[name] = 1 + max(before, default=-1)
        places = {action.id: position for position, action in enumerate(document.actions)}
        return [
            [
                {
                    "action": one,
                    "when": condition(one.when, self.names),
                    "place": document.place("actions", places[one.id]),
                    "agree": [
                        self.names.agreement(plan.approvals[need].by)
                        for need in one.needs
                        if need in plan.approvals
                    ],
                    "after": [actions[name].do for name in one.after if name in actions],
                }
                for one in plan.actions
                if level.get(one.id, 0) == number
            ]
            for number in range(max(level.values(), default=0) + 1)
        ]

    def clock(self, plan: PlaybookPlan, clock: str) -> str:
        """From when a deadline counts, where that is not the detection."""
        tongue = self.names.tongue
        if clock.startswith("action:"):
            named = {one.id: one.do for one in plan.actions}
            done = named.get(clock.partition(":")[2], clock)
            return tongue.say("after it is done: {task}", task=tongue.text(done))
        return {
            "published": tongue.say("after it was published"),
            "aware": tongue.say("after we became aware"),
        }.get(clock, "")


def area_name(area: str, tongue: Tongue) -> str:
    """An area that somebody answers for: the usual ones by name, others by their id in words."""
    say = tongue.say
    return {
        "company-roadmap": say("company roadmap"),
        "goals": say("goals"),
        "channel-optimisation": say("channel optimisation"),
        "content-strategy": say("content strategy"),
        "campaign-planning": say("campaign planning"),
        "crm-segmentation": say("CRM segmentation"),
        "scoring-and-nurturing": say("scoring and nurturing"),
        "analytics": say("analytics"),
    }.get(area, words(area))


def condition(when: ruleset.Predicate, names: PageNames) -> str:
    """What has to be the case; empty for what always is."""
    return _said(when, names, outer=True)


def _said(when: ruleset.Predicate, names: PageNames, *, outer: bool = False) -> str:
    say = names.tongue.say
    match when:
        case ruleset.All(parts):
            found = [one for one in (_said(part, names) for part in parts) if one]
            if outer or len(found) < 2:
                return names.tongue.all_of(found)
            return "(" + say(" AND ").join(found) + ")"
        case ruleset.Any(parts):
            found = [one for one in (_said(part, names) for part in parts) if one]
            if outer or len(found) < 2:
                return say(" OR ").join(found)
            return "(" + say(" OR ").join(found) + ")"
        case ruleset.Not(part):
            return say("not ({conditions})", conditions=_said(part, names, outer=True))
        case ruleset.Within(calendar):
            return say("within {calendar}", calendar=names.document(f"calendar/{calendar}"))
        case ruleset.IsKnown(fact):
            return f"{_called(fact, names)} {say('known')}"
        case ruleset.In(fact, values):
            said = [_value(fact, value, names) for value in sorted(values, key=str)]
            return _of(fact, names.tongue.any_of(said), names)
        case ruleset.HasTag(fact, tag):
            return _of(fact, _value(fact, tag, names), names)
        case ruleset.Compare(fact, op, bound):
            known = names.program.ruleset.facts[fact]
            choice = names.choice(known, known.values[int(bound)]) if known.values else ""
            return _of(fact, compared(op, choice or names.value(known, bound), names.tongue), names)


def _of(name: str, said: str, names: PageNames) -> str:
    """A fact and what it is; once where both are called the same, as in `Stufe 1`."""
    called = _called(name, names)
    return said if f" {called} " in f" {said} " else f"{called} {said}"


def _called(name: str, names: PageNames) -> str:
    fact = names.program.ruleset.facts.get(name)
    if fact is None or fact.type == "decision":
        return names.decision(name)
    return names.fact(fact)


def _value(name: str, value: str | float | bool, names: PageNames) -> str:
    fact = names.program.ruleset.facts.get(name)
    if fact is None:
        return words(str(value))
    return names.choice(fact, value) if isinstance(value, str) else names.value(fact, value)

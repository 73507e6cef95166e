"""What the rules decide, as the handbook shows it: severities by example, and rules in words."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Predicate
from govcheck.load.policy import Policy
from govcheck.render.page.names import PageNames
from govcheck.simulate.program import Program
from govcheck.simulate.state import state
from govcheck.site.wording import condition


class RulingTables:
    """The rules of a policy in one tongue, each with its place and with incidents as examples."""

    def __init__(self, policy: Policy, program: Program, names: PageNames) -> None:
        self._policy, self._program, self._names = policy, program, names

    def condition(self, when: Predicate) -> str:
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
                    if level.id in _several(rule.then) and rule.id in compiled
                ],
                "examples": [one for one in examples if level.id in one["severity"]],
            }

    @cache  # noqa: B019 - as long as the site is made
    def examples(self) -> list[dict[str, Any]]:
        """The incidents of the repository, each as what is decided of it."""
        program, found = self._program, []
        for incident in self._policy.incidents:
            stated, problems = state(
                program, incident.id, incident.title, incident.detected_at,
                facts=dict(incident.facts),
            )  # fmt: skip
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


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)

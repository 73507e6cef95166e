"""Small policies, written as YAML, and what the compiler says about them."""

from typing import NamedTuple

from ruamel.yaml import YAML

from govcheck.engine.compile import compile_ruleset
from govcheck.engine.ruleset import DecisionTable, Ruleset
from govcheck.finding import Place, Violation
from govcheck.load.policy import Policy
from govcheck.model.kinds import KINDS

ORGANIZATION = """
kind: organization
id: acme
name: Acme
format: 1
timezone: Europe/Berlin
languages: [en]
severities:
  - {id: sev3, name: Low, means: little}
  - {id: sev2, name: Middle, means: some}
  - {id: sev1, name: High, means: much}
"""

FACTS = """
kind: vocabulary
id: facts
facts:
  followers: {type: integer, minimum: 0, maximum: 1000000, worse: higher}
  rate: {type: number, minimum: 0}
  topics: {type: tags, values: [safety, leak, press]}
  author: {type: choice, values: [customer, journalist]}
  mood: {type: choice, values: [good, flat, bad], ordered: true}
  ours: {type: boolean}
  owner: {type: team}
  angry: {type: integer}
  replies: {type: integer}
  anger: {share: {part: angry, whole: replies}}
"""

CALM = """
kind: escalation
id: calm
steps: [{id: one, notify: [person:ana]}]
last_resort: person:ana
"""

PRAISE = """
kind: playbook
id: praise
actions: [{id: thank, do: Say thanks, owed_by: person:ana}]
"""

OFFICE = """
kind: calendar
id: office
timezone: Europe/Berlin
hours: {mon-fri: ["09:00-17:00"]}
"""

TEAM = """
kind: team
id: social
name: Social
lead: ana
members: [{person: ana, role: lead}]
"""


class Compiled(NamedTuple):
    """A rule set and what was wrong with the policy."""

    ruleset: Ruleset
    violations: tuple[Violation, ...]

    def decision(self, name: str) -> DecisionTable:
        """The decision of that name."""
        return next(one for one in self.ruleset.decisions if one.name == name)

    def said(self) -> list[tuple[str, str, str, str | None]]:
        """Code, place, message and help of each violation."""
        return [
            (rule.code, written(problem.at), problem.message, problem.help)
            for rule, problem in self.violations
        ]


def written(place: Place) -> str:
    """The place as a path of keys behind the name of the file; a `!` marks the key itself."""
    keys = "/".join(map(str, place.keys))
    return f"{place.path}:{keys}{'!' if place.of_key else ''}"


def policy_of(*texts: str, unread: tuple[str, ...] = ()) -> Policy:
    """A policy of YAML documents, in files called after their number: `0.yaml`."""
    documents = []
    for number, text in enumerate(texts):
        data = YAML(typ="safe", pure=True).load(text)
        document = KINDS[data["kind"]].model_validate(data)
        document.placed(f"{number}.yaml", 0)
        documents.append(document)
    return Policy(documents, unread)


def compiled(*texts: str, unread: tuple[str, ...] = ()) -> Compiled:
    """The rule set of YAML documents; a line number counts the keys of the place."""
    policy = policy_of(*texts, unread=unread)
    return Compiled(*compile_ruleset(policy, lambda place: len(place.keys)))


def severity(when: str, *, then: str = "sev2") -> str:
    """A decision on severity with one rule."""
    return f"""
kind: decision
id: severity-rules
decides: severity
hit_policy: highest
otherwise: sev3
rules:
  - id: only
    when: {when}
    then: {then}
"""


def saying(when: str) -> list[tuple[str, str, str, str | None]]:
    """What is wrong with a condition, with places below the condition itself."""
    found = compiled(ORGANIZATION, FACTS, OFFICE, TEAM, severity(when)).said()
    return [
        (code, place.removeprefix("4.yaml:rules/0/when").removeprefix("/"), message, help_)
        for code, place, message, help_ in found
    ]

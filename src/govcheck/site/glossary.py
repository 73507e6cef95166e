"""The words of a policy, each with what it means and where that stands."""

from typing import NamedTuple

from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.report.page.names import PageNames, words
from govcheck.simulate.program import Program


class Term(NamedTuple):
    """A word and what it means; `place` is where the policy says it."""

    word: str
    meaning: str
    place: Place | None = None
    more: tuple[str, ...] = ()


def terms(policy: Policy, program: Program, names: PageNames) -> list[Term]:
    """All words, by alphabet."""
    found = [*_language(names), *_of_policy(policy, program, names)]
    return sorted(found, key=lambda term: (term.word.casefold(), term.meaning))


def _language(names: PageNames) -> list[Term]:
    say = names.tongue.say
    return [
        Term(say("Incident"), say("What has happened, as far as it is known.")),
        Term(say("Fact"), say("Something that can be said of an incident; what nobody has said is "
             "unknown, and the worst is assumed until somebody finds out.")),
        Term(say("Severity"), say("How serious an incident is; it follows from the rules.")),
        Term(say("Rule"), say("When it holds, and what follows from it.")),
        Term(say("Escalation"), say("Whom to tell, in which order, and how long to wait for an "
             "answer before the next step.")),
        Term(say("Step"), say("Of an escalation: people who are told at once.")),
        Term(say("Last resort"), say("Who is told when nobody has answered.")),
        Term(say("Playbook"), say("What is to be done about one sort of incident, by whom and by "
             "when.")),
        Term(say("Approval"), say("An agreement without which an action must not be done.")),
        Term(say("Rota"), say("People who are on duty in turn.")),
        Term(say("Deputy"), say("Who stands in while somebody is away.")),
        Term(say("Quorum"), say("How many seats of the council must be filled for it to decide.")),
        Term(say("Chain of command"), say("Who commands in an emergency: the first who is "
             "available.")),
        Term(say("Accepted weakness"), say("Something that a check has found and that the policy "
             "accepts, for a reason and until a day.")),
    ]  # fmt: skip


def _of_policy(policy: Policy, program: Program, names: PageNames) -> list[Term]:
    tongue = names.tongue
    found: list[Term] = []
    for document in policy.vocabularies:
        for name in document.facts:
            fact = program.ruleset.facts.get(name)
            if fact is None:
                continue
            values = tuple(
                names.choice(fact, value) for value in fact.values if fact.type != "reference"
            )
            asked = fact.ask or tongue.say("A fact of an incident.")
            found.append(
                Term(names.fact(fact), tongue.text(asked), document.place("facts", name), values)
            )
    root = policy.organization
    for position, level in enumerate(() if root is None else root.severities):
        assert root is not None
        place = root.place("severities", position)
        found.append(Term(tongue.text(level.name), tongue.text(level.means), place))
    for role in policy.roles:
        said = "; ".join(tongue.text(one) for one in role.responsibilities)
        meaning = said or tongue.say("A role that people have.")
        found.append(Term(tongue.text(role.name), meaning, role.place("responsibilities")))
    for area in () if root is None else root.responsibilities:
        assert root is not None
        found.append(
            Term(words(area), tongue.say("An area that somebody answers for."),
                 root.place("responsibilities"))
        )  # fmt: skip
    return found

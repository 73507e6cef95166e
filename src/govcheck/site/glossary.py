"""The words of a policy, each with what it means and where that stands."""

from typing import NamedTuple

from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.render.page.names import PageNames
from govcheck.simulate.program import Program
from govcheck.site.wording import area_name


class GlossaryTerm(NamedTuple):
    """A word and what it means; `place` is where the policy says it."""

    word: str
    meaning: str
    place: Place | None = None
    more: tuple[str, ...] = ()
    anchor: str = ""
    """Its id on the page of the glossary."""


def terms(policy: Policy, program: Program, names: PageNames) -> list[GlossaryTerm]:
    """All words, by alphabet."""
    found = [*_language(names), *_of_policy(policy, program, names)]
    found.sort(key=lambda term: (term.word.casefold(), term.meaning))
    return [one._replace(anchor=f"term-{number}") for number, one in enumerate(found, start=1)]


def _language(names: PageNames) -> list[GlossaryTerm]:
    say = names.tongue.say
    return [
        GlossaryTerm(say("Incident"), say("What has happened, as far as it is known.")),
        GlossaryTerm(
            say("Fact"),
            say(
                "Something that can be said of an incident; what nobody has said is "
                "unknown, and the worst is assumed until somebody finds out."
            ),
        ),
        GlossaryTerm(
            say("Severity"), say("How serious an incident is; it follows from the rules.")
        ),
        GlossaryTerm(say("Rule"), say("When it holds, and what follows from it.")),
        GlossaryTerm(
            say("Escalation"),
            say(
                "Whom to tell, in which order, and how long to wait for an "
                "answer before the next step."
            ),
        ),
        GlossaryTerm(say("Step"), say("Of an escalation: people who are told at once.")),
        GlossaryTerm(say("Last resort"), say("Who is told when nobody has answered.")),
        GlossaryTerm(
            say("Playbook"),
            say("What is to be done about one sort of incident, by whom and by when."),
        ),
        GlossaryTerm(
            say("Approval"), say("An agreement without which an action must not be done.")
        ),
        GlossaryTerm(say("Rota"), say("People who are on duty in turn.")),
        GlossaryTerm(say("Deputy"), say("Who stands in while somebody is away.")),
        GlossaryTerm(
            say("Quorum"), say("How many seats of the council must be filled for it to decide.")
        ),
        GlossaryTerm(
            say("Chain of command"),
            say("Who commands in an emergency: the first who is available."),
        ),
        GlossaryTerm(
            say("Accepted weakness"),
            say(
                "Something that a check has found and that the policy "
                "accepts, for a reason and until a day."
            ),
        ),
    ]


def _of_policy(policy: Policy, program: Program, names: PageNames) -> list[GlossaryTerm]:
    tongue = names.tongue
    found: list[GlossaryTerm] = []
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
                GlossaryTerm(
                    names.fact(fact), tongue.text(asked), document.place("facts", name), values
                )
            )
    root = policy.organization
    for position, level in enumerate(() if root is None else root.severities):
        assert root is not None
        place = root.place("severities", position)
        found.append(GlossaryTerm(tongue.text(level.name), tongue.text(level.means), place))
    for role in policy.roles:
        said = "; ".join(tongue.text(one) for one in role.responsibilities)
        meaning = said or tongue.say("A role that people have.")
        found.append(GlossaryTerm(tongue.text(role.name), meaning, role.place("responsibilities")))
    for area in () if root is None else root.responsibilities:
        assert root is not None
        found.append(
            GlossaryTerm(
                area_name(area, tongue),
                tongue.say("An area that somebody answers for."),
                root.place("responsibilities"),
            )
        )
    return found

"""The compiler: a policy becomes a program.

This package is the only part of the simulation that knows the models, so that a compiled policy
runs without them.
"""

from collections.abc import Callable

from govcheck.duty.compile import compile_roster
from govcheck.engine.compile import compile_ruleset, terms_of
from govcheck.finding import Place, Violation
from govcheck.load.policy import Policy
from govcheck.model.calendar import Calendar
from govcheck.model.council import Council
from govcheck.model.escalation import Escalation
from govcheck.model.guarantee import Guarantee
from govcheck.model.networks import known_as
from govcheck.model.playbook import Playbook
from govcheck.model.role import Role
from govcheck.model.rota import Rota
from govcheck.model.team import Team
from govcheck.model.training import Training
from govcheck.simulate.compile.escalations import compile_escalation
from govcheck.simulate.compile.playbooks import compile_playbook
from govcheck.simulate.program import Program, SeverityRank
from govcheck.translation import Translated

__all__ = ["compile_program"]

_Named = Role | Team | Council | Rota | Escalation | Playbook | Guarantee | Calendar | Training
"""The documents that have a name of their own."""


def compile_program(
    policy: Policy, line_of: Callable[[Place], int]
) -> tuple[Program, tuple[Violation, ...]]:
    """The program of a policy, and what is wrong with its rules, escalations and playbooks.

    What is wrong is left out, and the rest still works. `line_of` tells the line on which a place
    begins.
    """
    ruleset, violations = compile_ruleset(policy, line_of)
    terms = terms_of(policy, ruleset)
    escalations = [compile_escalation(document, terms) for document in policy.escalations]
    playbooks = [compile_playbook(document, terms) for document in policy.playbooks]
    organization = policy.organization
    levels = () if organization is None else organization.severities
    program = Program(
        organization="" if organization is None else policy.prose(organization.name),
        severities=tuple(
            SeverityRank(level.id, policy.prose(level.name), policy.prose(level.means))
            for level in levels
        ),
        ruleset=ruleset,
        roster=compile_roster(policy),
        escalations={compiled.id: compiled for compiled, _ in escalations},
        playbooks={compiled.id: compiled for compiled, _ in playbooks},
        names=_names(policy),
        languages=policy.languages,
        promised=_promised(policy),
    )
    found = [violation for _, wrong in (*escalations, *playbooks) for violation in wrong]
    return program, (*violations, *found)


def _promised(policy: Policy) -> dict[str, int]:
    """Whom guarantees promise to tell, and within how long at the shortest."""
    promised: dict[str, int] = {}
    for document in policy.guarantees:
        told = document.notified
        if told is not None:
            promised[told.target] = min(told.within, promised.get(told.target, told.within))
    return promised


def _names(policy: Policy) -> dict[str, str]:
    """What people call the documents that have a name, by `kind/id`, and what is decided.

    A decision is `decided/NAME`, its result `decided/NAME/RESULT`, a department
    `representative/NAME`.
    """
    named: tuple[_Named, ...] = (
        *policy.roles,
        *policy.teams,
        *policy.councils,
        *policy.rotas,
        *policy.escalations,
        *policy.playbooks,
        *policy.guarantees,
        *policy.calendars,
        *policy.trainings,
    )
    names = {one.ref: policy.prose(one.name) for one in named if one.name is not None}
    for speaker in policy.representatives:
        if speaker.name is not None:
            names.setdefault(f"representative/{speaker.department}", policy.prose(speaker.name))
    networks = _labels_of(policy, "network")
    for channel in policy.channels:
        network = networks.get(channel.network) or _called(channel.network)
        names[channel.ref] = _beside(channel.handle, network)
    for decision in policy.decisions:
        if decision.label is not None:
            names.setdefault(f"decided/{decision.decides}", policy.prose(decision.label))
        for result, label in decision.labels.items():
            names.setdefault(f"decided/{decision.decides}/{result}", policy.prose(label))
    return names


def _beside(handle: str, network: str) -> str:
    """A handle and its network, in every language in which the network has a name."""
    if not isinstance(network, Translated):
        return f"{handle} ({network})"
    languages = [(language, f"{handle} ({name})") for language, name in network.languages]
    first = next(language for language, name in network.languages if name == str(network))
    return Translated(languages, first)


def _called(network: str) -> str:
    """What a network calls itself; one of our own is called as the policy calls it."""
    known = known_as(network)
    return network if known is None or known.name.startswith("a ") else known.name


def _labels_of(policy: Policy, fact: str) -> dict[str, str]:
    """What people call the values of a fact."""
    facts = (one.facts.get(fact) for one in policy.vocabularies)
    return {
        value: policy.prose(label)
        for one in facts
        for value, label in getattr(one, "labels", {}).items()
    }

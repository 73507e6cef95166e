"""The compiler: a policy becomes a program.

This package is the only part of the simulation that knows the models, so that a compiled policy
runs without them.
"""

from collections.abc import Callable

from govcheck.duty.compile import compile_roster
from govcheck.engine.compile import compile_ruleset, terms_of
from govcheck.finding import Place, Violation
from govcheck.load.policy import Policy
from govcheck.simulate.compile.escalations import compile_escalation
from govcheck.simulate.compile.playbooks import compile_playbook
from govcheck.simulate.program import Program, Severity

__all__ = ["compile_program"]


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
        organization="" if organization is None else organization.name,
        severities=tuple(Severity(level.id, level.name, level.means) for level in levels),
        ruleset=ruleset,
        roster=compile_roster(policy),
        escalations={compiled.id: compiled for compiled, _ in escalations},
        playbooks={compiled.id: compiled for compiled, _ in playbooks},
    )
    found = [violation for _, wrong in (*escalations, *playbooks) for violation in wrong]
    return program, (*violations, *found)

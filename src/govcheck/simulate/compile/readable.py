"""What can be compiled of a policy with documents that could not be read as a whole.

Each part of a program is compiled by itself. A part that depends on a field that could not be read
is unread itself: whoever asks for it gets `Unread`.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from govcheck.duty.compile import compile_roster
from govcheck.engine.compile import compile_ruleset, terms_of
from govcheck.finding import Place, Violation
from govcheck.load.policy import Policy
from govcheck.modelling.partial import PartialMapping
from govcheck.modelling.unread import Unread, until_unread
from govcheck.simulate.compile.escalations import compile_escalation, escalation_faults
from govcheck.simulate.compile.playbooks import compile_playbook, playbook_faults
from govcheck.simulate.program import Program, SeverityRank

T = TypeVar("T")


class ReadableParts:
    """The parts of a program, or of a part of it, that depend on nothing unread."""

    def __init__(self, parts: Mapping[str, object]) -> None:
        self._parts = parts

    def __getattr__(self, name: str) -> Any:
        if name not in self._parts:
            raise Unread(name)
        return self._parts[name]


def compile_readable(
    policy: Policy, line_of: Callable[[Place], int]
) -> tuple[Program, tuple[Violation, ...]]:
    """What can be compiled, and what is wrong with that. Asking for the rest raises `Unread`."""
    parts: dict[str, object] = {}
    wrong: list[Violation] = []
    _add(parts, "roster", lambda: compile_roster(policy))
    organization = policy.organization
    if organization is not None:
        _add(parts, "organization", lambda: organization.name)
        _add(
            parts,
            "severities",
            lambda: tuple(
                SeverityRank(one.id, one.name, one.means) for one in organization.severities
            ),
        )
    else:
        parts |= {"organization": "", "severities": ()}
    ruleset, violations = compile_ruleset(policy, line_of)
    terms = terms_of(policy, ruleset)
    wrong += violations
    if isinstance(ruleset.facts, PartialMapping):
        parts["ruleset"] = ReadableParts({"facts": ruleset.facts})
    else:
        parts["ruleset"] = ruleset
    for escalation in policy.escalations:
        wrong += until_unread(escalation_faults(escalation, terms))
    for playbook in policy.playbooks:
        wrong += until_unread(playbook_faults(playbook, terms))
    if parts["ruleset"] is not ruleset:
        return cast("Program", ReadableParts(parts)), tuple(wrong)
    if all(one.is_whole for one in policy.escalations):
        compiled = (compile_escalation(one, terms)[0] for one in policy.escalations)
        parts["escalations"] = {one.id: one for one in compiled}
    if all(one.is_whole for one in policy.playbooks):
        plans = (compile_playbook(one, terms)[0] for one in policy.playbooks)
        parts["playbooks"] = {one.id: one for one in plans}
    return cast("Program", ReadableParts(parts)), tuple(wrong)


def _add(parts: dict[str, object], name: str, make: Callable[[], object]) -> None:
    made = _unless_unread(make)
    if made is not None:
        parts[name] = made


def _unless_unread(make: Callable[[], T]) -> T | None:
    try:
        return make()
    except Unread:
        return None

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
from govcheck.model.unread import Unread
from govcheck.simulate.compile.escalations import compile_escalation
from govcheck.simulate.compile.playbooks import compile_playbook
from govcheck.simulate.program import Program, SeverityRank

T = TypeVar("T")


class ReadableProgram:
    """The parts of a program that depend on nothing unread."""

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
    try:
        ruleset, violations = compile_ruleset(policy, line_of)
        terms = terms_of(policy, ruleset)
    except Unread:
        return cast("Program", ReadableProgram(parts)), ()
    if not all(one.is_read("hit_policy") and one.is_read("rules") for one in policy.decisions):
        named = tuple(one for one in violations if one.problem.lacks is not None)
        return cast("Program", ReadableProgram(parts)), named  # whatever the rest may be
    parts["ruleset"] = ruleset
    wrong += violations
    escalations = [
        _unless_unread(lambda one=one: compile_escalation(one, terms))  # type: ignore[misc]
        for one in policy.escalations
    ]
    playbooks = [
        _unless_unread(lambda one=one: compile_playbook(one, terms))  # type: ignore[misc]
        for one in policy.playbooks
    ]
    for name, compiled in (("escalations", escalations), ("playbooks", playbooks)):
        read = [one for one in compiled if one is not None]
        wrong += [violation for _, found in read for violation in found]
        if len(read) == len(compiled):
            parts[name] = {one.id: one for one, _ in read}
    return cast("Program", ReadableProgram(parts)), tuple(wrong)


def _add(parts: dict[str, object], name: str, make: Callable[[], object]) -> None:
    made = _unless_unread(make)
    if made is not None:
        parts[name] = made


def _unless_unread(make: Callable[[], T]) -> T | None:
    try:
        return make()
    except Unread:
        return None

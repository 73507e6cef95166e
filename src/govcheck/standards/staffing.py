"""Staffing: the roles that a company of some size has, in the order in which they are hired."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.checks.periods import Period, active, during, shortfalls
from govcheck.checks.roles import holdings
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.translation import said

ORDER: Final = ("social-media-manager", "managing-editor", "paid-social")
"""The ids of the roles, in the order of hiring."""

_NEEDED: Final = {"startup": 1, "consumer": 2, "enterprise": 3}


@check("TEAM006", "staffing-missing", opinion=True)
def staffing_missing(policy: Policy) -> Iterator[Problem]:
    """The company has the staff that its stated `size` calls for.

    A start-up needs a manager, a consumer company a managing editor as well, and an enterprise
    somebody for paid social, too. They are recognised by the role they hold:
    `social-media-manager`, `managing-editor` or `paid-social`.
    """
    root = policy.organization
    if root is None or root.size is None:
        return
    held = _held(policy)
    for role in ORDER[: _NEEDED[root.size]]:
        message = said(
            "nobody has the role `{role}`, which a company of size `{size}` needs",
            role=role,
            size=root.size,
        )
        advice = said("give somebody the role `{role}`", role=role)
        for vacancy in shortfalls(held.get(role, [])):
            yield during(Problem(root.place("size"), message, help=advice), vacancy)


@check("TEAM007", "hired-out-of-order", severity=Severity.WARNING, opinion=True)
def hired_out_of_order(policy: Policy) -> Iterator[Problem]:
    """Staff is hired in the order manager, managing editor, paid social.

    Advertising what nobody edits, or editing what nobody runs, spends money before it can pay.
    Only looked for where the organisation states its `size`.
    """
    root = policy.organization
    if root is None or root.size is None:
        return
    held = _held(policy)
    needed = ORDER[: _NEEDED[root.size]]
    for holding in holdings(policy):
        if holding.role not in ORDER:
            continue
        earlier = ORDER[: ORDER.index(holding.role)]
        missing = [role for role in earlier if role not in held and role not in needed]
        if missing:
            message = said(
                "`{id}` has the role `{role}` before anybody has `{missing}`",
                id=holding.person.id,
                role=holding.role,
                missing=missing[0],
            )
            advice = said("give somebody the role `{missing}` first", missing=missing[0])
            yield Problem(holding.place, message, help=advice)


def _held(policy: Policy) -> dict[str, list[Period]]:
    """When each role has a holder."""
    held: dict[str, list[Period]] = {}
    for holding in holdings(policy):
        held.setdefault(holding.role, []).append(active(holding.person))
    return held

"""Rotas that go on."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Problem
from govcheck.load.policy import Policy


@check("ROTA001", "rota-ended")
def rota_ended(policy: Policy) -> Iterator[Problem]:
    """No rota has ended.

    After its `until` nobody is on duty, although every step that notifies it still looks covered.
    That day itself is still covered.
    """
    for rota in policy.rotas:
        if rota.until is not None:
            yield Problem(
                rota.place("until"),
                f"nobody is on duty in rota `{rota.id}` after {rota.until}",
                help="plan further ahead, or remove the rota from every step",
                expires=rota.until,
            )

"""Rotas that go on, and whose overrides take place."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.checks.people import repeated
from govcheck.checks.periods import is_backwards
from govcheck.finding import Problem
from govcheck.load.policy import Policy
from govcheck.translation import said


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
                said(
                    "nobody is on duty in rota `{id}` after {until}", id=rota.id, until=rota.until
                ),
                help=said("plan further ahead, or remove the rota from every step"),
                expires=rota.until,
            )


@check("ROTA002", "backwards-override")
def backwards_override(policy: Policy) -> Iterator[Problem]:
    """No override of a rota ends before it starts.

    Such an override has no time in it, so whoever was to stand in is never on duty.
    """
    for rota in policy.rotas:
        for position, override in enumerate(rota.overrides):
            if is_backwards(override.from_, override.to, rota.timezone):
                keys = ("overrides", position)
                yield Problem(
                    rota.place(*keys, "to"),
                    said("an override of rota `{id}` ends before it starts", id=rota.id),
                    (rota.place(*keys, "from", note=said("it starts here")),),
                    said("correct one of the two"),
                )


@check("ROTA008", "open-days-without-calendar")
def open_days_without_calendar(policy: Policy) -> Iterator[Problem]:
    """A rota whose turns are on open days names the calendar that opens.

    Without one every day takes a turn, and a member is on duty on another day than they think.
    """
    for rota in policy.rotas:
        if rota.turns == "open-days" and rota.calendar is None:
            yield Problem(
                rota.place("turns"),
                said("rota `{id}` takes turns on open days and has no `calendar`", id=rota.id),
                help=said("name the calendar, or leave `turns` out"),
            )


@check("ROTA009", "layer-listed-twice")
def layer_listed_twice(policy: Policy) -> Iterator[Problem]:
    """No two layers of a rota have the same id.

    What a change does to one of them could not be told from what it does to the other.
    """
    for rota in policy.rotas:
        for position, first in repeated(layer.id for layer in rota.layers):
            name = rota.layers[position].id
            yield Problem(
                rota.place("layers", position, "id"),
                said("rota `{id}` has two layers `{id2}`", id=rota.id, id2=name),
                (rota.place("layers", first, "id", note=said("it stands here, too")),),
                said("give each an id of its own"),
            )

"""Rotas: who is on duty in turn."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from govcheck.model.approval import branch
from govcheck.model.base import Document, Model
from govcheck.model.marks import EXPLAINS, AnyOrder, InOrder, KeyedBy
from govcheck.model.scalars import (
    CalendarId,
    Day,
    DayCount,
    DayOrInstant,
    Hours,
    Id,
    OnShift,
    Positive,
    Prose,
    TimeOfDay,
    Zone,
)


class Days(Model):
    """A shift of so many days."""

    days: Positive


class ShiftHours(Model):
    """A shift of so many hours of the clock on the wall."""

    hours: Positive


_LENGTHS = {"days": "<days>", "hours": "<hours>"}


def _length(data: Any) -> str:
    for model, tag in ((Days, "<days>"), (ShiftHours, "<hours>")):
        if isinstance(data, model):
            return tag
    return branch(data, _LENGTHS)


Shift = Annotated[
    Annotated[Literal["daily", "weekly"], Tag("<target>")]
    | Annotated[Days, Tag("<days>")]
    | Annotated[ShiftHours, Tag("<hours>")],
    Discriminator(_length),
]
"""How long a shift lasts."""


class Override(Model):
    """Somebody else is on duty: two instants, the end out; or whole days of the rota, both in."""

    from_: DayOrInstant = Field(alias="from")
    to: DayOrInstant
    person: OnShift
    """`nobody` is a gap that is meant."""


class Layer(Model):
    """A rotation on top of those before it: where it has a member on shift, they replace them."""

    id: Annotated[Id, EXPLAINS]
    starts: Day
    until: Day | None = None
    """It has nobody after this day."""
    handover: TimeOfDay
    shift: Shift
    members: InOrder[OnShift] = Field(min_length=1)
    """`nobody` replaces whoever else would be on shift by nobody."""
    hours: dict[DayCount, AnyOrder[Hours]] | None = None
    """It counts only then, by the rota's clock; round the clock where it is left out."""


class Rota(Document):
    """A rotation of members; the first is on duty from `starts` at `handover`."""

    kind_name: ClassVar[str] = "rota"
    kind: Literal["rota"]
    id: Id
    name: Annotated[Prose | None, EXPLAINS] = None
    """What people call it; its id in words where it is left out."""
    timezone: Zone
    starts: Day
    handover: TimeOfDay
    shift: Shift
    members: InOrder[OnShift] = Field(min_length=1)
    """`nobody` is a gap that is meant."""
    turns: Literal["all-days", "open-days"] = "all-days"
    """With `open-days` days on which `calendar` never opens take no turn."""
    layers: Annotated[InOrder[Layer], KeyedBy("id")] = ()
    """Rotations on top of the members', the strongest last."""
    calendar: CalendarId | None = None
    """On duty only within it; round the clock where it is left out."""
    until: Day | None = None
    """Nobody is on duty after this day."""
    overrides: InOrder[Override] = ()

"""Rotas: who is on duty in turn."""

from typing import Annotated, Literal

from govcheck.model.approval import shape_among
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
from govcheck.modelling.declared import Discriminator, Tag, field


class Days(Model):
    """A shift of so many days."""

    days: Positive
    """The length of a shift.

    Unit: days
    Example: 14
    """


class ShiftHours(Model):
    """A shift of so many hours of the clock on the wall."""

    hours: Positive
    """The length of a shift, by the clock on the wall.

    Unit: hours
    Example: 12
    """


Shift = Annotated[
    Annotated[Literal["daily", "weekly"], Tag("<target>")]
    | Annotated[Days, Tag("<days>")]
    | Annotated[ShiftHours, Tag("<hours>")],
    Discriminator(shape_among(Days, ShiftHours)),
]
"""How long a shift lasts."""


class Override(Model):
    """Somebody else is on duty: two instants, the end out; or whole days of the rota, both in."""

    from_: DayOrInstant = field(alias="from")
    """The first day, or the instant at which it begins.

    Example: "2026-12-28"
    """
    to: DayOrInstant
    """The last day; of instants the one at which it ends.

    Example: "2027-01-03"
    """
    person: OnShift
    """Who is on duty then, instead of whoever else would be; `nobody` is a gap that is meant.

    Example: "mei"
    """


class Layer(Model):
    """A rotation on top of those before it: where it has a member on shift, they replace them."""

    id: Annotated[Id, EXPLAINS]
    """The layer's id, unique in its rota.

    Example: "nights"
    """
    starts: Day
    """The day of its first shift.

    Example: "2026-11-02"
    """
    until: Day | None = None
    """It has nobody after this day.

    Example: "2027-03-31"
    """
    handover: TimeOfDay
    """When a shift ends and the next begins, by the rota's clock.

    Example: "20:00"
    """
    shift: Shift
    """How long a shift lasts: `daily`, `weekly`, `{days: n}` or `{hours: n}`.

    Example: "daily"
    """
    members: InOrder[OnShift] = field(min_length=1)
    """Who takes turns, in order. `nobody` replaces whoever else would be on shift by nobody.

    Example: ["mei", "wei"]
    """
    hours: dict[DayCount, AnyOrder[Hours]] | None = None
    """It counts only then, by the rota's clock; round the clock where it is left out.

    Unit: hours of the day, by weekday
    Example: {"mon-sun": ["20:00-24:00", "00:00-08:00"]}
    """


class Rota(Document):
    """A rotation of members; the first is on duty from `starts` at `handover`."""

    kind: Literal["rota"]
    id: Id
    """The rota's id.

    Example: "community-duty"
    """
    name: Annotated[Prose | None, EXPLAINS] = None
    """What people call it; its id in words where it is left out.

    Example: "Social media"
    """
    timezone: Zone
    """The zone of its days and its handover.

    Example: "Europe/Berlin"
    """
    starts: Day
    """The day of the first member's first shift.

    Example: "2026-11-02"
    """
    handover: TimeOfDay
    """When a shift ends and the next begins, by the rota's clock.

    Example: "09:00"
    """
    shift: Shift
    """How long a shift lasts: `daily`, `weekly`, `{days: n}` or `{hours: n}`.

    Example: "weekly"
    """
    members: InOrder[OnShift] = field(min_length=1)
    """Who takes turns, in order. `nobody` is a gap that is meant.

    Example: ["ana", "ben", "mei"]
    """
    turns: Literal["all-days", "open-days"] = "all-days"
    """Whose turn a closed day is: with `open-days` days on which `calendar` never opens take no
    turn.

    Example: "open-days"
    """
    layers: Annotated[InOrder[Layer], KeyedBy("id")] = ()
    """Rotations on top of the members', the strongest last.

    Example: [{"id": "nights", "starts": "2026-11-02", "handover": "20:00", "shift": "daily",
        "members": ["mei", "wei"]}]
    """
    calendar: CalendarId | None = None
    """On duty only within it; round the clock where it is left out.

    Example: "community-hours"
    """
    until: Day | None = None
    """Nobody is on duty after this day.

    Example: "2027-12-31"
    """
    overrides: InOrder[Override] = ()
    """Whoever else is on duty for a while; the last one counts where several are.

    Example: [{"from": "2026-12-28", "to": "2027-01-03", "person": "mei"}]
    """

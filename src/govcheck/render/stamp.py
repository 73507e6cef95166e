"""Which policy answered: what makes a result reproducible."""

from typing import TypedDict

from govcheck.named_tuples import NamedTuple


class PolicyStamp(NamedTuple):
    """The revision and the data that a result depends on, besides the incident.

    `revision` is None outside git, `holidays` is None where no calendar has public holidays.
    """

    revision: str | None
    dirty: bool
    tzdata: str
    holidays: str | None


class StampJson(TypedDict):
    """The same in the JSON of every command."""

    revision: str | None
    dirty: bool
    tzdata: str
    holidays: str | None

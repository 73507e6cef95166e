"""Which policy answered: what makes a result reproducible."""

from typing import NamedTuple


class PolicyStamp(NamedTuple):
    """The revision and the data that a result depends on, besides the incident.

    `revision` is None outside git, `holidays` is None where no calendar has public holidays.
    """

    revision: str | None
    dirty: bool
    tzdata: str
    holidays: str | None

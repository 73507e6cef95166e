"""What `prove` is asked, as values."""

from typing import NamedTuple

from govcheck.finding import Diagnostic
from govcheck.time.intervals import Interval


class Query(NamedTuple):
    """Which properties are to be shown, from which instant on, and with how many people missing.

    Instants are seconds since 1970 UTC; the end of the horizon is out.
    """

    at: int
    """The instant of asking; waivers and the horizon count from it."""
    horizon: Interval
    absent_people: int = 0
    """How many people may be missing at once beyond those who are absent anyway."""
    select: tuple[str, ...] = ()
    """Codes, names or families of properties; all where none is named."""
    absent_employer: bool = False
    """Whether everybody of any one employer may be missing at once."""
    absent_zone: bool = False
    """Whether everybody of any one time zone may be missing at once."""

    def wants(self, rule: Diagnostic) -> bool:
        """Whether a property is asked for; absences only on request."""
        on_request = {
            "ABSENCE001": self.absent_people > 0,
            "ABSENCE002": self.absent_employer,
            "ABSENCE003": self.absent_zone,
        }
        family = rule.code.rstrip("0123456789")
        named = any(name in (rule.code, rule.name, family) for name in self.select)
        return on_request.get(rule.code, True) and (named or not self.select)

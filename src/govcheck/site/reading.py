"""For whom a site is made, as of when, and what it may show."""

from typing import NamedTuple


class SiteReading(NamedTuple):
    """For whom the handbook is made, as of when, and what it may show."""

    at: int
    """The instant as of which duty and terms are shown, in seconds since 1970 UTC."""
    revision: str
    """Empty outside git."""
    dirty: bool
    contacts: bool
    stale_after: int
    """After how many days a copy is called old."""
    until: int
    """Up to which instant duty is known beforehand."""
    base_url: str | None = None
    responds: bool = True
    """Whether the responder's page has its engine."""

"""For whom a site is made, as of when, and what it may show."""

from typing import NamedTuple


class SiteRequest(NamedTuple):
    """For whom a site is made, as of when, and what it may show."""

    at: int
    """The instant as of which duty and terms are shown, in seconds since 1970 UTC."""
    language: str
    """The language of the pages at the root; the others stand in folders beside."""
    contacts: bool = False
    source: str | None = None
    """Where the repository is shown; None for copies of the files among the pages."""
    base_url: str | None = None
    stale_after: int = 14
    """After how many days a copy is called old."""
    revision: str = ""
    """Empty outside git; this and what follows is known as soon as the site is built."""
    dirty: bool = False
    until: int = 0
    """Up to which instant duty is known beforehand."""
    responds: bool = True
    """Whether the responder's page has its engine."""

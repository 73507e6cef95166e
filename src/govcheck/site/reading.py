"""For whom a site is made, as of when, what it may show, and what pages say of their age."""

import json
from typing import NamedTuple

from govcheck.render.escape import json_text
from govcheck.site.shifts import WEEKS
from govcheck.time.clock import DAY
from govcheck.tongue import Tongue


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


def age_strings(tongue: Tongue) -> dict[str, str]:
    """What a page says of its age; `{…}` are places that it fills."""
    say = tongue.say
    return {
        "today": say("of today"),
        "day_old": say("1 day old"),
        "days_old": say("{days} days old", days="{days}"),
        "policy": say("Policy {revision}, {age}.", revision="{revision}", age="{age}"),
        "policy_without": say("This copy is {age}.", age="{age}"),
        "stale": say(
            "This copy is {days} days old: ask for a newer one before you rely on it.",
            days="{days}",
        ),
        "ended": say("The plan of duty ends here: nobody after that is known to this copy."),
        "now": say("At this moment, as far as this copy knows."),
    }


def copy_script(reading: SiteRequest, moment: str, tongue: Tongue) -> str:
    """What every page of one tongue knows of the copy that it belongs to.

    `moment` is as of when it is, in words. It stands in a file of its own, so that pages that say
    the same stay the same.
    """
    document = {
        "revision": reading.revision,
        "at": reading.at,
        "until": reading.until,
        "shown_until": reading.at + WEEKS * 7 * DAY,
        "stale_after": reading.stale_after,
        "strings": {**age_strings(tongue), "as_of": tongue.say("As of {moment}.", moment=moment)},
    }
    text = json_text(json.dumps(document, ensure_ascii=False))
    return f"globalThis.govcheckCopy = {text};\n".replace("<", "\\u003c")

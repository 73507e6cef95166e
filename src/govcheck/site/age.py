"""How old a copy is, and what pages say of it: a script of plain values."""

import json

from govcheck.render.escape import json_text
from govcheck.site.reading import SiteRequest
from govcheck.site.shifts import WEEKS
from govcheck.time.clock import DAY
from govcheck.tongue import Tongue


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

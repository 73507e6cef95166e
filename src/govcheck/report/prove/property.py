"""What it means that a property does not hold, in a few words of the reader's tongue."""

from typing import Final

from govcheck.tongue import Tongue


def is_about_people(code: str) -> bool:
    """Whether the subjects of a property are people who may be missing."""
    return code == "ABSENCE001"


def is_told(code: str) -> bool:
    """Whether there are words for what is the matter where the property fails."""
    return is_about_people(code) or code in _TABLE


def failing_of(code: str, number: int, tongue: Tongue) -> str:
    """What is the matter where so many subjects of a property fail."""
    if is_about_people(code):
        return tongue.count(
            "{count} person cannot be replaced", "{count} people cannot be replaced", number
        )
    return _TABLE[code](tongue) if code in _TABLE else tongue.say("a check fails")


_TABLE: Final = {
    "RULE001": lambda tongue: tongue.say("an incident may have no result"),
    "RULE002": lambda tongue: tongue.say("two rules decide at once"),
    "RULE003": lambda tongue: tongue.say("a rule that never decides"),
    "RULE004": lambda tongue: tongue.say("a rule that changes nothing"),
    "RULE005": lambda tongue: tongue.say("the severity falls although things get worse"),
    "RULE006": lambda tongue: tongue.say("not knowing makes it look harmless"),
    "RULE007": lambda tongue: tongue.say("a result that no incident has"),
    "GUARD001": lambda tongue: tongue.say("a promise is broken"),
    "GUARD002": lambda tongue: tongue.say("somebody is not told in time, as promised"),
    "COVER001": lambda tongue: tongue.say("nobody is told at all"),
    "COVER002": lambda tongue: tongue.say("nobody is on duty"),
    "COVER003": lambda tongue: tongue.say("nobody on duty is told in time"),
    "COVER004": lambda tongue: tongue.say("nobody can agree in time"),
    "COVER005": lambda tongue: tongue.say("too few are together in time"),
    "COVER006": lambda tongue: tongue.say("a deadline cannot be met"),
    "COVER007": lambda tongue: tongue.say("shifts overlap or leave a gap"),
    "COVER008": lambda tongue: tongue.say("an escalation waits, and nobody is told after it"),
    "COVER009": lambda tongue: tongue.say("who has to act is not told in time"),
    "ABSENCE002": lambda tongue: tongue.say("it hangs on one employer"),
    "ABSENCE003": lambda tongue: tongue.say("it hangs on one time zone"),
    "CONDUCT001": lambda tongue: tongue.say("published before somebody has agreed"),
    "CONDUCT002": lambda tongue: tongue.say("authors agree to their own drafts"),
    "CONDUCT003": lambda tongue: tongue.say("graver incidents are handled more laxly"),
    "CONDUCT004": lambda tongue: tongue.say("two crises at once find only one lead"),
}

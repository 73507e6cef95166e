"""Limits: why a question is not answered; a verdict is then SKIPPED, never PROVED."""

from typing import ClassVar

from govcheck.translation import said


class Limit(Exception):
    """A limit that was reached before there was an answer."""

    reason: ClassVar[str]


class TooFar(Limit):
    """A question about an instant that lies beyond the stretch that was looked at."""

    reason = said("its consequences reach too far beyond the horizon")


class TooMany(Limit):
    """More pieces of time, or combinations of conditions or people, than are worked out."""

    reason = said("there are too many combinations to look at each")


class Unclear(Limit):
    """It could not be told whether there is an incident of some sort."""

    reason = said("it could not be told whether any incident leads there")

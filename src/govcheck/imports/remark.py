"""What an import says: sentences, the places that they are about, and how much is lost."""

from collections.abc import Mapping
from typing import NamedTuple

from govcheck.finding import Diagnostic
from govcheck.source import Span
from govcheck.time.intervals import Interval


class Sentence(NamedTuple):
    """A sentence with named places and the values in them; the reader's tongue says it."""

    text: str
    values: Mapping[str, object] = {}


def say(sentence: str, **values: object) -> Sentence:
    """A sentence that is said later."""
    return Sentence(sentence, values)


class Remark(NamedTuple):
    """One thing that was approximated or left out, and where it stands in the export.

    Without a rule nobody who is told changes, and nothing has to be allowed.
    """

    rule: Diagnostic | None
    place: Span
    sentence: Sentence
    pointer: str = ""
    intervals: tuple[Interval, ...] = ()
    """When somebody else is on duty than in the export, in order of time."""
    zone: str = "UTC"
    help: Sentence | None = None

    @property
    def minutes(self) -> float:
        """How much time is concerned."""
        return sum(end - start for start, end in self.intervals) / 60

"""The census: on which channels mentions arrived, and which rules they reached."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from govcheck.archives.meanings import Meanings, RowReader
from govcheck.archives.rows import MentionRow, PassedOver
from govcheck.posts.mentions import MentionCensus, MentionPlace
from govcheck.replay.classes import Classes
from govcheck.simulate.program import Program

NETWORK: Final = "network"
"""The fact that names a network, where none is of the type `channel`."""


class Census:
    """A census under way: give it rows, then ask for the sum."""

    def __init__(self, program: Program, channels: Collection[str], end: int) -> None:
        """Of the mentions before `end`; `channels` are the ids that a fact may have as values."""
        self._program, self._end = program, end
        facts = program.ruleset.facts.values()
        named = (one for one in facts if one.type == "reference" and one.values)
        self._channel = next((one.name for one in named if {*one.values} <= {*channels}), "")
        self._classes = Classes(program)
        self._instants: list[int] = []
        self._places: Counter[MentionPlace] = Counter()
        self._rules: dict[str, None] = {}
        self._seen: set[int] = set()

    def add(self, rows: Iterable[MentionRow | PassedOver], meanings: Meanings) -> None:
        """Count some rows. What reading them raises goes on; the rows before it count."""
        reader = RowReader(self._program.ruleset, meanings)
        for row in rows:
            at = "" if isinstance(row, PassedOver) else reader.instant(row)
            if isinstance(row, PassedOver) or isinstance(at, str) or at >= self._end:
                continue
            facts = reader.read(row).facts
            self._instants = [min([at, *self._instants]), max([at, *self._instants])]
            named = (facts.get(self._channel, ""), facts.get(NETWORK, ""))
            self._places[MentionPlace(*map(str, named))] += 1
            mention = self._classes.of(at, facts)
            if id(mention) not in self._seen:  # the classes are kept, so that no id comes twice
                self._seen.add(id(mention))
                for verdict in mention.verdicts:
                    for match in verdict.matched:
                        if not match.possible:
                            self._rules[f"decision/{match.rule.document}/{match.rule.id}"] = None

    @property
    def sum(self) -> MentionCensus:
        """What was counted."""
        span = (min(self._instants), max(self._instants)) if self._instants else None
        rows = sum(self._places.values())
        return MentionCensus(rows, span, tuple(sorted(self._places.items())), tuple(self._rules))

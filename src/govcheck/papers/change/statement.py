"""Statements: what one edit does in a sentence, and how it looks before and after."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Some, Vote
from govcheck.change.comparison import Comparison
from govcheck.change.effect import EffectClass
from govcheck.change.nodes import node_of, plain
from govcheck.load.policy import Policy
from govcheck.model.agreement import target_of
from govcheck.model.base import Document
from govcheck.model.kinds import KINDS
from govcheck.model.scalars import NOBODY
from govcheck.papers.change.excerpts import excerpts
from govcheck.render.agreement import agreement_in_words
from govcheck.render.page.names import PageNames, way_name
from govcheck.targets import read_target
from govcheck.time.working_days import Allowed, WorkingDays
from govcheck.tongue import Tongue
from govcheck.translation import SaidText

NOTHING: Final = "-"
_TARGET: Final = re.compile(
    r"\b(?:person|role|team|rota|council|chain|representative|next):[\w-]+", re.ASCII
)
_OF_PEOPLE: Final = ("stand in for {name}", "take the seat of {name}")
_MOST_LETTERS: Final = 80
_MOST_OF_AGREEMENTS: Final = 200

Fields = dict[str, Any]
"""A document or a part of one as YAML has it."""


class ComparedRow(NamedTuple):
    """One thing before and after; `subjects` are those of which the same is true."""

    kind: EffectClass
    what: str
    before: str
    after: str
    subjects: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is about, with everything to which it applies."""
        if not self.subjects:
            return self.what
        return f"{self.what}: {', '.join(dict.fromkeys(self.subjects))}"


class Statement(NamedTuple):
    """A sentence about an edit, without a capital letter and an end."""

    text: str
    covers: tuple[str, ...]
    """Pointers of the base below which edits are told by this."""
    kind: EffectClass | None = None
    """None where the effects have to say."""
    rows: tuple[ComparedRow, ...] = ()
    """What stands instead of the effects on `subjects`."""
    subjects: frozenset[str] = frozenset()


class Voice:
    """Who tells of a change: its tongue, and what each side calls people and things."""

    def __init__(self, comparison: Comparison, tongue: Tongue) -> None:
        self.comparison = comparison
        self.tongue = tongue
        self.base = PageNames(comparison.base.program, tongue)
        self.head = PageNames(comparison.head.program, tongue)
        self.zone = comparison.head.program.roster.timezone

    def person(self, name: str) -> str:
        """Somebody of either side; nobody, where a gap is meant."""
        if name == NOBODY:
            return self.tongue.say("nobody")
        known = name in self.comparison.head.program.roster.people
        return (self.head if known else self.base).person(name)

    def people(self, names: tuple[str, ...]) -> str:
        """Some people, or nobody."""
        return ", ".join(map(self.person, names)) or self.tongue.say("nobody")

    def target(self, target: str) -> str:
        """Somebody who is told or asked."""
        asked = read_target(target)
        if asked.is_person:
            return self.person(asked.id)
        known = asked.document in self.head.program.names
        return (self.head if known else self.base).target(target)

    def document(self, ref: str) -> str:
        """A document by its name, or its id in words."""
        known = ref in self.head.program.names
        return (self.head if known else self.base).document(ref)

    def duration(self, seconds: Allowed | None) -> str:
        """How long somebody has."""
        if seconds is None:
            return self.tongue.say("no deadline")
        if isinstance(seconds, WorkingDays):
            return self.tongue.count("{count} working day", "{count} working days", seconds.days)
        return self.tongue.duration(seconds) if seconds else self.tongue.say("at once")

    def ways(self, via: list[str]) -> str:
        """Ways of telling somebody."""
        if not via:
            return self.tongue.say("their own ways")
        return " + ".join(way_name(way, self.tongue) for way in via)

    def agreement(self, written: Any) -> str:
        """Who must agree, of a document's plain values."""
        if not written:
            return NOTHING
        return agreement_in_words(_tree(written), self.tongue, self.target)

    def agreements(self, before: Any, after: Any) -> tuple[str, str]:
        """Who must agree before and after, cut to one sentence, with what is not the same."""
        return excerpts(self.agreement(before), self.agreement(after), _MOST_OF_AGREEMENTS)

    def plain(self, text: str | None) -> str:
        """What an effect says, with names for targets."""
        return self.both(text, None)[0]

    def both(self, before: str | None, after: str | None) -> tuple[str, str]:
        """What an effect says of either side, with names for targets.

        They are shortened to what tells them apart; where the names do not, ids do.
        """
        sides = before, after
        said = [NOTHING if one is None else self._named(self.called(one)) for one in sides]
        if said[0] == said[1] and before != after:
            said = [NOTHING if one is None else self.tongue.text(one) for one in sides]
        return excerpts(said[0], said[1], _MOST_LETTERS)

    def called(self, text: str) -> str:
        """What an effect says, with names for people and documents."""
        if not isinstance(text, SaidText):
            return self.tongue.text(text)
        values: dict[str, str] = {}
        for name, value in text.values:
            if name == "person" or text.sentence in _OF_PEOPLE:
                values[name] = self.person(value)
            elif name == "by":
                values[name] = self.people(tuple(value.split(", ")))
            else:
                values[name] = self.document(value) if name == "subject" else self.called(value)
        return self.tongue.say(text.sentence, **values)

    def _named(self, text: str) -> str:
        return _TARGET.sub(lambda found: self.target(found[0]), text)

    def sides(self, ref: str) -> tuple[Fields | None, Fields | None]:
        """A document on both sides."""
        found = (_find(side.policy, ref) for side in (self.comparison.base, self.comparison.head))
        before, after = (None if one is None else plain(node_of(one)) for one in found)
        return before, after


def _find(policy: Policy, ref: str) -> Document | None:
    kind, _, name = ref.partition("/")
    model = KINDS.get(kind)
    return None if model is None else policy.find(model, name)


def _tree(written: Any) -> Agreement:
    if isinstance(written, str):
        return written
    if "council" in written:
        names = written.get("includes", ())
        includes = (name if name == CHAIR else target_of(name) for name in names)
        return Vote(written["council"], tuple(includes))
    if "all_of" in written:
        return Every(tuple(map(_tree, written["all_of"])))
    if "any_of" in written:
        return Some(tuple(map(_tree, written["any_of"])))
    return Number(written["count"], tuple(map(_tree, written["of"])))


def by_id(items: list[Fields] | None, key: str = "id") -> Mapping[str, tuple[int, Fields]]:
    """Items by their name, each with its position."""
    return {str(one[key]): (position, one) for position, one in enumerate(items or ())}


def differing(old: Fields, new: Fields) -> tuple[str, ...]:
    """The fields that are not the same."""
    return tuple(name for name in {**old, **new} if old.get(name) != new.get(name))

"""What conditions may speak of."""

from collections.abc import Mapping

from govcheck.engine.compile.facts import unread_facts
from govcheck.engine.ruleset import Fact, Ruleset
from govcheck.load.policy import Policy
from govcheck.modelling.partial import read_entries
from govcheck.named_tuples import NamedTuple
from govcheck.translation import preferring


class Terms(NamedTuple):
    """The facts that conditions may test, results of decisions included, and the calendars.

    `doubtful` are names whose declaration is broken, and is reported as such. Where not `complete`,
    some document with declarations could not be read, so that no name is called unknown.
    """

    facts: Mapping[str, Fact]
    calendars: frozenset[str]
    doubtful: frozenset[str] = frozenset()
    complete: bool = True
    languages: tuple[str, ...] = ()
    """The organisation's, the first one first."""

    def prose(self, text: str) -> str:
        """A text that people read, in the first of the organisation's languages that it has."""
        return preferring(text, self.languages)

    @property
    def names(self) -> list[str]:
        """Every name that a condition may test."""
        return [*self.facts, "detected_at"]


def terms_of(policy: Policy, ruleset: Ruleset) -> Terms:
    """What the conditions outside decisions may speak of."""
    return make_terms(policy, ruleset.facts)


def make_terms(policy: Policy, facts: dict[str, Fact]) -> Terms:
    """What conditions may speak of, given the facts that could be compiled."""
    read = dict(read_entries(facts))
    unread = unread_facts(policy)
    declared = {
        name
        for vocabulary in policy.vocabularies
        for name, _ in read_entries(vocabulary.read_field("facts", {}))
    }
    decided = {one.decides for one in policy.decisions if one.is_read("decides")}
    return Terms(
        read,
        frozenset(calendar.name_in_kind for calendar in policy.calendars),
        frozenset((declared | decided | (unread or set())) - set(read)),
        unread is not None
        and all(one.is_read("decides") for one in policy.decisions)
        and not policy.lacks("vocabulary", "decision"),
        policy.read_languages,
    )

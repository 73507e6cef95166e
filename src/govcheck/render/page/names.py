"""What people call people, targets, facts and results."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final

from govcheck.agreement.tree import Agreement
from govcheck.engine.ruleset import Fact, Ruling, Value
from govcheck.render.agreement import agreement_in_words
from govcheck.render.page.lines import NO_BREAK
from govcheck.simulate.program import Program
from govcheck.targets import read_target, words
from govcheck.time.clock import local
from govcheck.tongue import Tongue
from govcheck.tongue.forename import forename

PHONES: Final = ("phone", "mobile")
_CALLED: Final = (*PHONES, "chat")
"""The ways on which somebody is reached at once."""


def rings(via: Sequence[str]) -> bool:
    """Whether somebody who is told by these ways is called; by their own where there are none."""
    return not via or not set(PHONES).isdisjoint(via)


def call_link(number: str) -> str:
    """The link with which a phone calls a number."""
    digits = "".join(re.findall("[0-9]", number))
    return f"tel:{'+' if number.strip().startswith('+') else ''}{digits}"


class PageNames:
    """The names of one policy in one tongue."""

    def __init__(self, program: Program, tongue: Tongue) -> None:
        self.program = program
        self.tongue = tongue

    def person(self, name: str) -> str:
        """Somebody's whole name, with the id where two are called the same."""
        person = self.program.roster.people.get(name)
        if person is None:
            return name
        called = self.tongue.text(person.name)
        return f"{called} ({name})" if self._whole[called] > 1 else called

    def short(self, name: str) -> str:
        """Somebody's first name, or the whole one where others have the same first name."""
        whole = self.person(name)
        first = forename(whole)
        return first if self._first[first] == 1 else whole

    def numbers(self, name: str, via: Sequence[str] = ()) -> tuple[str, ...]:
        """How somebody is reached at once: numbers as they are, other ways with their address.

        Only by the ways `via`, if they have one of them.
        """
        person = self.program.roster.people.get(name)
        if person is None:
            return ()
        known: dict[str, str] = {}
        for way, address in person.contacts:
            known.setdefault(way, address)
        known = {way: known[way] for way in via if way in known} or known
        ways = [way for way in (*person.ways, *_CALLED) if way in known and way in _CALLED]
        ways = sorted(dict.fromkeys(ways), key=_CALLED.index) or list(known)[:1]
        return tuple(_reached(way, known[way], self.tongue) for way in ways)

    def their_clock(self, name: str, at: int) -> str:
        """`there Sun 05:40`, where their clock shows something else than the organisation's."""
        person = self.program.roster.people.get(name)
        if person is None:
            return ""
        theirs, ours = local(at, person.timezone), local(at, self.program.roster.timezone)
        if theirs.replace(tzinfo=None) == ours.replace(tzinfo=None):
            return ""
        time = self.tongue.time(at - at % 60, person.timezone)
        if theirs.date() != ours.date():
            time = f"{self.tongue.weekday(at, person.timezone)} {time}"
        return self.tongue.say("there {time}", time=time)

    def target(self, target: str) -> str:
        """A target by what it is called."""
        asked = read_target(target)
        if asked.is_person:
            return self.person(asked.id)
        kind, called = asked.kind, self.document(asked.document)
        if kind == "rota":
            return self.tongue.say("on duty: {rota}", rota=called)
        if kind == "next":
            return self.tongue.say("next on duty: {rota}", rota=called)
        if kind == "chain":
            return self.tongue.say("whoever commands in {council}", council=called)
        if kind == "representative":
            return self.tongue.say("speaker for {department}", department=called)
        return called

    def document(self, ref: str) -> str:
        """A role, team, council or plan by its name, or by its id in words.

        The document of a decision is called by what it decides where it has the id of that.
        """
        kind, _, name = ref.partition("/")
        known = self.program.names
        named = known.get(f"decided/{name}") if kind == "decision" else known.get(ref)
        return words(name) if named is None else self.tongue.text(named)

    def severity(self, result: str) -> str:
        """A severity by its name."""
        levels = {level.id: level.name for level in self.program.severities}
        return self.tongue.text(levels.get(result, result))

    def seriousness(self, ruling: Ruling, *, certain: bool) -> str:
        """How serious it is; what is only assumed is not said as a fact."""
        level = self.tongue.all_of([self.severity(one) for one in ruling.result]).upper()
        if certain:
            return self.tongue.say("IT IS {severity}.", severity=level)
        return self.tongue.say("IT COULD BE {severity}, so act as {severity}.", severity=level)

    def result(self, decision: str, result: str) -> str:
        """The result of a decision by its name."""
        if decision == "severity":
            return self.severity(result)
        kinds = {"escalation": "escalation", "playbooks": "playbook"}
        if decision in kinds and result != "none":
            return self.document(f"{kinds[decision]}/{result}")
        if result == "none" and decision in kinds:
            return self.tongue.say("none")
        named = self.program.names.get(f"decided/{decision}/{result}")
        return words(result) if named is None else self.tongue.text(named)

    def decision(self, name: str) -> str:
        """What a decision decides, in words."""
        known = {
            "severity": self.tongue.say("severity"),
            "escalation": self.tongue.say("escalation"),
            "playbooks": self.tongue.say("playbooks"),
        }
        if name in known:
            return known[name]
        named = self.program.names.get(f"decided/{name}")
        return words(name) if named is None else self.tongue.text(named)

    def task(self, obligation: str) -> str:
        """What is owed or agreed, of an id like `playbook/action`, or without its playbook."""
        named, _, action = obligation.partition("#")[0].rpartition("/")
        for plan in self.program.playbooks.values():
            if named in ("", plan.id):
                for one in plan.actions:
                    if one.id == action:
                        return self.tongue.text(one.do)
                if (asked := plan.approvals.get(action)) is not None:
                    return self.tongue.say("approval by {who}", who=self.agreement(asked.by))
        if named == "council":
            return self.document(f"council/{action}")
        return words(action)

    def fact(self, fact: Fact) -> str:
        """A fact by its label, the result of a decision by that of the decision."""
        if fact.type == "decision":
            return self.decision(fact.name)
        return words(fact.name) if fact.label is None else self.tongue.text(fact.label)

    def value(self, fact: Fact, value: Value) -> str:
        """What a fact is, in words."""
        if isinstance(value, bool):
            return self.tongue.say("yes") if value else self.tongue.say("no")
        if isinstance(value, frozenset):
            listed = sorted(value, key=fact.values.index) if fact.values else sorted(value)
            shown = ", ".join(self.choice(fact, one) for one in listed)
            return shown or self.tongue.say("none")
        if isinstance(value, str):
            return self.choice(fact, value)
        number = self.tongue.number(value)
        return f"{number} {self.tongue.text(fact.unit)}" if fact.unit else number

    def stated(self, fact: Fact, value: Value) -> str:
        """A fact and its value; a number with a unit needs no other name."""
        said = self.value(fact, value)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        alone = fact.unit if is_number else self._speaks_alone(fact, value)
        if isinstance(value, frozenset) and not value:
            return self.tongue.say("no {fact}", fact=self.fact(fact))
        if value is True:
            return self.fact(fact)
        return said if alone else f"{self.fact(fact)}: {said}"

    def _speaks_alone(self, fact: Fact, value: Value) -> bool:
        """Whether the labels of a value are nobody else's; a degree says too little."""
        if "none" in fact.values:
            return False
        named = [value] if isinstance(value, str) else value if isinstance(value, frozenset) else ()
        labels = dict(fact.labels)
        return bool(named) and all(
            one in labels and self._labels[self.tongue.text(labels[one])] == 1 for one in named
        )

    def agreement(self, by: Agreement, called: Callable[[str], str] | None = None) -> str:
        """Who must agree: `Legal counsel AND Product safety`; `called` says more of a target."""
        tongue = self.tongue
        every, some = tongue.say(" AND ").join, tongue.say(" OR ").join
        return agreement_in_words(by, tongue, called or self.target, every, some)

    def all_agree(self, agreements: Iterable[str]) -> str:
        """All of some agreements: `(Spokesperson OR Council) AND Legal counsel`."""
        said = list(dict.fromkeys(agreements))
        if len(said) > 1:
            choices = (self.tongue.say(" OR "), ", ")
            said = [f"({one})" if any(each in one for each in choices) else one for one in said]
        return self.tongue.say(" AND ").join(said)

    def any_of(self, people: Sequence[str]) -> str:
        """`Hana or Tomas`."""
        return self.tongue.any_of([self.short(one) for one in people])

    def choice(self, fact: Fact, value: str) -> str:
        """One of the values of a fact by its label, or in words."""
        labels = dict(fact.labels)
        if value in labels:
            return self.tongue.text(labels[value])
        if fact.type == "decision":
            return self.result(fact.name, value)
        if fact.type == "share":
            return _share(value, self.tongue)
        return self._referred(value) if fact.type == "reference" else words(value)

    def _referred(self, value: str) -> str:
        """Somebody, a team or a channel by name; an id that nothing has stays as it is."""
        if value in self.program.roster.people:
            return self.person(value)
        kinds = (f"{kind}/{value}" for kind in ("team", "channel"))
        named = next((self.program.names[one] for one in kinds if one in self.program.names), None)
        return value if named is None else self.tongue.text(named)

    @cached_property
    def _labels(self) -> Counter[str]:
        facts = self.program.ruleset.facts.values()
        return Counter(self.tongue.text(label) for fact in facts for _, label in fact.labels)

    @cached_property
    def _whole(self) -> Counter[str]:
        people = self.program.roster.people.values()
        return Counter(self.tongue.text(person.name) for person in people)

    @cached_property
    def _first(self) -> Counter[str]:
        return Counter(forename(name) for name in self._whole.elements())


def language_name(tongue: Tongue, tag: str) -> str:
    """What a language is called; one without a name by its tag."""
    known = {
        "de": tongue.say("German"),
        "en": tongue.say("English"),
        "es": tongue.say("Spanish"),
        "fr": tongue.say("French"),
        "it": tongue.say("Italian"),
        "zh": tongue.say("Chinese"),
    }
    return known.get(tag.partition("-")[0], tag)


def first_few(named: Sequence[str], most: int, tongue: Tongue) -> list[str]:
    """The first few of some things, and how many more there are."""
    rest = len(named) - most
    more = [tongue.count("{count} more", "{count} more", rest)] if rest > 0 else []
    return [*named[:most], *more]


def permission_name(permission: str, tongue: Tongue) -> str | None:
    """What whoever has a role may do; None for what is no permission."""
    say = tongue.say
    return {
        "publish": say("publish"),
        "approve": say("approve"),
        "pause": say("pause posts"),
        "resume": say("resume posts"),
        "moderate": say("moderate"),
        "speak": say("speak for us"),
    }.get(permission)


def way_name(via: str, tongue: Tongue) -> str:
    """What a way of reaching somebody is called; one of the policy's own by its id in words."""
    known = {"phone": tongue.say("phone"), "chat": tongue.say("chat"),
             "email": tongue.say("e-mail")}  # fmt: skip
    return known.get(via, words(via))


def _share(value: str, tongue: Tongue) -> str:
    known = {
        "none": tongue.say("none"),
        "minority": tongue.say("minority"),
        "half": tongue.say("half"),
        "majority": tongue.say("majority"),
        "all": tongue.say("all"),
    }
    return known.get(value, value)


def _reached(via: str, address: str, tongue: Tongue) -> str:
    said = address if via in PHONES else f"{way_name(via, tongue)} {address}"
    return said.replace(" ", NO_BREAK)

"""What the gate says in sentences: each a list of words to stress and words that follow.

Nothing is escaped yet; that each format does in its own way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from govcheck.agreement.ways import Choice, Ways
from govcheck.gate.judge import Called, Gate, Judged, RequirementPart
from govcheck.render.agreement import agreement_in_words
from govcheck.targets import is_target, person_id, read_target
from govcheck.tongue import Tongue

MOST_PEOPLE: Final = 30
_MOST_NAMED: Final = 4
_LONGEST: Final = 120
_MOST_MISSING: Final = 6


def effect_in_words(tongue: Tongue, effect: str) -> str:
    """What an effect does, as the end of a sentence that begins with the change."""
    say = tongue.say
    known = {
        "raises-severity": say("raises a severity"),
        "lowers-severity": say("lowers a severity"),
        "changes-escalation": say("changes an escalation"),
        "changes-playbooks": say("changes which playbooks are used"),
        "changes-decision": say("changes a decision"),
        "shortens-deadline": say("shortens a deadline"),
        "lengthens-deadline": say("lengthens a deadline"),
        "adds-approval": say("adds an approval"),
        "removes-approval": say("removes an approval"),
        "grants-permission": say("grants a permission"),
        "revokes-permission": say("revokes a permission"),
        "adds-member": say("adds a member"),
        "removes-member": say("removes a member"),
        "adds-cover": say("adds cover"),
        "removes-cover": say("removes cover"),
        "changes-first-human": say("changes who is told first"),
        "adds-guarantee": say("adds a guarantee"),
        "removes-guarantee": say("removes a guarantee"),
        "adds-waiver": say("adds a waiver"),
        "changes-approval-rules": say("changes approval rules"),
    }
    return known.get(effect, effect)


class Said(NamedTuple):
    """Some words that stand out, and some that follow them."""

    stressed: str
    rest: str = ""

    @property
    def plain(self) -> str:
        """All of it, with nothing that stands out."""
        return self.stressed + self.rest


def verdict(gate: Gate, tongue: Tongue) -> str:
    """The first line."""
    if gate.reasons or gate.broken:
        return tongue.say("Refused")
    if gate.allowed:
        return tongue.say("Approved")
    if not gate.ways.possible:
        return tongue.say("Not possible: too few people may approve this")
    missing = gate.ways.missing
    if not missing:
        return tongue.say("Not yet: somebody asks for changes")
    if gate.ways.exact:
        return tongue.count(
            "Not yet: {count} more person must approve",
            "Not yet: {count} more people must approve",
            missing,
        )
    return tongue.count(
        "Not yet: at most {count} more person must approve",
        "Not yet: at most {count} more people must approve",
        missing,
    )


def asked(gate: Gate, tongue: Tongue) -> str:
    """The first line for somebody who wants to know whom to ask."""
    if gate.reasons or gate.broken:
        return tongue.say("Refused, whoever approves")
    if not gate.changed or not gate.requirements:
        return tongue.say("Nobody has to approve this")
    if not gate.ways.possible:
        return tongue.say("Too few people may approve this")
    missing = gate.ways.missing
    if gate.ways.exact:
        return tongue.count("{count} person must approve", "{count} people must approve", missing)
    return tongue.count(
        "At most {count} person must approve", "At most {count} people must approve", missing
    )


def shortest(gate: Gate, tongue: Tongue, *, handles: bool = True) -> Iterator[Said]:
    """Whom to ask, by name, and by handle where they are asked; nothing where nobody can help."""
    ways = gate.ways
    if not ways.possible or not ways.choices or gate.reasons or gate.broken:
        return
    label = (
        tongue.say("Shortest way:")
        if ways.exact
        else tongue.say("One way, perhaps not the shortest:")
    )
    yield Said(label, f" {choices(ways, gate.people, tongue, handles=handles)}.")


def breaking(gate: Gate, tongue: Tongue) -> Iterator[str]:
    """What is broken by the names of the promises; of other checks how many."""
    if not gate.lost:
        return
    given = [one for one in gate.lost if one.startswith("guarantee/")] or [*gate.lost]
    called = dict.fromkeys(_promised(one, gate, tongue) for one in given)
    besides = len(gate.lost) - len(given)
    yield broken_promises(named(called, tongue), len(called), besides, tongue)


def _promised(subject: str, gate: Gate, tongue: Tongue) -> str:
    """A promise, or a task with its playbook, by its name."""
    document = "/".join(subject.split("/")[:2])
    name = tongue.text(gate.called.get(document, _plain(document)))
    task = gate.called.get(subject) if subject != document else None
    return name if task is None else f"{tongue.text(task)} ({name})"


def broken_promises(names: Sequence[str], count: int, besides: int, tongue: Tongue) -> str:
    """Which promises a change breaks, and how many other checks fail with it."""
    said = tongue.count(
        "it breaks a promise: {promises}",
        "it breaks {count} promises: {promises}",
        count,
        promises=", ".join(names),
    )
    if not besides:
        return said
    return said + "; " + tongue.count("one more check fails", "{count} more checks fail", besides)


def _plain(subject: str) -> str:
    return subject.rpartition("/")[2].replace("-", " ")


def choices(
    ways: Ways, people: Mapping[str, Called], tongue: Tongue, *, handles: bool = False
) -> str:
    """People in words: `Eva, and any 3 of Ines, Lena, Marcus, Nadia`."""
    certain = [one.people[0] for one in ways.choices if one.number == len(one.people) == 1]
    words = [_name(who, people, handles) for who in certain]
    free = [one for one in ways.choices if one.number < len(one.people)]
    more = [_free(one, people, handles, tongue) for one in free]
    parts = [tongue.all_of(words)] * bool(words) + more
    said = tongue.say(", and ").join(parts)
    if ways.others:
        said += tongue.say(" (or one of {others} other ways)", others=ways.others)
    return said


def _free(choice: Choice, people: Mapping[str, Called], handles: bool, tongue: Tongue) -> str:
    names = named((_name(who, people, handles) for who in choice.people), tongue, MOST_PEOPLE)
    if choice.number == 1 and len(names) == len(choice.people):
        return tongue.any_of(names)
    return tongue.say("any {number} of {names}", number=choice.number, names=", ".join(names))


def _name(who: str, people: Mapping[str, Called], handle: bool = False) -> str:
    known = people.get(who)
    if known is None:
        return who
    return f"{known.name} (@{known.handle})" if handle and known.handle else known.name


def requirement(one: Judged, gate: Gate, tongue: Tongue) -> list[Said]:
    """Each part of a requirement, how far it is met, and why the change needs it."""
    said = [_part(part, gate, tongue) for part in one.parts]
    return [*said, Said("", f"({because(one, gate, tongue)})")]


def _part(part: RequirementPart, gate: Gate, tongue: Tongue) -> Said:
    asked = agreement_in_words(part.asked, tongue, lambda target: _target(target, gate, tongue))
    label = _sentence(asked)
    approving = (_name(who, gate.people) for who in part.approved_by)
    yes = ", ".join(named(approving, tongue, MOST_PEOPLE))
    if part.needed:
        have = tongue.say(
            "{who}: {have} of {needed}.", who=label, have=part.have, needed=part.needed
        )
        given = " " + tongue.say("Yes: {names}.", names=yes) if yes else ""
        missing = "" if part.met else f" {_missing(part, gate, tongue)}"
        return Said(have, given + missing)
    if part.met:
        return Said(tongue.say("{who}: yes,", who=label), f" {yes}.")
    return Said(tongue.say("{who}: missing", who=label), f" - {_able(part, gate, tongue)}.")


def _target(target: str, gate: Gate, tongue: Tongue) -> str:
    """Whoever is asked, by name."""
    if not is_target(target) or read_target(target).is_person:
        return _name(person_id(target), gate.people)
    asked = read_target(target)
    kind, called = asked.kind, tongue.text(gate.called.get(asked.document, asked.id))
    if asked.traits.by_shifts:
        return tongue.say("somebody of the rota {rota}", rota=called)
    if kind == "chain":
        return tongue.say("the chain of command of {council}", council=called)
    if kind == "representative":
        return tongue.say("somebody who speaks for {department}", department=called)
    return called


def _missing(part: RequirementPart, gate: Gate, tongue: Tongue) -> str:
    ways = part.ways
    if not ways.possible:
        return f"{_sentence(_too_few(tongue))}."
    able = sum(len(one.people) for one in ways.choices)
    if able <= _MOST_MISSING:
        return tongue.say("Missing: {names}.", names=choices(ways, gate.people, tongue))
    return tongue.count(
        "Missing: {count} of {able} people.", "Missing: {count} of {able} people.",
        ways.missing, able=able,
    )  # fmt: skip


def _able(part: RequirementPart, gate: Gate, tongue: Tongue) -> str:
    ways = part.ways
    if not ways.possible:
        return _too_few(tongue)
    names = choices(ways, gate.people, tongue)
    if ways.missing == 1 and len(ways.choices) == 1:
        if len(ways.choices[0].people) == 1:
            return tongue.say("only {names} can", names=names)
        return tongue.say("{names} can", names=names)
    return tongue.say("it takes {names}", names=names)


def _too_few(tongue: Tongue) -> str:
    return tongue.say("too few may approve this; somebody else has to propose it, or wait")


def because(one: Judged, gate: Gate, tongue: Tongue) -> str:
    """Why a requirement applies: what the change does, and what the rule says of itself."""
    known = [*dict.fromkeys(_reason(each, gate, tongue) for each in one.because)]
    reasons = known[:_MOST_NAMED]
    if more := len(known) - len(reasons):
        reasons.append(tongue.count("{count} more", "{count} more", more))
    said = (
        tongue.say("it {does}", does=tongue.all_of(reasons))
        if reasons
        else tongue.say("it is a change")
    )
    return said if one.reason is None else f"{said}; {tongue.text(one.reason)}"


def _reason(what: str, gate: Gate, tongue: Tongue) -> str:
    known = effect_in_words(tongue, what)
    if known != what:
        return known
    named = _cut(tongue.text(gate.called.get(what, what)))
    if what in gate.one_sided:
        if gate.one_sided[what]:
            return tongue.say("adds {what}", what=named)
        return tongue.say("removes {what}", what=named)
    return tongue.say("changes {what}", what=named)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def objections(gate: Gate, tongue: Tongue) -> Iterator[Said]:
    """Those who ask for changes, and whether that is in the way."""
    if gate.objecting:
        people = (_name(who, gate.people) for who in gate.objecting)
        names = tongue.all_of(named(people, tongue, MOST_PEOPLE))
        said = (
            tongue.say("{names} asks for changes", names=names)
            if len(gate.objecting) == 1
            else tongue.say("{names} ask for changes", names=names)
        )
        effect = tongue.say("; nothing is allowed while that stands") if gate.blocked else ""
        yield Said(said, f"{effect}.")


def uncounted(gate: Gate, tongue: Tongue) -> Iterator[str]:
    """Everybody who does not count, each with the reason."""
    found = dict.fromkeys(pair for one in gate.requirements for pair in one.excluded)
    for who, reason in [*found][:MOST_PEOPLE]:
        yield tongue.say(
            "{who} does not count: {reason}.",
            who=_cut(_name(who, gate.people)), reason=_excluded(reason, tongue),
        )  # fmt: skip
    if len(found) > MOST_PEOPLE:
        more = len(found) - MOST_PEOPLE
        yield tongue.say("{count} more do not count; they are listed as JSON.", count=more)


def _excluded(reason: str, tongue: Tongue) -> str:
    """A reason of the gate in the tongue."""
    about, colon, effect = reason.partition(": ")
    if colon and about == "the change is about them":
        does = effect_in_words(tongue, effect)
        return tongue.say("the change is about them (it {does})", does=does)
    return tongue.text(reason)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def named(names: Iterable[str], tongue: Tongue, most: int = _MOST_NAMED) -> list[str]:
    """The first few of some names, none of them very long, and how many more there are."""
    found = [_cut(one) for one in names]
    more = len(found) - most
    if more <= 0:
        return found
    return [*found[:most], tongue.count("{count} more", "{count} more", more)]

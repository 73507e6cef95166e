"""Change control: which approvals a change needs, by the rules of the base."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType
from typing import Final, NamedTuple

from govcheck.agreement.tree import Agreement
from govcheck.authority.globs import from_the_top, matches, reaches
from govcheck.change.effect import Effect
from govcheck.model.agreement import agreement_of
from govcheck.model.change_control import (
    EFFECTS,
    ChangeCondition,
    ChangeControl,
    ChangeRule,
)

OTHERWISE: Final = "otherwise"
_LOOSENING: Final = "changes-approval-rules"
_WHOLE: Final = ""
_RATING: Final = frozenset(("raises-severity", "lowers-severity"))
_FOLLOWING: Final = frozenset(("changes-escalation", "changes-playbooks", "changes-decision"))


class _Part(NamedTuple):
    """A field of a document; `_WHOLE` where nobody knows which."""

    document: str
    field: str


class Changed(NamedTuple):
    """What change control sees of a change."""

    documents: frozenset[str]
    """The documents, as `kind/id`, that any edit is about."""
    paths: frozenset[str]
    """Every file that is not what it was, from the policy's root; a moved one by both names."""
    homes: Mapping[str, frozenset[str]]
    """In which of these files each changed document stands or stood."""
    effects: tuple[Effect, ...] | None
    """None where they could not be computed: each effect that there is counts as present."""
    governed: frozenset[str]
    """Those of the paths that belong to the policy, so that somebody must have approved them."""
    links: frozenset[str] = frozenset()
    """Those of the paths where a symbolic link or a submodule is or was: any file may be behind."""
    executed: frozenset[str] = frozenset()
    """Those of the governed paths that decide what the pipelines run, as they run it."""
    fields: Mapping[str, frozenset[str]] = MappingProxyType({})
    """Of each changed document the top-level fields that any edit is about."""

    @property
    def parts(self) -> frozenset["_Part"]:
        """Every changed field of every changed document, each a change of its own."""
        return frozenset(
            _Part(one, field)
            for one in self.documents
            for field in self.fields.get(one) or (_WHOLE,)
        )


class Required(NamedTuple):
    """An approval that a change needs."""

    rule: str
    """The id of the rule, or `otherwise`."""
    requires: Agreement
    because: tuple[str, ...]
    """What of the change the rule is about: effects, documents, paths."""
    control: str
    """The id of the change-control document."""
    reason: str | None = None
    """The rule's own `because`."""
    barred: Mapping[str, str] = MappingProxyType({})
    """Whose approval does not count for this one alone, and why."""


def required(
    controls: Iterable[ChangeControl],
    changed: Changed,
    settled: AbstractSet[str] = frozenset(),
) -> tuple[Required, ...]:
    """Everything that must be approved, of all rules of all documents.

    `settled` are documents and files that somebody else is asked about, so that they take no
    `otherwise`. What no rule is about takes it, even where rules are about the rest of the change;
    and what the pipelines run, without a rule that names it, takes what change control itself
    takes: whoever changes it can leave out the gate.
    """
    found: list[Required] = []
    for control in controls:
        left = changed.governed - settled
        parts: set[_Part] = set()
        matching = [
            (rule, because)
            for rule in control.rules
            if (because := _because(rule.when, changed)) is not None
        ]
        more = _doing_more([rule.when for rule, _ in matching], changed)
        for rule, because in matching:
            found.append(_required(rule, because, control))
            left -= _named_paths(rule.when, changed)
            parts |= _covered(rule.when, changed, more)
        open_ = {part.document for part in changed.parts - parts} - settled
        left -= _covered_paths(changed, changed.documents - open_)
        run = tuple(sorted(left & changed.executed))
        ruling = rules_of_itself(control) if run else ()
        if ruling:
            left -= changed.executed
            found = _with_more(found, [_required(one, run, control) for one in ruling])
        homeless = {one for one in open_ if not changed.homes.get(one, frozenset()) & left}
        uncovered = tuple(sorted(left | homeless))
        if uncovered:
            asked = agreement_of(control.otherwise.requires)
            found.append(Required(OTHERWISE, asked, uncovered, control.id))
    return tuple(found)


def _required(rule: ChangeRule, because: tuple[str, ...], control: ChangeControl) -> Required:
    return Required(rule.id, agreement_of(rule.requires), because, control.id, rule.because)


def rules_of_itself(control: ChangeControl) -> tuple[ChangeRule, ...]:
    """The rules by which change control itself is changed; where there are none, `otherwise` is."""
    home = control.place().path
    return tuple(
        rule
        for rule in control.rules
        if control.kind_name in (rule.when.kinds or (control.kind_name,))
        and _LOOSENING in (rule.when.effects or (_LOOSENING,))
        and (rule.when.paths is None or _matches(rule.when.paths, home))
    )


def _with_more(found: Sequence[Required], more: Iterable[Required]) -> list[Required]:
    """Add required approvals to others; one that is among them already gets one more reason."""
    known = {(one.control, one.rule): one for one in found}
    for one in more:
        before = known.get((one.control, one.rule))
        reasons = one.because if before is None else (*before.because, *one.because)
        known[one.control, one.rule] = one._replace(because=reasons)
    return list(known.values())


def _because(when: ChangeCondition, changed: Changed) -> tuple[str, ...] | None:
    """What of a change meets a condition; None where one part of the condition is not met."""
    met: list[str] = []
    if when.effects is not None:
        effects = _present(changed) & set(when.effects)
        if not effects:
            return None
        met += [name for name in EFFECTS if name in effects]
    if when.kinds is not None:
        about = {part.document for part in changed.parts if _is_about(when, part)}
        documents = sorted(one for one in about if _kind(one) in when.kinds)
        if not documents:
            return None
        met += documents
    if when.paths is not None:
        paths = sorted(path for path in changed.paths if _names(when.paths, path, changed))
        if not paths:
            return None
        met += paths
    if not met and not changed.governed and not changed.documents:
        return None
    return tuple(met)


def _present(changed: Changed) -> set[str]:
    if changed.effects is None:
        return set(EFFECTS)
    return {effect.effect for effect in changed.effects}


def _doing_more(matching: Iterable[ChangeCondition], changed: Changed) -> frozenset[str]:
    """The documents that have effects which no matching rule about them asks for.

    Otherwise a harmless effect, with a rule that asks little for it, would cover all else that is
    changed in the same document. What follows from a severity is no effect more.
    """
    asked: dict[str, set[str]] = {}
    for when in matching:
        for document in _concerned(when, changed):
            asked.setdefault(document, set()).update(when.effects or ())
    effects = changed.effects or ()
    found = {(one, effect.effect) for effect in effects for one in effect.documents}
    return frozenset(
        document
        for document, effect in found
        if effect not in asked.get(document, ())
        and not (
            effect in _FOLLOWING
            and any((document, one) in found for one in _RATING & asked.get(document, set()))
        )
    )


def _covered(when: ChangeCondition, changed: Changed, more: frozenset[str]) -> set[_Part]:
    """The changed fields that a rule covers; `more` are documents that do more than is asked."""
    documents = _concerned(when, changed)
    if when.effects is not None:
        documents &= _causing(when, changed) - more
    return {
        part
        for part in changed.parts
        if part.document in documents and (when.fields is None or part.field in when.fields)
    }


def _concerned(when: ChangeCondition, changed: Changed) -> set[str]:
    """The changed documents of the kinds, with the fields and in the files of a rule."""
    found = {part.document for part in changed.parts if _is_about(when, part)}
    if when.kinds is not None:
        found = {one for one in found if _kind(one) in when.kinds}
    if when.paths is not None:
        homes = changed.homes
        found = {
            one
            for one in found
            if homes.get(one) and all(_matches(when.paths, path) for path in homes[one])
        }
    return found


def _is_about(when: ChangeCondition, part: _Part) -> bool:
    """Whether a rule is about a field; where nobody knows which it is, it may be."""
    return when.fields is None or part.field in (*when.fields, _WHOLE)


def _named_paths(when: ChangeCondition, changed: Changed) -> set[str]:
    """The changed files that a rule is about by their names alone."""
    if when.effects is not None or when.kinds is not None:
        return set()
    if when.paths is None:
        return set(changed.paths)
    return {path for path in changed.paths if _names(when.paths, path, changed)}


def _covered_paths(changed: Changed, documents: AbstractSet[str]) -> set[str]:
    """The changed files all of whose changed documents are covered, whichever rules do so."""
    living: dict[str, set[str]] = {}
    for document, homes in changed.homes.items():
        for path in homes:
            living.setdefault(path, set()).add(document)
    return {path for path, found in living.items() if found <= documents}


def _causing(when: ChangeCondition, changed: Changed) -> set[str]:
    if changed.effects is None:
        return set(changed.documents)
    asked = [effect for effect in changed.effects if effect.effect in (when.effects or ())]
    return {document for effect in asked for document in effect.documents}


def _kind(document: str) -> str:
    return document.partition("/")[0]


def _names(globs: Iterable[str], path: str, changed: Changed) -> bool:
    """Whether a changed path is one of those named, or a link behind which there may be one."""
    named = from_the_top(path)
    return any(
        matches(glob, named) or (path in changed.links and reaches(glob, named)) for glob in globs
    )


def _matches(globs: Iterable[str], path: str) -> bool:
    return any(matches(glob, path) for glob in globs)

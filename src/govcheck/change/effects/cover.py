"""Who can be had when: instants at which more people, or fewer, answer to a target."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from govcheck.agreement.tree import targets_of
from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import effect
from govcheck.change.horizon import Horizon, overall
from govcheck.duty.roster import Stint
from govcheck.model.change_control import EffectName
from govcheck.time.intervals import Interval, merged
from govcheck.translation import said


class _Found(NamedTuple):
    """When fewer answer in the head, when fewer did in the base, and when as many others do."""

    lesser: dict[tuple[EffectName, bool], list[Interval]]
    """By the effect, and by whether nobody answers on the lesser side, or only fewer people."""
    others: list[Interval]
    left: set[str]
    """Who answered then and does no more."""
    came: set[str]
    """Who answers instead."""


def cover(comparison: Comparison, horizon: Horizon) -> Iterator[Effect]:
    """Targets of steps, actions and approvals, and rotas, to which more, fewer or others answer."""
    for target in sorted(_targets(comparison.base) | _targets(comparison.head)):
        if horizon.same(target):
            continue
        found = _compared(horizon.base.stints(target), horizon.head.stints(target), horizon.span)
        causes = horizon.causes(target)
        for (name, empty), intervals in sorted(found.lesser.items(), reverse=True):
            many, few = (
                (said("somebody"), said("nobody"))
                if empty
                else (said("more people"), said("fewer people"))
            )
            before, after = (many, few) if name == "removes-cover" else (few, many)
            told = _told(comparison, name, target, (before, after), causes, intervals)
            yield told._replace(empty=empty)
        if found.others:
            words = ", ".join(sorted(found.left)), ", ".join(sorted(found.came))
            told = _told(comparison, "changes-first-human", target, words, causes, found.others)
            yield told._replace(parties=(tuple(sorted(found.left)), tuple(sorted(found.came))))


def _told(
    comparison: Comparison,
    name: EffectName,
    target: str,
    words: tuple[str, str],
    causes: frozenset[str],
    intervals: list[Interval],
) -> Effect:
    spans = merged(intervals)
    after = said("{who} for {time}", who=words[1], time=overall(spans))
    found = effect(comparison, name, f"target/{target}", words[0], after, causes)
    return found._replace(intervals=tuple(spans))


def _compared(before: Sequence[Stint], after: Sequence[Stint], span: Interval) -> _Found:
    """Who answers on both sides, from each change to the next."""
    changes: dict[int, list[tuple[int, str, int]]] = {}
    for number, stints in enumerate((before, after)):
        for start, end, person, _ in stints:
            changes.setdefault(start, []).append((number, person, 1))
            changes.setdefault(end, []).append((number, person, -1))
    there: tuple[dict[str, int], dict[str, int]] = ({}, {})
    found = _Found({}, [], set(), set())
    for start, end in pairwise(sorted({*changes, *span})):
        for number, person, step in changes.get(start, ()):
            count = there[number].get(person, 0) + step
            if count:
                there[number][person] = count
            else:
                del there[number][person]
        ours, theirs = (one.keys() for one in there)
        if ours == theirs or not span[0] <= start < span[1]:
            continue
        if len(ours) == len(theirs):
            found.others.append((start, end))
            found.left.update(ours - theirs)
            found.came.update(theirs - ours)
        else:
            name: EffectName = "removes-cover" if len(theirs) < len(ours) else "adds-cover"
            found.lesser.setdefault((name, not (ours and theirs)), []).append((start, end))
    return found


def _targets(side: ComparedPolicy) -> set[str]:
    program = side.program
    found = {f"rota:{name}" for name in program.roster.rotas}
    for escalation in program.escalations.values():
        found.add(escalation.last_resort)
        for step in escalation.steps:
            found.update(step.targets)
    for playbook in program.playbooks.values():
        for action in playbook.actions:
            found |= {action.owed_by, action.drafter}
        for approval in playbook.approvals.values():
            found.update(targets_of(approval.by))
    return found

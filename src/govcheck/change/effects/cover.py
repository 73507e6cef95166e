"""Who can be had when: instants at which more people, or fewer, answer to a target."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from govcheck.change.comparison import Comparison, Side
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import effect
from govcheck.change.horizon import Horizon, overall
from govcheck.duty.intervals import common, merged
from govcheck.duty.roster import Interval, Stint
from govcheck.simulate.program import By


class _Lesser(NamedTuple):
    """When fewer answer on one side than on the other, and when nobody does."""

    nobody: list[Interval]
    fewer: list[Interval]


def cover(comparison: Comparison, horizon: Horizon) -> Iterator[Effect]:
    """Targets of steps, actions and approvals, and rotas, to which more or fewer answer."""
    for target in sorted(_targets(comparison.base) | _targets(comparison.head)):
        if horizon.same(target):
            continue
        base, head = horizon.near
        before, after = base.stints(target), head.stints(target)
        for name, lesser in (
            ("removes-cover", _lesser(after, before, horizon.span)),
            ("adds-cover", _lesser(before, after, horizon.span)),
        ):
            loses = name == "removes-cover"
            for intervals, few in ((lesser.nobody, "nobody"), (lesser.fewer, "fewer people")):
                if not intervals:
                    continue
                many = "somebody" if few == "nobody" else "more people"
                how_long = overall(intervals)
                words = (
                    (many, f"{few} for {how_long}") if loses else (few, f"{many} for {how_long}")
                )
                yield effect(
                    comparison,
                    "removes-cover" if loses else "adds-cover",
                    f"target/{target}",
                    *words,
                    horizon.causes(target),
                )._replace(intervals=tuple(intervals))
        others = _others(before, after, horizon.span)
        if others:
            yield effect(
                comparison,
                "changes-first-human",
                f"target/{target}",
                _words(before, others),
                f"{_words(after, others)} for {overall(others)}",
                horizon.causes(target),
            )._replace(intervals=tuple(others))


def _words(stints: Sequence[Stint], during: list[Interval]) -> str:
    return ", ".join(sorted({one.person for one in stints if common([one[:2]], during)}))


def _lesser(one: Sequence[Stint], other: Sequence[Stint], span: Interval) -> _Lesser:
    """When fewer people answer according to the one than to the other."""
    nobody: list[Interval] = []
    fewer: list[Interval] = []
    for interval, mine, others in _together(one, other, span):
        if len(mine) < len(others):
            (fewer if mine else nobody).append(interval)
    return _Lesser(common(merged(nobody), [span]), common(merged(fewer), [span]))


def _others(one: Sequence[Stint], other: Sequence[Stint], span: Interval) -> list[Interval]:
    """When as many people answer, but not the same."""
    found = [
        interval
        for interval, mine, others in _together(one, other, span)
        if len(mine) == len(others) and mine != others
    ]
    return common(merged(found), [span])


def _together(
    one: Sequence[Stint], other: Sequence[Stint], span: Interval
) -> Iterator[tuple[Interval, AbstractSet[str], AbstractSet[str]]]:
    """Who answers according to both, from each change to the next; valid until then."""
    changes: dict[int, list[tuple[int, str, int]]] = {}
    for number, stints in enumerate((one, other)):
        for start, end, person, _ in stints:
            changes.setdefault(start, []).append((number, person, 1))
            changes.setdefault(end, []).append((number, person, -1))
    there: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for start, end in pairwise(sorted({*changes, *span})):
        for number, person, step in changes.get(start, ()):
            count = there[number].get(person, 0) + step
            if count:
                there[number][person] = count
            else:
                del there[number][person]
        yield (start, end), there[0].keys(), there[1].keys()


def _targets(side: Side) -> set[str]:
    program = side.program
    found = {f"rota:{name}" for name in program.roster.rotas}
    for escalation in program.escalations.values():
        found.add(escalation.last_resort)
        for step in escalation.steps:
            found.update(step.notify)
            found |= set() if step.convene is None else {f"council:{step.convene}"}
    for playbook in program.playbooks.values():
        for action in playbook.actions:
            found |= {action.owed_by, action.drafter}
        for approval in playbook.approvals.values():
            found.update(_named(approval.by))
    return found


def _named(by: By) -> Iterator[str]:
    if isinstance(by, str):
        yield by
    else:
        for part in by.parts:
            yield from _named(part)

"""What is decided of rows, as columns of Arrow beside the rows' own."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa

from govcheck.engine.ruleset import CompiledRule, DecisionTable, Ruling
from govcheck.replay.batches import BatchAnswer, BatchSideAnswer
from govcheck.replay.lanes import DecidedBatch
from govcheck.replay.replay import RowAnswer
from govcheck.simulate.program import Program

AFTER: Final = "govcheck_"
BEFORE: Final = "govcheck_before_"
"""How results begin: those of the policy, and those of the one that it is compared with."""
_NAMES: Final = pa.list_(pa.string())


def result_fields(programs: Sequence[Program]) -> list[pa.Field]:
    """The columns of results, in order."""
    found = [pa.field(f"{AFTER}place", pa.string()), pa.field(f"{AFTER}skipped", pa.string())]
    for program, prefix in zip(programs, (AFTER, BEFORE), strict=False):
        for decision in program.ruleset.decisions:
            name = prefix + decision.name
            found.append(pa.field(name, _type(decision)))
            ends = ("possible", "matched", "may_match")
            found += [pa.field(f"{name}_{end}", _NAMES) for end in ends]
        found += [
            pa.field(prefix + name, _NAMES) for name in ("undecided", "told", "told_at_night")
        ]
        found += [pa.field(prefix + name, pa.int32()) for name in ("late", "untold")]
    return found


def result_columns(
    programs: Sequence[Program], places: Any, answer: BatchAnswer
) -> Iterator[pa.Array]:
    """What becomes of rows, as the columns of `result_fields`; their places are the first."""
    yield places
    rows = len(places)
    reasons = np.full(rows, -1)
    for number, (skipped, _) in enumerate(answer.skipped):
        reasons[skipped] = number
    yield _taken([str(reason) for _, reason in answer.skipped], pa.string(), reasons)
    for number, program in enumerate(programs):
        if answer.sides:
            yield from _of_side(program, answer.sides[number], answer.numbers, rows)
        else:  # none of the rows is decided
            nothing = BatchSideAnswer((), answer.numbers, (), answer.numbers)
            yield from _of_side(program, nothing, answer.numbers, rows)


def answer_of_rows(answers: Sequence[RowAnswer]) -> BatchAnswer:
    """What becomes of rows that are decided one by one."""
    skipped = [
        (np.array([number]), one.skipped)
        for number, one in enumerate(answers)
        if one.skipped is not None
    ]
    decided = [one.sides for one in answers if one.skipped is None]
    sides = []
    for side in zip(*decided, strict=True):
        mentions = {id(mention): mention for mention, _ in side}
        follows = {id(consequences): consequences for _, consequences in side}
        places = {one: number for number, one in enumerate(mentions)}
        ways = {one: number for number, one in enumerate(follows)}
        sides.append(
            BatchSideAnswer(
                [*mentions.values()],
                np.array([places[id(mention)] for mention, _ in side], np.int64),
                [*follows.values()],
                np.array([ways[id(consequences)] for _, consequences in side], np.int64),
            )
        )
    numbers = [number for number, one in enumerate(answers) if one.skipped is None]
    return BatchAnswer(np.array(numbers, np.int64), skipped, sides)


def _of_side(
    program: Program, side: BatchSideAnswer, numbers: Any, rows: int
) -> Iterator[pa.Array]:
    def spread(values: list[Any], kind: pa.DataType, codes: Any) -> pa.Array:
        whole = np.full(rows, -1)
        whole[numbers] = codes
        return _taken(values, kind, whole)

    for number, decision in enumerate(program.ruleset.decisions):
        rulings = [mention.verdicts[number] for mention in side.mentions]
        results: list[Any] = [list(ruling.result) for ruling in rulings]
        if decision.hit_policy != "collect":
            results = [next(iter(one), None) for one in results]
        yield spread(results, _type(decision), side.kinds)
        yield spread([list(ruling.possible) for ruling in rulings], _NAMES, side.kinds)
        yield spread(*_matched(number, rulings, side))
        may = [_rules(ruling, possible=True) for ruling in rulings]
        yield spread(may, _NAMES, side.kinds)
    undecided = [[fact.fact for fact in one.residual.open] for one in side.mentions]
    yield spread(undecided, _NAMES, side.kinds)
    for told in (
        [[one.person for one in follows.told] for follows in side.follows],
        [[one.person for one in follows.told if one.nights] for follows in side.follows],
    ):
        yield spread(told, _NAMES, side.ways)
    yield spread([follows.late for follows in side.follows], pa.int32(), side.ways)
    yield spread([follows.untold for follows in side.follows], pa.int32(), side.ways)


def _matched(
    number: int, rulings: list[Ruling], side: BatchSideAnswer
) -> tuple[list[list[str]], pa.DataType, Any]:
    """The rules that match for certain; rows that are settled are of one kind by other rules."""
    found = [_rules(ruling, possible=False) for ruling in rulings]
    codes = side.kinds
    decided: DecidedBatch | None = side.decided
    if decided is not None:
        mine, lists = decided.by_rules(number)
        codes = codes.copy()
        codes[decided.settled] = mine + len(found)
        found += [[_name(rule) for rule in rules] for rules in lists]
    return found, _NAMES, codes


def _rules(ruling: Ruling, *, possible: bool) -> list[str]:
    return [_name(one.rule) for one in ruling.matched if one.possible is possible]


def _name(rule: CompiledRule) -> str:
    return f"{rule.document}/{rule.id}"


def _type(decision: DecisionTable) -> pa.DataType:
    return _NAMES if decision.hit_policy == "collect" else pa.string()


def _taken(values: Sequence[Any], kind: pa.DataType, codes: Any) -> pa.Array:
    """The values of some codes; null where a code is below zero."""
    return pa.array(values, kind).take(pa.array(codes, mask=codes < 0))

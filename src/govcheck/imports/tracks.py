"""Those who are on duty at the same time, each as a rota."""

from collections.abc import Iterable, Sequence
from typing import Any

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch
from govcheck.imports.cursor import Cursor
from govcheck.imports.occurrences import Series, rota_of_series
from govcheck.imports.remark import Sentence, say
from govcheck.imports.shifts import HORIZON
from govcheck.time.clock import local


def take(
    batch: Batch,
    at: Cursor,
    key: str,
    name: str,
    zone: str,
    series: list[Series],
    until: int,
    notes: list[Sentence],
) -> list[dict[str, Any]]:
    """Take shifts as rotas, one for each who is on duty at the same time; their fields."""
    held = _tracks(series)
    taken: list[dict[str, Any]] = []
    for number, together in enumerate(held, 1):
        several = len(held) > 1
        shown = f"{name} {number}" if several else name
        origin_key = f"{key}/{number}" if several else key
        listed = batch.wishes.at + HORIZON
        said = rota_of_series(shown, zone, together, until, listed)
        if said is None:
            continue
        if said.listed_until is not None:
            day = local(said.listed_until, zone).date().isoformat()
            listing = say(
                "`{name}` follows no pattern: its shifts are listed up to {day}",
                name=shown, day=day,
            )  # fmt: skip
            batch.approximate(at, rules.LISTED_UNTIL, listing)
        id_ = batch.id_for("rota", batch.origin("schedule", origin_key), shown, key)
        batch.take_rota(at, key, origin_key, id_, said.fields, tuple(notes))
        taken.append(said.fields)
    if len(held) > 1:
        several_at_once = say(
            "several people of `{name}` are on duty at once: each is a rota", name=name
        )
        batch.leave_out(at, None, several_at_once)
    return taken


def _tracks(series: Iterable[Series]) -> list[list[Series]]:
    """Series that never overlap together: one list for each who is on duty at the same time."""
    found: list[tuple[list[Series], list[tuple[int, int]]]] = []
    for one in sorted(series, key=lambda each: (not each.repeats, _first(each), each.key)):
        spans = sorted((start, end) for start, end, _ in one.actual)
        for held, taken in found:
            if not _overlap(taken, spans):
                held.append(one)
                taken.extend(spans)
                taken.sort()
                break
        else:
            found.append(([one], spans))
    return [held for held, _ in found]


def _first(series: Series) -> int:
    return min((start for start, _, _ in series.actual), default=0)


def _overlap(taken: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> bool:
    index = 0
    for start, end in spans:
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index < len(taken) and taken[index][0] < end:
            return True
    return False

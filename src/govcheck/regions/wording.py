"""Regions in words: `topics has safety, followers 10000 to 49999`."""

from collections.abc import Iterator, Sequence
from typing import Final

from govcheck.engine.cells import Cell, label
from govcheck.engine.ruleset import Fact
from govcheck.engine.scale import Scale, runs_of
from govcheck.engine.wording import in_words
from govcheck.regions.region import Among, CalendarOpen, CellSpan, FactStated, Region, Say
from govcheck.regions.sided import read_sided
from govcheck.regions.space import Space

EVERY: Final = "every incident"
MOST_NAMED: Final = 5
"""So many rules are named in a sentence; all of them are listed as places."""
_SIGNS: Final = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}


def in_words_of(region: Region, space: Space) -> str:
    """A region as a person says it, fact by fact."""
    return ", ".join(_phrases(region, space)) or EVERY


def named(rules: Sequence[str]) -> str:
    """Some rules in a sentence, by their ids."""
    names = [f"`{rule}`" for rule in rules[:MOST_NAMED]]
    if len(rules) > MOST_NAMED:
        names.append(f"{len(rules) - MOST_NAMED} more")
    return _joined(names, "and")


def _phrases(region: Region, space: Space) -> Iterator[str]:
    tags: dict[str, list[CellSpan]] = {}
    for say in region:
        if isinstance(say, CellSpan) and len(say.key) > 1:
            tags.setdefault(say.key[0], []).append(say)
    told: set[str] = set()
    there = {fact for fact, says in tags.items() if any(say.first for say in says)}
    for say in region:
        if isinstance(say, FactStated) and say.known and say.fact in there:
            continue
        if isinstance(say, CellSpan) and len(say.key) > 1:
            fact = say.key[0]
            if fact not in told:
                told.add(fact)
                yield _of_tags(fact, tags[fact])
        else:
            yield _phrase(say, space)


def _of_tags(fact: str, says: Sequence[CellSpan]) -> str:
    present = [say.key[1] for say in says if say.first]
    absent = [say.key[1] for say in says if not say.first]
    parts = [f"has {_joined(present, 'and')}"] if present else []
    parts += [f"has no {_joined(absent, 'or')}"] if absent else []
    return f"{fact} {' and '.join(parts)}"


def _phrase(say: Say, space: Space) -> str:
    match say:
        case CalendarOpen(calendar, within):
            side, name = read_sided(calendar)
            whose = f" as the {side} has it" if side else ""
            return f"{'within' if within else 'outside'} {name}{whose}"
        case FactStated(fact, known):
            unstated = "not stated" if fact in space.defaults else "unknown"
            return f"{fact} {'known' if known else unstated}"
        case Among(key, cells):
            doubtable = key[0] in space.any_incident.known
            return f"{key[0]} {_listed(space.scales[key[0]], cells, doubtable=doubtable)}"
        case CellSpan(key, first, last):
            return f"{key[0]} {_stretch(space.scales[key[0]], first, last)}"


def _listed(scale: Scale, cells: int, *, doubtable: bool) -> str:
    """Values one by one, those with an order in stretches, then whether the fact is unknown."""
    size = scale.size
    whole = range(len(scale.samples))
    inside = [cell for cell in whole if cells >> cell & 1]
    outside = [cell for cell in whole if not cells >> cell & 1]
    unstated = "unknown" if scale.fact.default is None else "not stated"
    unknown = [unstated] if cells >> size & 1 else []
    if not inside:
        return unstated
    if scale.cells or scale.fact.ordered:
        runs = [_stretch(scale, first, last) for first, last in runs_of(inside)]
        return _joined(["known"] if not outside else [*runs, *unknown], "or")
    if not outside:
        return "known"
    if scale.another in inside or len(outside) < len(inside):
        words = f"not {_joined([in_words(scale.samples[cell]) for cell in outside], 'or')}"
        if doubtable:
            return f"{words} or {unstated}" if unknown else f"known, {words}"
        return words
    return _joined([*(in_words(scale.samples[cell]) for cell in inside), *unknown], "or")


def _stretch(scale: Scale, first: int, last: int) -> str:
    fact = scale.fact
    if scale.cells:
        return _numbers(fact, Cell(scale.cells[first].start, scale.cells[last].end))
    low, high = in_words(scale.samples[first]), in_words(scale.samples[last])
    if first == last:
        return low
    if first == 0:
        return f"at most {high}"
    if last == len(scale.samples) - 1:
        return f"at least {low}"
    return f"{low} to {high}"


def _numbers(fact: Fact, cell: Cell) -> str:
    words = label(fact, cell)
    sign, _, rest = words.partition(" ")
    if fact.type == "integer" and sign == "<":
        return f"at most {int(rest) - 1}"
    return f"{_SIGNS[sign]} {rest}" if sign in _SIGNS else words


def _joined(words: Sequence[str], how: str) -> str:
    *others, last = words
    return f"{', '.join(others)} {how} {last}" if others else last

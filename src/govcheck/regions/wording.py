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
from govcheck.translation import SaidValue, all_of, any_of, said, together

EVERY: Final = "every incident"
MOST_NAMED: Final = 5
"""So many rules are named in a sentence; all of them are listed as places."""


def in_words_of(region: Region, space: Space) -> str:
    """A region as a person says it, fact by fact."""
    return together(_phrases(region, space), ", ") or EVERY


def named(rules: Sequence[str]) -> str:
    """Some rules in a sentence, by their ids."""
    names = [f"`{rule}`" for rule in rules[:MOST_NAMED]]
    if len(rules) > MOST_NAMED:
        more = len(rules) - MOST_NAMED
        names.append(said("1 more") if more == 1 else said("{number} more", number=more))
    return all_of(names)


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
    parts = [said("has {tags}", tags=all_of(present))] if present else []
    parts += [said("has no {tags}", tags=any_of(absent))] if absent else []
    return together((fact, all_of(parts)), " ")


def _phrase(say: Say, space: Space) -> str:
    match say:
        case CalendarOpen(calendar, within):
            side, name = read_sided(calendar)
            where = (
                said("within {hours}", hours=name)
                if within
                else said("outside {hours}", hours=name)
            )
            if not side:
                return where
            whose = said("as the base has it") if side == "base" else said("as the head has it")
            return together((where, whose), " ")
        case FactStated(fact, known):
            unstated = said("not stated") if fact in space.defaults else said("unknown")
            return together((fact, said("known") if known else unstated), " ")
        case Among(key, cells):
            doubtable = key[0] in space.any_incident.known
            values = _listed(space.scales[key[0]], cells, doubtable=doubtable)
            return together((key[0], values), " ")
        case CellSpan(key, first, last):
            return together((key[0], _stretch(space.scales[key[0]], first, last)), " ")


def _listed(scale: Scale, cells: int, *, doubtable: bool) -> str:
    """Values one by one, those with an order in stretches, then whether the fact is unknown."""
    size = scale.size
    whole = range(len(scale.samples))
    inside = [cell for cell in whole if cells >> cell & 1]
    outside = [cell for cell in whole if not cells >> cell & 1]
    unstated = said("unknown") if scale.fact.default is None else said("not stated")
    unknown = [unstated] if cells >> size & 1 else []
    if not inside:
        return unstated
    if scale.cells or scale.fact.ordered:
        runs = [_stretch(scale, first, last) for first, last in runs_of(inside)]
        return any_of([said("known")] if not outside else [*runs, *unknown])
    if not outside:
        return said("known")
    if scale.another in inside or len(outside) < len(inside):
        words = said(
            "not {values}", values=any_of([in_words(scale.samples[cell]) for cell in outside])
        )
        if doubtable:
            return any_of((words, unstated)) if unknown else together((said("known"), words), ", ")
        return words
    return any_of([*(in_words(scale.samples[cell]) for cell in inside), *unknown])


def _stretch(scale: Scale, first: int, last: int) -> str:
    fact = scale.fact
    if scale.cells:
        return _numbers(fact, Cell(scale.cells[first].start, scale.cells[last].end))
    low, high = in_words(scale.samples[first]), in_words(scale.samples[last])
    if first == last:
        return low
    if first == 0:
        return said("at most {value}", value=high)
    if last == len(scale.samples) - 1:
        return said("at least {value}", value=low)
    return said("{start} to {end}", start=low, end=high)


def _numbers(fact: Fact, cell: Cell) -> str:
    words = label(fact, cell)
    start, to, end = words.partition(" to ")
    if to:
        return said("{start} to {end}", start=_number(start), end=_number(end))
    sign, _, rest = words.partition(" ")
    if fact.type == "integer" and sign == "<":
        return said("at most {value}", value=_number(str(int(rest) - 1)))
    value = _number(rest)
    return {
        ">=": said("at least {value}", value=value),
        ">": said("more than {value}", value=value),
        "<=": said("at most {value}", value=value),
        "<": said("less than {value}", value=value),
    }.get(sign, _number(words))


def _number(text: str) -> str:
    """A number as it is written in files, which a tongue groups; any other text as it is."""
    try:
        return SaidValue(text, "number", float(text))
    except ValueError:
        return text

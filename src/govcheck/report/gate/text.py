"""The gate for a terminal, in 80 columns."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govcheck.gate.verdict import Excluded, Gate, Judged
from govcheck.report.escape import terminal
from govcheck.report.width import wrap

WIDTH: Final = 79
_MOST_NAMED: Final = 4
MOST_PEOPLE: Final = 30
_LONGEST: Final = 120
TOO_FEW: Final = "too few may approve this; somebody else has to propose it, or wait"


def text(gate: Gate) -> str:
    """The verdict first, then each requirement with who has approved, can, and may not."""
    return "".join(f"{line}\n" for line in lines(gate))


def lines(gate: Gate) -> Iterator[str]:
    """The lines, without an end of line."""
    yield "ALLOWED" if gate.allowed else "NOT ALLOWED"
    for reason in gate.reasons:
        yield from _wrapped("refused: ", [reason])
    if not gate.changed:
        yield "nothing that is governed changes"
    for one in gate.requirements:
        yield ""
        yield from _requirement(one)
    if gate.unmatched:
        yield ""
        yield from _wrapped(
            "authors whom the base does not know: ", named(gate.unmatched, MOST_PEOPLE)
        )
    for note in gate.notes:
        yield ""
        yield from _wrapped("note: ", [note])


def _requirement(one: Judged) -> Iterator[str]:
    mark = "met    " if one.met else "missing"
    yield from _wrapped(f"{mark} {one.rule}: ", [one.requires])
    yield from _wrapped("  because of: ", named(one.because))
    if one.approved_by:
        yield from _wrapped("  approved by: ", one.approved_by)
    if not one.met:
        yield from _wrapped("  could still approve: ", one.could_still or ["nobody"])
        if not one.can_be_met:
            yield from _wrapped("  ", [TOO_FEW])
    for who, reason in few(one.excluded):
        yield from _wrapped(f"  not counted: {terminal(who)}: ", [reason])


def named(names: Iterable[str], most: int = _MOST_NAMED) -> list[str]:
    """The first few of some names, none of them very long, and how many more there are."""
    found = [one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…" for one in names]
    more = len(found) - most
    return found if more <= 0 else [*found[:most], f"and {more} more"]


def few(excluded: Sequence[Excluded]) -> list[Excluded]:
    """The first of those who do not count; whoever likes can add thousands to them."""
    more = len(excluded) - MOST_PEOPLE
    shown = [Excluded(named([one.who])[0], one.reason) for one in excluded[:MOST_PEOPLE]]
    return shown if more <= 0 else [*shown, Excluded(f"{more} more", "listed as JSON only")]


def _wrapped(label: str, parts: Iterable[str]) -> list[str]:
    """A label with escaped words, in lines of which all but the first are further in."""
    words = ", ".join(terminal(part) for part in parts)
    indent = " " * (len(label) - len(label.lstrip()) + 4)
    first, *rest = wrap(f"{label.lstrip()}{words}", WIDTH - len(indent))
    return [f"{indent[4:]}{first}", *(f"{indent}{line}" for line in rest)]

"""The gate for a terminal, in 80 columns."""

from collections.abc import Iterable, Iterator
from typing import Final

from govcheck.gate.verdict import Gate, Judged
from govcheck.report.escape import terminal
from govcheck.report.width import wrap

WIDTH: Final = 79
_MOST_NAMED: Final = 4
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
        yield from _wrapped("authors whom the base does not know: ", gate.unmatched)
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
    for who, reason in one.excluded:
        yield from _wrapped(f"  not counted: {terminal(who)}: ", [reason])


def named(because: Iterable[str]) -> list[str]:
    """The first few of what a requirement is about, and how many more there are."""
    found = list(because)
    more = len(found) - _MOST_NAMED
    return found if more <= 0 else [*found[:_MOST_NAMED], f"and {more} more"]


def _wrapped(label: str, parts: Iterable[str]) -> list[str]:
    """A label with escaped words, in lines of which all but the first are further in."""
    words = ", ".join(terminal(part) for part in parts)
    indent = " " * (len(label) - len(label.lstrip()) + 4)
    first, *rest = wrap(f"{label.lstrip()}{words}", WIDTH - len(indent))
    return [f"{indent[4:]}{first}", *(f"{indent}{line}" for line in rest)]

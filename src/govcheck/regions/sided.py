"""Names in the space of both sides of a change: whose they are, and how they are called there."""

from typing import Final, Literal

from govcheck.named_tuples import NamedTuple

SideName = Literal["base", "head"]
SIDES: Final[tuple[SideName, SideName]] = ("base", "head")


class SidedName(NamedTuple):
    """A name that one side has, or both have alike; rule sets know it as text, `side:name`."""

    side: SideName | None
    """None of what both have alike."""
    name: str

    def __str__(self) -> str:
        return self.name if self.side is None else f"{self.side}:{self.name}"


def read_sided(written: str) -> SidedName:
    """A name of its text; one without a side is of both."""
    side, colon, name = written.partition(":")
    if not colon or side not in SIDES:
        return SidedName(None, written)
    return SidedName(side, name)


def sided(side: SideName, name: str) -> str:
    """The text of a side's own name."""
    return str(SidedName(side, name))


def own_name(written: str) -> str:
    """How the side calls it that has it."""
    return read_sided(written).name

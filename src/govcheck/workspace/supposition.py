"""What the command line asks of a simulation, as values."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from govcheck.errors import GovcheckError
from govcheck.nearest import did_you_mean
from govcheck.time.clock import parse_duration


class Supposition(NamedTuple):
    """Changes to the incident, who is absent, who acknowledges after how many seconds."""

    at: int | None = None
    settings: tuple[tuple[str, object], ...] = ()
    absent: frozenset[str] = frozenset()
    acknowledged: tuple[tuple[str, int], ...] = ()


def parse_acknowledgement(text: str) -> tuple[str, int]:
    """Person and seconds of `PERSON@+12m`.

    Raises:
        GovcheckError: It is not written like that.
    """
    person, _, offset = text.removeprefix("person:").partition("@+")
    try:
        return person, parse_duration(offset)
    except ValueError:
        raise GovcheckError(f"`{text}` is not an acknowledgement like `ana@+12m`") from None


def must_know(kind: str, names: Iterable[str], known: Mapping[str, object]) -> None:
    """Refuse names that the policy does not have.

    Raises:
        GovcheckError: One of them is unknown; its text has the nearest one.
    """
    for name in names:
        if name not in known:
            advice = did_you_mean(name, known)
            raise GovcheckError(
                f"`{name}` is not a known {kind}" + (f"; {advice}" if advice else "")
            )

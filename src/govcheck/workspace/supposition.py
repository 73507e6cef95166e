"""What the command line asks of a simulation, as values."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from govcheck.duty.roster import RosterPerson
from govcheck.errors import GovcheckError
from govcheck.nearest import did_you_mean_person
from govcheck.targets import person_id
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
    person, _, offset = person_id(text).partition("@+")
    try:
        return person, parse_duration(offset)
    except ValueError:
        raise GovcheckError(f"`{text}` is not an acknowledgement like `ana@+12m`") from None


def must_know_people(names: Iterable[str], people: Mapping[str, RosterPerson]) -> None:
    """Refuse people whom the policy does not have.

    Raises:
        GovcheckError: One of them is unknown; its text has the nearest one.
    """
    for name in names:
        if name not in people:
            called = {id_: person.name for id_, person in people.items()}
            advice = did_you_mean_person(name, called)
            raise GovcheckError(
                f"`{name}` is not a known person" + (f"; {advice}" if advice else "")
            )

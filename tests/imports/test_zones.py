"""The zones of Windows, compared with those of a library of calendars."""

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from govcheck.imports.zones import iana, windows_zones
from govcheck.time.clock import is_zone


def test_windows_zones_are_those_of_the_library() -> None:
    assert windows_zones() == WINDOWS_TO_OLSON
    assert all(map(is_zone, windows_zones().values()))


def test_a_zone_has_a_name_of_either_kind() -> None:
    assert iana(" W. Europe Standard Time ") == iana("Europe/Berlin") == "Europe/Berlin"
    assert iana("Middle-earth Standard Time") is None

"""Public holidays: the days on which a country, or a part of it, is closed.

The names of countries and their parts, and the days, are those of the `holidays` library. It is
slow to import, so a roster brings the days of the usual years along.
"""

import os
import sys
import warnings
from collections.abc import Iterable
from datetime import MAXYEAR, date
from functools import lru_cache
from types import ModuleType
from typing import Any

from govcheck.duty.roster import Roster
from govcheck.nearest import nearest


def is_holiday(roster: Roster, country: str, subdivision: str | None, day: int) -> bool:
    """Whether a day, an ordinal, is a public holiday.

    Years that the roster does not bring along are asked of the library.
    """
    year = date.fromordinal(day).year
    known = roster.holidays.get((country, subdivision, year))
    return day in (_of_year(country, subdivision, year) if known is None else known)


def public_holidays(
    country: str, subdivision: str | None, years: Iterable[int]
) -> dict[int, frozenset[int]]:
    """The public holidays by year, as ordinals; none for a country that the library lacks."""
    holidays = _library()
    wanted = sorted(set(years))
    # A holiday on a weekend may be observed in the neighbouring year.
    asked = {near for year in wanted for near in (year - 1, year, year + 1) if 1 < near < MAXYEAR}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found: Iterable[date] = holidays.country_holidays(
                country, subdiv=subdivision, years=sorted(asked)
            )
    except (NotImplementedError, KeyError, ValueError):
        found = ()
    days: dict[int, set[int]] = {year: set() for year in wanted}
    for day in found:
        if day.year in days:
            days[day.year].add(day.toordinal())
    return {year: frozenset(ordinals) for year, ordinals in days.items()}


@lru_cache(maxsize=1024)
def _of_year(country: str, subdivision: str | None, year: int) -> frozenset[int]:
    return public_holidays(country, subdivision, [year])[year]


def library_version() -> str:
    """The version of the `holidays` library (`0.109`)."""
    from importlib.metadata import version

    return version("holidays")


def supported(country: str, subdivision: str | None) -> str | None:
    """Why the library has no holidays for a country or a part of it; None where it has them."""
    holidays = _library()
    countries = set(holidays.registry.EntityLoader.get_country_codes())
    if country not in countries:
        return f"`{country}` is not a country whose holidays are known{_meant(country, countries)}"
    try:
        holidays.country_holidays(country, subdiv=subdivision)
    except NotImplementedError:
        parts = holidays.country_holidays(country).subdivisions
        return f"`{subdivision}` is not a part of `{country}`{_meant(str(subdivision), parts)}"
    return None


def _library() -> Any:
    """The library, in which only those countries are imported that are asked for.

    Its package of countries imports all of them, 250 modules, as soon as one is needed. A bare
    package in its place finds the same modules and imports none.
    """
    import holidays
    import holidays.registry

    name = "holidays.countries"
    if name not in sys.modules:
        bare = ModuleType(name)
        bare.__path__ = [os.path.join(os.path.dirname(holidays.__file__), "countries")]
        sys.modules[name] = bare
    return holidays


def _meant(name: str, options: Iterable[str]) -> str:
    match = nearest(name, options)
    return "" if match is None else f"; did you mean `{match}`?"

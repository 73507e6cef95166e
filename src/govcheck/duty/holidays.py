"""Public holidays: the days on which a country, or a part of it, is closed.

The names of countries and their parts, and the days, are those of the `holidays` library. It is
slow to import, so a roster brings the days of the usual years along.
"""

import os
import re
import sys
import warnings
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, date
from functools import lru_cache
from importlib import import_module
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any, Final, Literal

from govcheck.duty.roster import Roster
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import nearest

_LIBRARY: Final = "holidays"
_LONGEST_CODE: Final = 3
"""Longer texts are compared with the names of countries and their parts, too."""


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


class Unsupported(NamedTuple):
    """What the library does not know: a country, or a part of one that it does know.

    `meant` is what was most likely meant; `has_parts` is whether any part of the country is known.
    """

    field: Literal["country", "subdivision"]
    meant: str | None
    has_parts: bool = True


def library_version() -> str:
    """The version of the `holidays` library (`0.109`)."""
    spec = PathFinder.find_spec(_LIBRARY)
    beside = os.path.dirname(os.path.dirname((spec and spec.origin) or ""))
    try:
        named = [re.fullmatch(r"holidays-(.+)\.dist-info", name) for name in os.listdir(beside)]
    except OSError:
        named = []
    found = [match[1] for match in named if match]
    if len(found) == 1:  # at a hundredth of the time of what follows
        return found[0]
    from importlib.metadata import version

    return version(_LIBRARY)


def unsupported(country: str, subdivision: str | None) -> Unsupported | None:
    """What of a country and a part of it the library does not know; None where it knows both."""
    holidays = _library()
    loader = holidays.registry.EntityLoader
    countries = set(loader.get_country_codes())
    if country not in countries:
        return Unsupported("country", _meant(country, countries, _country_names(holidays)))
    if subdivision is None:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            holidays.country_holidays(country, subdiv=subdivision)
    except NotImplementedError:
        entity = holidays.country_holidays(country)
    else:
        return None
    bare = re.sub(rf"^{re.escape(country)}[-_ ]", "", subdivision, flags=re.IGNORECASE)
    names = {part: part for part in entity.subdivisions} | entity.subdivisions_aliases
    return Unsupported("subdivision", _meant(bare, entity.subdivisions, names), bool(names))


def last_year(country: str) -> int:
    """The last year whose holidays the library knows, of a country that it knows."""
    return int(_library().country_holidays(country).end_year)


def _country_names(holidays: Any) -> dict[str, str]:
    """The code of each country by its name and by its codes."""
    return {
        name: codes[1]
        for module, codes in holidays.registry.COUNTRIES.items()
        for name in (module, *codes)
    }


def _library() -> Any:
    """The library, in which only those countries are imported that are asked for.

    Its package of countries imports all of them, 250 modules, as soon as one is needed. A bare
    package in its place finds the same modules and imports none. Nor does the module of its
    version look through all packages once more, nor is what reads dates imported before some are.
    """
    name = f"{_LIBRARY}.version"
    reading = ModuleType("dateutil.parser")
    if _LIBRARY not in sys.modules:  # which would import what looks through all packages
        stated = ModuleType(name)
        stated.__dict__["__version__"] = library_version()
        sys.modules[name] = stated
        reading.__dict__["parse"] = _parse
        sys.modules.setdefault(reading.__name__, reading)
    import holidays
    import holidays.registry

    if sys.modules.get(reading.__name__) is reading:
        del sys.modules[reading.__name__]
    name = f"{_LIBRARY}.countries"
    if name not in sys.modules:
        bare = ModuleType(name)
        bare.__path__ = [os.path.join(os.path.dirname(holidays.__file__), "countries")]
        sys.modules[name] = bare
    return holidays


def _parse(text: str) -> Any:
    """What text means as a date, to the library, which here asks by dates alone."""
    return import_module("dateutil.parser").parse(text)


def _meant(text: str, codes: Iterable[str], names: Mapping[str, str]) -> str | None:
    """The code that a text was most likely meant to be, by the codes or by the names of them."""
    short = nearest(text, codes)
    if short is not None and short.casefold() == text.casefold():
        return short
    name = nearest(text.replace(" ", "_"), names) if len(text) > _LONGEST_CODE else None
    return names[name] if name is not None else short

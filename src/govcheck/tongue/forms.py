"""How each language writes numbers, dates and durations. Nothing is rounded here."""

from typing import Final

from govcheck.named_tuples import NamedTuple


class Forms(NamedTuple):
    """One language's ways; dates and durations have named places."""

    thousands: str
    point: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    day: str
    """A day of this year."""
    full_day: str
    """A day with its year."""
    seconds: str
    minutes: str
    hours: str
    hours_and_minutes: str
    one_day: str
    days: str


EN: Final = Forms(
    thousands=",",
    point=".",
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    day="{weekday} {day} {month}",
    full_day="{weekday} {day} {month} {year}",
    seconds="{seconds} s",
    minutes="{minutes} min",
    hours="{hours} h",
    hours_and_minutes="{hours} h {minutes:02}",
    one_day="1 day",
    days="{days} days",
)
DE: Final = Forms(
    thousands=".",
    point=",",
    weekdays=("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    months=tuple(f"{number}." for number in range(1, 13)),
    day="{weekday} {day}.{month}",
    full_day="{weekday} {day}.{month}{year}",
    seconds="{seconds} Sek.",
    minutes="{minutes} Min.",
    hours="{hours} Std.",
    hours_and_minutes="{hours} Std. {minutes:02}",
    one_day="1 Tag",
    days="{days} Tage",
)
FORMS: Final = {"en": EN, "de": DE}
LANGUAGES: Final = tuple(FORMS)
"""What `--lang` takes; English stands in the code and needs no catalogue."""

"""Numbers, dates and durations, as each language writes them."""

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.time.clock import DAY, HOUR, MINUTE, parse_instant
from govcheck.tongue import LANGUAGES, tongue
from govcheck.tongue.tongue import city
from govcheck.translation import SaidValue, said

EN, DE = tongue("en"), tongue("de")
SOURCES = Path(__file__).parents[2] / "src" / "govcheck"
NIGHT = parse_instant("2026-11-14T22:40:00+01:00")


@pytest.mark.parametrize(
    ("seconds", "english", "german"),
    [
        (0, "0 min", "0 Min."),
        (45, "45 s", "45 Sek."),
        (90, "1 min 30 s", "1 Min. 30 Sek."),
        (15 * MINUTE, "15 min", "15 Min."),
        (90 * MINUTE, "1 h 30", "1 Std. 30"),
        (61 * MINUTE, "1 h 01", "1 Std. 01"),
        (2 * HOUR, "2 h", "2 Std."),
        (DAY, "1 day", "1 Tag"),
        (3 * DAY + HOUR, "3 days 1 h", "3 Tage 1 Std."),
        (1500 * DAY, "1,500 days", "1.500 Tage"),
        (-5 * MINUTE, "-5 min", "-5 Min."),
    ],
)
def test_durations(seconds: int, english: str, german: str) -> None:
    assert EN.duration(seconds) == english
    assert DE.duration(seconds) == german


@given(st.integers(0, 4000 * DAY), st.sampled_from(LANGUAGES))
def test_no_second_of_a_duration_is_lost(seconds: int, language: str) -> None:
    said = tongue(language).duration(seconds).replace(",", "").replace(".", "")
    units = {"day": DAY, "Tag": DAY, "h": HOUR, "Std": HOUR, "min": MINUTE, "Min": MINUTE}
    total = 0
    for number, unit, minutes in re.findall(
        r"(\d+) ([A-Za-z]+)(?: (\d\d)(?! (?:h|s|min|Min|Std|Sek)))?", said
    ):
        size = units.get(unit.removesuffix("s").removesuffix("e"), units.get(unit, 1))
        total += int(number) * size + int(minutes or 0) * MINUTE
    assert total == seconds


@pytest.mark.parametrize(
    ("seconds", "up", "english", "german"),
    [
        (119 * DAY + 7 * HOUR + 3 * MINUTE + 35, True, "119 days 8 h", "119 Tage 8 Std."),
        (119 * DAY + 7 * HOUR + 3 * MINUTE + 35, False, "119 days 7 h", "119 Tage 7 Std."),
        (10 * HOUR + 1, True, "10 h 01", "10 Std. 01"),
        (10 * HOUR + 1, False, "10 h", "10 Std."),
        (DAY - 1, True, "1 day", "1 Tag"),
        (DAY, True, "1 day", "1 Tag"),
        (HOUR - 1, True, "59 min 59 s", "59 Min. 59 Sek."),
        (1, True, "1 s", "1 Sek."),
        (1, False, "1 s", "1 Sek."),
    ],
)
def test_stretches(seconds: int, up: bool, english: str, german: str) -> None:
    assert EN.stretch(seconds, up=up) == english
    assert DE.stretch(seconds, up=up) == german


@given(st.integers(1, 4000 * DAY))
def test_a_stretch_never_looks_better_than_it_is_and_is_never_nothing(seconds: int) -> None:
    unit = HOUR if seconds >= DAY else MINUTE if seconds >= HOUR else 1
    up = next(size for size in range(seconds, seconds + unit) if size % unit == 0)
    down = next(size for size in range(seconds, seconds - unit, -1) if size % unit == 0)
    assert EN.stretch(seconds) == EN.duration(up)
    assert EN.stretch(seconds, up=False) == EN.duration(down) != EN.duration(0)


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [
        (48000, "48,000", "48.000"),
        (0.25, "0.25", "0,25"),
        (1234.5, "1,234.5", "1.234,5"),
        (7.0, "7", "7"),
    ],
)
def test_numbers(value: float, english: str, german: str) -> None:
    assert EN.number(value) == english
    assert DE.number(value) == german


def test_times_of_another_day_have_weekday_and_date() -> None:
    zone = "Europe/Berlin"
    assert EN.moment(NIGHT + HOUR, zone, NIGHT) == "23:40"
    assert EN.moment(NIGHT + 2 * HOUR, zone, NIGHT) == "Sun 15 Nov 00:40"
    assert DE.moment(NIGHT + 2 * HOUR, zone, NIGHT) == "So 15.11. 00:40"
    assert EN.day(NIGHT, zone) == "Sat 14 Nov 2026"
    assert DE.day(NIGHT, zone) == "Sa 14.11.2026"
    assert EN.moment(NIGHT + 60 * DAY, zone, NIGHT) == "Wed 13 Jan 2027 22:40"


def test_lists() -> None:
    assert EN.any_of(["a"]) == "a"
    assert EN.any_of(["a", "b", "c"]) == "a, b or c"
    assert DE.all_of(["a", "b"]) == "a und b"
    assert EN.all_of([]) == ""
    assert EN.any_of(["{last}", "{these}"]) == "{last} or {these}"


def test_plurals() -> None:
    assert DE.count("{count} more", "{count} more", 1) == "1 weitere"
    assert tongue("fr").language == "en"
    assert city("America/New_York") == "New York"
    assert city("UTC") == "UTC"


def test_a_sentence_has_its_numbers_as_the_tongue_writes_them() -> None:
    text = said("the table has more than {most} rows", most=20_000)
    assert text == "the table has more than 20,000 rows"
    assert tongue("de").text(pickle.loads(pickle.dumps(text))) == tongue("de").say(
        "the table has more than {most} rows", most="20.000"
    )
    written = [said("{value}", value=value) for value in (0.25, 26.0, 1234.5)]
    assert written == ["0.25", "26", "1,234.5"]


def test_no_sentence_is_given_a_number_that_only_english_reads() -> None:
    """`2,200` is two thousand to one reader and two to another."""
    homes = ("translation.py", "tongue/tongue.py")
    found = [
        path.relative_to(SOURCES).as_posix()
        for path in SOURCES.rglob("*.py")
        if re.search(r"[{:][^{}\"]*:,[.}]", path.read_text(encoding="utf-8"))
    ]
    assert sorted(found) == sorted(homes)


def test_a_sentence_ends_with_one_stop() -> None:
    german = tongue("de")
    assert german.say("TOO LATE by {late}.", late=german.duration(13_800)) == (
        "ZU SPÄT um 3 Std. 50."
    )
    assert german.say("TOO LATE by {late}.", late=german.duration(10_800)) == "ZU SPÄT um 3 Std."
    assert german.say("Text: {path}.", path="../x") == "Text: ../x."
    counted = tongue("en").count("{what}.", "{count} of {what}.", 2, what="Larkling Inc.")
    assert counted == "2 of Larkling Inc."


def test_german_days_after_a_preposition_are_in_the_dative() -> None:
    german = tongue("de")
    late = german.duration(4 * DAY + 3_600)
    assert german.say("LATE by {left}: {text}", left=late, text="x") == (
        "ÜBERFÄLLIG seit 4 Tagen 1 Std.: x"
    )
    assert german.say("after {duration}", duration=german.duration(2 * DAY)) == "nach 2 Tagen"
    assert german.say("after {duration}", duration=german.duration(DAY)) == "nach 1 Tag"
    assert german.say("{late} late", late=late).startswith("4 Tage 1 Std.")
    assert german.say("after {duration}", duration="2 Tageszeitungen") == "nach 2 Tageszeitungen"


def test_an_instant_in_a_sentence_is_written_by_the_clock_of_its_zone() -> None:
    at = SaidValue("2026-11-14T21:40:00Z", "instant", (NIGHT, "Europe/Berlin"))
    sentence = said("it first fails from {start} to {end}", start=at, end=at)
    assert str(sentence).count("2026-11-14T21:40:00Z") == 2
    assert EN.text(sentence).count("Sat 14 Nov 2026, 22:40 Berlin") == 2
    assert DE.text(sentence).count("Sa 14.11.2026, 22:40 Berlin") == 2


def test_german_days_have_no_leading_zeros() -> None:
    assert DE.day(NIGHT + 20 * DAY, "Europe/Berlin") == "Fr 4.12.2026"


def test_an_hour_that_comes_twice_says_which() -> None:
    berlin, first = "Europe/Berlin", parse_instant("2026-10-25T02:30:00+02:00")
    assert EN.time(first, berlin) == "02:30 summer time"
    assert DE.time(first + HOUR, berlin) == "02:30 Winterzeit"
    assert [EN.time(first + one, berlin) for one in (-31 * MINUTE, 2 * HOUR)] == ["01:59", "03:30"]
    assert EN.time(first, "Asia/Singapore") == "08:30"
    assert EN.time(parse_instant("2026-10-25T01:30:00+01:00"), "Europe/Dublin") == (
        "01:30 summer time"
    )
    moscow = parse_instant("2014-10-26T01:30:00+03:00")  # which gave up its summer time for good
    assert EN.time(moscow, "Europe/Moscow") == "01:30 UTC+0300"

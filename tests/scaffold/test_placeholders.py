"""What templates leave open, and names as YAML."""

import re
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from govcheck.model.texts import ID
from govcheck.scaffold.placeholders import (
    PlaceholderValues,
    fill_markdown,
    fill_yaml,
    identifier,
    yaml_scalar,
)
from govcheck.scaffold.source import InstallSource

WEDNESDAY = date(2026, 11, 25)
VALUES = PlaceholderValues(
    "Acme", "America/New_York", WEDNESDAY, ("en", "de"), InstallSource("govcheck @ x", " Mind.")
)

printable = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1)


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("<name> <id> <timezone>", "Acme acme America/New_York"),
        ("<requirement>.<advice>", "govcheck @ x. Mind."),
        ("<today> <today+7d> <today-30d>", "2026-11-25 2026-12-02 2026-10-26"),
        ("<monday> <monday+1d> <monday-7d>", "2026-11-23 2026-11-24 2026-11-16"),
        ("<monday+1d 22:30>", "2026-11-24T22:30:00-05:00"),
        ("<today+250d 10:00>", "2027-08-02T10:00:00-04:00"),
        ("<other> <today+d> <b>", "<other> <today+d> <b>"),
    ],
)
def test_placeholders(template: str, filled: str) -> None:
    assert fill_yaml(template, VALUES) == filled


def test_what_is_filled_in_is_not_filled_again() -> None:
    assert fill_yaml("<name>", VALUES._replace(name="<today>")) == '"<today>"'


def test_a_name_is_no_markup() -> None:
    values = VALUES._replace(name="# <b>*x*</b>")
    assert fill_markdown("of <name>", values) == r"of \# \<b>\*x\*\</b>"


@given(printable)
def test_a_text_reads_back_as_it_was(text: str) -> None:
    assert YAML(typ="safe", pure=True).load(f"name: {yaml_scalar(text)}\n") == {"name": text}


@given(printable)
def test_an_identifier_is_an_id(text: str) -> None:
    assert re.fullmatch(ID, identifier(text))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_monday_is_the_one_of_this_week(today: date) -> None:
    monday = date.fromisoformat(fill_yaml("<monday>", VALUES._replace(today=today)))
    assert monday.weekday() == 0
    assert 0 <= (today - monday).days < 7


def test_an_instant_has_the_zone_s_offset_of_that_day() -> None:
    filled = fill_yaml("<today 10:00>", VALUES._replace(today=date(2026, 7, 1)))
    assert datetime.fromisoformat(filled).utcoffset().total_seconds() == -4 * 3600  # type: ignore[union-attr]

"""What people are called after the titles that stand before their names."""

import pytest

from govcheck.tongue.forename import forename


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Petra Schäfer", "Petra"),
        ("Dr. Petra Schäfer", "Petra"),
        ("Prof. Dr. h.c. Petra Schäfer", "Petra"),
        ("Dipl.-Ing. Ole Öz", "Ole"),
        ("dr. med. petra schäfer", "petra"),
        ("Frau Ida Voß", "Ida"),
        ("Dr. Weiss", "Dr. Weiss"),
        ("J. R. Smith", "J."),
        ("St. John Ward", "St."),
        ("Msgr Lee", "Msgr"),
        ("Drago Lee", "Drago"),
        ("Mei", "Mei"),
    ],
)
def test_titles_are_no_names(name: str, called: str) -> None:
    assert forename(name) == called

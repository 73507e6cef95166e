import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.load.scalar import resolve


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ("nULL", "nULL"),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("0", 0),
        ("-1", -1),
        ("+12", 12),
        ("007", 7),
        ("0o17", 15),
        ("0xFf", 255),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("-1E-2", -0.01),
        ("09:30", "09:30"),
        ("190:20:30", "190:20:30"),
        ("2026-03-14", "2026-03-14"),
        (".", "."),
        ("1.2.3", "1.2.3"),
        ("-", "-"),
        ("=", "="),
        ("<<", "<<"),
        ("\u0661", "\u0661"),
        ("3d", "3d"),
    ],
)
def test_plain_scalars_follow_the_core_schema(text: str, value: object) -> None:
    found = resolve(text, plain=True, tag=None)
    assert found == value
    assert type(found) is type(value)


@given(st.text(max_size=20))
def test_a_quoted_scalar_is_its_text(text: str) -> None:
    assert resolve(text, plain=False, tag=None) == text
    assert resolve(text, plain=True, tag="!") == text
    assert resolve(text, plain=True, tag="tag:yaml.org,2002:str") == text


@pytest.mark.parametrize(
    ("tag", "text", "value"),
    [("int", "3", 3), ("float", "3", 3.0), ("bool", "true", True), ("null", "", None)],
)
def test_a_tag_may_say_what_the_text_reads_as(tag: str, text: str, value: object) -> None:
    assert resolve(text, plain=False, tag=f"tag:yaml.org,2002:{tag}") == value


@pytest.mark.parametrize("text", [".nan", ".inf", "-.Inf", "+.INF", "1e400", "9" * 301])
def test_a_number_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^is "):
        resolve(text, plain=True, tag=None)

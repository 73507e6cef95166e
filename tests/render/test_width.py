"""Lines that fit, whatever the script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.render.escape import terminal
from govcheck.render.width import display_width, fit, pad, wrap

texts = st.lists(
    st.sampled_from(["word", "日本語", "é", "e\u0301", "x" * 30, ":" * 40, "😀", ":)", " ", "-"])
).map(" ".join)
widths = st.integers(min_value=10, max_value=40)


@pytest.mark.parametrize(
    ("text", "width"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("ｱ", 1), ("\uff21", 2), ("", 0)]
)
def test_wide_characters_take_two_columns_and_marks_none(text: str, width: int) -> None:
    assert display_width(text) == width


@given(texts, widths)
def test_no_line_is_too_wide(text: str, width: int) -> None:
    assert all(display_width(line) <= width for line in wrap(text, width))


@given(texts, widths)
def test_nothing_is_lost(text: str, width: int) -> None:
    joined = "".join(wrap(text, width)).replace(" ", "").replace("\\", "")
    assert joined == text.replace(" ", "")


@given(st.text("a:日 ", max_size=80).map(terminal), widths)
def test_a_break_never_begins_a_command(text: str, width: int) -> None:
    assert not any(line.startswith("::") for line in wrap(text, width))


def test_a_word_that_fits_is_not_broken() -> None:
    assert wrap("one two three", 10) == ["one two", "three"]
    assert wrap("a :smile:x", 9) == ["a", ":smile:x"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]


@given(texts, widths)
def test_a_cut_text_fits_and_begins_the_same(text: str, width: int) -> None:
    cut = fit(text, width)
    assert display_width(cut) <= width
    assert cut == text or text.startswith(cut.removesuffix("...").replace("\\", ""))


@given(st.sampled_from(["a", "日本"]), widths)
def test_padding_fills_the_column(text: str, width: int) -> None:
    assert display_width(pad(text, width)) == width

from hypothesis import given
from hypothesis import strategies as st

from govcheck.finding import TextEdit
from govcheck.layout.layout import mend
from govcheck.source import Source


def edit(text: str, old: str, new: str) -> TextEdit:
    """The edit that puts a text in place of another one's first occurrence."""
    start = text.index(old)
    return TextEdit(Source("a.yaml", text).span(start, start + len(old)), new)


def mended(text: str, *changes: tuple[str, str]) -> str:
    return mend("a.yaml", text.encode(), [edit(text, old, new) for old, new in changes]).decode()


def test_edits_replace_their_spans_and_nothing_else() -> None:
    assert mended("a: b # c\r\nd: é\t\n", ("b", "x"), ("é", "yy")) == "a: x # c\r\nd: yy\t\n"


def test_the_same_edit_twice_is_made_once() -> None:
    assert mended("a: b\n", ("b", "xx"), ("b", "xx")) == "a: xx\n"


def test_of_two_that_overlap_the_earlier_one_is_made() -> None:
    assert mended("a: bcd\n", ("bc", "x"), ("cd", "y")) == "a: xd\n"


def test_a_byte_order_mark_stays() -> None:
    content = "\ufeffa: b\n".encode()
    assert mend("a.yaml", content, [edit("a: b\n", "b", "c")]) == "\ufeffa: c\n".encode()


def test_an_edit_that_breaks_the_file_is_not_made() -> None:
    assert mended("a: 1\nb: 2\n", ("b", "a")) == "a: 1\nb: 2\n"
    assert mended("a: [1]\n", ("]", "")) == "a: [1]\n"


def test_a_file_that_cannot_be_read_stays() -> None:
    assert mended("a: 1\na: 2\nb: 3\n", ("3", "4")) == "a: 1\na: 2\nb: 3\n"


@given(st.lists(st.sampled_from(["a", "é", "\r\n", "\n", "\r", "\U0001f600"])).map("".join))
def test_without_edits_nothing_changes(text: str) -> None:
    assert mend("a.yaml", text.encode(), []) == text.encode()

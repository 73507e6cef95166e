from hypothesis import given
from hypothesis import strategies as st

from govcheck.source import Source, Span

texts = st.text(alphabet=st.sampled_from("aé界😀 \t\r\n\x85\u2028"), max_size=40)


def lines_of(text: str) -> list[str]:
    """The lines as editors count them: only LF, CR LF and CR end one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@given(texts)
def test_a_line_is_what_an_editor_shows(text: str) -> None:
    source = Source("a.yaml", text)
    lines = lines_of(text)
    assert [source.line(number + 1) for number in range(len(lines))] == lines
    assert source.line(0) == source.line(len(lines) + 1) == ""


@given(texts, st.data())
def test_a_span_covers_the_characters_that_it_was_made_of(text: str, data: st.DataObject) -> None:
    source = Source("a.yaml", text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = source.span(start, end)
    assert source.excerpt(span) == text[start:end]
    assert (span.line, span.column) <= (span.end_line, span.end_column)
    assert 1 <= span.line <= len(lines_of(text))


def test_lines_and_columns_count_characters_from_one() -> None:
    assert Source("a", "é😀x\r\nb").span(2, 6) == Span("a", 1, 3, 2, 2)

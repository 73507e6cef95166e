"""What the drawings of reports are made of."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from govcheck.render.drawing import SIZE, WIDTH, Drawn, document, extent, lines_of, moved, text


@given(st.text(max_size=80), st.integers(60, WIDTH))
def test_no_line_is_wider_than_asked(said: str, width: int) -> None:
    for line in lines_of(said, width):
        assert extent(line) <= width or len(line) == 1


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60))
def test_nothing_is_lost_in_lines(said: str) -> None:
    assert "".join(lines_of(said, 90)) == said


def test_a_number_is_not_broken() -> None:
    assert lines_of("Clara\u00a0Weiss +49\u00a030\u00a023125", 130) == [
        "Clara Weiss",
        "+49 30 23125",
    ]


def test_text_grows_downwards_line_by_line() -> None:
    short, long = text("one", 0, 10, 300), text("one two three four five " * 5, 0, 10, 300)
    assert short.bottom < long.bottom
    assert long.markup.count("<tspan") > 2
    assert f'y="{10 + SIZE}"' in short.markup


def test_a_drawing_is_as_high_as_what_is_in_it() -> None:
    root = ET.fromstring(document("T", ["one", "two."], [Drawn("", 88)], "n"))
    assert root.attrib["viewBox"] == f"0 0 {WIDTH} 100"
    assert root.attrib["role"] == "img"
    assert "width" not in root.attrib
    title, desc = root[0], root[1]
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {desc.attrib['id']}"
    assert (title.text, desc.text) == ("T", "one. two.")
    assert moved([Drawn("<path/>", 30)], 12) == [
        Drawn('<g transform="translate(0 12)"><path/></g>', 42)
    ]

"""Spans of a table of text have the same rows, places and faults as the whole of it."""

import gzip
import io
import random
from collections.abc import Sequence
from typing import Any

from govcheck.archives.archive_part import TextSpan
from govcheck.archives.rows import rows_of
from govcheck.archives.tables import UnreadableArchive, Wanted
from govcheck.archives.text_spans import spans_of
from govcheck.translation import told

WANTED = Wanted(("a", "b", "d"), ("d",))
JSON = ('{"d":1,"a":"x\\n"}', "{torn", "", "[1]", '{"b":"yyyyyyyyyyyyy"}', '{"d":2,"d":3}', '"')
CELLS = (
    "", "x", '"q"', '"a\nb"', '"a""b"', '5" tv', '"bad"x', "\u00e9", '"zzzzzzzzzzzzzzzzzzzzzzzz"',
    '"open', '"l\n\n\nm"',
)  # fmt: skip


def read(name: str, content: bytes, spans: Sequence[TextSpan]) -> tuple[list[Any], set[str]]:
    rows: list[Any] = []
    faults: set[str] = set()
    for span in spans:
        try:
            rows += rows_of(name, io.BytesIO(content), WANTED, span)
        except UnreadableArchive as error:
            faults.add(told(error))
    return rows, faults


def some_text(chance: random.Random) -> tuple[str, bytes]:
    newline = chance.choice(("\n", "\r\n"))
    if chance.random() < 0.3:
        name, lines = "x.jsonl", [chance.choice(JSON) for _ in range(chance.randrange(1, 60))]
    else:
        name, between = "x.csv", chance.choice(",;")
        lines = [between.join(("a", "b", '"d"'))]
        for _ in range(chance.randrange(40)):
            width = chance.choice((3, 3, 3, 3, 2, 4))
            lines.append(between.join(chance.choice(CELLS) for _ in range(width)))
        if chance.random() < 0.2:
            lines.insert(0, f"sep={between}")
    content = (newline.join(lines) + chance.choice(("", newline))).encode()
    content = (b"\xef\xbb\xbf" if chance.random() < 0.2 else b"") + content
    if chance.random() < 0.3:
        content = gzip.compress(content)
        content = content[:-4] if chance.random() < 0.2 else content  # damaged
    return name, content


def test_spans_have_what_the_whole_has() -> None:
    chance = random.Random(1)
    most = 0
    for _ in range(1000):
        name, content = some_text(chance)
        size = chance.choice((40, 100, 300))
        spans = spans_of(name, io.BytesIO(content), size, size)
        assert (spans[0].start, spans[-1].end) == (0, None)
        assert [one.end for one in spans[:-1]] == [one.start for one in spans[1:]]
        assert read(name, content, spans) == read(name, content, [TextSpan()]), content
        most = max(most, len(spans))
    assert most > 9


def test_what_is_not_cut_is_one_span() -> None:
    for content in (
        b"a,d\n" + b"x" * 500,
        "a,d\n1,2\n".encode("utf-16") * 40,
        b'[\n{"d": 1},\n' + b'{"d": 2},\n' * 50,
        b"PAR1" + b"\n" * 500,
        b"",
    ):
        spans = spans_of("x", io.BytesIO(content), 40, 40)
        assert [one for one in spans if one.start > 8] == []

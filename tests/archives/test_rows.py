import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from govcheck.archives.rows import MentionRow, PassedOver, rows_of
from govcheck.archives.tables import UnreadableArchive, Wanted

WANTED = Wanted(("detected_at", "topics", "followers"), ("detected_at",))


def read(
    content: bytes, name: str = "a.csv", wanted: Wanted = WANTED
) -> list[MentionRow | PassedOver]:
    return list(rows_of(name, io.BytesIO(content), wanted))


def cells(content: bytes, name: str = "a.csv") -> list[dict[str, object]]:
    return [dict(row.cells) for row in read(content, name) if isinstance(row, MentionRow)]


def passed(content: bytes, name: str = "a.csv") -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in read(content, name) if isinstance(row, PassedOver)]


PLAIN = b"detected_at,followers,topics,other\n2026-01-01 10:00,5,a;b,x\n"
EXPECTED = [{"detected_at": "2026-01-01 10:00", "topics": "a;b", "followers": "5"}]


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        b"\xef\xbb\xbf" + PLAIN,
        PLAIN.replace(b"\n", b"\r\n"),
        PLAIN.replace(b",", b"\t"),
        PLAIN.decode().encode("utf-16"),
        gzip.compress(PLAIN, mtime=0),
        b"sep=,\r\n" + PLAIN,
        PLAIN.replace(b"a;b", b'"a;b"'),
        PLAIN + b"\n\n",
    ],
)
def test_tables_in_many_clothes_are_the_same(content: bytes) -> None:
    assert cells(content) == EXPECTED


def test_excel_in_german_has_semicolons_and_a_decimal_comma() -> None:
    content = b'\xef\xbb\xbfdetected_at;followers;topics\r\n2026-01-01 10:00;3,5;"a;b"\r\n'
    (row,) = read(content)
    assert isinstance(row, MentionRow)
    assert row.comma
    assert row.cells == {"detected_at": "2026-01-01 10:00", "topics": "a;b", "followers": "3,5"}
    assert row.place == "a.csv:2"


def test_a_line_break_in_a_cell_is_one_row_and_later_places_are_right() -> None:
    content = b'detected_at,topics\n2026,"a\nb"\n2027,c\n'
    assert [row.place for row in read(content)] == ["a.csv:2", "a.csv:4"]


def test_rows_that_cannot_be_read_are_told_with_their_place() -> None:
    content = b"detected_at,topics\n1,a\n2\n3,b,c\n4,d\n"
    assert [row["detected_at"] for row in cells(content)] == ["1", "4"]
    assert passed(content) == [
        ("a.csv:3", "it has fewer cells than there are columns"),
        ("a.csv:4", "it has more cells than there are columns"),
    ]


def test_a_huge_cell_and_a_quote_without_end_are_told_with_all_their_lines() -> None:
    content = b"detected_at,topics\n1," + b"x" * 200_000 + b"\n2,b\n"
    assert [row["detected_at"] for row in cells(content)] == ["2"]
    assert passed(content) == [("a.csv:2", "a cell is too long, or a quoted one has no end")]
    content = b'detected_at,topics\n1,"a\n2,b\n3,c\n'
    assert passed(content) == [("a.csv:2 to 4", "a quoted cell has no end")]


def test_nul_and_other_bytes_stay_in_their_cell() -> None:
    assert cells(b"detected_at,topics\n1,a\x00b\n2,\xff\n") == [
        {"detected_at": "1", "topics": "a\x00b"},
        {"detected_at": "2", "topics": "\udcff"},
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "has no column `detected_at`"),
        (b"detected_at,detected_at,topics\n", "has two columns called `detected_at`"),
        (b"detected_at,other\n", "has no column that is named like a fact"),
        (gzip.compress(PLAIN * 9, mtime=0)[:-9], "the packed file is damaged"),
        (b"\x1f\x8b" + bytes(range(40, 80)), "the packed file is damaged"),
        (b"PAR1" + b"\x00" * 100, "the file is damaged"),
        (b"[]\n", "is one list of JSON"),
        (b'{"followers": 1}\n', "no row has `detected_at`"),
        (b"detected_at,topics\n" + b"x" * ((1 << 24) + 5), "a line has more than"),
        (PLAIN.decode().encode("utf-16-le"), "has no column `detected_at`"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, words: str) -> None:
    with pytest.raises(UnreadableArchive, match=words):
        read(content)


def test_rows_before_the_damage_count() -> None:
    body = b"".join(b"%d,%d\n" % (number, number * 7919 % 1000) for number in range(50_000))
    content = gzip.compress(b"detected_at,topics\n" + body, mtime=0)[:-20_000]
    rows: list[object] = []
    with pytest.raises(UnreadableArchive):
        rows.extend(rows_of("a.csv.gz", io.BytesIO(content), WANTED))
    found = []
    try:
        for row in rows_of("a.csv.gz", io.BytesIO(content), WANTED):
            found.append(row)  # noqa: PERF402 - what comes before the end counts
    except UnreadableArchive:
        pass
    assert len(found) > 1000


def test_json_lines_keep_their_types_and_tell_bad_lines() -> None:
    lines = [
        json.dumps({"detected_at": "t", "topics": ["a"], "followers": 5, "x": 1}),
        "not json",
        "[1]",
        '{"followers": 1, "followers": 2}',
        "[" * 100_000,
        '{"detected_at": null, "followers": ' + "9" * 6000 + "}",
        "",
        '{"detected_at": "u"}',
    ]
    content = "\n".join(lines).encode()
    assert cells(content, "a.jsonl") == [
        {"detected_at": "t", "topics": ["a"], "followers": 5},
        {"detected_at": "u"},
    ]
    assert [row[0] for row in passed(content, "a.jsonl")] == [
        "a.jsonl:2",
        "a.jsonl:3",
        "a.jsonl:4",
        "a.jsonl:5",
        "a.jsonl:6",
    ]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_parquet_is_read_with_its_types(tmp_path: Path, unit: str) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    at = datetime(2026, 3, 14, 21, 40, tzinfo=UTC)
    table = pa.table(
        {
            "detected_at": pa.array([at, None], pa.timestamp(unit, "UTC")),
            "topics": pa.array([["a", "b"], None], pa.list_(pa.string())),
            "followers": pa.array([5, None], pa.int64()),
            "unused": pa.array([b"x", None]),
        }
    )
    path = tmp_path / "a.parquet"
    parquet.write_table(table, path)
    with path.open("rb") as file:
        rows = list(rows_of("a.parquet", file, WANTED))
    assert [dict(row.cells) for row in rows if isinstance(row, MentionRow)] == [
        {"detected_at": at, "topics": ["a", "b"], "followers": 5},
        {"detected_at": None, "topics": None, "followers": None},
    ]
    assert [row.place for row in rows] == ["a.parquet:1", "a.parquet:2"]


def test_parquet_with_nanoseconds_is_not_damaged(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    at = pa.array([1_773_524_400_000_000_001], pa.timestamp("ns"))
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"detected_at": at, "followers": [1]}), path)
    with path.open("rb") as file:
        (row,) = rows_of("a.parquet", file, WANTED)
    assert isinstance(row, MentionRow)
    assert str(row.cells["detected_at"]) == "2026-03-14 21:40:00"

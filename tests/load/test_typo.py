import pytest

from govcheck.finding import Fix
from govcheck.load.typo import mend_typo
from govcheck.nearest import only_near
from govcheck.source import Source


def fix(written: str, meant: str | None) -> Fix | None:
    text = f"a: {written}\n"
    source = Source("a.yaml", text)
    return mend_typo(source, source.span(3, 3 + len(written)), meant)


@pytest.mark.parametrize(
    ("written", "meant", "becomes"),
    [
        ("bne", "ben", "ben"),
        ("'bne'", "ben", "'ben'"),
        ('"person:bne"', "person:ben", '"person:ben"'),
        ("two words", "two-words", "two-words"),
        ("'0o17'", "17", "'17'"),
    ],
)
def test_what_was_meant_is_quoted_as_the_word_was(written: str, meant: str, becomes: str) -> None:
    found = fix(written, meant)
    assert found is not None
    assert [edit.text for edit in found.edits] == [becomes]
    assert not found.is_safe


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("bne", None),
        ("nul", "null"),
        ("tru", "true"),
        ("18", "17"),
        ("bne", "two words"),
        ("bne", "x: y"),
        ("*bne", "ben"),
        ("|\n  bne", "ben"),
        ("[bne,\n  x]", "ben"),
        ("bne", "ben'"),
        ("bne", ""),
    ],
)
def test_what_could_not_be_written_so_is_left_alone(written: str, meant: str | None) -> None:
    assert fix(written, meant) is None


def test_only_one_name_may_be_near() -> None:
    assert only_near("bne", ["ben", "zoe"]) == "ben"
    assert only_near("an", ["ana", "ann"]) is None
    assert only_near("Lead_Outside", ["lead-outside", "lead-inside"]) == "lead-outside"
    assert only_near("quite-different", ["ana"]) is None
    assert only_near("x", []) is None

"""Whatever changed is visible in both texts, however short they are cut."""

from copy import deepcopy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.change.compare import compare
from govcheck.change.edit import Edit
from govcheck.change.edits import edits
from govcheck.papers.change import DiffReport, render
from govcheck.papers.change.excerpts import excerpts
from govcheck.papers.change.rows import Rows
from govcheck.papers.change.sentences import before_after, edit_in_full
from govcheck.papers.change.statement import Voice
from govcheck.papers.change.story import story
from govcheck.tongue import tongue
from tests.change.effects.test_fields import BEFOREHAND, CHANGES, changed
from tests.change.policies import AT, HORIZON, shipped_documents, side
from tests.papers.change.changes import ChangedText, compared

TEXTS = st.text("ab. ,", max_size=60) | st.lists(
    st.sampled_from(["id", "name,", "...", "members,", "until"]), max_size=30
).map(" ".join)


@given(TEXTS, TEXTS, st.integers(20, 40))
def test_different_texts_stay_different(before: str, after: str, most: int) -> None:
    said = excerpts(before, after, most)
    assert max(map(len, said)) <= most
    assert (said[0] == said[1]) == (before == after)
    if max(len(before), len(after)) <= most:
        assert said == (before, after)


@given(st.text("ab ", max_size=200), st.text("ab ", max_size=200))
def test_nor_do_those_that_share_both_ends(head: str, tail: str) -> None:
    ours, theirs = excerpts(f"{head}one{tail}", f"{head}other{tail}", 60)
    assert "one" in ours
    assert "other" in theirs


def test_an_excerpt_has_what_differs_and_a_few_words_around() -> None:
    fields = "fields id, name, timezone, starts, handover, shift, members, turns, layers, until"
    because = ", because Who is on duty is for the council to say, as it always was"
    ours, theirs = excerpts(f"{fields}{because}", f"{fields.replace(' members,', '')}{because}", 80)
    assert ours == "... starts, handover, shift, members, turns, layers, until, ..."
    assert theirs == "... starts, handover, shift, turns, layers, until, ..."
    both = excerpts(f"{fields}{because}", f"{fields}{because} now", 80)
    assert both == ("... it always was", "... it always was now")


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(CHANGES)))
def test_no_row_says_the_same_of_both_sides(field: str) -> None:
    documents = deepcopy(shipped_documents())
    for change in BEFOREHAND.get(field, []):
        changed(documents, change)
    base = side(documents)
    changed(documents, CHANGES[field])
    head = side(documents)
    found = compare(base, head, edits(base.policy, head.policy), AT, HORIZON)
    for language in ("en", "de"):
        for row in Rows(Voice(found.comparison, tongue(language))).merged(found.effects):
            assert row.before != row.after, row
    for effect in found.effects:
        if effect.doubt is None:
            before, _, after = before_after(effect, tongue("en"), 60).partition(" -> ")
            assert before != after
    for edit in found.edits:
        if edit.change == "changed":
            _, told, sides = edit_in_full(edit, tongue("en")).partition(": ")
            before, _, after = sides.partition(" -> ")
            assert before != after or not told  # a phone number is not for everybody who reads


def test_a_text_that_looks_like_another_value_is_told_from_it() -> None:
    edit = Edit("changed", "goal/reach", "/x-note", "true", True)
    assert edit_in_full(edit, tongue("en")) == 'changed goal/reach /x-note: "true" -> true'


CONTROL = "change-control/approvals"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("**/.gitattributes", "**/.attributes"),
        ("Rat ändert sich selbst", "Rat ändert sich hier selbst"),
        ("handover, shift, members, turns, layers", "handover, shift, turns, layers"),
        ("The council changes itself", "The council changes"),
    ],
)
def test_a_long_rule_shows_what_changed(old: str, new: str) -> None:
    diff = compared(ChangedText(CONTROL, old, new))
    (row,) = story(diff, tongue("en")).rows
    assert old in row.before
    assert new in row.after
    shown = render(DiffReport(diff, full=False, tongue=tongue("en")), "markdown")
    table = next(line for line in shown.replace("\\", "").splitlines() if old in line)
    assert new in table

"""Answers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.engine.ruleset import Fact
from govcheck.triage.answers import AnswerError, choices, hint, parse_answer

CHOICE = Fact("author", "choice", ("customer", "Journalist", "2"))
TAGS = Fact("topics", "tags", ("safety", "press", "praise"))
YES_OR_NO = Fact("our_own_post", "boolean")
WHOLE = Fact("followers", "integer", unit="people")
NUMBER = Fact("reposts", "number")
LABELLED = Fact("injury", "choice", ("none", "claimed"), labels=(("claimed", "somebody says so"),))
CHANNEL = Fact("channel", "reference", ("tiktok-global", "forum"))


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        (CHOICE, "customer", "customer"),
        (CHOICE, " 1 ", "customer"),
        (CHOICE, "journalist", "Journalist"),
        (CHOICE, "2", "2"),
        (CHANNEL, "2", "forum"),
        (TAGS, "press, safety", ["safety", "press"]),
        (TAGS, "1,3,1", ["safety", "praise"]),
        (TAGS, "-", []),
        (YES_OR_NO, "Yes", True),
        (YES_OR_NO, "n", False),
        (WHOLE, "48000", 48000),
        (WHOLE, "-3", -3),
        (NUMBER, "2.5", 2.5),
        (NUMBER, "3", 3),
    ],
)
def test_an_answer_is_read(fact: Fact, text: str, value: object) -> None:
    read = parse_answer(fact, text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("fact", "text", "message"),
    [
        (CHOICE, "custmer", "`custmer` is not one of these; did you mean `customer`?"),
        (LABELLED, "claimd", "`claimd` is not one of these; did you mean `somebody says so`?"),
        (CHOICE, "0", "`0` is not one of these"),
        (CHOICE, "4", "`4` is not one of these"),
        (TAGS, "safety, prss", "`prss` is not one of these; did you mean `press`?"),
        (TAGS, " , ", "name at least one, or answer `-` for none of them"),
        (YES_OR_NO, "maybe", "answer `yes` or `no`"),
        (WHOLE, "1.5", "answer with a whole number (people)"),
        (WHOLE, "", "answer with a whole number (people)"),
        (NUMBER, "nan", "answer with a number"),
        (NUMBER, "1e9", "answer with a number"),
        (NUMBER, "9" * 5000, "answer with a number"),
    ],
)
def test_what_is_no_answer_says_what_is_asked_for(fact: Fact, text: str, message: str) -> None:
    with pytest.raises(AnswerError) as caught:
        parse_answer(fact, text)
    assert str(caught.value) == message


@given(st.sampled_from([CHOICE, TAGS, YES_OR_NO, WHOLE, NUMBER, CHANNEL]), st.text())
def test_any_text_is_an_answer_or_refused(fact: Fact, text: str) -> None:
    try:
        value = parse_answer(fact, text)
    except AnswerError:
        return
    for part in value if isinstance(value, list) else [value]:
        assert fact.values == () or part in fact.values


@given(st.sampled_from([CHOICE, CHANNEL]), st.data())
def test_every_value_can_be_named(fact: Fact, data: st.DataObject) -> None:
    value = data.draw(st.sampled_from(choices(fact)))
    assert parse_answer(fact, value) == value


@pytest.mark.parametrize("fact", [CHOICE, TAGS, YES_OR_NO, WHOLE, NUMBER])
def test_every_question_hints_at_its_answer(fact: Fact) -> None:
    assert hint(fact)

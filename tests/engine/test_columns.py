import pytest

from govcheck.engine.case import FactProblem
from govcheck.engine.columns import Column, read_cell
from govcheck.engine.ruleset import Fact

TOPICS = Fact("topics", "tags", ("safety", "service"), many=True)
NETWORK = Fact("network", "choice", ("x", "forum"))
WHOLE = Fact("followers", "integer", minimum=0)
NUMBER = Fact("reposts", "number", minimum=0)
TRUTH = Fact("ours", "boolean")
SEVERITY = Fact("severity", "decision", ("sev3", "sev1"), True)
PLAYBOOKS = Fact("playbooks", "decision", ("a", "b"), many=True)


def read(fact: Fact, cell: object, *, comma: bool = False, **kept: object) -> object:
    column = Column(fact.name, "c", has_otherwise="otherwise" in kept, **kept)  # type: ignore[arg-type]
    return read_cell(fact, column, cell, comma=comma)


@pytest.mark.parametrize("fact", [TOPICS, NETWORK, WHOLE, NUMBER, TRUTH, SEVERITY, PLAYBOOKS])
@pytest.mark.parametrize("cell", [None, "", "  "])
def test_an_empty_cell_is_unknown(fact: Fact, cell: object) -> None:
    assert read(fact, cell) is None


@pytest.mark.parametrize(
    ("fact", "cell", "value"),
    [
        (NETWORK, " forum ", "forum"),
        (TOPICS, "safety; service;", frozenset({"safety", "service"})),
        (TOPICS, ["safety"], frozenset({"safety"})),
        (TOPICS, [], frozenset()),
        (TOPICS, "[]", frozenset()),
        (WHOLE, "48000", 48000),
        (WHOLE, "48000.0", 48000),
        (WHOLE, 48000.0, 48000),
        (WHOLE, 7, 7),
        (NUMBER, "3.5", 3.5),
        (NUMBER, "1e3", 1000.0),
        (TRUTH, "WAHR", True),
        (TRUTH, "false", False),
        (TRUTH, 1, True),
        (TRUTH, False, False),
        (SEVERITY, "sev1", "sev1"),
        (PLAYBOOKS, "a;b", frozenset({"a", "b"})),
    ],
)
def test_a_cell_means_itself(fact: Fact, cell: object, value: object) -> None:
    assert read(fact, cell) == value


def test_german_numbers_are_read_where_the_file_is_german() -> None:
    assert read(NUMBER, "3,5", comma=True) == 3.5
    assert isinstance(read(NUMBER, "3,5"), FactProblem)


@pytest.mark.parametrize(
    ("fact", "cell", "comma"),
    [
        (NETWORK, "Twitter", False),
        (NETWORK, "a\x00", False),
        (NETWORK, 5, False),
        (NETWORK, {"a": 1}, False),
        (TOPICS, "safety;recall", False),
        (TOPICS, ["safety", 3], False),
        (TOPICS, 3, False),
        (WHOLE, "12k", False),
        (WHOLE, "12.000", True),
        (WHOLE, "12,000", False),
        (WHOLE, "1.5", False),
        (WHOLE, "-1", False),
        (WHOLE, True, False),
        (WHOLE, float("nan"), False),
        (WHOLE, "9" * 400, False),
        (WHOLE, 10**400, False),
        (NUMBER, "12.000", True),
        (NUMBER, "1.234,5", True),
        (NUMBER, "1,234", True),
        (NUMBER, "nan", False),
        (NUMBER, "inf", False),
        (NUMBER, "٣", False),
        (TRUTH, "perhaps", False),
        (SEVERITY, "P1", False),
        (PLAYBOOKS, "a;c", False),
    ],
)
def test_what_could_be_read_in_two_ways_or_none_is_a_problem(
    fact: Fact, cell: object, comma: bool
) -> None:
    found = read(fact, cell, comma=comma)
    assert isinstance(found, FactProblem)
    assert len(found.message) < 200


def test_listed_texts_mean_what_is_listed_and_others_themselves() -> None:
    values = {"Twitter": "x", "?": None, "n/a": "unknown"}
    assert read(NETWORK, "Twitter", values=values) == "x"
    assert read(NETWORK, "forum", values=values) == "forum"
    assert read(NETWORK, "?", values=values) is None
    assert read(NETWORK, "n/a", values=values) is None
    assert isinstance(read(NETWORK, "Blog", values=values), FactProblem)
    assert read(NETWORK, "Blog", values=values, otherwise="unknown") is None
    assert read(NETWORK, "Blog", values=values, otherwise="forum") == "forum"


def test_tags_are_mapped_one_by_one() -> None:
    values = {"Recall": "safety", "Campaign": (), "Both": ("safety", "service")}
    assert read(TOPICS, "Recall|Campaign", values=values, split="|") == frozenset({"safety"})
    assert read(TOPICS, "Campaign", values=values) == frozenset()
    assert read(TOPICS, "Both", values=values) == frozenset({"safety", "service"})
    assert read(TOPICS, "Recall;Odd", values=values, otherwise="unknown") is None
    assert read(TOPICS, "Recall;Odd", values=values, otherwise=()) == frozenset({"safety"})


def test_a_value_called_unknown_is_a_value() -> None:
    fact = Fact("author", "choice", ("unknown", "known"))
    assert read(fact, "?", values={"?": "unknown"}) == "unknown"


def test_what_is_nothing_in_a_list_is_called_as_in_json() -> None:
    found = read(TOPICS, ["safety", None])
    assert isinstance(found, FactProblem)
    assert "`null`" in found.message

"""Answers as people type them, turned into what an incident would state."""

import re
from collections.abc import Sequence

from govcheck.engine.ruleset import Fact
from govcheck.nearest import did_you_mean

YES = ("yes", "y", "true")
NO = ("no", "n", "false")
NOTHING = "-"
"""The answer that says that no tag applies."""

Stated = str | int | float | bool | list[str]

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_NUMBER = re.compile(r"[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})")
_POSITION = re.compile(r"[0-9]{1,4}")


class AnswerError(ValueError):
    """The text is no answer to the question; the message says what is asked for."""


def choices(fact: Fact) -> tuple[str, ...]:
    """The values to choose from by number, from 1; empty where the answer is free."""
    return fact.values if fact.type in ("choice", "tags", "reference") else ()


def parse_answer(fact: Fact, text: str) -> Stated:
    """What an answer states. Values may be named, or numbered as `choices` has them.

    Raises:
        AnswerError: It is none.
    """
    match fact.type:
        case "boolean":
            return _yes_or_no(text)
        case "integer" | "number":
            return _amount(fact, text)
        case "tags":
            return _several(fact.values, text)
        case _:
            return _one(fact.values, text)


def hint(fact: Fact) -> str:
    """What an answer looks like."""
    match fact.type:
        case "boolean":
            return "yes or no"
        case "integer":
            return f"a whole number{_unit(fact)}"
        case "number":
            return f"a number{_unit(fact)}"
        case "tags":
            return f"numbers or names with commas between, `{NOTHING}` for none of them"
        case _:
            return "a number or a name"


def _unit(fact: Fact) -> str:
    return f" of {fact.unit}" if fact.unit else ""


def _yes_or_no(text: str) -> bool:
    word = text.strip().lower()
    if word in YES or word in NO:
        return word in YES
    raise AnswerError("answer `yes` or `no`")


def _amount(fact: Fact, text: str) -> int | float:
    word = text.strip()
    if _INTEGER.fullmatch(word):
        return int(word)
    if fact.type == "number" and _NUMBER.fullmatch(word):
        return float(word)
    raise AnswerError(f"answer with {hint(fact)}")


def _several(values: Sequence[str], text: str) -> list[str]:
    if text.strip() == NOTHING:
        return []
    named = {_one(values, word) for word in text.split(",") if word.strip()}
    if not named:
        raise AnswerError(f"name at least one, or answer `{NOTHING}` for none of them")
    return [value for value in values if value in named]


def _one(values: Sequence[str], text: str) -> str:
    word = text.strip()
    if word in values:
        return word
    if _POSITION.fullmatch(word) and 1 <= int(word) <= len(values):
        return values[int(word) - 1]
    folded = {value.lower(): value for value in values}
    if word.lower() in folded:
        return folded[word.lower()]
    help_ = did_you_mean(word, values) or "there is nothing to choose from"
    raise AnswerError(f"`{word}` is not one of the values; {help_}")

"""Answers as people type them, turned into what an incident would state."""

import re
from collections.abc import Sequence
from typing import Final

from govcheck.engine.ruleset import Fact
from govcheck.nearest import nearest
from govcheck.targets import words
from govcheck.tongue import ENGLISH, Tongue

YES: Final = ("yes", "y", "true", "ja", "j")
NO: Final = ("no", "n", "false", "nein")
NOTHING: Final = "-"
"""The answer that says that no tag applies."""

Stated = str | int | float | bool | list[str]

_ABOUT: Final = re.compile(
    r"(about|around|roughly|approximately|ca\.?|circa|etwa|rund|ungef\u00e4hr|~|\u2248)"
)
_MARKS: Final = r".,' \u2019\u00a0\u202f"
_AMOUNT: Final = re.compile(
    rf"(?P<sign>[+-]?)(?P<digits>[0-9][0-9{_MARKS}]*|[.,][0-9]+)"
    r"(?P<scale>|k|tsd\.?|tausend|thousand|m|mio\.?|million|millions|millionen)"
)
_GROUPED: Final = re.compile(
    rf"[1-9][0-9]{{0,2}}(?P<mark>[{_MARKS}])[0-9]{{3}}((?P=mark)[0-9]{{3}})*"
)
_DIGITS: Final = 18
_POSITION: Final = re.compile(r"[0-9]{1,4}")


class AnswerError(ValueError):
    """The text is no answer to the question; the message says what is asked for."""


def choices(fact: Fact) -> tuple[str, ...]:
    """The values to choose from by number, from 1; empty where the answer is free."""
    return fact.values if fact.type in ("choice", "tags", "reference") else ()


def parse_answer(fact: Fact, text: str, tongue: Tongue = ENGLISH) -> Stated:
    """What an answer states, as people of the tongue write it.

    Values may be named by id or label, or numbered as `choices` has them; numbers may be grouped,
    shortened (`12k`) and rough (`about 12000`).

    Raises:
        AnswerError: It is none, or could mean two numbers.
    """
    match fact.type:
        case "boolean":
            return _yes_or_no(text, tongue)
        case "integer" | "number":
            return _amount(fact, text, tongue)
        case "tags":
            return _several(fact, text, tongue)
        case _:
            return _one(fact, text, tongue)


def hint(fact: Fact, tongue: Tongue = ENGLISH) -> str:
    """What an answer looks like."""
    match fact.type:
        case "boolean":
            return tongue.say("yes or no")
        case "integer":
            return _of_unit(fact, tongue.say("a whole number"), tongue)
        case "number":
            return _of_unit(fact, tongue.say("a number"), tongue)
        case "tags":
            return tongue.say("one or several, as `1,3`; `-` for none of them")
        case _:
            return tongue.say("a number or a name")


def _of_unit(fact: Fact, said: str, tongue: Tongue) -> str:
    if not fact.unit:
        return said
    return tongue.say("{number} ({unit})", number=said, unit=tongue.text(fact.unit))


def _yes_or_no(text: str, tongue: Tongue) -> bool:
    word = text.strip().lower()
    if word in YES or word in NO:
        return word in YES
    raise AnswerError(tongue.say("answer `yes` or `no`"))


def _amount(fact: Fact, text: str, tongue: Tongue) -> int | float:
    word = _ABOUT.sub("", text.strip().lower(), count=1).strip()
    match = _AMOUNT.fullmatch(word)
    number = None if match is None else _number(fact, match, tongue)
    if number is None or sum(map(str.isdigit, word)) > _DIGITS:
        raise AnswerError(tongue.say("answer with {hint}", hint=hint(fact, tongue)))
    if fact.minimum is not None and number < fact.minimum:
        raise AnswerError(tongue.say("it is at least {number}", number=tongue.number(fact.minimum)))
    if fact.maximum is not None and number > fact.maximum:
        raise AnswerError(tongue.say("it is at most {number}", number=tongue.number(fact.maximum)))
    return number


def _number(fact: Fact, match: re.Match[str], tongue: Tongue) -> int | float | None:
    """The number of what is written; None where it is none.

    Raises:
        AnswerError: A single mark before three digits may divide thousands or begin decimals.
    """
    digits, word = match["digits"].strip(), match["scale"]
    scale = 1 if not word else 1_000_000 if word.startswith("m") else 1000
    grouped = _GROUPED.fullmatch(digits)
    marks = [one for one in digits if not one.isdigit()]
    if grouped is not None:
        unclear = len(marks) == 1 and marks[0] in ".,"
        if unclear and scale > 1:
            return None
        if unclear and fact.type == "number" and marks[0] != tongue.number(1000)[1]:
            whole = "".join(filter(str.isdigit, digits))
            raise AnswerError(
                tongue.say(
                    "`{written}` may be {small} or {large}: write it without a mark",
                    written=digits, small=digits.partition(marks[0])[0], large=whole,
                )
            )  # fmt: skip
        value = int("".join(filter(str.isdigit, digits))) * scale
        return -value if match["sign"] == "-" else value
    if len(marks) > 1 or any(one not in ".," for one in marks):
        return None
    before, _, after = digits.replace(",", ".").partition(".")
    if len(before) > _DIGITS or len(after) > _DIGITS:
        return None
    exact = int((before or "0") + after) * scale
    whole, rest = divmod(exact, 10 ** len(after))
    sign = -1 if match["sign"] == "-" else 1
    if rest == 0 and (fact.type == "integer" or not after):
        return sign * whole if not marks or scale > 1 else None
    return None if fact.type == "integer" else sign * exact / 10 ** len(after)


def _several(fact: Fact, text: str, tongue: Tongue) -> list[str]:
    if text.strip() == NOTHING:
        return []
    named = {_one(fact, word, tongue) for word in text.split(",") if word.strip()}
    if not named:
        raise AnswerError(tongue.say("name at least one, or answer `-` for none of them"))
    return [value for value in fact.values if value in named]


def _one(fact: Fact, text: str, tongue: Tongue) -> str:
    word, values = text.strip(), fact.values
    if word in values:
        return word
    if _POSITION.fullmatch(word) and 1 <= int(word) <= len(values):
        return values[int(word) - 1]
    names = _names(fact, tongue)
    meant = names.get(_folded(word), ())
    if len(meant) == 1:
        return meant[0]
    near = nearest(_folded(word), names)
    if near is None or len(names[near]) > 1:
        raise AnswerError(tongue.say("`{answer}` is not one of these", answer=word))
    value = names[near][0]
    shown = tongue.text(dict(fact.labels).get(value, value))
    raise AnswerError(
        tongue.say(
            "`{answer}` is not one of these; did you mean `{near}`?", answer=word, near=shown
        )
    )


def _names(fact: Fact, tongue: Tongue) -> dict[str, Sequence[str]]:
    """The values by what they may be called: id, label, and the label up to its colon."""
    names: dict[str, list[str]] = {}
    labels = dict(fact.labels)
    for value in fact.values:
        label = tongue.text(labels.get(value, value))
        called = (value, words(value), label, label.partition(":")[0])
        for name in dict.fromkeys(map(_folded, called)):
            names.setdefault(name, []).append(value)
    return {name: tuple(meant) for name, meant in names.items()}


def _folded(word: str) -> str:
    return " ".join(word.casefold().split())

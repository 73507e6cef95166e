"""The texts that have a form: how each is written, and what is said of one that is not.

A reader takes a text and returns what it means; its ValueError says what is wrong.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from govcheck.targets import TARGET_KINDS, read_target
from govcheck.time import clock, working_days
from govcheck.translation import said

Reader = Callable[[str], object]

TARGET_TYPES: Final = tuple(TARGET_KINDS)
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_ID = "[a-z0-9][a-z0-9-]*"
_DAY = f"({'|'.join(WEEKDAYS)})"
_TIME = r"([01]\d|2[0-3]):[0-5]\d"

ID: Final = f"^{_ID}$"
WHO: Final = f"^(?!nobody$){_ID}$"
"""The id of a person; a rota says `nobody` where a gap is meant."""
FACT: Final = r"^(?!x-)[a-z][a-z0-9_-]*$"
"""In a condition, a key that begins with `x-` is an extension and no fact."""
TARGET: Final = f"^({'|'.join(TARGET_TYPES)}):{_ID}$"
PERSON: Final = f"^person:{_ID}$"
CLOCK: Final = f"^(detected|published|aware|action:{_ID})$"
TIME: Final = f"^{_TIME}$"
HOURS: Final = f"^{_TIME}-({_TIME}|24:00)$"
DAYS: Final = f"^{_DAY}(-{_DAY})?$"
LANGUAGE: Final = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
ZONE: Final = "^[A-Za-z][A-Za-z0-9_+/-]*$"
SHOWN: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"
"""What is shown as it is written: no control characters but tabs and line ends."""
DAY_OR_INSTANT: Final = clock.INSTANT_PATTERN.replace("[Tt]", "([Tt]").removesuffix("$") + ")?$"


class UnknownName(ValueError):
    """A name that is not among those known; `known` lists them when somebody asks."""

    def __init__(self, reason: str, known: Callable[[], list[str]]) -> None:
        super().__init__(reason)
        self.known = known


class NoTarget(ValueError):
    """A text that is to be a target; which one was meant, the whole policy can tell."""

    def __init__(self, reason: str, types: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.types = types
        """The types of which it may be."""


class NoId(ValueError):
    """A text that is no id but holds one; `advice` says which."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.advice = advice


def _matching(pattern: str, wording: str, types: tuple[str, ...] = ()) -> Reader:
    """A reader of texts of a form; `types` are those of the targets, where they are to be some."""

    def read(text: str) -> str:
        if re.fullmatch(pattern, text, re.ASCII) is None:
            raise NoTarget(wording, types) if types else ValueError(wording)
        return text

    return read


def read_id(text: str) -> str:
    """The id of a document; a target is none."""
    if re.fullmatch(ID, text, re.ASCII) is None:
        reason = said("is not an id: lower-case letters, digits and `-`, no `-` in front")
        if re.fullmatch(TARGET, text, re.ASCII) is None:
            raise ValueError(reason)
        raise NoId(reason, said("write the id alone: `{id}`", id=read_target(text).id))
    return text


def read_who(text: str) -> str:
    """The id of a person, which is not `nobody`."""
    if text == "nobody":
        raise ValueError(
            said("is not an id of a person: a rota says `nobody` where a gap is meant")
        )
    return read_id(text)


def read_zone(text: str) -> str:
    """The name of an IANA zone."""
    if not clock.is_zone(text):
        raise UnknownName(said("is not an IANA time zone"), clock.zone_names)
    return text


def read_day_or_instant(text: str) -> date | int:
    """A whole day, or seconds since 1970 UTC."""
    if re.match(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) is None:
        raise ValueError(said("is not a date like `2026-03-14` or an instant with an offset"))
    return clock.parse_instant(text) if len(text) > len("2026-03-14") else clock.parse_date(text)


def read_hours(text: str) -> str:
    """A span of hours that is not empty."""
    READERS[HOURS](text)
    start, _, end = text.partition("-")
    if start == end:
        raise ValueError(said("is empty: it starts when it ends"))
    return text


def read_pattern(text: str) -> str:
    """A regular expression."""
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        raise ValueError(said("is not a regular expression: {error}", error=error)) from None
    if not text:
        raise ValueError(said("is empty, and would forbid everything"))
    return text


def read_days(text: str) -> str:
    """A weekday, or a range of them within a week."""
    READERS[DAYS](text)
    first, _, last = text.partition("-")
    if last and WEEKDAYS.index(last) <= WEEKDAYS.index(first):
        raise ValueError(said("is not a range of days within a week, like `mon-fri`"))
    return text


READERS: Final[dict[str, Reader]] = {
    ID: read_id,
    WHO: read_who,
    FACT: _matching(
        FACT,
        said("is not a fact's name: lower-case letters, digits, `_` and `-`, no `x-` in front"),
    ),
    TARGET: _matching(
        TARGET,
        said(
            "is not a target `type:id` with a type of {target_types}",
            target_types=", ".join(TARGET_TYPES),
        ),
        TARGET_TYPES,
    ),
    PERSON: _matching(PERSON, said("is not a target `person:id`"), ("person",)),
    CLOCK: _matching(CLOCK, said("is not `detected`, `published`, `aware` or `action:id`")),
    TIME: _matching(TIME, said("is not a time of day like `09:00`")),
    HOURS: _matching(HOURS, said("is not a span of hours like `09:00-17:30`")),
    DAYS: _matching(DAYS, said("is not a day like `sat` or days like `mon-fri`")),
    LANGUAGE: _matching(LANGUAGE, said("is not a language tag like `en` or `pt-BR`")),
    clock.DURATION_PATTERN: clock.parse_duration,
    working_days.DEADLINE_PATTERN: working_days.parse_deadline,
    clock.INSTANT_PATTERN: clock.parse_instant,
    clock.DATE_PATTERN: clock.parse_date,
    DAY_OR_INSTANT: read_day_or_instant,
    ZONE: read_zone,
    SHOWN: _matching(SHOWN, said("holds a control character")),
}
"""The reader of each pattern that a schema may have."""

"""What can be wrong with the shape of a document, in one wording for models and schemas.

pydantic and jsonschema describe the same faults in their own terms; both are turned into these,
so that a reader cannot tell which of the two noticed first.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from govcheck.finding import Diagnostic, Key, Lack
from govcheck.lazy_pattern import lazy_pattern
from govcheck.model.texts import NoId, NoTarget, UnknownName
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import did_you_mean, nearest, only_near
from govcheck.translation import any_of, said, told

UNKNOWN_KIND: Final = Diagnostic(
    "DOC001",
    "unknown-kind",
    truth="Every document is a mapping with a known `kind`.",
    why="The kind says which fields a document may have; without it nothing can be checked.",
)
UNKNOWN_FIELD: Final = Diagnostic(
    "DOC002",
    "unknown-field",
    truth="A document has only fields that its kind defines, and keys that begin with `x-`.",
    why="A misspelt field would say nothing to any program, while people believe that it holds.",
)
MISSING_FIELD: Final = Diagnostic(
    "DOC003",
    "missing-field",
    truth="A document has every field that its kind requires.",
    why="Nothing is guessed: who leads a team or when a rota starts is for people to say.",
)
WRONG_TYPE: Final = Diagnostic(
    "DOC004",
    "wrong-type",
    truth="Every value is of the sort that its field asks for.",
    why="A list where a text is expected, or no value at all, cannot be understood.",
)
BAD_VALUE: Final = Diagnostic(
    "DOC005",
    "bad-value",
    truth="Every value can be meant.",
    why="A date that does not exist, a time without an offset or an unknown zone would be read "
    "differently by different people.",
)
DUPLICATE_ID: Final = Diagnostic(
    "DOC006",
    "duplicate-id",
    truth="An id is unique within its kind.",
    why="References by id would mean one document today and, after a file is renamed, the other.",
)
MISPLACED: Final = Diagnostic(
    "DOC007",
    "misplaced-document",
    truth="Policy stands below `policies/`; scenarios, incidents and posts have folders of their "
    "own.",
    why="What is below `policies/` needs the approvals of a policy; an incident does not.",
)
ONE_ORGANIZATION: Final = Diagnostic(
    "DOC008",
    "one-organization",
    truth="A repository has exactly one organization.",
    why="It sets the severities, the clock and the areas that everything else refers to.",
)
UNREADABLE_FILE: Final = Diagnostic(
    "DOC009",
    "unreadable-file",
    truth="Everything named like a policy file is a regular file that can be read.",
    why="Links and submodules would make a policy out of files that its approvers never see.",
)

SINGLE: Final = said("a single value")
TEXT: Final = said("text")
WHOLE: Final = said("a whole number")
NUMBER: Final = said("a number")
FLAG: Final = said("true or false")
LIST: Final = said("a list")
MAPPING: Final = said("a mapping")
QUOTE_IT: Final = said("quote it, if it is meant as text")
EMPTY_WORDS: Final = ("~", "null", "Null", "NULL")
_SORTS: Final = (SINGLE, TEXT, WHOLE, NUMBER, FLAG, LIST, MAPPING)
"""The sorts of values, in words and in the order in which they are named."""

TARGET: Final = "target"
PERSON_TARGET: Final = "person-target"
"""What is lacking where a text is no target: one of any type, or one of a person."""

_NUMBER: Final = lazy_pattern(r"[-+]?\d+(\.\d+)?", re.ASCII)


class ShapeFault(NamedTuple):
    """A fault of a document's shape, at the node that the keys lead to."""

    rule: Diagnostic
    keys: tuple[Key, ...]
    message: str
    help: str | None = None
    of_key: bool = False
    meant: str | None = None
    """What should stand there, where only one thing can have been meant."""
    lacks: Lack | None = None
    """The text that was to be a target, as `target/text` or `person-target/text`."""
    of_value: tuple[str, str] | None = None
    """Where the message is about a value: that value as it is shown, and what is said of it."""

    @property
    def is_of_parent(self) -> bool:
        """Whether it is told at the node above, where other faults may be told, too."""
        return self.rule == MISSING_FIELD

    @property
    def subject(self) -> tuple[str, tuple[Key, ...], str]:
        """What the fault is about: two with the same subject say the same thing."""
        named = self.message if self.rule in (MISSING_FIELD, UNKNOWN_FIELD) else ""
        return self.rule.code, self.keys, named


def missing(keys: tuple[Key, ...], field: str, owner: str) -> ShapeFault:
    """A required field is not there."""
    message = said("{owner} has no `{field}`", owner=owner, field=field)
    return ShapeFault(MISSING_FIELD, keys, message, said("add `{field}`", field=field))


def unknown(keys: tuple[Key, ...], owner: str, fields: Iterable[str]) -> ShapeFault:
    """A field that the kind does not define."""
    field = str(keys[-1])
    return ShapeFault(
        UNKNOWN_FIELD,
        keys,
        said("{owner} has no field `{field}`", owner=owner, field=field),
        did_you_mean(field, fields),
        of_key=True,
        meant=only_near(field, fields),
    )


def wrong_type(keys: tuple[Key, ...], value: object, expected: Sequence[str]) -> ShapeFault:
    """A value of another sort than those expected."""
    advice = None
    if isinstance(value, int | float) and TEXT in expected:
        advice = QUOTE_IT
    elif isinstance(value, str) and {NUMBER, WHOLE} & {*expected}:
        advice = said("write it without quotes") if _NUMBER.fullmatch(value) else None
    elif isinstance(value, str) and FLAG in expected:
        advice = said("write `true` or `false`")
    says = said("is not {sorts}", sorts=any_of(_named(expected)))
    return _of_value(WRONG_TYPE, keys, value, says)._replace(help=advice)


def not_one_of(
    keys: tuple[Key, ...], value: object, options: Sequence[str], sorts: Sequence[str] = ()
) -> ShapeFault:
    """A value that is not among those allowed, nor of one of the other sorts allowed."""
    known = [*(f"`{option}`" for option in options), *_named(sorts)]
    says = said("is not {sorts}", sorts=any_of(known))
    near = nearest(value, options) if isinstance(value, str) else None
    advice = None if near is None else said("did you mean `{near}`?", near=near)
    meant = only_near(value, options) if isinstance(value, str) else None
    return _of_value(BAD_VALUE, keys, value, says)._replace(help=advice, meant=meant)


def bad_value(keys: tuple[Key, ...], value: object, reason: str) -> ShapeFault:
    """A value of the right sort that cannot be meant."""
    return _of_value(BAD_VALUE, keys, value, reason)


def less_than(keys: tuple[Key, ...], value: object, limit: float) -> ShapeFault:
    """A number below the least that there may be."""
    return bad_value(keys, value, said("is less than {limit}", limit=f"{limit:g}"))


def not_more_than(keys: tuple[Key, ...], value: object, limit: float) -> ShapeFault:
    """A number that is not above a limit."""
    return bad_value(keys, value, said("is not more than {limit}", limit=f"{limit:g}"))


def bad_text(keys: tuple[Key, ...], text: str, error: ValueError) -> ShapeFault:
    """A text that its reader refuses, with the advice that the error has."""
    fault = bad_value(keys, text, told(error))
    match error:
        case UnknownName():  # found only for what is told: looking through every zone takes a while
            return fault._replace(help=did_you_mean(text, error.known()))
        case NoId():
            return fault._replace(help=error.advice)
        case NoTarget():
            space = TARGET if len(error.types) > 1 else PERSON_TARGET
            return fault._replace(lacks=Lack(space, text))
        case _:
            return fault


def bad_key(keys: tuple[Key, ...], reason: str) -> ShapeFault:
    """A key that cannot be meant in a mapping of the policy's own names."""
    return bad_value(keys, keys[-1], reason)._replace(of_key=True)


def empty_key(keys: tuple[Key, ...]) -> ShapeFault:
    """A key that names nothing."""
    return ShapeFault(BAD_VALUE, keys, said("a key is empty"), of_key=True)


def empty(keys: tuple[Key, ...]) -> ShapeFault:
    """A text, a list or a mapping that holds nothing."""
    named = [key for key in keys if isinstance(key, str)][-1:]
    subject = (
        f"`{keys[-1]}`"
        if named == [keys[-1]]
        else said("an entry of `{field}`", field="".join(named))
    )
    return ShapeFault(BAD_VALUE, keys, said("{subject} is empty", subject=subject))


def no_value(keys: tuple[Key, ...]) -> ShapeFault:
    """A field that is written but left empty."""
    message = said("`{field}` has no value", field=keys[-1])
    advice = said("give it one, or leave it out")
    return ShapeFault(WRONG_TYPE, keys, message, advice, of_key=True)


def _of_value(rule: Diagnostic, keys: tuple[Key, ...], value: object, says: str) -> ShapeFault:
    message = said("{value} {reason}", value=shown(value), reason=says)
    return ShapeFault(rule, keys, message, of_value=(shown(value), says))


def shown(value: object) -> str:
    """A value in a message: scalars in backticks, collections by their sort."""
    if value is None:
        return said("an empty value")
    if isinstance(value, dict):
        return said("a mapping")
    if isinstance(value, list):
        return said("a list")
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text if len(text) <= 60 else text[:57] + '...'}`"


def owner(keys: tuple[Key, ...], kind: str) -> str:
    """Whose field it is, in words: the kind at the top, else the key that leads there."""
    names = [key for key in keys if isinstance(key, str)]
    if not names:
        vowel = kind[:1] in "aeiou"
        return said("an {kind}", kind=kind) if vowel else said("a {kind}", kind=kind)
    return (
        said("an entry of `{field}`", field=names[-1])
        if isinstance(keys[-1], int)
        else f"`{names[-1]}`"
    )


def _named(sorts: Iterable[str]) -> list[str]:
    """The sorts to name: what another one covers is left out."""
    found = set(sorts)
    if NUMBER in found:
        found.discard(WHOLE)
    if found >= {TEXT, NUMBER, FLAG}:
        found = found - {TEXT, NUMBER, FLAG} | {SINGLE}
    return [sort for sort in _SORTS if sort in found] + sorted(found.difference(_SORTS))

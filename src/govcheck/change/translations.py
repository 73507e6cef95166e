"""Texts that stand in other languages than before, and still say the same.

A text that only gains or loses translations changes nothing that is decided, told or forbidden. So
the base is compared as if it stood in the languages of the head; what else differs is a change.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar, get_args

from govcheck.load.policy import Policy
from govcheck.model.base import Document, Model
from govcheck.modelling.declared import Then
from govcheck.modelling.model_type import hints
from govcheck.translation import Translated, translated

_M = TypeVar("_M", bound=Model)
_Twins = dict[str, str]
"""Texts of a document by what they are on the other side."""


class Translations(NamedTuple):
    """How many texts say the same in other languages, and which these are."""

    texts: int = 0
    gained: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()


NONE: Final = Translations()


def in_languages_of(base: Policy, head: Policy) -> tuple[Policy, Translations]:
    """The base with those texts as the head has them that say the same; and what that is about."""
    theirs = {document.ref: document for document in head.documents}
    told: list[tuple[str, str]] = []
    documents = [_respoken(document, theirs.get(document.ref), told) for document in base.documents]
    if not told:
        return base, NONE
    pairs = [(_languages(before, after), _languages(after, before)) for before, after in told]
    found = Translations(
        len(told),
        frozenset[str]().union(*(after - before for before, after in pairs)),
        frozenset[str]().union(*(before - after for before, after in pairs)),
    )
    return Policy(documents, base.unread, base.templates, base.nameless), found


def _respoken(document: Document, other: Document | None, told: list[tuple[str, str]]) -> Document:
    if other is None or other is document:
        return document
    ours, theirs = dict.fromkeys(_texts(document)), dict.fromkeys(_texts(other))
    left = [text for text in theirs if text not in ours]
    twins: _Twins = {}
    for text in ours:
        same = [one for one in left if _says_the_same(text, one)] if text not in theirs else []
        if len(same) == 1:
            twins[text] = same[0]
    if not twins:
        return document
    told += [(text, twins[text]) for text in _texts(document) if text in twins]
    return _with(document, lambda text: twins.get(text, text))


def _says_the_same(one: str, other: str) -> bool:
    """Whether one text only has more languages than the other."""
    if isinstance(one, Translated) and isinstance(other, Translated):
        ours, theirs = set(one.languages), set(other.languages)
        return ours <= theirs or theirs <= ours
    if isinstance(one, Translated):
        return _says_the_same(other, one)
    return isinstance(other, Translated) and str(one) in dict(other.languages).values()


def _languages(text: str, other: str) -> frozenset[str]:
    """The languages of a text; a plain one is in that in which the other says just this."""
    if isinstance(text, Translated):
        return frozenset(dict(text.languages))
    known = other.languages if isinstance(other, Translated) else ()
    return frozenset(language for language, said in known if said == str(text))


@cache
def _spoken(model: type[Model]) -> tuple[tuple[str, bool], ...]:
    """The fields of a model that may hold others, each with whether it holds texts itself."""
    found = hints(model)
    return tuple((name, _is_prose(found[name])) for name in model.model_fields)


def _is_prose(annotation: Any) -> bool:
    """Whether a field holds, or lists, texts that people read."""
    return any(
        (isinstance(one, Then) and one.read is translated) or _is_prose(one)
        for one in get_args(annotation)
    )


def _texts(model: Model) -> list[str]:
    """The texts that people read, in the order in which they stand."""
    found: list[str] = []

    def noted(text: str) -> str:
        found.append(text)
        return text

    _with(model, noted)
    return found


def _with(model: _M, said: Callable[[str], str]) -> _M:
    """The model with something said instead of each text that people read."""
    changed = {}
    for name, is_prose in _spoken(type(model)):
        value = model.__dict__.get(name)
        other = _value(value, said, is_prose=is_prose)
        if other is not value:
            changed[name] = other
    return model.model_copy(update=changed) if changed else model


def _value(value: Any, said: Callable[[str], str], *, is_prose: bool) -> Any:
    if isinstance(value, Model):
        return _with(value, said)
    if isinstance(value, str):
        return said(value) if is_prose else value
    if isinstance(value, dict):
        found = {key: _value(one, said, is_prose=is_prose) for key, one in value.items()}
        return found if any(found[key] is not value[key] for key in value) else value
    if isinstance(value, tuple) and type(value) is tuple:
        items = tuple(_value(one, said, is_prose=is_prose) for one in value)
        same = all(one is other for one, other in zip(items, value, strict=True))
        return value if same else items
    return value

"""Texts that people read, in several languages at once, or that a tongue says in another one."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, Literal, Self

ValueForm = Literal["number", "date", "duration", "instant", "text"]
"""What each language writes in a way of its own."""


_UNSEEN: Final = frozenset({"Cc", "Cf", "Mn", "Zl", "Zp", "Zs"})
_BLANK: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters by name which are drawn as nothing: fillers, and Braille without a dot."""


def shows(text: str | None) -> bool:
    """Whether a text has anything to see: not blanks, joiners, marks and fillers alone."""
    from unicodedata import category

    return any(category(one) not in _UNSEEN and one not in _BLANK for one in text or "")


class Translated(str):
    """A text with its translations: itself wherever a text will do, and another one on demand.

    It equals a text only if all its languages do.
    """

    __slots__ = ("languages",)

    languages: tuple[tuple[str, str], ...]
    """Language tag and text, as they are written."""

    def __new__(cls, languages: Iterable[tuple[str, str]], preferred: str = "") -> Self:
        """The text that stands for all is that of the preferred language, else the first."""
        said = tuple(languages)
        texts = dict(said)
        self = super().__new__(cls, texts.get(preferred, said[0][1]))
        self.languages = said
        return self

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Translated):
            return str.__eq__(self, other) and dict(self.languages) == dict(other.languages)
        return False

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)

    def __reduce__(self) -> tuple[type["Translated"], tuple[tuple[tuple[str, str], ...], str]]:
        preferred = next(language for language, text in self.languages if text == str(self))
        return Translated, (self.languages, preferred)


class SaidText(str):
    """An English sentence of the program's, which knows what varies in it.

    It is that sentence wherever a text will do; a tongue says it otherwise. Make one with `said`.
    """

    __slots__ = ("sentence", "values")

    sentence: str
    """With named places, as the catalogues have it."""
    values: tuple[tuple[str, str], ...]

    def __new__(cls, text: str, sentence: str, values: tuple[tuple[str, str], ...]) -> Self:
        """A text, and the sentence and the values that make it."""
        self = super().__new__(cls, text)
        self.sentence, self.values = sentence, values
        return self

    def __reduce__(self) -> tuple[type["SaidText"], tuple[str, str, tuple[tuple[str, str], ...]]]:
        return SaidText, (str(self), self.sentence, self.values)


class SaidValue(str):
    """What a tongue writes as its own, such as a number or a date; elsewhere it is its text."""

    __slots__ = ("form", "value")

    form: ValueForm
    value: object
    """As the tongue's method of that name takes it; a duration in seconds, an
    instant with its zone; of a name what people call it."""

    def __new__(cls, text: str, form: ValueForm, value: object) -> Self:
        """A text, and what it is the text of."""
        self = super().__new__(cls, text)
        self.form, self.value = form, value
        return self

    def __reduce__(self) -> tuple[type["SaidValue"], tuple[str, ValueForm, object]]:
        return SaidValue, (str(self), self.form, self.value)


def said(sentence: str, **values: object) -> str:
    """A sentence that a tongue can say, too.

    Values that are sentences are said likewise, numbers and dates written as the language does; a
    number in backticks is shown as it stands in a file.
    """
    texts = {
        name: str(value) if type(value) is int and f"`{{{name}}}`" in sentence else _as_text(value)
        for name, value in values.items()
    }
    return SaidText(sentence.format_map(texts), sentence, tuple(texts.items()))


def _as_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        whole = isinstance(value, float) and value.is_integer()
        return SaidValue(f"{int(value) if whole else value:,}", "number", value)
    return SaidValue(str(value), "date", value) if type(value) is date else str(value)


def told(error: BaseException) -> str:
    """What an error says, as a sentence that a tongue can say where it is one."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, SaidText) else str(error)


def any_of(words: Sequence[str]) -> str:
    """`a`, `a or b`, `a, b or c`, each word once; a tongue says words and all."""
    *others, last = dict.fromkeys(words) or [""]
    return said("{these} or {last}", these=_listed(others), last=last) if others else last


def all_of(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`, each word once; a tongue says words and all."""
    *others, last = dict.fromkeys(words) or [""]
    return said("{these} and {last}", these=_listed(others), last=last) if others else last


def together(parts: Iterable[str], between: str = "") -> str:
    """Texts one after the other, of which a tongue says each; `between` has no braces."""
    texts = [text for text in parts if text]
    if len(texts) < 2:
        return texts[0] if texts else ""
    values = {f"part{number}": text for number, text in enumerate(texts)}
    return said(between.join(f"{{{name}}}" for name in values), **values)


def advised(sentence: str, advice: str | None) -> str:
    """A sentence with the advice that goes with it, if there is any."""
    return together((sentence, advice or ""), "; ")


def _listed(words: Sequence[str]) -> str:
    return together(words, ", ")


def translated(text: str | Mapping[str, str]) -> str:
    """A text as it is, or a mapping of languages as one text."""
    return text if isinstance(text, str) else Translated(text.items())


def preferring(text: str, languages: Iterable[str]) -> str:
    """The same texts, of which the first of these languages that is there stands for all."""
    if not isinstance(text, Translated):
        return text
    known = dict(text.languages)
    return next(
        (Translated(text.languages, language) for language in languages if language in known), text
    )


def in_languages(text: str) -> tuple[str, ...]:
    """The text in each language in which it stands."""
    return tuple(dict(text.languages).values()) if isinstance(text, Translated) else (text,)


def in_language(text: str, language: str) -> str:
    """The text in a language: in just this one, else in one of its family, else as it stands."""
    if not isinstance(text, Translated):
        return text
    known = dict(text.languages)
    family = language.partition("-")[0]
    near = (said for tag, said in text.languages if tag.partition("-")[0] == family)
    return known.get(language) or next(near, str.__str__(text))

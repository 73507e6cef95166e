"""Employers: which spellings of a name mean the same one."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from govcheck.named_tuples import NamedTuple

_LEGAL_FORMS: Final[Mapping[str, str]] = {
    "incorporated": "inc",
    "corporation": "corp",
    "limited": "ltd",
    "company": "co",
    "aktiengesellschaft": "ag",
    "mbh": "gmbh",
    **{
        form: form
        for form in (
            "ab", "ag", "aps", "as", "asa", "bv", "co", "corp", "eg", "ev", "gbr", "gmbh", "inc",
            "kft", "kg", "kgaa", "kk", "llc", "llp", "lp", "ltd", "nv", "ohg", "oy", "oyj", "plc",
            "pte", "pty", "pvt", "sa", "sarl", "sas", "se", "sl", "spa", "sro", "srl", "ug",
        )
    },
}  # fmt: skip
"""How the forms of companies are written, and the short way of each."""
_JOINING: Final = ("and", "und", "et", "y", "e")


class _Name(NamedTuple):
    """A name without what people spell differently, and the legal form with it."""

    stem: str
    form: tuple[str, ...]


def employer_keys(names: Iterable[str]) -> dict[str, str]:
    """For each spelling a key that is the same for all spellings of one employer.

    Case, blanks and punctuation do not tell employers apart, nor does how a legal form is written.
    One without a legal form is the one that has one, unless there are several. Names of nothing
    but blanks are left out.
    """
    read = {name: _read(name) for name in names if name.strip()}
    forms: dict[str, set[tuple[str, ...]]] = {}
    for stem, form in read.values():
        forms.setdefault(stem, set()).update([form] if form else [])
    keys = {}
    for name, (stem, form) in read.items():
        own = form or (next(iter(forms[stem])) if len(forms[stem]) == 1 else ())
        keys[name] = " ".join((stem, *own))
    return keys


def usual_spellings(names: Iterable[str]) -> dict[str, str]:
    """For each spelling the one that most people have of the same employer, else the first."""
    listed = [name for name in names if name.strip()]
    keys = employer_keys(listed)
    counts = Counter(listed)
    best: dict[str, str] = {}
    for name in dict.fromkeys(listed):
        current = best.setdefault(keys[name], name)
        if counts[name] > counts[current]:
            best[keys[name]] = name
    return {name: best[key] for name, key in keys.items()}


def _read(name: str) -> _Name:
    text = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ")
    text = re.sub(r"(?<=\b\w)\.\s*(?=\w\b)", "", text)  # `e. V.`, `G.m.b.H.`
    text = re.sub(r"(?<=\b\w)/(?=\w\b)", "", text)  # `A/S`
    text = re.sub(r"g\.?\s?m\.?\s?b\.?\s?h\b", "gmbh", text)
    words = re.findall(r"\w+", text)
    form: list[str] = []
    while len(words) > 1 and (words[-1] in _LEGAL_FORMS or words[-1] in _JOINING):
        form.insert(0, words.pop())
    if len(words) > 1 and words[0] == "the":
        del words[0]
    short = tuple(_LEGAL_FORMS[word] for word in form if word in _LEGAL_FORMS)
    return _Name("".join(words) or text.strip(), short)

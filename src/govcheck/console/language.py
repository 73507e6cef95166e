"""The language in which people read what a command says.

It is known before the command line is read, since what is wrong with that is said in it, too; and
without click, which takes long to import.
"""

import os
import re
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Final

from govcheck.tongue.forms import LANGUAGES

_OPTION: Final = "--lang"
_LOCALE: Final = ("GOVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
_STATED: Final[ContextVar[str | None]] = ContextVar("stated_language", default=None)


def state_language(named: str | None) -> None:
    """Keep what `--lang` says; None where it says nothing."""
    _STATED.set(named)


def stated_language() -> str | None:
    """What `--lang` says."""
    return _STATED.get()


def reader_language() -> str:
    """The language that is asked for, by `--lang`, by GOVCHECK_LANG, or by the locale."""
    return language_of(stated_language())


def language_of(named: str | None) -> str:
    """The language that is asked for: the named one, by GOVCHECK_LANG, or by the locale."""
    for stated in (named, *(os.environ.get(name) for name in _LOCALE)):
        if stated:
            language = re.split("[_.@-]", stated.lower(), maxsplit=1)[0]
            return language if language in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


def language_in(arguments: Sequence[str]) -> str | None:
    """What `--lang` says in arguments that nobody has parsed; only what it takes counts."""
    found = None
    for position, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == _OPTION:
            stated = value if equals else "".join(arguments[position + 1 : position + 2])
            found = stated if stated in LANGUAGES else found
    return found

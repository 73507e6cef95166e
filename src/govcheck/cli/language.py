"""The language in which people read what a command says."""

import os
import re
from collections.abc import Sequence
from typing import Final

import click

from govcheck.tongue.forms import LANGUAGES

STATED: Final = "govcheck.language"
"""Where the context of a command keeps what `--lang` says."""
_OPTION: Final = "--lang"
_LOCALE: Final = ("GOVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def reader_language(arguments: Sequence[str] = ()) -> str:
    """The language that is asked for, by `--lang`, by GOVCHECK_LANG, or by the locale.

    The arguments count where there is no command yet, or none any more.
    """
    context = click.get_current_context(silent=True)
    named = context.meta.get(STATED) if context is not None else _stated(arguments)
    for stated in (named, *(os.environ.get(name) for name in _LOCALE)):
        if stated:
            language = re.split("[_.@-]", stated.lower())[0]
            return language if language in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]


def _stated(arguments: Sequence[str]) -> str | None:
    """What `--lang` says in arguments that nobody has parsed; only what it takes counts."""
    found = None
    for position, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == _OPTION:
            said = value if equals else "".join(arguments[position + 1 : position + 2])
            found = said if said in LANGUAGES else found
    return found

"""Plain command lines, read without click, whose import takes longer than most answers.

Only what is certain is read here: options by their whole names, each with a value of its own that
begins with no dash. Every other line, with help, completion and what is wrong, is left to click,
which reads the same lines to the same values; a test compares both.
"""

import os
import re
from collections.abc import Mapping, Sequence
from typing import Final

from govcheck.cli.common import Shared
from govcheck.named_tuples import NamedTuple
from govcheck.time.clock import parse_instant
from govcheck.tongue.forms import LANGUAGES

_WITHOUT_SECONDS: Final = r"(?a:^(.*[Tt ]\d{2}:\d{2})(Z|z|[+-]\d{2}:\d{2})$)"
_QUIET: Final = ("-q", "--quiet")
_VERBOSE: Final = ("-v", "--verbose")


class PlainForm(NamedTuple):
    """The options of a command that are read here; the first format is the default."""

    formats: tuple[str, ...]
    flags: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    """Options with a value that may be stated once."""
    often: tuple[str, ...] = ()
    """Options with a value that may be stated again and again."""


class PlainLine(NamedTuple):
    """A command line: files and other names, flags, and options with what they say."""

    names: tuple[str, ...]
    flags: frozenset[str]
    stated: Mapping[str, tuple[str, ...]]
    shared: Shared

    def one(self, option: str) -> str | None:
        """What an option says that is stated at most once."""
        values = self.stated.get(option)
        return None if values is None else values[0]

    def all(self, option: str) -> tuple[str, ...]:
        """All that an option says."""
        return self.stated.get(option, ())


def read_line(form: PlainForm, arguments: Sequence[str]) -> PlainLine | None:
    """A command line without its command; None where click has to look at it."""
    once = {*form.once, "--policy", "--format", "--color", "--lang"}
    flags: set[str] = set()
    stated: dict[str, tuple[str, ...]] = {}
    names: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if not argument.startswith("-"):
            names.append(argument)
            continue
        if argument in form.flags or argument in _QUIET or argument in _VERBOSE:
            flags.add(argument)
            continue
        option, equals, value = argument.partition("=")
        if not equals:
            value = next(waiting, "")
        known = option in form.often or (option in once and option not in stated)
        if not known or not value or value.startswith("-"):
            return None
        stated[option] = (*stated.get(option, ()), value)
    if not all(names):
        return None
    shared = _shared(form, flags, stated)
    return shared and PlainLine(tuple(names), frozenset(flags), stated, shared)


def _shared(
    form: PlainForm, flags: set[str], stated: Mapping[str, tuple[str, ...]]
) -> Shared | None:
    """The options that commands share; None where one is not as it should be."""
    folder, language = (stated.get(name, (None,))[0] for name in ("--policy", "--lang"))
    format_ = stated.get("--format", form.formats)[0]
    color = stated.get("--color", ("auto",))[0]
    if folder is not None and not (os.path.isdir(folder) and os.access(folder, os.R_OK)):
        return None
    if format_ not in form.formats or color not in ("auto", "always", "never"):
        return None
    if language is not None and language not in LANGUAGES:
        return None
    quiet, verbose = not flags.isdisjoint(_QUIET), not flags.isdisjoint(_VERBOSE)
    return Shared(folder, None, format_, None, color, quiet, verbose, language)


def parse_offset_instant(text: str) -> int:
    """The instant of a text with an offset, with seconds or without. Raises ValueError."""
    return parse_instant(re.sub(_WITHOUT_SECONDS, r"\1:00\2", text))

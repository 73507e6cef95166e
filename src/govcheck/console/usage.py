"""What is wrong with a command line, in the language of whoever reads it.

click words its own messages in English; here they are told apart by their form, and said again.
"""

import re
from collections.abc import Callable
from typing import Final

import click

from govcheck.console.help import ReaderFormatter
from govcheck.render.escape import terminal
from govcheck.tongue import Tongue
from govcheck.translation import SaidText, any_of, said


def usage(error: click.ClickException, tongue: Tongue) -> str:
    """How the command is called, where help is, and what is wrong."""
    lines: list[str] = []
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is not None:
        pieces = " ".join(context.command.collect_usage_pieces(context))
        formatter = context.make_formatter()
        formatter.write_usage(context.command_path, pieces)
        asked = f"{context.command_path} --help"
        lines = [
            formatter.getvalue().rstrip("\n"),
            tongue.say("Try `{command}` for help.", command=asked),
            "",
        ]
    reason = terminal(tongue.text(_reason(error)))
    return "\n".join((*lines, tongue.say("Error: {reason}", reason=reason)))


def _reason(error: click.ClickException) -> str:
    message = worded(error.message)
    match error:
        case click.FileError():
            return said(
                "the file `{path}` cannot be opened: {reason}",
                path=error.ui_filename,
                reason=message,
            )
        case click.MissingParameter():
            return _missing(error)
        case click.BadParameter():
            hint = _hint(error)
            if hint is None:
                return said("invalid value: {reason}", reason=message)
            return said("invalid value for {name}: {reason}", name=hint, reason=message)
        case click.NoSuchOption() if error.possibilities:
            near = any_of([f"`{one}`" for one in sorted(error.possibilities)])
            return said("{reason}; did you mean {names}?", reason=message, names=near)
        case _:
            return message


def _hint(error: click.BadParameter) -> str | None:
    hint = error.param_hint
    if hint is None and error.param is not None:
        hint = error.param.get_error_hint(error.ctx)
    if hint is None:
        return None
    written = hint if isinstance(hint, str) else " / ".join(map(repr, hint))
    return ReaderFormatter().values(written)


def _missing(error: click.MissingParameter) -> str:
    name = _hint(error) or ""
    is_argument = isinstance(error.param, click.Argument)
    missing = (
        said("argument {name} is missing", name=name)
        if is_argument
        else said("option {name} is missing", name=name)
    )
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        known = ", ".join(f"`{one}`" for one in kind.choices)
        return said("{message}: one of {names}", message=missing, names=known)
    return missing


def worded(message: str) -> str:
    """A message of click's as a sentence that a tongue can say; any other one as it is."""
    if isinstance(message, SaidText):
        return message
    for pattern, word in _FORMS:
        match = pattern.fullmatch(message)
        if match is not None:
            return word(match)
    return message


def _path_kind(name: str) -> str:
    return {"File": said("the file"), "Directory": said("the folder")}.get(name, said("the path"))


_Word = Callable[[re.Match[str]], str]


def _form(pattern: str, word: _Word) -> tuple[re.Pattern[str], _Word]:
    return re.compile(pattern, re.DOTALL), word


_FORMS: Final = (
    _form(r"No such option '?(.*?)'?\.", lambda m: said("there is no option `{name}`", name=m[1])),
    _form(r"No such command '(.*)'\.", lambda m: said("there is no command `{name}`", name=m[1])),
    _form(
        r"'(.*)' is not one of (.*)\.",
        lambda m: said("`{value}` is none of {names}", value=m[1], names=m[2].replace("'", "`")),
    ),
    _form(
        r"'(.*)' is not '(.*)'\.",
        lambda m: said("`{value}` is not `{name}`", value=m[1], name=m[2]),
    ),
    _form(
        r"'(.*)' is not a valid integer( range)?\.",
        lambda m: said("`{value}` is not a whole number", value=m[1]),
    ),
    _form(
        r"'(.*)' is not a valid float( range)?\.",
        lambda m: said("`{value}` is not a number", value=m[1]),
    ),
    _form(
        r"(.*) is not in the range (.*)\.",
        lambda m: said("`{value}` is not in the range {range}", value=m[1], range=m[2]),
    ),
    _form(
        r"(File|Directory|Path) '(.*)' does not exist\.",
        lambda m: said("{what} `{path}` does not exist", what=_path_kind(m[1]), path=m[2]),
    ),
    _form(
        r"(?:File|Directory|Path) '(.*)' is a file\.",
        lambda m: said("`{path}` is a file, not a folder", path=m[1]),
    ),
    _form(
        r"(?:File|Directory|Path) '(.*)' is a directory\.",
        lambda m: said("`{path}` is a folder, not a file", path=m[1]),
    ),
    _form(
        r"(?:File|Directory|Path) '(.*)' is not readable\.",
        lambda m: said("`{path}` cannot be read", path=m[1]),
    ),
    _form(
        r"(?:File|Directory|Path) '(.*)' is not writable\.",
        lambda m: said("`{path}` cannot be written", path=m[1]),
    ),
    _form(
        r"Got unexpected extra arguments? \((.*)\)",
        lambda m: said("nobody asked for `{words}`", words=m[1]),
    ),
    _form(
        r"Option '(.*)' requires (?:an|\d+) arguments?\.",
        lambda m: said("option `{name}` needs a value", name=m[1]),
    ),
    _form(
        r"Option '(.*)' does not take a value\.",
        lambda m: said("option `{name}` takes no value", name=m[1]),
    ),
    _form(
        r"Argument '(.*)' takes (\d+) values\.",
        lambda m: said("argument `{name}` takes {count} values", name=m[1], count=m[2]),
    ),
    _form(r"Missing command\.", lambda m: said("the command is missing")),
)
"""The forms of click's messages, each with what is said instead."""

"""What is wrong with a command line, in the language of whoever reads it.

click words its own messages in English; here they are told apart by their form, and said again.
"""

import re
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
    for pattern, sentence in _FORMS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is not None:
            found = match.groupdict().items()
            values = {name: v.replace("'", "`") if name == "names" else v for name, v in found}
            return said(sentence, **values)
    return message


def say(sentence: str) -> str:
    """Mark a sentence that is said later, for whoever gathers what has to be translated."""
    return sentence


_PATH: Final = r"(?:File|Directory|Path) '(?P<path>.*)' "
_FORMS: Final = (
    (r"No such option '?(?P<name>.*?)'?\.", say("there is no option `{name}`")),
    (r"No such command '(?P<name>.*)'\.", say("there is no command `{name}`")),
    (r"'(?P<value>.*)' is not one of (?P<names>.*)\.", say("`{value}` is none of {names}")),
    (r"'(?P<value>.*)' is not '(?P<name>.*)'\.", say("`{value}` is not `{name}`")),
    (
        r"'(?P<value>.*)' is not a valid integer( range)?\.",
        say("`{value}` is not a whole number"),
    ),
    (r"'(?P<value>.*)' is not a valid float( range)?\.", say("`{value}` is not a number")),
    (
        r"(?P<value>.*) is not in the range (?P<range>.*)\.",
        say("`{value}` is not in the range {range}"),
    ),
    (r"File '(?P<path>.*)' does not exist\.", say("the file `{path}` does not exist")),
    (r"Directory '(?P<path>.*)' does not exist\.", say("the folder `{path}` does not exist")),
    (r"Path '(?P<path>.*)' does not exist\.", say("the path `{path}` does not exist")),
    (_PATH + r"is a file\.", say("`{path}` is a file, not a folder")),
    (_PATH + r"is a directory\.", say("`{path}` is a folder, not a file")),
    (_PATH + r"is not readable\.", say("`{path}` cannot be read")),
    (_PATH + r"is not writable\.", say("`{path}` cannot be written")),
    (r"Got unexpected extra arguments? \((?P<words>.*)\)", say("nobody asked for `{words}`")),
    (
        r"Option '(?P<name>.*)' requires (?:an|\d+) arguments?\.",
        say("option `{name}` needs a value"),
    ),
    (r"Option '(?P<name>.*)' does not take a value\.", say("option `{name}` takes no value")),
    (
        r"Argument '(?P<name>.*)' takes (?P<count>\d+) values\.",
        say("argument `{name}` takes {count} values"),
    ),
    (r"Missing command\.", say("the command is missing")),
)
"""The forms of click's messages, each with what is said instead."""

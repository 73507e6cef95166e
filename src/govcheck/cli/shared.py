"""The options that commands have in common, which make one value."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

import click

from govcheck.cli.common import Shared
from govcheck.cli.instants import duration
from govcheck.console.output import state_language, stated_language
from govcheck.tongue.forms import LANGUAGES
from govcheck.translation import SaidText, said

__all__ = [
    "Misuse", "Shared", "fail_level_option", "horizon_option", "language_option", "policy_option",
    "shared_options",
]  # fmt: skip

F = TypeVar("F", bound=Callable[..., Any])
_LEVELS: Final = ("error", "warning", "note")
_NAMES: Final = {"policy": "folder", "rev": "rev", "format_": "format", "output": "output",
                 "color": "color", "quiet": "quiet", "verbose": "verbose"}  # fmt: skip
_ABSENT: Final = {"policy": None, "rev": None, "format_": "", "output": None, "color": "auto"}


class Misuse(click.UsageError):
    """A command line that cannot be meant so; its text is a sentence, as of a GovcheckError."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence if isinstance(sentence, SaidText) else said(sentence, **values))


_FILE_OR_FOLDER = (
    "Write the result to a file instead of standard output; or into a folder each mention with "
    "what is decided of it, as Parquet."
)


def policy_option(function: F) -> F:
    """`--policy DIR`: whose files."""
    return click.option(
        "--policy",
        metavar="DIR",
        is_eager=True,  # what else is on the command line is read by it
        type=click.Path(exists=True, file_okay=False),
        help="The folder that holds `policies/`; default: the nearest one upwards.",
    )(function)


def _with_output(function: F, formats: tuple[str, ...], *, rows: bool) -> F:
    """`--format`, `--output` and `--color`; the first format is the default."""
    function = click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Whether to colour; `auto` does in a terminal unless NO_COLOR is set.",
    )(function)
    function = click.option(
        "--output",
        metavar="FILE|DIR" if rows else "FILE",
        type=click.Path(dir_okay=rows),
        help=_FILE_OR_FOLDER if rows else "Write the result to a file instead of standard output.",
    )(function)
    return click.option(
        "--format",
        "format_",
        type=click.Choice(list(formats)),
        default=formats[0],
        show_default=True,
        help="How the result is written.",
    )(function)


def common_options(function: F) -> F:
    """`-q`, `-v`, `--debug` and `--lang`."""
    function = language_option(function)
    function = click.option(
        "--debug", is_flag=True, help="Show the traceback of a bug.", expose_value=False
    )(function)
    function = click.option("-v", "--verbose", is_flag=True, help="Say more.")(function)
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing but the result.")(function)


def language_option(function: F) -> F:
    """`--lang`: for whom it is said."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        callback=_remember,
        expose_value=False,
        help="The language of what people read; default: GOVCHECK_LANG, then the locale.",
    )(function)


def _remember(_ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:  # else it may stand before the command
        state_language(value)


def shared_options(
    *formats: str, policy: bool = True, rev: bool = True, rows: bool = False
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command the options that it shares with others, as one `shared`.

    Without `formats` it has no result in several forms, without `policy` it states that option
    itself or is about none, without `rev` it works on the files as they are. With `rows` its
    output may be a folder.
    """

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def command(**given: Any) -> int:
            values = {to: given.pop(at, _ABSENT.get(at)) for at, to in _NAMES.items()}
            return function(shared=Shared(**values, named_language=stated_language()), **given)

        made = common_options(command)
        if policy and rev:
            help_ = "Read the policy out of this git revision."
            made = click.option("--rev", metavar="REV", is_eager=True, help=help_)(made)
        if policy:
            made = policy_option(made)
        return _with_output(made, formats, rows=rows) if formats else made

    return decorate


def horizon_option(function: F) -> F:
    """`--horizon 90d`: how far ahead, in seconds; never nothing."""
    return click.option(
        "--horizon",
        metavar="90d",
        default="365d",
        show_default=True,
        callback=_some_time,
        help="How far to look ahead.",
    )(function)


def fail_level_option(function: F) -> F:
    """`--fail-level`: which findings make a command fail."""
    return click.option(
        "--fail-level",
        type=click.Choice(_LEVELS),
        default=_LEVELS[0],
        show_default=True,
        help="The least severity that makes the exit code 1.",
    )(function)


def _some_time(ctx: click.Context, option: click.Parameter, value: str) -> int:
    seconds = duration(ctx, option, value)
    if seconds == 0:
        raise Misuse("`{option}` is empty", option=option.opts[0])
    return seconds

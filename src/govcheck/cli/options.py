"""The options that commands share."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from govcheck.console.language import state_language
from govcheck.console.output import emit, note, note_findings
from govcheck.tongue.forms import LANGUAGES
from govcheck.translation import SaidText, said

__all__ = [
    "Misuse", "common_options", "emit", "language_option", "note", "note_findings",
    "output_options", "policy_option", "policy_options",
]  # fmt: skip


class Misuse(click.UsageError):
    """A command line that cannot be meant so; its text is a sentence, as of a GovcheckError."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence if isinstance(sentence, SaidText) else said(sentence, **values))


_FILE_OR_FOLDER = (
    "Write the result to a file instead of standard output; or into a folder each mention with "
    "what is decided of it, as Parquet."
)
F = TypeVar("F", bound=Callable[..., Any])


def policy_options(function: F) -> F:
    """`--policy DIR` and `--rev REV`: which policy."""
    return policy_option(
        click.option(
            "--rev", metavar="REV", is_eager=True, help="Read the policy out of this git revision."
        )(function)
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


def output_options(*formats: str, rows: bool = False) -> Callable[[F], F]:
    """`--format`, `--output` and `--color`; the first format is the default.

    With `rows` the output may be a folder for rows.
    """

    def decorate(function: F) -> F:
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
            help=_FILE_OR_FOLDER
            if rows
            else "Write the result to a file instead of standard output.",
        )(function)
        return click.option(
            "--format",
            "format_",
            type=click.Choice(list(formats)),
            default=formats[0],
            show_default=True,
            help="How the result is written.",
        )(function)

    return decorate


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

"""The options that commands share, and where results go."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from govcheck.cli.language import STATED, reader_language
from govcheck.cli.standard import is_terminal, write_named, write_output
from govcheck.errors import reason_of
from govcheck.tongue.forms import LANGUAGES
from govcheck.translation import SaidText

if TYPE_CHECKING:
    from govcheck.finding import Finding
    from govcheck.source import Source

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


def output_options(*formats: str) -> Callable[[F], F]:
    """`--format`, `--output` and `--color`; the first format is the default."""

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
            metavar="FILE",
            type=click.Path(dir_okay=False),
            help="Write the result to a file instead of standard output.",
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
    function = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        callback=_remember,
        expose_value=False,
        help="The language of what people read; default: GOVCHECK_LANG, then the locale.",
    )(function)
    function = click.option(
        "--debug", is_flag=True, help="Show the traceback of a bug.", expose_value=False
    )(function)
    function = click.option("-v", "--verbose", is_flag=True, help="Say more.")(function)
    return click.option("-q", "--quiet", is_flag=True, help="Say nothing but the result.")(function)


def _remember(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    ctx.meta[STATED] = value


def wants_color(color: str, output: str | None) -> bool:
    """Whether the result is coloured: an explicit flag beats NO_COLOR, which beats the terminal."""
    if color != "auto":
        return color == "always"
    return not os.environ.get("NO_COLOR") and output is None and is_terminal()


def emit(text: str, output: str | None) -> None:
    """Write a result, as UTF-8, to a file or to standard output."""
    content = text.encode("utf-8", "backslashreplace")
    if output is None or output == "-":
        write_output(content)
        return
    try:
        write_named(output, content)
    except OSError as error:
        raise click.FileError(output, reason_of(error)) from None


def note_findings(
    findings: "Sequence[Finding]", sources: "Mapping[str, Source]", language: str | None = None
) -> None:
    """Say on standard error what is wrong with something, if anything is."""
    if findings:
        from govcheck.report.findings import Report, render
        from govcheck.tongue import tongue

        reader = tongue(language or reader_language())
        note(render(Report(findings, dict(sources), 0, tongue=reader), "full").rstrip("\n"))


def note(text: str, *, quiet: bool = False) -> None:
    """Say something on standard error; a sentence in the reader's language, on one line."""
    if quiet:
        return
    if isinstance(text, SaidText):
        from govcheck.report.escape import terminal
        from govcheck.tongue import tongue

        text = terminal(tongue(reader_language()).text(text))
    click.echo(text, err=True)

"""The command group, and what is said where a command fails."""

import os
from importlib import import_module
from typing import Final

import click

from govcheck import __version__
from govcheck.cli.shared import language_option
from govcheck.cli.start import COMPLETION, main
from govcheck.console.help import ReaderContext
from govcheck.console.output import (
    language_in,
    note,
    note_findings,
    reader_language,
    state_language,
)
from govcheck.errors import GovcheckError
from govcheck.tongue.forms import LANGUAGES
from govcheck.translation import said, together, told

__all__ = ["COMMANDS", "command_of", "failed", "govcheck", "main", "run"]

COMMANDS: Final = {
    "validate": "Check everything that must be right before a policy merges.",
    "simulate": "Decide incidents and play the escalation forward.",
    "test": "Run the scenarios.",
    "prove": "Prove what must hold for every incident and every minute.",
    "diff": "Show what a change does to people and incidents.",
    "gate": "Say whether the approvals of a change suffice.",
    "approvers": "Say whom to ask to approve a change.",
    "triage": "Ask only what can still change the outcome, then simulate.",
    "replay": "Decide the mentions of the past by the policy, and by another revision.",
    "duty": "Show who is on duty now, next, and where nobody is.",
    "log": "Append to what happened in an incident.",
    "due": "Show what is done, what is due now, and what waits for whom.",
    "review": "Say whether the policy was followed.",
    "post": "Check drafts before they go out, or show the calendar of posts.",
    "agenda": "Show what the council has to deal with at its next meeting.",
    "explain": "Say why a check exists.",
    "import": "Make policy documents of what other tools export.",
    "site": "Write the handbook and the responder's page as a static site.",
    "export": "Write what other tools can use of the policy.",
    "init": "Write a new, valid policy repository.",
    "fmt": "Lay the policy files out in one way.",
    "rename": "Give a document, or a name in one, another name everywhere.",
    "schema": "Write the JSON Schemas from the models.",
}
"""Every command with its one line of help, so that `--help` imports none of them."""

_MODULES: Final = {"import": "importing"}
"""Where a command has a name that no module can have."""

INTERRUPTED: Final = 130
BUG: Final = 3


def command_of(name: str) -> click.Command:
    """The command of that name, whose module is imported."""
    module = import_module(f"govcheck.cli.{_MODULES.get(name, name)}")
    command: click.Command = module.command
    command.context_class = ReaderContext
    return command


class Commands(click.Group):
    """A group that imports a command only when it is called."""

    context_class = ReaderContext

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        return command_of(cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, with the nearest name where there is none."""
        unknown = bool(args) and args[0] not in COMMANDS and not args[0].startswith("-")
        if unknown and not ctx.resilient_parsing:
            from govcheck.nearest import did_you_mean

            advice = did_you_mean(args[0], COMMANDS)
            raise click.UsageError(
                said("no command `{name}`; {advice}", name=args[0], advice=advice), ctx
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table of commands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, package_name="govcheck", message="govcheck %(version)s")
@language_option
@click.pass_context
def govcheck(ctx: click.Context) -> None:
    """Social-media governance as code.

    Validate the policy, simulate an incident, and know who must do what by when.

    \b
    Example:
      govcheck simulate incidents/airbag-video.yaml
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def run(arguments: list[str]) -> int:
    """Run the command line by click; the exit code says how it ended."""
    state_language(language_in(arguments))
    if COMPLETION in os.environ:
        from govcheck.console.shells import use_shells

        use_shells()
    try:
        code = govcheck.main(arguments, prog_name="govcheck", standalone_mode=False)
    except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001 - told below
        return failed(error, debug="--debug" in arguments)
    finally:
        state_language(None)
    return code if isinstance(code, int) else 0


def failed(error: BaseException, *, debug: bool) -> int:
    """Say why a command ended, if that needs to be said; the exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.Abort | KeyboardInterrupt):
        note(said("interrupted"))
        return INTERRUPTED
    if isinstance(error, click.ClickException):
        _show(error)
        return GovcheckError.exit_code  # click's own is 1 for a file that cannot be written
    if isinstance(error, SystemExit):  # how click ends where nobody reads its help
        return 0
    if debug:
        import traceback  # which no other run needs

        traceback.print_exception(error)
    if isinstance(error, GovcheckError):
        note(said("error: {reason}", reason=_told(error)))
        return error.exit_code
    note(
        said(
            "bug: {kind}: {error}; please report it, with the command and `--debug`, to the"
            " maintainers",
            kind=type(error).__name__, error=error,
        )
    )  # fmt: skip
    return BUG


def _show(error: click.ClickException) -> None:
    """Say what is wrong with the command line."""
    language = reader_language()
    if language == LANGUAGES[0]:
        error.show()
        return
    from govcheck.console.usage import usage
    from govcheck.tongue import tongue

    click.echo(usage(error, tongue(language)), err=True)


def _told(error: GovcheckError) -> str:
    """Why a command ends, in a line; what keeps a policy from loading is told in full before."""
    from govcheck.opening.refusal import InvalidPolicy

    if not isinstance(error, InvalidPolicy):
        return told(error)
    note_findings(error.findings, error.sources)
    count = len(error.findings)
    what = error.called or said("the policy")
    reason = (
        said("{what} does not load: 1 error", what=what)
        if count == 1
        else said("{what} does not load: {count} errors", what=what, count=count)
    )
    if error.called:
        return reason
    return together((reason, said("`--rev HEAD` reads what was committed last")), "; ")

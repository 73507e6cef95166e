"""What commands have in common: options, the policy that these name, and where results go."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, Final

import click

from govcheck.cli.instants import duration
from govcheck.cli.options import (
    F,
    common_options,
    emit,
    note,
    output_options,
    policy_option,
    policy_options,
    reader_language,
    wants_color,
)
from govcheck.load.tree import Tree

if TYPE_CHECKING:
    from govcheck.library.policy import OpenPolicy
    from govcheck.tongue import Tongue

_LEVELS: Final = ("error", "warning", "note")


@dataclass(frozen=True)
class Shared:
    """The options that every command has, or most of them."""

    folder: str | None
    """The folder that holds `policies/`, where one is named."""
    rev: str | None
    format: str
    output: str | None
    color: str
    quiet: bool
    verbose: bool

    @property
    def colored(self) -> bool:
        """Whether the result is coloured."""
        return wants_color(self.color, self.output)

    @property
    def language(self) -> str:
        """The language of whoever reads it."""
        return reader_language()

    @property
    def tongue(self) -> "Tongue":
        """What says sentences in that language."""
        from govcheck.tongue import tongue

        return tongue(self.language)

    def emit(self, text: str) -> None:
        """Write the result where it is to go."""
        emit(text, self.output)

    def note(self, text: str) -> None:
        """Say something on standard error, unless nothing but the result is wanted."""
        note(text, quiet=self.quiet)

    def tree(self) -> Tree:
        """The tree that is named. Raises PolicyNotFound or RevisionError."""
        from govcheck.library.location import open_tree

        return open_tree(self.folder, self.rev)

    def open(self) -> "OpenPolicy":
        """The policy that is named, of which nothing is loaded before it is asked."""
        from govcheck.cli.cache import open_cache
        from govcheck.library.policy import OpenPolicy

        tree = self.tree()
        return OpenPolicy(tree, open_cache(tree.root))

    def opened(self, at: int) -> "OpenPolicy":
        """The policy that is named; what else is wrong with it at an instant is told."""
        policy = self.open()
        said = self.warnings(policy, at)
        note(said, quiet=not said)
        return policy

    def warnings(self, policy: "OpenPolicy", at: int) -> str:
        """What else is wrong with a policy at an instant, in words. Raises InvalidPolicy."""
        from govcheck.cli.program import warnings

        policy.must_load()
        return "" if self.quiet else warnings(policy, at, self.tongue).rstrip("\n")


_NAMES: Final = {"policy": "folder", "rev": "rev", "format_": "format", "output": "output",
                 "color": "color", "quiet": "quiet", "verbose": "verbose"}  # fmt: skip
_ABSENT: Final = {"policy": None, "rev": None, "format_": "", "output": None, "color": "auto"}


def shared_options(
    *formats: str, policy: bool = True, rev: bool = True
) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command the options that it shares with others, as one `shared`.

    Without `formats` it has no result in several forms, without `policy` it states that option
    itself or is about none, without `rev` it works on the files as they are.
    """

    def decorate(function: Callable[..., int]) -> Callable[..., int]:
        @wraps(function)
        def command(**given: Any) -> int:
            values = {to: given.pop(at, _ABSENT.get(at)) for at, to in _NAMES.items()}
            return function(shared=Shared(**values), **given)

        made = common_options(command)
        if policy:
            made = policy_options(made) if rev else policy_option(made)
        return output_options(*formats)(made) if formats else made

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
        raise click.UsageError(f"`{option.opts[0]}` is empty")
    return seconds

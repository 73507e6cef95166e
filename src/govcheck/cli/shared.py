"""The options that commands have in common, which make one value."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

import click

from govcheck.cli.common import Shared
from govcheck.cli.instants import duration
from govcheck.cli.options import (
    F,
    Misuse,
    common_options,
    output_options,
    policy_option,
    policy_options,
)
from govcheck.console.language import stated_language

__all__ = ["Shared", "fail_level_option", "horizon_option", "shared_options"]

_LEVELS: Final = ("error", "warning", "note")
_NAMES: Final = {"policy": "folder", "rev": "rev", "format_": "format", "output": "output",
                 "color": "color", "quiet": "quiet", "verbose": "verbose"}  # fmt: skip
_ABSENT: Final = {"policy": None, "rev": None, "format_": "", "output": None, "color": "auto"}


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
        if policy:
            made = policy_options(made) if rev else policy_option(made)
        return output_options(*formats, rows=rows)(made) if formats else made

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

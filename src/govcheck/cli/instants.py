"""Instants and durations on the command line."""

import click

from govcheck.clock import parse_duration, parse_instant


def instant(_ctx: click.Context, _option: click.Parameter, value: str | None) -> int | None:
    """A click callback: the instant of an RFC 3339 text, in seconds since 1970 UTC."""
    try:
        return None if value is None else parse_instant(value)
    except ValueError as error:
        raise click.BadParameter(f"`{value}` {error}") from None


def duration(_ctx: click.Context, _option: click.Parameter, value: str) -> int:
    """A click callback: the seconds of a duration."""
    try:
        return parse_duration(value)
    except ValueError as error:
        raise click.BadParameter(f"`{value}` {error}") from None

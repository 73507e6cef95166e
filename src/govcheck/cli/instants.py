"""Instants and durations on the command line."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final, TypeVar

import click

from govcheck.cli.arguments import parse_offset_instant
from govcheck.library.instants import now
from govcheck.time.clock import DAY, MINUTE, format_instant, local, parse_date, parse_duration
from govcheck.time.wall_clocks import first_instant, stretches
from govcheck.time.wall_clocks import reading as wall_clock
from govcheck.translation import said, told

_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}", re.ASCII)
_AHEAD: Final = 15 * MINUTE
"""A time that is so near is today's and still to come, not yesterday's: a slip of the pen."""
F = TypeVar("F", bound=Callable[..., Any])
_LOCAL: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(?::(\d{2}))?)?", re.ASCII)


def instant(ctx: click.Context, option: click.Parameter, value: str | None) -> int | None:
    """A click callback: the instant of a text, in seconds since 1970 UTC.

    A date, which means its beginning, or a time without an offset is read in the organisation's
    zone, and standard error says which instant that is.
    """
    return None if value is None else _instant(ctx, option, value, value)


def past_instant(ctx: click.Context, option: click.Parameter, value: str | None) -> int | None:
    """A click callback: the instant of what happened; standard error says if it is still to come.

    A time without a date is today's in the organisation's zone, or yesterday's where today's is
    well ahead.
    """
    if value is None:
        return None
    present, stated = now(), value
    if _CLOCK.fullmatch(value):
        timezone = _zone(ctx, value)
        day = local(present, timezone).date()
        hour, minute = map(int, value.split(":"))
        if hour < 24 and minute < 60:
            reading = datetime.combine(day, time(hour, minute))
            if read_local(reading, timezone)[0] > present + _AHEAD:
                day -= timedelta(days=1)
        stated = f"{day}T{value.zfill(5)}"
    found = _instant(ctx, option, stated, value)
    if found > present:
        from govcheck.console.output import note

        note(said("`{value}` is still to come", value=value))
    return found


def _instant(ctx: click.Context, option: click.Parameter, value: str, written: str) -> int:
    match = _LOCAL.fullmatch(value)
    try:
        if match is None:
            return parse_offset_instant(value)
        parse_date(match[1])
    except ValueError as error:
        raise click.BadParameter(
            said("`{value}` {reason}", value=written, reason=told(error))
        ) from None
    try:
        reading = datetime.fromisoformat(f"{match[1]}T{match[2] or '00:00'}:{match[3] or '00'}")
    except ValueError:
        raise click.BadParameter(
            said("`{value}` is not a time that exists", value=written)
        ) from None
    timezone = _zone(ctx, value)
    found, why = read_local(reading, timezone)
    from govcheck.console.output import note

    note(
        said(
            "`{option} {value}` is {found} ({timezone}){why}",
            option=option.opts[0],
            value=written,
            found=format_instant(found, timezone),
            timezone=timezone,
            why=why,
        )
    )
    return found


def instant_option(
    *names: str,
    help: str,  # noqa: A002 - as click's
    past: bool = False,
) -> Callable[[F], F]:
    """An option that takes an instant; `past` one of what happened."""
    callback = past_instant if past else instant
    return click.option(*names, metavar="T", callback=callback, help=help)


def read_local(reading: datetime, timezone: str) -> tuple[int, str]:
    """The instant of a wall-clock reading in a zone, and what was taken where it is not the only.

    A reading that comes twice is its first occurrence, one that is skipped the end of the gap.
    """
    shown = int(reading.replace(tzinfo=UTC).timestamp())
    found = first_instant(shown, timezone)
    if wall_clock(found, timezone) != shown:
        return found, said(", since the clock skips that time")
    later = stretches(found + 1, found + 2 * DAY, timezone)
    if any(begin <= shown - ahead < end for begin, end, ahead in later):
        return found, said(", the first of two such times")
    return found, ""


def _zone(ctx: click.Context, value: str) -> str:
    """The organisation's zone, of the policy that the options name."""
    from govcheck.errors import GovcheckError
    from govcheck.library.location import find_cache, open_tree
    from govcheck.workspace.answers import compiled

    try:
        tree = open_tree(ctx.params.get("policy"), ctx.params.get("rev"))
        return compiled(tree, find_cache(tree.root)).program.roster.timezone
    except (GovcheckError, OSError) as error:
        raise click.BadParameter(
            said(
                "`{value}` has no time offset, and there is no organisation's zone: {error}",
                value=value,
                error=told(error),
            )
        ) from None


def duration(_ctx: click.Context, _option: click.Parameter, value: str) -> int:
    """A click callback: the seconds of a duration."""
    try:
        return parse_duration(value)
    except ValueError as error:
        raise click.BadParameter(
            said("`{value}` {reason}", value=value, reason=told(error))
        ) from None

"""The options of a request to change the policy, and the reviews of it."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, NamedTuple

import click

from govcheck.cli.instants import instant_option
from govcheck.cli.shared import policy_option
from govcheck.console.standard import read_named, standard_input
from govcheck.errors import cannot_read
from govcheck.gate.approval import gate_of
from govcheck.gate.judge import Gate
from govcheck.gate.request import Request, prepare
from govcheck.gate.reviews import MOST_BYTES, Platform, Review, ReviewsError, read_reviews
from govcheck.library.instants import now


def request_options(function: Callable[..., int]) -> Callable[..., int]:
    """`--base`, `--head`, `--at` and `--policy`, and all of `people_options`."""
    options = (
        click.option("--base", required=True, metavar="REV", help="What is to be changed."),
        click.option("--head", required=True, metavar="REV", help="What it is changed by."),
        people_options,
        instant_option("--at", help="When; default: now."),
        policy_option,
    )
    for option in reversed(options):
        function = option(function)
    return function


class RequestPeople(NamedTuple):
    """Who made a request, by their handles on a platform, and onto which commit they pushed."""

    platform: Platform
    author: str | None
    pusher: str | None
    pushed_onto: str | None


def people_options(function: Callable[..., int]) -> Callable[..., int]:
    """`--platform`, `--author`, `--pusher` and `--pushed-onto`, as one `people`."""

    @wraps(function)
    def command(**given: Any) -> int:
        stated = (given.pop(name) for name in RequestPeople._fields)
        return function(people=RequestPeople(*stated), **given)

    options = (
        click.option(
            "--platform",
            type=click.Choice(["github", "gitlab"]),
            default="github",
            show_default=True,
            help="Whose handles and reviews these are.",
        ),
        click.option("--author", metavar="HANDLE", help="Who opened the request."),
        click.option("--pusher", metavar="HANDLE", help="Who pushed its head."),
        click.option(
            "--pushed-onto",
            metavar="COMMIT",
            help="What the head was before; who pushed only a merge of the base wrote nothing.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def gate_asked(
    folder: str,
    sides: tuple[str, str],
    at: int | None,
    people: RequestPeople,
    given: Sequence[Review] = (),
) -> Gate:
    """The gate for a request of which `people_options` tell, from base to head, now by default."""
    platform, author, pusher, pushed_onto = people
    asked = Request(folder, *sides, platform, author, pusher, pushed_onto)
    sitting = now() if at is None else at
    return gate_of(asked, prepare(asked, sitting), given, sitting)


def reviews_in(path: str, platform: Platform) -> tuple[Review, ...]:
    """The reviews in a file, or on standard input. Raises ReviewsError where it has none."""
    try:
        if path == "-":
            content = standard_input().read(MOST_BYTES + 1)
        else:
            content = read_named(path, MOST_BYTES + 1)
    except OSError as error:
        raise ReviewsError(cannot_read(path, error)) from None
    return read_reviews(content, platform)

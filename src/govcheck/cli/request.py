"""The options of a request to change the policy, and the reviews of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

from govcheck.cli.instants import instant
from govcheck.cli.shared import policy_option
from govcheck.console.standard import read_named, standard_input
from govcheck.errors import cannot_read
from govcheck.gate.approval import gate_of
from govcheck.gate.judge import Gate
from govcheck.gate.request import Request, prepare
from govcheck.gate.reviews import MOST_BYTES, Platform, Review, ReviewsError, read_reviews
from govcheck.library.instants import now

F = TypeVar("F", bound=Callable[..., Any])


def request_options(function: F) -> F:
    """`--base`, `--head`, `--at` and `--policy`, and all of `people_options`."""
    function = policy_option(function)
    function = click.option("--at", metavar="T", callback=instant, help="When; default: now.")(
        function
    )
    function = people_options(function)
    function = click.option("--head", required=True, metavar="REV", help="What it is changed by.")(
        function
    )
    return click.option("--base", required=True, metavar="REV", help="What is to be changed.")(
        function
    )


def people_options(function: F) -> F:
    """`--platform`, `--author`, `--pusher` and `--pushed-onto`."""
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
        function = option(function)
    return function


def gate_asked(
    folder: str,
    sides: tuple[str, str],
    at: int | None,
    people: Mapping[str, str | None],
    given: Sequence[Review] = (),
) -> Gate:
    """The gate for a request of which `people_options` tell, from base to head, now by default."""
    others = {name: people[name] for name in ("author", "pusher", "pushed_onto")}
    base, head = sides
    asked = Request(folder, base, head, platform_of(people["platform"]), **others)
    sitting = now() if at is None else at
    return gate_of(asked, prepare(asked, sitting), given, sitting)


def platform_of(name: str | None) -> Platform:
    """The platform of that name."""
    return "gitlab" if name == "gitlab" else "github"


def reviews_in(path: str, platform: str | None) -> tuple[Review, ...]:
    """The reviews in a file, or on standard input. Raises ReviewsError where it has none."""
    try:
        if path == "-":
            content = standard_input().read(MOST_BYTES + 1)
        else:
            content = read_named(path, MOST_BYTES + 1)
    except OSError as error:
        raise ReviewsError(cannot_read(path, error)) from None
    return read_reviews(content, platform_of(platform))

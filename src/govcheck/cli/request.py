"""The options of a request to change the policy, and the reviews of it."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from govcheck.cli.instants import instant
from govcheck.cli.standard import read_named, standard_input
from govcheck.gate.request import Request
from govcheck.gate.reviews import MOST_BYTES, Platform, Review, ReviewsError, read_reviews

F = TypeVar("F", bound=Callable[..., Any])


def request_options(function: F) -> F:
    """`--base`, `--head`, `--at` and `--policy`, and all of `people_options`."""
    function = click.option(
        "--policy",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False),
        help="The folder that holds `policies/`; default: the nearest one upwards.",
    )(function)
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


def request(
    folder: str,
    base: str,
    head: str,
    platform: str,
    author: str | None,
    pusher: str | None,
    pushed_onto: str | None,
) -> Request:
    """A request as the options tell of it."""
    chosen: Platform = "gitlab" if platform == "gitlab" else "github"
    return Request(folder, base, head, chosen, author, pusher, pushed_onto)


def reviews_in(path: str, platform: str) -> tuple[Review, ...]:
    """The reviews in a file, or on standard input. Raises ReviewsError where it has none."""
    try:
        if path == "-":
            content = standard_input().read(MOST_BYTES + 1)
        else:
            content = read_named(path, MOST_BYTES + 1)
    except OSError as error:
        raise ReviewsError(f"`{path}` cannot be read: {(error.strerror or '').lower()}") from None
    return read_reviews(content, "gitlab" if platform == "gitlab" else "github")

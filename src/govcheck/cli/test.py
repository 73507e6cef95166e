"""`govcheck test`."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from govcheck.cli.instants import instant_option
from govcheck.cli.shared import Shared, shared_options
from govcheck.console.standard import write_text
from govcheck.library.instants import now
from govcheck.library.location import files_below
from govcheck.load.tree import SCHEMAS, Tree
from govcheck.report.scenarios import FORMATS, render, summary
from govcheck.time.clock import HOUR

if TYPE_CHECKING:  # which only whoever asks for some imports
    from govcheck.suggest.suggest import Suggestions


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True))
@click.option("--coverage", is_flag=True, help="List what no scenario reaches.")
@click.option(
    "--fail-under",
    metavar="PCT",
    type=click.FloatRange(0, 100),
    help="Exit with 1 where the scenarios reach less than this share of rules, steps, approvals.",
)
@click.option(
    "--suggest",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="Write a scenario below DIR for each rule, boundary, step, action and approval that none "
    "reaches, expecting what happens today.",
)
@instant_option("--at", help="The first instant of suggested incidents; default: the present hour.")
@click.option("--full", is_flag=True, help="Also each difference with its place.")
@shared_options(*FORMATS)
def command(
    shared: Shared,
    paths: tuple[str, ...],
    coverage: bool,
    fail_under: float | None,
    suggest: str | None,
    at: int | None,
    full: bool,
) -> int:
    """Run the scenarios: play each incident and compare with what is expected.

    What --suggest writes is for a person to confirm. What no incident can reach is listed, with the
    reason. Files that are there already are left as they are.

    With PATHS only the scenarios of these files are reported; coverage counts all of them.

    \b
    Examples:
      govcheck test
      govcheck test --coverage --fail-under 100
      govcheck test --suggest scenarios/suggested
    """
    policy = shared.open()
    found = policy.test(files_below(policy.tree, paths) if paths else None)
    report = found.report._replace(
        coverage=coverage or fail_under is not None,
        verbose=shared.verbose,
        color=shared.colored,
        full=full,
        tongue=shared.tongue,
    )
    if suggest is not None and not found.blocking:
        start = now() // HOUR * HOUR if at is None else at
        report = report._replace(suggested=_suggested(suggest, policy.tree, start))
    shared.emit(render(report, shared.format))
    shared.note(summary(report))
    short = fail_under is not None and found.percent < fail_under
    return int(bool(found.failed or found.blocking) or short)


def _suggested(folder: str, tree: Tree, at: int) -> "tuple[Suggestions, Mapping[str, str]]":
    """Write a scenario for everything that none reaches; the paths of the files, by id.

    Files that are there already are left. Raises InvalidPolicy, or click.FileError where a file
    cannot be written.
    """
    from govcheck.report.scenarios.suggestion import scenario
    from govcheck.workspace.run import suggest_for

    def path_of(name: str) -> str:
        return os.path.join(folder, f"{name}.yaml")

    found = suggest_for(tree, at, lambda name: os.path.lexists(path_of(name)))
    schemas = os.path.join(tree.root, SCHEMAS, "scenario.schema.json")
    schema = os.path.relpath(schemas, folder).replace(os.sep, "/")
    written = {}
    for suggestion in found.made:
        path = path_of(suggestion.id)
        write_text(path, scenario(suggestion, path, schema))
        written[suggestion.id] = path
    return found, written

"""`govcheck test`."""

import click

from govcheck.cli.cache import open_cache
from govcheck.cli.instants import instant
from govcheck.cli.paths import files_below
from govcheck.cli.shared import Shared, shared_options
from govcheck.library.instants import now
from govcheck.report.scenarios import FORMATS, TestReport, render, summary
from govcheck.time.clock import HOUR
from govcheck.workspace.answers import compiled, tested


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
@click.option(
    "--at",
    metavar="T",
    callback=instant,
    help="The first instant of suggested incidents; default: the present hour.",
)
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
    tree = shared.tree()
    cache = open_cache(tree.root)
    results = tested(tree, cache)
    if paths:
        chosen = files_below(tree, paths)
        results = results._replace(ran=tuple(one for one in results.ran if one.span.path in chosen))
    report = TestReport(
        results,
        coverage or fail_under is not None,
        shared.verbose,
        shared.colored,
        full,
        program=None if results.blocking else compiled(tree, cache).program,
        tongue=shared.tongue,
    )
    if suggest is not None and not results.blocking:
        from govcheck.cli.suggestions import suggest_below

        start = now() // HOUR * HOUR if at is None else at
        report = report._replace(suggested=suggest_below(suggest, tree, start))
    shared.emit(render(report, shared.format))
    shared.note(summary(report))
    short = fail_under is not None and results.percent < fail_under
    return int(bool(results.failed or results.blocking) or short)

"""`govcheck test`."""

import click

from govcheck.cli.options import (
    common_options,
    emit,
    note,
    output_options,
    policy_options,
    wants_color,
)
from govcheck.cli.paths import files_below
from govcheck.cli.workspace import open_cache, open_tree
from govcheck.report.scenarios import FORMATS, TestReport, render, summary
from govcheck.workspace.tested import tested


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True))
@click.option("--coverage", is_flag=True, help="List what no scenario reaches.")
@click.option(
    "--fail-under",
    metavar="PCT",
    type=click.FloatRange(0, 100),
    help="Exit with 1 where the scenarios reach less than this share of rules, steps, approvals.",
)
@output_options(*FORMATS)
@policy_options
@common_options
def command(
    paths: tuple[str, ...],
    coverage: bool,
    fail_under: float | None,
    format_: str,
    output: str | None,
    color: str,
    policy: str | None,
    rev: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Run the scenarios: play each incident and compare with what is expected.

    With PATHS only the scenarios of these files are reported; coverage counts all of them.

    \b
    Examples:
      govcheck test
      govcheck test --coverage --fail-under 100
    """
    tree = open_tree(policy, rev)
    results = tested(tree, open_cache())
    if paths:
        chosen = files_below(tree, paths)
        results = results._replace(ran=tuple(one for one in results.ran if one.span.path in chosen))
    report = TestReport(
        results, coverage or fail_under is not None, verbose, wants_color(color, output)
    )
    emit(render(report, format_), output)
    note(summary(report), quiet=quiet)
    short = fail_under is not None and results.percent < fail_under
    return int(bool(results.failed or results.blocking) or short)

"""`govcheck prove`."""

import sys
from collections.abc import Callable
from typing import Final

import click

from govcheck.cli.instants import duration, instant
from govcheck.cli.options import (
    common_options,
    emit,
    note,
    output_options,
    policy_options,
    reader_language,
    wants_color,
)
from govcheck.cli.witnesses import write_witnesses as write_files
from govcheck.errors import PolicyDoesNotLoad
from govcheck.library.instants import now
from govcheck.library.location import open_tree
from govcheck.library.stamp import stamp
from govcheck.prove.query import Query
from govcheck.prove.verdict import Verdict
from govcheck.report.escape import terminal
from govcheck.report.prove import FORMATS, ProofReport, render, summary
from govcheck.report.prove.year import draw
from govcheck.tongue import tongue
from govcheck.workspace.prove import Proof, prove_tree
from govcheck.workspace.year import year_of_tree

_WIDTH: Final = 79


@click.command()
@click.option("--at", metavar="T", callback=instant, help="Where the horizon starts; default: now.")
@click.option(
    "--horizon",
    metavar="90d",
    default="365d",
    show_default=True,
    callback=duration,
    help="How far to look ahead.",
)
@click.option(
    "--absent-people",
    metavar="N",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Suppose that any so many people are missing at once.",
)
@click.option(
    "--absent-employer",
    is_flag=True,
    help="Suppose that everybody of any one employer is missing at once.",
)
@click.option(
    "--absent-zone",
    is_flag=True,
    help="Suppose that everybody of any one time zone is missing at once.",
)
@click.option("--select", metavar="CODE", multiple=True, help="Only these properties or families.")
@click.option(
    "--write-witnesses",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="Write each witness below DIR, as an incident and as a scenario.",
)
@click.option(
    "--year",
    type=click.Choice(["text", "svg"]),
    is_flag=False,
    flag_value="text",
    help="Draw the worst slack by hour and day of detection instead, as text or as SVG.",
)
@click.option("--full", is_flag=True, help="Also every verdict, with its rule, place and witness.")
@output_options(*FORMATS)
@policy_options
@common_options
def command(
    at: int | None,
    horizon: int,
    absent_people: int,
    absent_employer: bool,
    absent_zone: bool,
    select: tuple[str, ...],
    write_witnesses: str | None,
    year: str | None,
    full: bool,
    format_: str,
    output: str | None,
    color: str,
    policy: str | None,
    rev: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Prove what must hold for every incident and every minute, or show where it does not.

    Every refutation comes with the mildest incident that shows it, which `simulate` has borne out.

    \b
    Examples:
      govcheck prove
      govcheck prove --select RULE --select GUARD001
      govcheck prove --horizon 90d --absent-people 1 --write-witnesses witnesses
      govcheck prove --year=svg --output year.svg
    """
    if horizon == 0:
        raise click.UsageError("`--horizon` is empty")
    start = now() if at is None else at
    question = Query(
        start, (start, start + horizon), absent_people, select, absent_employer, absent_zone
    )
    tree = open_tree(policy, rev)
    if year is not None:
        emit(draw(year_of_tree(tree, question), year), output)
        return 0
    proof = prove_tree(tree, question, _tell(quiet))
    _must_load(proof)
    written = {} if write_witnesses is None else write_files(write_witnesses, proof)
    report = ProofReport(
        proof,
        stamp(tree, proof.program, exact=True),
        written,
        wants_color(color, output),
        full or bool(written),
        tongue(reader_language()),
    )
    emit(render(report, format_), output)
    if sys.stderr.isatty() and not quiet:
        click.echo("\x1b[K", err=True, nl=False)
    for name in proof.unused:
        note(f"the waiver `{terminal(name)}` accepts nothing that is refuted", quiet=quiet)
    note(summary(proof, report.tongue), quiet=quiet)
    return int(proof.failed)


def _tell(quiet: bool) -> Callable[[Verdict], None]:
    """Say on a terminal what was last found out; elsewhere say nothing."""
    if quiet or not sys.stderr.isatty():
        return lambda _verdict: None

    def tell(verdict: Verdict) -> None:
        line = terminal(f"{verdict.code} {verdict.subject}: {verdict.verdict}")
        click.echo(f"\r\x1b[K{line[:_WIDTH]}\r", err=True, nl=False)

    return tell


def _must_load(proof: Proof) -> None:
    """Say what keeps the policy from being read. Raises PolicyDoesNotLoad."""
    if not proof.blocking:
        return
    from govcheck.report.findings import Report
    from govcheck.report.findings import render as render_findings

    click.echo(render_findings(Report(proof.blocking, proof.sources, 0), "full"), err=True)
    count = len(proof.blocking)
    raise PolicyDoesNotLoad(f"the policy does not load: {count} error{'' if count == 1 else 's'}")

"""`govcheck prove`."""

import os
import sys
from collections.abc import Callable
from typing import Final

import click

from govcheck.cli.instants import instant_option
from govcheck.cli.shared import Shared, horizon_option, shared_options
from govcheck.console.standard import write_text
from govcheck.library.instants import now
from govcheck.prove.replay import replay
from govcheck.prove.verdict import Query, Verdict
from govcheck.render.escape import terminal
from govcheck.report.prove import FORMATS, render, summary
from govcheck.report.prove.witness import incident, names, scenario
from govcheck.report.prove.year import draw
from govcheck.time.clock import MINUTE
from govcheck.workspace.prove import Proof, year_of_tree

_WIDTH: Final = 79


@click.command()
@instant_option("--at", help="Where the horizon starts; default: now.")
@horizon_option
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
@shared_options(*FORMATS)
def command(
    shared: Shared,
    at: int | None,
    horizon: int,
    absent_people: int,
    absent_employer: bool,
    absent_zone: bool,
    select: tuple[str, ...],
    write_witnesses: str | None,
    year: str | None,
    full: bool,
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
    policy = shared.open()
    start = now() // MINUTE * MINUTE if at is None else at
    if year is not None:
        question = Query(start, (start, start + horizon))
        shared.emit(draw(year_of_tree(policy.tree, question), year, shared.tongue))
        return 0
    found = policy.prove(
        at=start,
        horizon=horizon,
        absent_people=absent_people,
        absent_employer=absent_employer,
        absent_zone=absent_zone,
        select=select,
        tell=_tell(shared.quiet),
    )
    proof = found.report.proof
    written = {} if write_witnesses is None else _written(write_witnesses, proof)
    report = found.report._replace(
        written=written, color=shared.colored, full=full or bool(written), tongue=shared.tongue
    )
    shared.emit(render(report, shared.format))
    if sys.stderr.isatty() and not shared.quiet:
        click.echo("\x1b[K", err=True, nl=False)
    for name in proof.unused:
        shared.note(f"the waiver `{terminal(name)}` accepts nothing that is refuted")
    shared.note(summary(proof, report.tongue))
    return int(proof.failed)


def _tell(quiet: bool) -> Callable[[Verdict], None]:
    """Say on a terminal what was last found out; elsewhere say nothing."""
    if quiet or not sys.stderr.isatty():
        return lambda _verdict: None

    def tell(verdict: Verdict) -> None:
        line = terminal(f"{verdict.code} {verdict.subject}: {verdict.verdict}")
        click.echo(f"\r\x1b[K{line[:_WIDTH]}\r", err=True, nl=False)

    return tell


def _written(folder: str, proof: Proof) -> dict[int, str]:
    """Write each witness below a folder; the paths of the incidents, by number of the verdict."""
    written: dict[int, str] = {}
    for number, name in names(proof).items():
        verdict = proof.proven[number].verdict
        assert verdict.witness is not None
        outcome = replay(proof.program, verdict.witness)
        files = {
            "incidents": incident(name, verdict, verdict.witness),
            "scenarios": scenario(name, verdict, verdict.witness, outcome),
        }
        paths = {kind: os.path.join(folder, kind, f"{name}.yaml") for kind in files}
        for kind, text in files.items():
            write_text(paths[kind], text, new=False)
        written[number] = paths["incidents"]
    return written

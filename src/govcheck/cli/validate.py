"""`govcheck validate`."""

from datetime import timedelta

import click

from govcheck.cli.cache import open_cache
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
from govcheck.cli.paths import files_below
from govcheck.cli.selectors import selectors
from govcheck.finding import Severity
from govcheck.library.instants import now
from govcheck.library.location import open_tree
from govcheck.load.tree import FOLDERS
from govcheck.report.findings import FORMATS, Report, render, summary
from govcheck.tongue import tongue
from govcheck.workspace.snapshot import Snapshot
from govcheck.workspace.validate import FindingsRequest, answer, fails


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True))
@click.option(
    "--fail-level",
    type=click.Choice([level.value for level in Severity]),
    default=Severity.ERROR.value,
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option(
    "--select",
    metavar="RULE",
    multiple=True,
    callback=selectors,
    help="Only these codes, names or families, such as TEAM.",
)
@click.option(
    "--ignore",
    metavar="RULE",
    multiple=True,
    callback=selectors,
    help="All but these codes, names or families.",
)
@click.option(
    "--at",
    metavar="T",
    callback=instant,
    help="The instant for which dates are judged; default: now.",
)
@click.option(
    "--warn-before",
    metavar="30d",
    default="0d",
    show_default=True,
    callback=duration,
    help="Warn so long before a date makes a finding.",
)
@click.option(
    "--prove/--no-prove",
    default=True,
    help="Whether to prove what must hold for every incident, for a year from --at.",
)
@click.option("--statistics", is_flag=True, help="Count the findings by rule instead.")
@click.option("--fix", is_flag=True, help="Mend what is mechanical, and lay the files out.")
@click.option(
    "--fix-typos",
    is_flag=True,
    help="Also put the right name where only one is near to an unknown one.",
)
@click.option("--diff", is_flag=True, help="With --fix, show what would change; write nothing.")
@output_options(*FORMATS)
@policy_options
@common_options
def command(
    paths: tuple[str, ...],
    fail_level: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    at: int | None,
    warn_before: int,
    prove: bool,
    statistics: bool,
    fix: bool,
    fix_typos: bool,
    diff: bool,
    format_: str,
    output: str | None,
    color: str,
    policy: str | None,
    rev: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Check everything that must be right before a policy merges.

    With PATHS the whole repository is still loaded, and the findings are those in these files and
    those that they cause elsewhere. Dates are judged as of now, or of --at. Findings that are
    accepted, by a comment or a waiver, are counted; -v shows them.

    Whatever `govcheck prove` refutes with nobody missing is an error as well; --no-prove leaves
    that out, for a hook that has to be quick.

    \b
    Examples:
      govcheck validate
      govcheck validate policies/teams/social.yaml --format concise
      govcheck validate --select TEAM,lead-outside-team --warn-before 30d
      govcheck validate --fix --diff
      govcheck validate --no-prove
    """
    fix = fix or fix_typos
    _must_agree(fix=fix, diff=diff, rev=rev, statistics=statistics, format_=format_)
    tree = Snapshot(open_tree(policy, rev), FOLDERS)
    cache = open_cache(tree.root)
    files = files_below(tree, paths) if paths else None
    question = FindingsRequest(
        now() if at is None else at,
        timedelta(seconds=warn_before),
        files,
        select,
        ignore,
        prove,
    )
    if fix:
        from govcheck.cli import mending

        mendable = answer(tree, cache, question._replace(prove=False))
        every = [entry.path for entry in tree.entries()] if files is None else files
        mended = mending.mended(tree, mendable.findings, every, typos=fix_typos)
        if diff:
            mending.show(mended, output)
            return int(fails(mendable.findings, Severity(fail_level)))
        mending.write(mended)
        note(f"mended {len(mended)} file{'' if len(mended) == 1 else 's'}", quiet=quiet)
        tree = Snapshot(open_tree(policy, rev), FOLDERS)
    found = answer(tree, cache, question)
    report = Report(
        found.findings,
        found.sources,
        found.documents,
        color=wants_color(color, output),
        verbose=verbose,
        tongue=tongue(reader_language()),
    )
    emit(render(report, "statistics" if statistics else format_), output)
    note(summary(report), quiet=quiet)
    return int(fails(found.findings, Severity(fail_level)))


def _must_agree(*, fix: bool, diff: bool, rev: str | None, statistics: bool, format_: str) -> None:
    if fix and rev is not None:
        raise click.UsageError("`--fix` writes to the work tree; it cannot mend a revision")
    if diff and not fix:
        raise click.UsageError("`--diff` shows what `--fix` would change; add `--fix`")
    if statistics and format_ not in ("full", "concise"):
        raise click.UsageError(f"`--statistics` is text; it cannot be written as `{format_}`")

"""`govcheck validate`."""

from functools import partial

import click

from govcheck.cache.snapshot import Snapshot
from govcheck.cli.common import open_cache
from govcheck.cli.instants import duration, instant_option
from govcheck.cli.shared import Misuse, Shared, fail_level_option, shared_options
from govcheck.finding import Severity
from govcheck.library.location import files_below
from govcheck.library.policy import OpenPolicy
from govcheck.load.tree import FOLDERS
from govcheck.report.findings import FORMATS, render, summary
from govcheck.translation import said
from govcheck.workspace.validate import fails


def selectors(
    _ctx: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """A click callback: the codes, names and families in some texts, divided by commas."""
    words = [word.strip() for value in values for word in value.split(",")]
    wanted = tuple(word.lower() if "-" in word else word.upper() for word in words)
    if not wanted:  # whatever it takes to know them all is not loaded without need
        return wanted
    from govcheck.acceptance.selection import family
    from govcheck.cli.explain import advice_on
    from govcheck.explanations import explanations

    rules = [each.rule for each in explanations()]
    known = {name for rule in rules for name in (rule.code, rule.name, family(rule.code))}
    for word in wanted:
        if word not in known:
            advice = advice_on(word, known)
            raise click.BadParameter(
                said("no check or family `{word}`; {advice}", word=word, advice=advice)
            )
    return wanted


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True))
@fail_level_option
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
@instant_option("--at", help="The instant for which dates are judged; default: now.")
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
@click.option("--full", is_flag=True, help="Each place underlined, as --format full.")
@shared_options(*FORMATS)
def command(
    shared: Shared,
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
    full: bool,
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
    if fix and shared.rev is not None:
        raise Misuse("`--fix` writes to the work tree; it cannot mend a revision")
    if diff and not fix:
        raise Misuse("`--diff` shows what `--fix` would change; add `--fix`")
    if statistics and shared.format not in ("text", "full", "concise"):
        raise Misuse(
            "`--statistics` is text; it cannot be written as `{format}`", format=shared.format
        )
    tree = Snapshot(shared.tree(), FOLDERS)
    policy = OpenPolicy(tree, open_cache(tree.root))
    files = files_below(tree, paths) if paths else None
    level = Severity(fail_level)
    find = partial(
        OpenPolicy.findings,
        at=at,
        warn_before=warn_before,
        paths=files,
        select=select,
        ignore=ignore,
    )
    if fix:
        from govcheck.cli import mending
        from govcheck.layout.layout import rewrite

        mendable = find(policy, prove=False).report.findings
        every = [entry.path for entry in tree.entries()] if files is None else files
        mended = mending.mended(tree, mendable, every, typos=fix_typos)
        if diff:
            mending.show(mended, shared.output)
            return int(fails(mendable, level))
        for file in mended:  # each in one step
            rewrite(file.path, file.laid.content)
        shared.note(shared.tongue.count("mended {count} file", "mended {count} files", len(mended)))
        policy = OpenPolicy(Snapshot(shared.tree(), FOLDERS), policy.cache)
    found = find(policy, prove=prove)
    report = found.report._replace(
        color=shared.colored, verbose=shared.verbose, tongue=shared.tongue
    )
    form = "full" if full and shared.format == "text" else shared.format
    shared.emit(render(report, "statistics" if statistics else form))
    for fault in found.notes:
        shared.note(shared.tongue.text(fault))
    shared.note(summary(report, blocking=form != "text"))  # the page says it on top
    return int(fails(report.findings, level))

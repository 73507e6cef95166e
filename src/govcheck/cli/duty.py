"""`govcheck duty`."""

from typing import Final

import click

from govcheck.cli import complete
from govcheck.cli.cache import open_cache
from govcheck.cli.instants import instant
from govcheck.cli.options import (
    common_options,
    emit,
    note,
    output_options,
    policy_options,
    reader_language,
    wants_color,
)
from govcheck.cli.program import open_program
from govcheck.duty.holes import holes
from govcheck.duty.now import all_targets, duty, usual_targets
from govcheck.library.instants import now
from govcheck.library.location import open_tree
from govcheck.nearest import did_you_mean_person, did_you_mean_target
from govcheck.report.duty import FORMATS, DutyReport, render
from govcheck.time.clock import DAY, LONGEST_DURATION
from govcheck.tongue import tongue

USUAL_DAYS: Final = 90


@click.command()
@click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=complete.targets)
@click.option("--at", metavar="T", callback=instant, help="The instant; default: now.")
@click.option(
    "--until",
    metavar="T",
    callback=instant,
    help=f"Where to stop looking for changes and gaps; default: {USUAL_DAYS} days on.",
)
@click.option(
    "--absent",
    metavar="PERSON",
    multiple=True,
    shell_complete=complete.people,
    help="Suppose that they are absent.",
)
@click.option("--all", "all_", is_flag=True, help="Also roles whose office hours are over.")
@click.option("--full", is_flag=True, help="Also ids, and every gap.")
@output_options(*FORMATS)
@policy_options
@common_options
def command(
    targets: tuple[str, ...],
    at: int | None,
    until: int | None,
    absent: tuple[str, ...],
    all_: bool,
    full: bool,
    format_: str,
    output: str | None,
    color: str,
    policy: str | None,
    rev: str | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Show who is on duty now, who is next, and where nobody is.

    A TARGET is `type:id`, like `rota:community-duty`. Without one, every rota, role and department
    that somebody belongs to is shown.

    \b
    Examples:
      govcheck duty
      govcheck duty rota:community-duty --at 2026-12-24T18:00:00+01:00
    """
    since = now() if at is None else at
    end = since + USUAL_DAYS * DAY if until is None else until
    if not since < end <= since + LONGEST_DURATION:
        raise click.UsageError("`--until` is not within the ten years after `--at`")
    tree = open_tree(policy, rev)
    program, notes = open_program(tree, open_cache(tree.root), now(), quiet=quiet)
    note(notes.rstrip(), quiet=not notes)
    roster = program.roster
    called = {id_: person.name for id_, person in roster.people.items()}
    known = all_targets(roster)
    for target in targets:
        if target not in known:
            raise _unknown("target", target, did_you_mean_target(target, known))
    for person in absent:
        if person not in called:
            raise _unknown("person", person, did_you_mean_person(person, called))
    away = frozenset(absent)
    answers = duty(roster, targets, since, end, away)
    watched = targets or (*usual_targets(roster), *program.promised)
    found = [
        hole
        for target in dict.fromkeys(watched)
        for hole in holes(roster, target, since, end, away, program.promised)
    ]
    report = DutyReport(since, end, answers, roster, tuple(found), targets, away)
    text = render(
        format_,
        report,
        program,
        tongue(reader_language()),
        color=wants_color(color, output),
        everything=all_,
        full=full,
    )
    emit(text, output)
    return 0


def _unknown(noun: str, name: str, advice: str | None) -> click.UsageError:
    """The usage error for a name that there is not."""
    return click.UsageError(f"no {noun} `{name}`" + (f"; {advice}" if advice else ""))

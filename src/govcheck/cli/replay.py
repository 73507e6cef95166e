"""`govcheck replay`."""

import os
import sys
from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING, Final

import click

from govcheck.cli import complete
from govcheck.cli.instants import duration, instant_option
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.console.output import note, note_findings
from govcheck.console.progress import cores, most_memory, progress
from govcheck.console.standard import standard_input
from govcheck.library.instants import now
from govcheck.papers.replay import FORMATS, render
from govcheck.replay.tally import Bucket
from govcheck.translation import said

if TYPE_CHECKING:
    from govcheck.replay.parts import Engine
    from govcheck.replay.replay import Replayed

WORTH_A_PROCESS: Final = 1 << 22
"""Bytes of files below which a second process would take longer to begin than it helps."""
_REPORTS: Final = (".json", ".md", ".markdown", ".html", ".htm", ".txt", ".csv", ".log")
"""What the names of reports end with; others are those of folders."""


@click.command()
@click.argument("archives", nargs=-1, metavar="[ARCHIVE]...")
@click.option(
    "--map",
    "map_",
    metavar="ID",
    shell_complete=complete.archives,
    help="What the columns mean: a document of `archives/`; default: the one that names the file.",
)
@click.option("--against", metavar="REV", help="Compare with the policy of this git revision.")
@instant_option("--from", "start", help="Mentions from then on.")
@instant_option("--to", "end", help="Mentions before then.")
@click.option(
    "--by",
    type=click.Choice(["hour", "week", "month"]),
    default="week",
    show_default=True,
    help="How the load is added up.",
)
@click.option(
    "--examples",
    metavar="N",
    type=click.IntRange(0, 1000),
    default=5,
    show_default=True,
    help="How many mentions to show that are decided otherwise.",
)
@click.option(
    "--max-night-pages",
    metavar="N",
    type=click.IntRange(0),
    help="Exit with 1 where somebody is told of more mentions at night.",
)
@click.option(
    "--max-changed",
    metavar="PCT",
    type=click.FloatRange(0, 100),
    help="Exit with 1 where more of the mentions are decided otherwise than before.",
)
@click.option(
    "--people",
    metavar="N",
    type=click.IntRange(1, 10_000),
    help="Say what so many people would have answered in time, and what not.",
)
@click.option(
    "--share",
    metavar="PCT",
    type=click.FloatRange(0, 100),
    default=100,
    show_default=True,
    help="With `--people`: how many of the mentions want an answer.",
)
@click.option(
    "--within",
    metavar="TIME",
    callback=lambda ctx, option, value: None if value is None else duration(ctx, option, value),
    help="With `--people`: how soon; default: the shortest time that a channel promises.",
)
@click.option(
    "--engine",
    type=click.Choice(["arrow", "duckdb", "spark"]),
    default="arrow",
    show_default=True,
    help="Who reads the files: each gives the same answer, to the byte.",
)
@click.option(
    "--workers",
    metavar="N",
    type=click.IntRange(1, 256),
    help="How many processes count at once; default: as many as there are cores.",
)
@click.option(
    "--parts",
    metavar="DIR",
    type=click.Path(file_okay=False),
    help="Keep what parts add up to there; a run that was broken off goes on with the rest.",
)
@click.option("--stdin-name", metavar="NAME", default="<stdin>", help="What to call `-`.")
@shared_options(*FORMATS, rows=True)
def command(
    shared: Shared,
    archives: tuple[str, ...],
    map_: str | None,
    against: str | None,
    start: int | None,
    end: int | None,
    by: Bucket,
    examples: int,
    max_night_pages: int | None,
    max_changed: float | None,
    people: int | None,
    share: float,
    within: int | None,
    engine: "Engine",
    workers: int | None,
    parts: str | None,
    stdin_name: str,
) -> int:
    """Decide the mentions of the past by the policy, and by another revision beside it.

    ARCHIVE is a file of CSV, JSON Lines or Parquet, a glob, or `-` for standard input. Nobody is
    supposed to acknowledge; a night is from 22:00 to 06:00 on the clock of whoever is told.

    \b
    Examples:
      govcheck replay --map listening-tool
      govcheck replay 'archive/2026-*.csv' --against main --max-changed 5
      govcheck replay 'mentions/*.parquet' --workers 8 --parts counted --output decided/
      govcheck replay --map listening-tool --people 3 --share 40 --within 2h
    """
    from govcheck.library.replays import replayed as replayed_by
    from govcheck.replay.replay import ReplayRequest
    from govcheck.workspace.counting import ReplayRun, RowFolder, policy_key
    from govcheck.workspace.replay import STDIN

    if max_changed is not None and against is None:
        raise Misuse("`--max-changed` compares with another policy: add `--against REV`")
    if start is not None and end is not None and not start < end:
        raise Misuse("`--to` is not after `--from`")
    folder = shared.output if _is_folder(shared.output) else None
    if folder is not None:
        shared = shared._replace(output=None)
        if STDIN in archives:
            raise Misuse("the rows of `-` are not written; name a file")
    policy = shared.opened(now())
    other = None if against is None else shared._replace(rev=against).open()
    begun = monotonic()
    found = replayed_by(
        policy,
        archives,
        ReplayRequest(start, end, by, examples),
        by,
        document=map_,
        against=other,
        standard_input=standard_input() if STDIN in archives else None,
        stdin_name=stdin_name,
        run=ReplayRun(
            engine,
            workers or cores(),
            0 if workers else WORTH_A_PROCESS,
            parts,
            policy_key(*(one.tree for one in (policy, other) if one)) if parts or folder else "",
            progress(),
            lambda path: note(said("`{path}` is damaged, and is counted anew", path=path)),
            sys.executable,
            None if folder is None else RowFolder(folder, policy.tree.root),
        ),
    )
    answer, replayed = found.answer, found.report.replayed
    report = found.report._replace(tongue=shared.tongue)
    if people is not None:
        from govcheck.workspace.desk import staffed

        tree, program = policy.tree, policy.program
        report = report._replace(staffing=staffed(replayed, tree, program, people, share, within))
    note_findings(answer.findings, answer.sources)
    if shared.verbose:
        from govcheck.engine.masks import MaskedRuleset

        seconds = max(round(monotonic() - begun), 1)
        rate, memory = 60 * replayed.rows // seconds, most_memory() or "?"
        note(
            said(
                "{rows} mentions in {seconds} s, {rate} a minute, at most {memory} MB a process",
                rows=replayed.rows,
                seconds=seconds,
                rate=rate,
                memory=memory,
            )
        )

        for one in MaskedRuleset(policy.program.ruleset, policy.program.roster).decisions:
            for rule in (one.decision.rules[number] for number in one.opaque):
                name = f"{rule.document}/{rule.id}"
                note(said("`{name}` has too many alternatives to be looked up at once", name=name))
    for fault in answer.faults:
        note(said("error: {reason}", reason=fault))
    code = 2 if answer.faults or answer.findings else 0
    if not replayed.decided:
        note(said("error: no row of the archives is decided"))
        code = 2
    shared.emit(render(shared.format, report._replace(color=shared.colored)))
    for line in _exceeded(replayed, max_night_pages, max_changed):
        note(line)
        code = max(code, 1)
    return code


def _exceeded(
    replayed: "Replayed", max_night_pages: int | None, max_changed: float | None
) -> Iterator[str]:
    """Which limits are exceeded, and by what."""
    for person in replayed.people:
        if max_night_pages is not None and person.at_night > max_night_pages:
            yield said(
                "error: `{person}` is told of {at_night} mentions at night, more than {most}",
                person=person.person,
                at_night=person.at_night,
                most=max_night_pages,
            )
    changed = 0 if replayed.against is None else replayed.against.changed
    if max_changed is not None and changed * 100 > max_changed * replayed.decided:
        yield said(
            "error: {changed} of {decided} mentions are decided otherwise, more than {most} %",
            changed=changed,
            decided=replayed.decided,
            most=f"{max_changed:g}",
        )


def _is_folder(path: str | None) -> bool:
    """Whether a path is for rows, rather than for a report."""
    if path is None or path == "-" or path.endswith(os.sep):
        return path not in (None, "-")
    if os.path.exists(path):
        return os.path.isdir(path)
    return not path.lower().endswith(_REPORTS)

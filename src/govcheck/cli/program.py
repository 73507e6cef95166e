"""The compiled program for a command, or the reason why there is none."""

from collections.abc import Sequence

import click

from govcheck.cache.store import Cache
from govcheck.errors import PolicyDoesNotLoad
from govcheck.finding import Finding, Severity
from govcheck.load.tree import Tree
from govcheck.opening.findings import told_once
from govcheck.simulate.program import Program
from govcheck.workspace.answers import compiled
from govcheck.workspace.examined import Compiled


def open_program(tree: Tree, cache: Cache, now: int, *, quiet: bool = False) -> tuple[Program, str]:
    """The program of a tree's policy, and what else is wrong with the policy now, in words.

    Raises:
        PolicyDoesNotLoad: Documents or rules cannot be read, so that no answer could be trusted.
            They have been told on standard error.
    """
    found = compiled(tree, cache)
    if found.blocking:
        click.echo(_words(found, found.blocking, "full"), err=True)
        count = len(found.blocking)
        raise PolicyDoesNotLoad(
            f"the policy does not load: {count} error{'' if count == 1 else 's'};"
            " `--rev HEAD` reads what was committed last"
        )
    graver = [
        finding
        for finding in told_once(found.judged(now))
        if finding.severity != Severity.NOTE and finding.waived is None
    ]
    return found.program, "" if quiet or not graver else _words(found, graver, "concise")


def _words(found: Compiled, findings: Sequence[Finding], format_: str) -> str:
    from govcheck.report.findings import Report, render

    return render(Report(findings, found.sources, 0), format_)

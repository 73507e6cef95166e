"""`govcheck rename`."""

from difflib import unified_diff

import click

from govcheck.change.renames.renamed_tree import Renamed
from govcheck.cli import complete
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.console.output import emit
from govcheck.errors import reason_of
from govcheck.render.escape import terminal
from govcheck.tongue import Tongue
from govcheck.workspace.renaming.names import read_inner_name
from govcheck.workspace.renaming.rename import (
    NamingLog,
    logs_naming,
    rename,
    rename_inside,
    write_renamed,
)


@click.command()
@click.argument("document", metavar="KIND/ID", shell_complete=complete.documents)
@click.argument("new", metavar="NEW")
@click.option("--dry-run", "--check", is_flag=True, help="Write nothing; show what would change.")
@shared_options(rev=False)
def command(shared: Shared, document: str, new: str, dry_run: bool) -> int:
    """Give a document, a severity, or something in documents another name wherever it stands.

    KIND/ID is a document or `severity/ID`, or one of `fact/NAME`, `value/FACT/VALUE`,
    `rule/DOCUMENT/ID` and `action/PLAYBOOK/ID`. Comments and layout stay. A file that is named by
    the id is renamed as well. Nothing is written where the new name is taken, or where `validate`
    or `test` would say anything else than before. The result is the list of the files that changed.
    An incident's log moves with its file and is never rewritten; which keep the old name is told,
    and by which policy they are judged.

    \b
    Examples:
      govcheck rename person/ana anna --dry-run
      govcheck rename severity/sev1 crisis
      govcheck rename fact/followers reach_of_author
      govcheck rename value/injury/claimed alleged
      govcheck rename action/data-leak/secure contain
    """
    inner = read_inner_name(document)
    kind, slash, old = document.partition("/")
    if not slash:
        raise Misuse("`{document}` is not a document like `person/ana`", document=document)
    tree = shared.tree()
    logs = logs_naming(tree, old.rpartition("/")[2])
    found = rename(tree, kind, old, new) if inner is None else rename_inside(tree, inner, new)
    if not dry_run:
        try:
            write_renamed(tree.root, found)
        except OSError as error:
            reason = reason_of(error)
            raise click.FileError(str(error.filename), reason) from None
    emit("".join(f"{terminal(line)}\n" for line in _shown(found, diff=dry_run)), None)
    files, tongue = len(found.before), shared.tongue
    shared.note(
        tongue.count("{count} file would change", "{count} files would change", files)
        if dry_run
        else tongue.count("{count} file changed", "{count} files changed", files)
    )
    for log in logs:
        shared.note(_of_log(log, shared.tongue))
    return 0


def _of_log(log: NamingLog, tongue: Tongue) -> str:
    """What becomes of the old name in a log."""
    path = terminal(log.path)
    if log.policy:
        return tongue.count(
            "`{path}` has the old name in {count} line, which is right: it is judged by the policy"
            " of {policy}",
            "`{path}` has the old name in {count} lines, which is right: it is judged by the policy"
            " of {policy}",
            log.lines,
            path=path,
            policy=terminal(log.policy[:12]),
        )
    return tongue.count(
        "`{path}` keeps the old name in {count} line: a log is only ever appended to; `due` and"
        " `review` find the new one in the history of git, else `corrects` says it",
        "`{path}` keeps the old name in {count} lines: a log is only ever appended to; `due` and"
        " `review` find the new one in the history of git, else `corrects` says it",
        log.lines,
        path=path,
    )


def _shown(found: Renamed, *, diff: bool) -> list[str]:
    lines: list[str] = []
    for path in sorted(found.before):
        target = found.moved.get(path, path)
        if not diff:
            lines.append(path if path == target else f"{path} -> {target}")
            continue
        before, after = (
            content.decode("utf-8", "replace").splitlines()
            for content in (found.before[path], found.after[target])
        )
        if path != target:
            lines.append(f"rename {path} -> {target}")
        lines += unified_diff(before, after, path, target, lineterm="")
    return lines

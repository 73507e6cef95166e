"""`govcheck schema`."""

import click

from govcheck.cli.shared import Shared, shared_options
from govcheck.console.output import emit
from govcheck.errors import GovcheckError, cannot_write
from govcheck.load.tree import SCHEMAS
from govcheck.translation import said


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--ids", is_flag=True, help="Add the repository's own ids, which editors then offer.")
@shared_options(rev=False)
def command(shared: Shared, check: bool, ids: bool) -> int:
    """Write `schemas/` from the models.

    Standard output names the files that change. A copy that has been tightened by hand is replaced,
    too: look at the difference before you commit it.

    \b
    Examples:
      govcheck schema --ids
      govcheck schema --check
    """
    from govcheck.load.repository import load_repository
    from govcheck.workspace.schemas import (
        changed_files,
        names_by_namespace,
        schema_files,
        write_files,
    )

    tree = shared.tree()
    files = schema_files(names_by_namespace(load_repository(tree).policy) if ids else None)
    changed = changed_files(tree.root, files)
    if not check:
        try:
            write_files(tree.root, {path: files[path] for path in changed})
        except OSError as error:
            raise GovcheckError(cannot_write(f"{SCHEMAS}/", error)) from None
    emit("".join(f"{path}\n" for path in changed), None)
    count, among = len(changed), len(files)
    shared.note(
        said("{count} of {all} schemas would change", count=count, all=among)
        if check
        else said("{count} of {all} schemas written", count=count, all=among)
    )
    return int(check and bool(changed))

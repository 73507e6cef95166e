"""`govcheck schema`."""

import click

from govcheck.cli.options import common_options, emit, note
from govcheck.errors import GovcheckError
from govcheck.library.location import open_tree


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change.")
@click.option("--ids", is_flag=True, help="Add the repository's own ids, which editors then offer.")
@click.option(
    "--policy",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="The folder that holds `policies/`; default: the nearest one upwards.",
)
@common_options
def command(check: bool, ids: bool, policy: str | None, quiet: bool, verbose: bool) -> int:
    """Write `schemas/` from the models.

    Standard output names the files that change. A copy that has been tightened by hand is replaced,
    too: look at the difference before you commit it.

    \b
    Examples:
      govcheck schema --ids
      govcheck schema --check
    """
    from govcheck.workspace.schemas import changed_files, schema_files, write_files

    tree = open_tree(policy, None)
    files = schema_files(_names(policy) if ids else None)
    changed = changed_files(tree.root, files)
    if not check:
        try:
            write_files(tree.root, {path: files[path] for path in changed})
        except OSError as error:
            reason = error.strerror or str(error)
            raise GovcheckError(f"`schemas/` cannot be written: {reason.lower()}") from None
    emit("".join(f"{path}\n" for path in changed), None)
    verb = "would change" if check else "written"
    note(f"{len(changed)} of {len(files)} schemas {verb}", quiet=quiet)
    return int(check and bool(changed))


def _names(policy: str | None) -> dict[str, list[str]]:
    from govcheck.load.repository import load_repository
    from govcheck.workspace.schemas import names_by_namespace

    return names_by_namespace(load_repository(open_tree(policy, None)).policy)

"""`govcheck site`."""

from typing import TYPE_CHECKING, Final

import click

from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.cli.common import open_cache
from govcheck.cli.instants import instant_option
from govcheck.cli.shared import Misuse, Shared, shared_options
from govcheck.console.output import note
from govcheck.errors import GovcheckError, RevisionError, reason_of
from govcheck.library.instants import now
from govcheck.library.loaded import stamp
from govcheck.load.tree import FOLDERS, Tree
from govcheck.time.clock import DAY, MINUTE
from govcheck.translation import said

if TYPE_CHECKING:
    from govcheck.site.bundle import Bundle

STALE_DAYS: Final = 14


@click.command()
@click.argument("out", metavar="OUT", type=click.Path(file_okay=False))
@instant_option(
    "--at", help="As of when duty and terms are shown; default: the last commit, without git today."
)
@click.option("--contacts", is_flag=True, help="With numbers and addresses of people.")
@click.option(
    "--source",
    metavar="URL",
    help="Where the repository is shown, such as https://git.example/policy/blob/{revision}/{path}"
    "#L{line}; default: copies of the files among the pages.",
)
@click.option("--base-url", metavar="URL", help="Where the site will be, for links to calendars.")
@click.option(
    "--stale-after",
    metavar="DAYS",
    type=click.IntRange(1, 3660),
    default=STALE_DAYS,
    show_default=True,
    help="After how many days a copy on a phone is called old.",
)
@click.option(
    "--runtime",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="A folder with Pyodide as npm unpacks it; default: from the cache, else from npm.",
)
@click.option(
    "--prove", is_flag=True, help="Prove a year for the agenda, too, which takes longest."
)
@click.option("--serve", is_flag=True, help="Show it on this computer afterwards, until Ctrl-C.")
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=8017,
    show_default=True,
    help="Where `--serve` shows it; 0 is any that is free.",
)
@click.option("--no-engine", is_flag=True, help="Only the handbook: the responder's page says so.")
@shared_options()
def command(
    shared: Shared,
    out: str,
    at: int | None,
    contacts: bool,
    source: str | None,
    base_url: str | None,
    stale_after: int,
    runtime: str | None,
    serve: bool,
    port: int,
    no_engine: bool,
    prove: bool,
) -> int:
    """Write the handbook and the responder's page as a static site into OUT.

    The pages at the root are in the language of `--lang`, those in the other languages in folders
    beside. Without `--contacts` nobody's number or address is in any file of the site.

    \b
    Examples:
      govcheck site public
      govcheck site public --contacts --at 2026-11-29 --source https://git.example/policy
    """
    try:
        from govcheck.site.build import build
        from govcheck.site.reading import SiteRequest
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("jinja2", "markupsafe"):
            raise
        raise GovcheckError(
            "the site needs `jinja2`: install the program with its extra `site`"
        ) from None
    from govcheck.opening.opened import open_tree
    from govcheck.site.folder import write_site
    from govcheck.workspace.agenda import agenda_of

    for name, url in (("--source", source), ("--base-url", base_url)):
        if url is not None and not url.startswith(("https://", "http://")):
            raise Misuse("`{name}` is no address that begins with `https://`", name=name)
    tree = Snapshot(shared.tree(), FOLDERS)
    policy = open_tree(tree).must_load()
    request = SiteRequest(
        _as_of(tree) if at is None else at,
        shared.language,
        contacts,
        source,
        None if base_url is None else base_url.rstrip("/"),
        stale_after,
    )
    program = policy.program
    cache = open_cache(tree.root)
    bundle = None if no_engine else _bundle(runtime, cache)
    agenda = agenda_of(tree, cache, request.at, proven=prove)
    made = stamp(tree, program, exact=True)
    files = build(policy.repository, program, made, request, bundle, agenda)
    write_site(out, files)
    if bundle is not None and not bundle.compiled:
        note(said("there is no `node` to compile the engine with: it starts four times as slowly"))
    size = sum(map(len, files.values()))
    shared.note(
        said(
            "wrote {count} files, {size} bytes, to {folder}",
            count=len(files),
            size=shared.tongue.number(size),
            folder=out,
        )
    )
    if serve:
        _serve(out, port)
    return 0


def _serve(folder: str, port: int) -> None:
    """Serve the site until somebody interrupts it."""
    from govcheck.site.folder import HOST, preview

    try:
        server = preview(folder, port)
    except OSError as error:
        reason = reason_of(error)
        raise GovcheckError(
            "port {port} cannot be used: {reason}", port=str(port), reason=reason
        ) from None
    note(said("{address} until Ctrl-C", address=f"http://{HOST}:{server.server_port}/"))
    with server:
        server.serve_forever()


def _bundle(folder: str | None, cache: Cache) -> "Bundle | None":
    """The engine for browsers; None where its runtime cannot be had."""
    from govcheck.site.bundle import Bundle
    from govcheck.site.runtime import VERSION, named_runtime, usual_runtime

    kept = cache.folder if cache.refusal is None else None
    runtime = usual_runtime(kept) if folder is None else named_runtime(folder)
    if runtime is not None:
        return Bundle(runtime, cache)
    note(
        said(
            "warning: Pyodide {version} is neither in the cache nor to be had from npm, so "
            "that the responder's page has no engine; `--runtime DIR` names a folder with it",
            version=VERSION,
        )
    )
    return None


def _as_of(tree: Tree) -> int:
    """When the policy was committed last, so that the same policy makes the same site."""
    from govcheck.load.git import committed_at

    try:
        return committed_at(tree.root, tree.revision or "HEAD") // MINUTE * MINUTE
    except RevisionError:
        return now() // DAY * DAY

"""The cache of a command, which tells why it is not used."""

from govcheck.cache.store import Cache
from govcheck.library.location import find_cache


def open_cache(root: str) -> Cache:
    """The user's cache, for the policy below a folder; why it is not used, if so, is told."""
    cache = find_cache(root)
    if cache.refusal is not None:
        from govcheck.cli.output import note
        from govcheck.report.escape import terminal

        note(
            f"the cache `{terminal(cache.folder or '')}` {cache.refusal}, so that it is not used;"
            " `GOVCHECK_CACHE_DIR` names another folder"
        )
    return cache

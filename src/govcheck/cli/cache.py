"""The cache of a command, which tells why it is not used."""

from govcheck.cache.store import Cache
from govcheck.library.location import find_cache
from govcheck.translation import said


def open_cache(root: str) -> Cache:
    """The user's cache, for the policy below a folder; why it is not used, if so, is told."""
    cache = find_cache(root)
    if cache.refusal is not None:
        from govcheck.console.output import note

        note(
            said(
                "the cache `{folder}` {refusal}, so that it is not used; "
                "`GOVCHECK_CACHE_DIR` names another folder",
                folder=cache.folder or "",
                refusal=cache.refusal,
            )
        )
    return cache

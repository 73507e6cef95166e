"""Where a command works: which tree, which files of it, and which cache."""

import os
import sys

from govcheck.cache.store import Cache
from govcheck.load.tree import POLICIES, Tree, WorkTree, find_root, is_below


def open_tree(policy: str | None, rev: str | None) -> Tree:
    """The tree that `--policy` and `--rev` name.

    Raises:
        PolicyNotFound: There is no `policies/` here or above.
        RevisionError: There is no such revision.
    """
    from govcheck.errors import PolicyNotFound

    root = find_root(os.getcwd()) if policy is None and rev is None else root_of(policy)
    if rev is not None:
        from govcheck.load.git import GitTree

        earlier = GitTree(root, rev)
        if not any(is_below(entry.path, POLICIES) for entry in earlier.entries()):
            raise PolicyNotFound("`{rev}` holds no `policies/`", rev=rev)
        return earlier
    if not os.path.isdir(os.path.join(root, POLICIES)):
        raise PolicyNotFound("`{policy}` holds no `policies/`", policy=policy)
    return WorkTree(root)


def root_of(policy: str | None) -> str:
    """The folder that a revision is of; where there is no policy any more, this folder."""
    from govcheck.errors import PolicyNotFound

    if policy is not None:
        return os.path.abspath(policy)
    try:
        return find_root(os.getcwd())
    except PolicyNotFound:
        return os.getcwd()


def files_below(tree: Tree, paths: tuple[str, ...]) -> list[str]:
    """The files that the paths name, relative to the root; a folder names all that it holds.

    Raises:
        GovcheckError: A path lies outside the repository.
    """
    from govcheck.errors import GovcheckError

    root = os.path.realpath(tree.root)
    relative = [os.path.relpath(os.path.realpath(path), root) for path in paths]
    named = [path.replace(os.sep, "/") for path in relative]
    for path, name in zip(paths, named, strict=True):
        if name.split("/")[0] == "..":
            raise GovcheckError(
                "`{path}` is not in the repository `{root}`", path=path, root=tree.root
            )
    return [
        entry.path
        for entry in tree.entries()
        if any(name in (".", entry.path) or entry.path.startswith(f"{name}/") for name in named)
    ]


def find_cache(root: str) -> Cache:
    """The user's cache, for the policy below a folder.

    `GOVCHECK_CACHE_DIR` names another folder, or none where it is empty.
    """
    named = os.environ.get("GOVCHECK_CACHE_DIR")
    if named is not None:
        return Cache(os.path.abspath(named) if named else None, root)
    return Cache(_cache_folder(), root)


def _cache_folder() -> str | None:
    if os.name == "posix" and sys.platform != "darwin":  # as platformdirs, at a tenth of its time
        base = os.environ.get("XDG_CACHE_HOME", "").strip()
        if not os.path.isabs(base):  # which is to be ignored, by its specification
            base = os.path.expanduser("~/.cache")
        return os.path.join(base, "govcheck") if os.path.isabs(base) else None
    from platformdirs import user_cache_dir

    return str(user_cache_dir("govcheck"))

"""Paths on the command line, as files of the tree."""

import os

from govcheck.errors import GovcheckError
from govcheck.load.tree import Tree


def files_below(tree: Tree, paths: tuple[str, ...]) -> list[str]:
    """The files that the paths name, relative to the root; a folder names all that it holds.

    Raises:
        GovcheckError: A path lies outside the repository.
    """
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

"""Suggested scenarios written to files, none of which was there before."""

import os
from collections.abc import Mapping

from govcheck.console.standard import write_text
from govcheck.load.tree import SCHEMAS, Tree
from govcheck.report.scenarios.suggestion import scenario
from govcheck.suggest.suggest import Suggestions
from govcheck.workspace.run import suggest_for


def suggest_below(folder: str, tree: Tree, at: int) -> tuple[Suggestions, Mapping[str, str]]:
    """Write a scenario for everything that none reaches; the paths of the files, by id.

    Raises InvalidPolicy, or click.FileError where a file cannot be written.
    """

    def path_of(name: str) -> str:
        return os.path.join(folder, f"{name}.yaml")

    found = suggest_for(tree, at, lambda name: os.path.lexists(path_of(name)))
    schemas = os.path.join(tree.root, SCHEMAS, "scenario.schema.json")
    schema = os.path.relpath(schemas, folder).replace(os.sep, "/")
    written = {}
    for suggestion in found.made:
        path = path_of(suggestion.id)
        write_text(path, scenario(suggestion, path, schema))
        written[suggestion.id] = path
    return found, written

"""What of a change is governed: the files, the fields and the links that change control sees."""

import re
from collections.abc import Iterable
from posixpath import normpath
from typing import Final

from govcheck.authority.globs import is_executed, reaches, runs
from govcheck.change.compare import Change
from govcheck.change.control import Changed
from govcheck.change.edits import edited_fields
from govcheck.gate.posts import media_of
from govcheck.load.tree import FOLDERS
from govcheck.model.change_control import ChangeControl
from govcheck.opening.opened import Opened

_WILD: Final = re.compile(r"[*?\[]")


def changed_of(
    base: Opened,
    head: Opened,
    change: Change,
    paths: frozenset[str],
    links: frozenset[str] = frozenset(),
) -> Changed:
    """What change control sees of a change of these files, `links` among them."""
    documents = change.comparison.changed
    homes: dict[str, set[str]] = {}
    for one in (base, head):
        for document in one.policy.documents:
            if document.place().path in paths:
                homes.setdefault(document.ref, set()).add(document.place().path)
    return Changed(
        documents,
        paths,
        {ref: frozenset(found) for ref, found in homes.items() if ref in documents},
        change.effects,
        governed(paths, base, head),
        links,
        frozenset(path for path in paths if is_executed(path)),
        edited_fields(change.comparison.edits),
    )


def governed(paths: frozenset[str], *sides: Opened) -> frozenset[str]:
    """The paths, of some, that belong to the policy of one of the sides, or that pipelines run."""
    templates = _templates(sides)
    return frozenset(
        path
        for path in paths
        if _is_home(path.partition("/")[0]) or path in templates or is_executed(path)
    )


def linked(paths: Iterable[str], controls: Iterable[ChangeControl], *sides: Opened) -> list[str]:
    """The links and submodules, of some, that would hide changes of governed files from the gate.

    What is changed there later changes none of the paths that rules and actions name.
    """
    templates = _templates(sides)
    globs = {glob for one in controls for rule in one.rules for glob in rule.when.paths or ()}
    return [
        path
        for path in paths
        if _is_home(path.partition("/")[0])
        or any(f"{one}/".startswith(f"{path}/") for one in templates)
        or any(_hides(path, glob) for glob in globs)
        or runs(path)
    ]


def _is_home(folder: str) -> bool:
    """Whether documents stand in a folder, be it only where no file system tells cases apart."""
    return folder.casefold() in FOLDERS


def _hides(path: str, glob: str) -> bool:
    """Whether files that a glob names could be behind a link.

    A glob that begins with a wildcard names no place: a link that it reaches is approved like any
    file that it matches.
    """
    return bool(_WILD.split(glob, maxsplit=1)[0]) and reaches(glob, path)


def _templates(sides: Iterable[Opened]) -> set[str]:
    """Every text that an action names, and all that goes out with a post, as git writes its path.

    `./a//b.md` is `a/b.md`.
    """
    policies = [one.policy for one in sides]
    return {
        normpath(action.template).lstrip("/")
        for policy in policies
        for playbook in policy.playbooks
        for action in playbook.actions
        if action.template is not None
    } | {path for policy in policies for path in media_of(policy.posts)}

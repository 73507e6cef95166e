"""Another name for a document or for something in one; nothing else of the text changes.

Logs are only ever appended to, so that they keep the old name. One that was opened with a revision
of the policy is judged by that, where the old name is right.
"""

import json
import os
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from govcheck.change.renames.documents import quoted
from govcheck.change.renames.renamed_tree import (
    Renamed,
    RenamedTree,
    renamed_document,
    with_mark_of,
)
from govcheck.errors import GovcheckError
from govcheck.finding import Key
from govcheck.load.nodes import Node, Scalar, locate, walk
from govcheck.load.repository import Repository, load_repository
from govcheck.load.tree import INCIDENTS, Tree
from govcheck.load.yaml import parse
from govcheck.logbook.entry import SUFFIX
from govcheck.logbook.read import read_log
from govcheck.model.kinds import KINDS
from govcheck.model.texts import ID
from govcheck.nearest import did_you_mean
from govcheck.source import Source
from govcheck.translation import advised, said
from govcheck.workspace.examine import examine
from govcheck.workspace.renaming.mentions import Mention, mentions
from govcheck.workspace.renaming.names import INNER_KINDS, InnerName, must_be_free
from govcheck.workspace.run import run_scenarios


class NamingLog(NamedTuple):
    """A log, and how many of its lines have a name as a text, or as a part of one like `a/b`."""

    path: str
    lines: int
    policy: str = ""
    """The revision that judges it, in which the old name is right; empty for the present policy."""


def logs_naming(tree: Tree, name: str) -> list[NamingLog]:
    """The logs that name something, and by which policy each is judged."""
    named = re.compile(rf'(?:"|/){re.escape(name)}(?:"|/|#)'.encode())
    found = []
    for entry in tree.entries():
        if not entry.path.startswith(f"{INCIDENTS}/") or not entry.path.endswith(SUFFIX):
            continue
        try:
            content = tree.read(entry.path)
        except OSError:
            continue
        lines = sum(named.search(line) is not None for line in content.splitlines())
        if lines:
            found.append(NamingLog(entry.path, lines, read_log(content).policy))
    return found


def write_renamed(root: str, renamed: Renamed) -> None:
    """Write the files: each beside its place first, so that what cannot be written changes nothing.

    Raises OSError.
    """
    waiting: dict[str, str] = {}
    try:
        for path, content in renamed.after.items():
            target = os.path.join(root, *path.split("/"))
            temporary = f"{target}.{os.getpid()}.tmp"
            with open(temporary, "xb") as file:
                waiting[temporary] = target
                file.write(content)
            source = {to: at for at, to in renamed.moved.items()}.get(path, path)
            mode = os.stat(os.path.join(root, *source.split("/"))).st_mode
            os.chmod(temporary, mode & 0o7777)
        for temporary, target in list(waiting.items()):
            os.replace(temporary, target)
            del waiting[temporary]
        for path in renamed.moved:
            os.unlink(os.path.join(root, *path.split("/")))
    finally:
        for temporary in waiting:
            os.unlink(temporary)


_RESERVED: Final = ("none", "nobody")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_](?:[\w ./+-]*[\w.+-])?(?:[:#][\w./+-]+)?", re.ASCII)
"""What needs no quotes, in a list neither, unless it looks like a number or another constant."""


def rename(tree: Tree, kind: str, old: str, new: str) -> Renamed:
    """Work out what changes where a document gets another id; nothing is written.

    Raises:
        GovcheckError: There is no such document, the new id is none or is taken, a document cannot
            be read, so that the id may stand where nobody sees it, or other findings would follow.
    """
    found = renamed(tree, kind, old, new)
    _must_find_the_same(tree, found)
    return found


def renamed(tree: Tree, kind: str, old: str, new: str) -> Renamed:
    """What `rename` works out, without validating it."""
    repository = load_repository(tree)
    _must_be_possible(repository, kind, old, new)
    moved = _moved(tree, repository, kind, old, new)
    return renamed_document(repository, kind, (old, new), moved)


def rename_inside(tree: Tree, old: InnerName, new: str) -> Renamed:
    """Work out what changes where something in documents gets another name; nothing is written.

    Raises:
        GovcheckError: There is no such name, the new one is none or is taken, a text may mean
            something else as well, a document cannot be read, or validating or the scenarios would
            say anything else than before.
    """
    found = changed_inside(load_repository(tree), old, new)
    _must_find_the_same(tree, found)
    return found


def changed_inside(repository: Repository, old: InnerName, new: str) -> Renamed:
    """What `rename_inside` works out, without validating it."""
    must_be_free(repository.policy, old, new)
    _must_be_read(repository)
    stated: dict[str, list[tuple[int, Mention]]] = {}
    for document, mention in mentions(repository, old, new):
        path, index = document.place()[:2]
        stated.setdefault(path, []).append((index, mention))
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    for path, here in stated.items():
        loaded = repository.files[path]
        texts = {
            locate(loaded.roots[index], mention.keys, of_key=mention.of_key): mention.text
            for index, mention in here
        }
        text, behind = "", 0
        for (start, end), fresh in sorted(texts.items()):
            written = loaded.source.text[start:end]
            text += loaded.source.text[behind:start] + _in_the_style_of(written, fresh)
            behind = end
        text += loaded.source.text[behind:]
        roots, _ = parse(Source(path, text))
        if [*_meant(loaded.roots, here)] != [*_meant(roots, ())]:
            raise GovcheckError(
                "`{path}` would mean something else, such as by an alias", path=path
            )
        before[path] = repository.tree.read(path)
        after[path] = with_mark_of(before[path], text)
    return Renamed(before, after, {})


def _meant(
    roots: Sequence[Node], changed: Iterable[tuple[int, Mention]]
) -> Iterator[tuple[tuple[Key, ...], object]]:
    """The values of a file with the keys that lead to them, once some texts are changed.

    Extensions, whose keys begin with `x-`, mean nothing.
    """
    fresh = {(index, one.keys, one.of_key): one.text for index, one in changed}
    for index, root in enumerate(roots):
        for keys, node in walk(root):
            if any(str(key).startswith("x-") for key in keys):
                continue
            names = (fresh.get((index, keys[: at + 1], True), key) for at, key in enumerate(keys))
            value = node.value if isinstance(node, Scalar) else type(node).__name__
            yield (index, *names), fresh.get((index, keys, False), value)


def _in_the_style_of(written: str, fresh: str) -> str:
    """A text with the quotes that the old one has, as far as it can be written with these."""
    if written.startswith("'"):
        return "'" + fresh.replace("'", "''") + "'"
    if written.startswith('"'):
        return json.dumps(fresh, ensure_ascii=False)
    return quoted(fresh) if _PLAIN.fullmatch(fresh) else json.dumps(fresh, ensure_ascii=False)


def _must_be_read(repository: Repository) -> None:
    """Raise GovcheckError where a document cannot be read: the name may stand in it."""
    unread = sorted(
        path
        for path, loaded in repository.files.items()
        if len(loaded.documents) < len(loaded.titles)
    )
    if unread:
        raise GovcheckError(
            "`{path}` cannot be read; mend what `govcheck validate` finds", path=unread[0]
        )


def _must_be_possible(repository: Repository, kind: str, old: str, new: str) -> None:
    kinds = ("severity", *KINDS, *INNER_KINDS)
    if kind not in kinds:
        raise GovcheckError(
            "`{kind}` is not a kind; {advice}", kind=kind, advice=did_you_mean(kind, kinds)
        )
    names = repository.policy.names(kind)
    if old not in names:
        advice = did_you_mean(old, names)
        raise GovcheckError(advised(said("no {noun} `{name}`", noun=kind, name=old), advice))
    if kind in ("representative", "advocate"):
        raise GovcheckError("a document of `kind: {kind}` has no id", kind=kind)
    if re.fullmatch(ID, new) is None or new in _RESERVED:
        raise GovcheckError("`{new}` is not an id like `social-lead`", new=new)
    if new in names or f"{kind}/{new}" in repository.policy.unread:
        raise GovcheckError("there is a {kind} `{new}` already", kind=kind, new=new)
    _must_be_read(repository)


def _moved(tree: Tree, repository: Repository, kind: str, old: str, new: str) -> dict[str, str]:
    """The file that is named like its only document, and the log of an incident beside it."""
    if kind == "severity":
        return {}
    path = repository.policy.names(kind)[old].path
    folder, name = posixpath.split(path)
    if name != f"{old}.yaml" or len(repository.files[path].roots) != 1:
        return {}
    names = {path: f"{folder}/{new}.yaml"}
    log = f"{folder}/{old}.log.jsonl"
    if kind == "incident" and tree.exists(log):
        names[log] = f"{folder}/{new}.log.jsonl"
    for target in names.values():
        if tree.exists(target):
            raise GovcheckError("there is a file `{target}` already", target=target)
    return names


def _must_find_the_same(tree: Tree, renamed: Renamed) -> None:
    """Raise GovcheckError where validating or a scenario says anything else than before."""
    after = RenamedTree(tree, renamed)
    codes = [sorted(finding.code for finding in examine(each).findings) for each in (tree, after)]
    if codes[0] != codes[1]:
        new = sorted({code for code in codes[1] if codes[1].count(code) > codes[0].count(code)})
        which = ", ".join(new) or said("fewer of them")
        raise GovcheckError(
            "the findings would not be the same: {which}; nothing is written", which=which
        )
    was, is_ = (run_scenarios(each) for each in (tree, after))
    failed = [sorted(len(one.differences) for one in each.ran) for each in (was, is_)]
    if failed[0] != failed[1] or len(was.unreached) != len(is_.unreached):
        raise GovcheckError("the scenarios would not say the same; nothing is written")

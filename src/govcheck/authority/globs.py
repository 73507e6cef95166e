"""Globs of paths, as git writes them: `*` stays within a folder, `**` crosses folders.

`[ab]` is one of these characters, `[a-z]` one of a range, `[!a]` any other; `[[]` is a bracket.
Without its end, or with a class like `[:alpha:]`, it matches nothing.
"""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache
from typing import Final

from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.tree import NAMED
from govcheck.named_tuples import NamedTuple
from govcheck.translation import said

_CARET: Final = lazy_pattern(r"\[\^")
_SET: Final = lazy_pattern(r"\[([!^]?\]?[^\]]*)(\]?)")
_SINGLE: Final = lazy_pattern(r"\[([^][!^*?])\]")
"""A set of one character, which is that character."""
_ALTERNATIVES: Final = lazy_pattern(r"\{[^{}]*,[^{}]*\}")


class Impossible(NamedTuple):
    """Why no path matches a glob; `meant` is one that most likely was meant, if any."""

    reason: str
    meant: str | None = None


def matches(glob: str, path: str) -> bool:
    """Whether a path matches a glob, both counted from the repository's root."""
    parts = path.split("/")
    reached = {0}
    for pattern in _patterns(glob):
        if pattern == "**":
            reached = set(range(min(reached), len(parts) + 1))
        else:
            reached = {
                position + 1
                for position in reached
                if position < len(parts) and _part_matches(parts[position], pattern)
            }
        if not reached:
            return False
    return len(parts) in reached


@cache
def _patterns(glob: str) -> Sequence[str]:
    return _CARET.sub("[!", glob).split("/")


def _part_matches(part: str, pattern: str) -> bool:
    if not ("*" in pattern or "?" in pattern or "[" in pattern):
        return part == pattern
    return fnmatchcase(part, pattern) and ("[" not in pattern or _mistaken_set(pattern) is None)


@cache
def _mistaken_set(part: str) -> str | None:
    """Why the sets of characters in a part of a glob match nothing; None where they do."""
    for content, end in _SET.findall(part):
        if not end:
            return said("has a `[` without its `]`")
        if content.startswith("[:") and content.endswith(":"):
            return said("has `[{content}]`, and knows no classes", content=content)
        if content[0] not in "!^" and not any(fnmatchcase(one, f"[{content}]") for one in content):
            return said("has `[{content}]`, in which no character is", content=content)
    return None


def impossible(glob: str) -> Impossible | None:
    """Why no file can match a glob; None where one can.

    Paths are counted from the root without a `/` in front, have no `.` and no `..` in them, and
    are those of files; a glob takes nothing back, and escapes nothing.
    """
    if glob != glob.strip():
        return Impossible(said("begins or ends with a blank"), glob.strip() or None)
    if "\\" in glob:
        meant = glob.replace("\\", "/")
        return Impossible(said("has a `\\`"), meant if impossible(meant) is None else None)
    if glob.startswith("!"):
        return Impossible(said("begins with `!`, which takes nothing back here"))
    if glob.startswith(("/", "./")):
        return Impossible(
            said("begins with `{glob}`", glob=glob[: glob.index("/") + 1]), _from_root(glob)
        )
    if glob.endswith("/"):
        return Impossible(said("ends with `/`, which no file does"), f"{glob}**")
    if {"", ".", ".."} & {*glob.split("/")}:
        return Impossible(said("has an empty part, a `.` or a `..`"), _from_root(glob))
    if _ALTERNATIVES.search(glob):
        return Impossible(said("has alternatives in braces, which are no glob of git's"))
    mistaken = next(filter(None, map(_mistaken_set, glob.split("/"))), None)
    if mistaken is not None:
        return Impossible(mistaken)
    return _misnamed(_SINGLE.sub(r"\1", glob))


def _misnamed(glob: str) -> Impossible | None:
    """Why no file has such a name; None where one may."""
    if ".git" in glob.casefold().split("/"):
        return Impossible(said("has a part `.git`, of which git keeps nothing"))
    if glob.casefold() in NAMED:
        return Impossible(said("is a folder"), f"{glob.casefold()}/**")
    if glob.partition("/")[0].casefold() in NAMED and glob.partition("/")[0] not in NAMED:
        folder, _, rest = glob.partition("/")
        return Impossible(said("begins with a folder in capitals"), f"{folder.casefold()}/{rest}")
    return None


def _from_root(glob: str) -> str | None:
    """The glob without what leads nowhere; None where it leads out of the repository."""
    parts = [part for part in glob.split("/") if part not in ("", ".")]
    if not parts or ".." in parts:
        return None
    return "/".join((*parts, "**") if glob.endswith("/") else parts)


def reaches(glob: str, path: str) -> bool:
    """Whether a path matches a glob, or something could that lies behind the path.

    Behind a symbolic link or a submodule there may be any file.
    """
    patterns = _patterns(glob)
    reached = _entered(patterns, {0})
    for part in path.split("/"):
        if not reached:
            return False
        after = {
            number if patterns[number] == "**" else number + 1
            for number in reached
            if number < len(patterns)
            and (patterns[number] == "**" or _part_matches(part, patterns[number]))
        }
        reached = _entered(patterns, after)
    return bool(reached)


def _entered(patterns: Sequence[str], reached: set[int]) -> set[int]:
    """The same positions, and those that follow where `**` matches no folder."""
    found = set(reached)
    for number, pattern in enumerate(patterns):
        if number in found and pattern == "**":
            found.add(number + 1)
    return found


FROM_THE_TOP: Final = "../"
"""A path above the policy's own folder begins with it."""

EXECUTED: Final = (
    ".github/**",
    ".gitlab*",
    ".gitlab*/**",
    "requirements*.txt",
    "requirements*/**",
    "constraints*.txt",
    ".pre-commit-config.yaml",
    ".pre-commit-config.yml",
    ".pre-commit-hooks.yaml",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".gitmodules",
)
"""Globs from the top of a repository: pipelines, the program that they install, who is asked."""

ANYWHERE: Final = ("**/.gitattributes",)
"""They decide what is shown of a change, and how it is merged. Git reads them in any folder, and
follows no link to them."""


def is_executed(path: str) -> bool:
    """Whether a file decides what pipelines run, who is asked, or what is shown to them."""
    return any(matches(glob, from_the_top(path)) for glob in (*EXECUTED, *ANYWHERE))


def runs(path: str) -> bool:
    """Whether a link at a path stands for something that pipelines run, or hides it."""
    return any(reaches(glob, from_the_top(path)) for glob in EXECUTED)


def from_the_top(path: str) -> str:
    """A path as it is from the top of the repository, where it lies above the policy's folder."""
    while path.startswith(FROM_THE_TOP):
        path = path.removeprefix(FROM_THE_TOP)
    return path

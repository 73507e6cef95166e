"""Globs of paths: `*` stays within a folder, `**` crosses folders."""

from fnmatch import fnmatchcase


def matches(glob: str, path: str) -> bool:
    """Whether a path matches a glob, both counted from the repository's root."""
    parts = path.split("/")
    reached = {0}
    for pattern in glob.split("/"):
        if pattern == "**":
            reached = set(range(min(reached), len(parts) + 1))
        else:
            reached = {
                position + 1
                for position in reached
                if position < len(parts) and fnmatchcase(parts[position], pattern)
            }
        if not reached:
            return False
    return len(parts) in reached

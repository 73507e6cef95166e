"""Keys of the cache: a digest of everything that a result depends on.

That is the bytes of the files, the program's own code, Python and the packages installed beside it;
so a changed file, an upgrade or an edit of the program's source each lead to another key.
"""

import os
import sys
from collections.abc import Iterable
from functools import cache
from importlib.machinery import PathFinder
from typing import Final

from govcheck.cache.digest import blake2b
from govcheck.time.clock import tzdata_version

_WITHOUT_CODE: Final = frozenset(("__pycache__", "examples", "static", "templates"))
"""Folders of the program in which there are no modules, but many folders."""


def content_key(purpose: str, files: Iterable[tuple[str, bytes]], *more: str) -> str:
    """The key for a purpose and some files; `more` is whatever else the result depends on."""
    digest = blake2b(_surroundings(), digest_size=20)
    for part in (purpose, *more):
        _add(digest, part.encode("utf-8", "surrogateescape"))
    for path, content in files:
        _add(digest, path.encode("utf-8", "surrogateescape"))
        _add(digest, content)
    return f"{purpose}-{digest.hexdigest()}"


@cache
def _surroundings() -> bytes:
    """A digest of all but the files: it does not change while the program runs."""
    digest = blake2b()
    parts = sys.version, tzdata_version(), *_installed(), *_own_code()
    _add(digest, "\0".join(parts).encode("utf-8", "surrogateescape"))
    return digest.digest()


def _installed() -> list[str]:
    """The packages beside `holidays`, each as `name-version.dist-info`."""
    spec = PathFinder.find_spec("holidays")
    if spec is None or spec.origin is None:
        return []
    try:
        names = os.listdir(os.path.dirname(os.path.dirname(spec.origin)))
    except OSError:
        return []
    return sorted(name for name in names if name.endswith(".dist-info"))


def _add(digest: blake2b, part: bytes) -> None:
    digest.update(len(part).to_bytes(8, "big"))
    digest.update(part)


def _own_code() -> list[str]:
    """Path, size and time of change of every module of the program, and of its translations."""
    found = []
    waiting = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.name.endswith((".py", ".mo")):
                stat = entry.stat()
                found.append(f"{entry.path} {stat.st_size} {stat.st_mtime_ns}")
            elif entry.name not in _WITHOUT_CODE and entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
    return sorted(found)

"""The folder that a site is written into."""

import json
import os
import shutil
from collections.abc import Mapping
from typing import Final

from govcheck.errors import GovcheckError, cannot_write

MARK: Final = "site.json"
"""Lists the files that were written, so that the next time those that are gone are removed."""


class SiteFolderError(GovcheckError):
    """The folder has something else in it, or cannot be written."""


def write_site(folder: str, files: Mapping[str, bytes]) -> None:
    """Write the files into a folder that is new, empty, or holds an earlier site.

    Files that are the same stay as they are; those of the earlier site that are gone are removed.

    Raises:
        SiteFolderError: The folder has something else in it, or cannot be written.
    """
    folder = os.path.abspath(folder)
    try:
        os.makedirs(folder, exist_ok=True)
        earlier = _earlier(folder)
        for path in sorted(earlier - {*files}):
            _remove(folder, path)
        for path, content in files.items():
            _write(os.path.join(folder, *path.split("/")), content)
        listed = json.dumps({"format": 1, "files": sorted(files)}, indent=1) + "\n"
        _write(os.path.join(folder, MARK), listed.encode())
    except OSError as error:
        raise SiteFolderError(cannot_write(folder, error)) from None


def _earlier(folder: str) -> set[str]:
    """The files of the site that is there."""
    present = sorted(os.listdir(folder))
    if not present:
        return set()
    try:
        with open(os.path.join(folder, MARK), encoding="utf-8") as file:
            listed = json.load(file)["files"]
        return {str(path) for path in listed if _is_inside(str(path))}
    except (OSError, ValueError, KeyError, TypeError):
        raise SiteFolderError(
            "`{folder}` is not empty and holds no site: it has `{file}`; name a new folder",
            folder=folder,
            file=present[0],
        ) from None


def _is_inside(path: str) -> bool:
    return not {"", ".", ".."} & {*path.split("/")} and "\\" not in path


def _remove(folder: str, path: str) -> None:
    target = os.path.join(folder, *path.split("/"))
    if os.path.isfile(target) and not os.path.islink(target):
        os.unlink(target)
    above = os.path.dirname(target)
    while above != folder and os.path.isdir(above) and not os.listdir(above):
        shutil.rmtree(above)
        above = os.path.dirname(above)


def _write(path: str, content: bytes) -> None:
    try:
        with open(path, "rb") as file:
            if file.read() == content:
                return
    except OSError:
        pass
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)

"""The folder that a site is written into, and a preview of it on this computer alone."""

import functools
import http.server
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
        inside = (path for path in map(str, listed) if "\\" not in path)
        return {path for path in inside if not {"", ".", ".."} & {*path.split("/")}}
    except (OSError, ValueError, KeyError, TypeError):
        raise SiteFolderError(
            "`{folder}` is not empty and holds no site: it has `{file}`; name a new folder",
            folder=folder,
            file=present[0],
        ) from None


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


HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
    "style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What docs/site.md recommends to hosts."""
HOST: Final = "127.0.0.1"


class PreviewHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files with the headers that are recommended, and says nothing."""

    extensions_map: dict[str, str] = {  # noqa: RUF012 - as the base class has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".ics": "text/calendar",
    }

    def end_headers(self) -> None:
        """Send the recommended headers as well."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its base has it
        """Say nothing."""


def preview(folder: str, port: int) -> http.server.ThreadingHTTPServer:
    """A server of a folder, for this computer alone; port 0 is any free one."""
    handler = functools.partial(PreviewHandler, directory=folder)
    return http.server.ThreadingHTTPServer((HOST, port), handler)

"""Python for browsers: Pyodide, pinned by version and digest, and where it is taken from.

Nothing of it comes with this program. It is under the Mozilla Public License 2.0; its source is at
https://github.com/pyodide/pyodide.
"""

import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from typing import Final

from govcheck.errors import GovcheckError
from govcheck.load.tree import replace_file

VERSION: Final = "314.0.7"
STANDARD_LIBRARY: Final = "python_stdlib.zip"
DIGESTS: Final[Mapping[str, str]] = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    STANDARD_LIBRARY: "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
    "pyodide-lock.json": "5dc2fc119108bc148c7457dc86e7675b5c87e1cafd420b9c34c1eaef7b36c010",
}
"""The files that are used, each with its SHA-256."""
PATIENCE: Final = 180
"""How many seconds a program of somebody else may take."""

Runtime = Mapping[str, bytes]
"""The bytes of each file of DIGESTS."""


class WrongRuntime(GovcheckError):
    """The folder that was named does not hold the runtime that is pinned."""


def named_runtime(folder: str) -> Runtime:
    """The runtime in a folder, such as one that npm has unpacked.

    Raises:
        WrongRuntime: A file is missing or is not the pinned one.
    """
    for place in (folder, os.path.join(folder, "package")):
        if os.path.isfile(os.path.join(place, "pyodide.mjs")):
            found = _read(place)
            wrong = [name for name in DIGESTS if name not in found]
            if wrong:
                raise WrongRuntime(
                    "`{folder}` holds no Pyodide {version}: `{file}` is missing or another one",
                    folder=folder,
                    version=VERSION,
                    file=wrong[0],
                )
            return found
    raise WrongRuntime("`{folder}` holds no Pyodide: `pyodide.mjs` is missing", folder=folder)


def usual_runtime(cache: str | None) -> Runtime | None:
    """The runtime from the user's cache, else from npm; None where there is neither."""
    kept = None if cache is None else os.path.join(cache, f"pyodide-{VERSION}")
    if kept is not None:
        found = _read(kept)
        if len(found) == len(DIGESTS):
            return found
    fetched = _from_npm()
    if fetched is not None and kept is not None:
        _keep(kept, fetched)
    return fetched


def _read(folder: str) -> dict[str, bytes]:
    """The files of a folder that are the pinned ones."""
    found = {}
    for name, digest in DIGESTS.items():
        try:
            with open(os.path.join(folder, name), "rb") as file:
                content = file.read()
        except OSError:
            continue
        if hashlib.sha256(content).hexdigest() == digest:
            found[name] = content
    return found


def _from_npm() -> Runtime | None:
    npm = shutil.which("npm")
    if npm is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [
            npm, "pack", f"pyodide@{VERSION}", "--ignore-scripts", "--silent", "--fetch-retries=1",
            "--fetch-timeout=60000",
        ]  # fmt: skip
        try:
            subprocess.run(
                command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=True,
                timeout=PATIENCE,
            )  # fmt: skip
            (name,) = os.listdir(folder)
            with tarfile.open(os.path.join(folder, name)) as archive:
                found = {
                    member: content.read()
                    for member in DIGESTS
                    if (content := archive.extractfile(f"package/{member}")) is not None
                }
        except (OSError, ValueError, KeyError, subprocess.SubprocessError, tarfile.TarError):
            return None
    right = {
        name: content
        for name, content in found.items()
        if hashlib.sha256(content).hexdigest() == DIGESTS[name]
    }
    return right if len(right) == len(DIGESTS) else None


def _keep(folder: str, files: Runtime) -> None:
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        for name, content in files.items():
            replace_file(os.path.join(folder, name), content)
    except OSError:
        return

"""What the responder's page needs of Python: the runtime, the engine, and the program.

Bytecode starts four times as fast as sources. It is of one Python alone, so that it is made by the
runtime itself, in node; without node the sources are shipped.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from govcheck.cache.store import Cache
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.program import Program
from govcheck.site.codec import encode
from govcheck.site.modules import SOURCES, imports_of, needed, own_source
from govcheck.site.runtime import PATIENCE, STANDARD_LIBRARY, VERSION, Runtime

DOOR: Final = "govcheck.site.door"
STARTS_WITH: Final = (
    "encodings", "encodings.aliases", "encodings.utf_8", "encodings.utf_8_sig", "encodings.ascii",
    "encodings.latin_1", "encodings.cp437", "encodings.utf_16", "encodings.utf_16_le",
    "encodings.unicode_escape", "encodings.raw_unicode_escape",
    "_pyodide", "pyodide", "collections", "importlib", "json", "zoneinfo", "re",
    "asyncio", "concurrent", "zipfile", "tarfile", "shutil", "traceback", "_strptime", "calendar",
    "datetime", "_pydatetime", "decimal", "_pydecimal", "fractions", "textwrap",
    "gettext", "locale", "bisect", "heapq", "typing", "annotationlib", "ast", "tokenize",
    "linecache",
    "tempfile", "site", "sysconfig", "_sysconfigdata__emscripten_wasm32-emscripten",
)  # fmt: skip
"""What the runtime itself starts, or imports by names that stand in no import."""
WHOLE: Final = frozenset(("_pyodide", "pyodide"))
"""Packages whose modules are imported by names that stand in no import."""
NEVER: Final = frozenset(
    (
        "pdb", "bdb", "doctest", "unittest", "argparse", "statistics", "pprint",
        "ipaddress", "pyodide.console", "asyncio.windows_events",
        "asyncio.windows_utils", "asyncio.proactor_events", "rlcompleter", "xml", "email", "http",
        "multiprocessing", "curses",
    )
)  # fmt: skip
"""Modules of the standard library that nothing calls here, though others import them."""
_FRONT_DOOR: Final = b'"""The engine alone."""\n'


class Bundle:
    """The files of the responder's page that hold Python, by their paths."""

    def __init__(self, runtime: Runtime, cache: Cache) -> None:
        self._runtime, self._cache = runtime, cache
        self.compiled = True
        """Whether bytecode is shipped."""

    def files(
        self, program: Program, stamp: PolicyStamp, drafts: Mapping[str, str]
    ) -> dict[str, bytes]:
        """Every file; the same policy and the same program make the same bytes."""
        runtime = {
            f"py/{name}": content
            for name, content in self._runtime.items()
            if name != STANDARD_LIBRARY
        }
        lock = json.loads(runtime["py/pyodide-lock.json"])
        runtime["py/pyodide-lock.json"] = json.dumps({**lock, "packages": {}}).encode()
        engine = _engine()
        library = self._runtime[STANDARD_LIBRARY]
        built = self._built(engine)
        self.compiled = built is not None
        if built is not None:
            engine = _below("engine/", built)
            library = _zip(_below("library/", built))
        engine |= _zones(program)
        return {
            **runtime,
            f"py/{STANDARD_LIBRARY}": library,
            "engine.zip": _zip(engine),
            "program.json": encode(program).encode("utf-8", "surrogatepass"),
            "stamp.json": json.dumps([*stamp]).encode(),
            "drafts.json": json.dumps(drafts, ensure_ascii=False).encode(),
        }

    def _built(self, engine: Mapping[str, bytes]) -> dict[str, bytes] | None:
        """The engine and its library as bytecode; from the cache where it has been compiled."""
        wanted = {
            "roots": sorted({*STARTS_WITH, *(one for path in engine for one in _foreign(path))}),
            "whole": sorted(WHOLE),
            "never": sorted(NEVER),
        }
        sources = {f"engine/{path}": content for path, content in engine.items()}
        sources["wanted.json"] = json.dumps(wanted).encode()
        for name in ("modules.py", "compile.mjs"):
            sources[name] = Path(__file__).with_name(name).read_bytes()
        key = f"bytecode-{VERSION}-{_digest(sources)}"
        kept = self._cache.fetch(key)
        if kept is None:
            kept = self._compile(_zip(sources, compressed=False))
            if kept is None:
                return None
            self._cache.store(key, kept)
        with zipfile.ZipFile(io.BytesIO(kept)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def _compile(self, sources: bytes) -> bytes | None:
        node = shutil.which("node")
        if node is None:
            return None
        with tempfile.TemporaryDirectory() as folder:
            for name, content in self._runtime.items():
                Path(folder, name).write_bytes(content)
            there, made = Path(folder, "sources.zip"), Path(folder, "compiled.zip")
            there.write_bytes(sources)
            script = os.path.join(os.path.dirname(__file__), "compile.mjs")
            try:
                subprocess.run(
                    [node, script, folder, there, made], stdin=subprocess.DEVNULL,
                    capture_output=True, check=True, timeout=PATIENCE,
                )  # fmt: skip
                return made.read_bytes()
            except (OSError, subprocess.SubprocessError):
                return None


def _below(folder: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {
        path.removeprefix(folder): content
        for path, content in files.items()
        if path.startswith(folder)
    }


def _engine() -> dict[str, bytes]:
    """The sources of the engine, and the catalogues of its languages."""
    found = {"govcheck/__init__.py": _FRONT_DOOR}
    for path in needed([DOOR], own_source).values():
        found[path] = Path(SOURCES, path).read_bytes()
    catalogues = os.path.join(SOURCES, "govcheck", "tongue", "catalogues")
    for language in sorted(os.listdir(catalogues)):
        path = f"govcheck/tongue/catalogues/{language}/LC_MESSAGES/govcheck.mo"
        if os.path.isfile(os.path.join(SOURCES, path)):
            found[path] = Path(SOURCES, path).read_bytes()
    return found


def _foreign(path: str) -> Iterable[str]:
    """What a module of the engine imports that is not of this program."""
    if not path.endswith(".py") or path == "govcheck/__init__.py":
        return []
    return [name for name in imports_of(path) if not name.startswith("govcheck")]


def _zones(program: Program) -> dict[str, bytes]:
    """The rules of the zones that the program names."""
    roster = program.roster
    zones = {
        roster.timezone,
        *(person.timezone for person in roster.people.values()),
        *(calendar.timezone for calendar in roster.calendars.values()),
        *(rota.timezone for rota in roster.rotas.values()),
        *(layer.timezone for rota in roster.rotas.values() for layer in rota.layers),
    }
    package = Path(str(import_module("tzdata").__file__))
    found = {"tzdata/__init__.py": package.read_bytes(), "tzdata/zoneinfo/__init__.py": b""}
    for name in sorted(zones):
        found[f"tzdata/zoneinfo/{name}"] = (package.parent / "zoneinfo" / name).read_bytes()
    return found


def _zip(files: Mapping[str, bytes], *, compressed: bool = True) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            archive.writestr(entry, files[name], compresslevel=9)
    return made.getvalue()


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode(), files[name]):
            digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:40]

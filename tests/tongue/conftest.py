"""A made-up language in place of German, and the shipped repository under version control.

Both are made once, and copied or put in place for each test.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from tools.translate import explained, helped, sentences

from govcheck.tongue import tongue

ROOT = Path(__file__).parents[2]
FOLDERS = ("policies", "incidents", "scenarios", "posts", "templates", "archives", "archive")


def wrapped(sentence: str) -> str:
    """A sentence with what it says itself in brackets."""
    said = ""
    for text, name, form, _ in Formatter().parse(sentence):
        said += f"⟦{text}⟧" if re.search(r"[^\W\d_]", text) else text
        if name is not None:
            said += f"{{{name}:{form}}}" if form else f"{{{name}}}"
    return said


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """German is what its catalogue would be, had it the English sentences in brackets."""
    catalogue = Catalog(locale="de", charset="utf-8", fuzzy=False)
    for one in sentences():
        catalogue.add(one, wrapped(one) if isinstance(one, str) else tuple(map(wrapped, one)))
    catalogues = tmp_path_factory.mktemp("catalogues")
    folder = catalogues / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "govcheck.mo").open("wb") as file:
        write_mo(file, catalogue)
    for name, texts_of in (("explanations", explained), ("help", helped)):
        aside = Catalog(locale="de", charset="utf-8", fuzzy=False)
        for prose in texts_of():
            aside.add(prose, f"⟦{prose}⟧")
        with (folder / f"{name}.mo").open("wb") as file:
            write_mo(file, aside)
    return catalogues


@pytest.fixture
def pseudo(catalogues: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Readers of German read the made-up language."""
    module = import_module("govcheck.tongue.tongue")
    monkeypatch.setattr(module, "CATALOGUES", str(catalogues))
    monkeypatch.setenv("GOVCHECK_LANG", "de")
    loading = (tongue, module._aside)
    for loaded in loading:
        loaded.cache_clear()
    yield
    for loaded in loading:
        loaded.cache_clear()


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped repository, under version control."""
    folder = tmp_path_factory.mktemp("shipped") / "larkling"
    for name in FOLDERS:
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, folder / name)
    for command in (
        "git init -q . && git add -A",
        "git -c user.name=T -c user.email=t@example.org commit -q -m Policy",
    ):
        subprocess.run(command, cwd=folder, shell=True, check=True)
    return folder


@pytest.fixture
def repository(
    tmp_path: Path, committed: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A copy of the shipped repository, which a test may change."""
    folder = tmp_path / "larkling"
    shutil.copytree(committed, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", str(shared_cache))
    return folder

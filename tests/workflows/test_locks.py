"""What pipelines install is pinned by hash, and fits what pyproject.toml asks for."""

import re
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from tools.lock import SHIPPED, wanted

from govcheck.scaffold.plan import plan
from tests.workflows.files import ROOT, TEMPLATES

LOCKS: Final = wanted()
each_lock = pytest.mark.parametrize("path", LOCKS)
_PINNED: Final = re.compile(r"([a-z0-9-]+)(?:\[[a-z,]+\])?==(\S+)(?: ; (.+?))?")
_HASH: Final = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(path: str) -> list[list[str]]:
    """Each requirement of a lock, with its hashes."""
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    joined = "\n".join(line for line in lines if not line.startswith("#")).replace(" \\\n", "\t")
    return [re.split(r"\t\s*", line) for line in joined.splitlines()]


@each_lock
def test_a_lock_pins_what_is_asked_for_by_hash_and_names_no_place(path: str) -> None:
    pinned: dict[str, set[Version]] = {}
    for requirement, *hashes in entries(path):
        match = _PINNED.fullmatch(requirement)
        assert match is not None, requirement
        pinned.setdefault(match[1], set()).add(Version(match[2]))
        assert hashes, requirement
        assert all(map(_HASH.fullmatch, hashes)), requirement
    for text in LOCKS[path]:
        asked = Requirement(text)
        found = pinned[canonicalize_name(asked.name)]
        assert all(asked.specifier.contains(one, prereleases=True) for one in found), text
    assert "://" not in (ROOT / path).read_text(encoding="utf-8")
    assert "govcheck" not in pinned


def test_what_init_writes_is_the_lock() -> None:
    files = plan("startup", "Acme", "UTC", date(2026, 11, 25))
    assert files["requirements-lock.txt"] == (ROOT / SHIPPED).read_text(encoding="utf-8")
    commands = [line[4:] for line in files["requirements.txt"].splitlines() if "#   pip" in line]
    for words in commands:
        assert words in files["ENGINEER.md"].replace(" -r ", " --requirement ")


INSTALLING: Final = [
    *(TEMPLATES / "_github" / "workflows").glob("*.yml"),
    *(TEMPLATES / "_gitlab").glob("*.yml"),
    *(ROOT / ".github" / "workflows").glob("*.yml"),
    *(ROOT / "ci").glob("*.yml"),
    ROOT / "action.yml",
]


@pytest.mark.parametrize("path", INSTALLING, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_pipeline_installs_by_hash_and_then_the_program_alone(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("\\\n", "")
    installs = [line for line in text.splitlines() if "pip install" in line]
    first, *others = installs
    assert "--require-hashes" in first
    assert '--only-binary ":all:"' in first  # what builds a source archive has no hash
    assert "-lock.txt" in first or ".ci/requirements-" in first or "inputs.lock" in first
    for line in others:
        assert "--no-deps" in line
        assert "--no-build-isolation" in line


def test_nobody_is_told_to_install_a_bare_name_of_ours() -> None:
    """Whoever owns the name on an index would be installed."""
    told = re.compile(r"install\s+`?['\"]?govcheck(\[\w+\])?['\"`]")
    for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.py")):
        assert not told.search(path.read_text(encoding="utf-8")), path

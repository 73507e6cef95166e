"""The pipelines that this repository has, and those that `init` writes."""

from pathlib import Path
from typing import Any

from govcheck.load.nodes import plain
from govcheck.load.yaml import parse
from govcheck.source import Source

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "src" / "govcheck" / "scaffold" / "templates" / "common"

GITHUB = sorted(
    [
        *(ROOT / ".github" / "workflows").glob("*.yml"),
        *(TEMPLATES / "_github" / "workflows").glob("*.yml"),
    ]
)
GATES = [path for path in GITHUB if path.name == "gate.yml"]
"""Those that ask whether the approvals of a request suffice, and comment on it."""
GITLAB = [ROOT / "ci" / "gitlab.yml", *sorted((TEMPLATES / "_gitlab").glob("*.yml"))]


def name_of(path: Path) -> str:
    """How a file is called in the report of a test."""
    return str(path.relative_to(ROOT))


def documents(path: Path) -> list[Any]:
    """The data of a file's documents, by YAML 1.2: `on` is a text."""
    roots, faults = parse(Source(str(path), path.read_text(encoding="utf-8")))
    assert not faults, faults
    return [plain(root) for root in roots]

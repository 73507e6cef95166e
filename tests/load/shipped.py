"""The shipped repository, which shows the whole language, as material for tests."""

from pathlib import Path
from typing import Any

from govcheck.load.nodes import plain
from govcheck.load.yaml import parse
from govcheck.source import Source

ROOT = Path(__file__).parents[2]


def shipped_texts() -> list[str]:
    """The text of each file of documents."""
    folders = ("policies", "incidents", "posts", "scenarios")
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.yaml"))
    return [path.read_text(encoding="utf-8") for path in paths]


def shipped_documents() -> list[Any]:
    """The data of each document."""
    return [plain(root) for text in shipped_texts() for root in parse(Source("", text))[0]]

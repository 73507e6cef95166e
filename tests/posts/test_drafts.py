"""Drafts that are checked once more: the same findings, and others after a change."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from govcheck.acceptance.selection import family
from govcheck.cache.store import Cache
from govcheck.catalogue.of_policy import OF_POLICY
from govcheck.catalogue.of_posts import OF_POSTS
from govcheck.catalogue.of_program import OF_PROGRAM
from govcheck.load.tree import WorkTree
from govcheck.workspace import posts
from govcheck.workspace.drafted import Drafted
from govcheck.workspace.drafts import check_drafts
from govcheck.workspace.validate import FindingsAnswer

ROOT = Path(__file__).parents[2]
AT = 1_795_000_000
DAY = 86_400
DRAFT = b"""---
kind: post
id: draft
channels: [instagram-global]
publish_at: 2026-12-08T10:00:00+01:00
drafted_by: mei
topics: [no-such-topic]
---

A text @nobody #one
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    for folder in ("policies", "posts", "incidents", "schemas", "templates", "scenarios"):
        shutil.copytree(ROOT / folder, tmp_path / "repository" / folder)
    return tmp_path / "repository"


def checked(repository: Path, cache: Cache, draft: bytes = DRAFT, at: int = AT) -> FindingsAnswer:
    return check_drafts(WorkTree(str(repository)), [("posts/draft.md", draft)], at, {}, {}, cache)


def told(found: FindingsAnswer) -> tuple[object, ...]:
    sources = {path: source.text for path, source in found.sources.items()}
    return found.findings, found.documents, sources


def test_no_other_check_is_of_drafts() -> None:
    checks = (*OF_POLICY, *OF_PROGRAM)
    assert tuple(one for one in checks if family(one.rule.code) in ("POST", "REF")) == OF_POSTS


def test_what_was_found_is_told_again_until_something_changes(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(str(tmp_path / "cache"))
    looked: list[int] = []
    real = posts.drafted

    def looking(*asked: Any, **further: Any) -> Drafted:
        looked.append(1)
        return real(*asked, **further)

    monkeypatch.setattr(posts, "drafted", looking)

    def alike(times: int, draft: bytes = DRAFT, at: int = AT) -> FindingsAnswer:
        found = checked(repository, cache, draft, at)
        assert len(looked) == times
        fresh = checked(repository, Cache(None), draft, at)
        looked.pop()
        assert told(found) == told(fresh)
        return found

    first = alike(1)
    assert {finding.code for finding in first.findings} >= {"POST011"}
    assert told(alike(1)) == told(first)
    alike(1, at=AT + 400 * DAY)  # the day alone makes no check run
    alike(1, DRAFT.replace(b"#one", b"#two"))  # what is kept of the policy is enough
    alike(2, DRAFT.replace(b"#one", b"#two # govcheck:"))
    channel = next((repository / "policies").rglob("*instagram-global*"))
    channel.write_text(channel.read_text() + "\n# govcheck: ignore[nothing] since when\n")
    alike(3)
    (repository / "posts" / "other.md").write_bytes(DRAFT.replace(b"id: draft", b"id: other"))
    alike(4)

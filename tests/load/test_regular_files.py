"""Whatever is not a regular file, or too large, is told of and keeps nobody waiting."""

import os
import subprocess
from pathlib import Path

import pytest

from govcheck.cache.store import Cache
from govcheck.load.git import GitTree
from govcheck.load.tree import WorkTree, read_file
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.workspace.validate import validate

POLICY = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities: [{id: sev2, name: Low, means: Little}, {id: sev1, name: High, means: Much}]
---
kind: person
id: ana
name: Ana
---
kind: playbook
id: leak
actions:
  - {id: hold, do: Publish it, owed_by: person:ana, within: 30m, template: templates/hold.md}
"""


def repository(folder: Path) -> Path:
    (folder / "policies").mkdir()
    (folder / "templates").mkdir()
    (folder / "policies" / "all.yaml").write_text(POLICY)
    return folder / "templates" / "hold.md"


def told(tree: WorkTree | GitTree) -> list[tuple[int, str]]:
    found = validate(tree, Cache(None)).findings
    return [(one.span.line, one.message) for one in found if one.code == "PLAY016"]


def test_a_pipe_is_no_template(tmp_path: Path) -> None:
    os.mkfifo(repository(tmp_path))
    assert told(WorkTree(str(tmp_path))) == [(16, "there is no template `templates/hold.md`")]


@pytest.mark.parametrize("more", [0, 1])
def test_a_template_has_a_limit_in_a_folder_and_in_a_revision(tmp_path: Path, more: int) -> None:
    repository(tmp_path).write_bytes(b"a" * (MOST_BYTES + more))
    expected = [(16, "the template `templates/hold.md` has more than 1,048,576 bytes")] * more
    assert told(WorkTree(str(tmp_path))) == expected
    git = ("git", "-c", "user.name=N", "-c", "user.email=n@example.com")
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "x")):
        subprocess.run((*git, *arguments), cwd=tmp_path, check=True)
    assert told(GitTree(str(tmp_path), "HEAD")) == expected


def test_what_is_no_regular_file_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (str(tmp_path / "pipe"), str(tmp_path), "/dev/zero"):
        with pytest.raises(OSError, match=r"not a regular file|Is a directory"):
            read_file(path)

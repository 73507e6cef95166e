import os
import subprocess
from pathlib import Path

import pytest

from govcheck.errors import RevisionError
from govcheck.load import git
from govcheck.load.git import GitTree, head
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.load.yaml_limits import MOST_BYTES

IDENTITY = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


def run(folder: Path, *arguments: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", *IDENTITY, *arguments], cwd=folder, env=clean, check=True, capture_output=True
    )
    return done.stdout.decode()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "policies").mkdir(parents=True)
    (folder / "policies" / "a.yaml").write_text("kind: role\nid: a\nname: A\n")
    run(folder, "init", "-q", "-b", "main")
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "-m", "first")
    return folder


def commit(folder: Path, path: str, content: bytes) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "-m", path)


def test_a_revision_is_what_the_work_tree_was(repository: Path) -> None:
    for path in (
        "policies/x/\u00e9 b\t.yaml",
        "incidents/i.yaml",
        "schemas/role.schema.json",
        "other.txt",
    ):
        commit(repository, path, path.encode())
    now = WorkTree(str(repository))
    tree = GitTree(str(repository), "HEAD")
    assert tree.entries() == now.entries()
    for entry in now.entries():
        assert tree.read(entry.path) == now.read(entry.path)
    assert tree.exists("other.txt")
    assert tree.read("other.txt") == b"other.txt"
    assert not tree.exists("policies")
    assert not tree.exists("policies/none.yaml")
    assert tree.revision == run(repository, "rev-parse", "HEAD").strip()


def test_a_revision_does_not_see_the_work_tree(repository: Path) -> None:
    (repository / "policies" / "a.yaml").write_text("changed")
    (repository / "policies" / "b.yaml").write_text("new")
    tree = GitTree(str(repository), "main")
    assert [entry.path for entry in tree.entries()] == ["policies/a.yaml"]
    assert tree.read("policies/a.yaml").startswith(b"kind: role")
    with pytest.raises(OSError, match=r"b\.yaml"):
        tree.read("policies/b.yaml")


@pytest.mark.parametrize(
    "revision", ["nope", "", " ", "--help", "HEAD:policies", "HEAD~9", "a\nb", "\u00e9"]
)
def test_an_unknown_revision_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(RevisionError, match=r"^`"):
        GitTree(str(repository), revision)


def test_outside_a_repository_there_is_no_revision(tmp_path: Path) -> None:
    with pytest.raises(RevisionError):
        GitTree(str(tmp_path), "HEAD")
    assert head(str(tmp_path)) is None


def test_without_git_the_error_says_so(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RevisionError, match="git cannot be run"):
        GitTree(str(repository), "HEAD")


def test_a_policy_in_a_folder_of_its_repository(repository: Path) -> None:
    commit(repository, "sub folder/policies/b.yaml", b"kind: role\n")
    tree = GitTree(str(repository / "sub folder"), "HEAD")
    assert [entry.path for entry in tree.entries()] == ["policies/b.yaml"]
    assert tree.read("policies/b.yaml") == b"kind: role\n"
    assert tree.exists("policies/b.yaml")


def test_a_bare_repository(repository: Path, tmp_path: Path) -> None:
    run(tmp_path, "clone", "-q", "--bare", str(repository), "bare.git")
    tree = GitTree(str(tmp_path / "bare.git"), "main")
    assert [entry.path for entry in tree.entries()] == ["policies/a.yaml"]
    assert tree.read("policies/a.yaml").startswith(b"kind: role")


def test_links_and_submodules_are_told_and_not_followed(repository: Path) -> None:
    (repository / "policies" / "link.yaml").symlink_to("a.yaml")
    commit(repository, "policies/b.yaml/inside.txt", b"")
    sha = run(repository, "rev-parse", "HEAD").strip()
    run(repository, "update-index", "--add", "--cacheinfo", f"160000,{sha},policies/vendor")
    run(repository, "commit", "-q", "-m", "module")
    tree = GitTree(str(repository), "HEAD")
    assert [(entry.path, entry.kind) for entry in tree.entries()] == [
        ("policies/a.yaml", "file"),
        ("policies/b.yaml", "folder"),
        ("policies/b.yaml/inside.txt", "file"),
        ("policies/link.yaml", "symlink"),
        ("policies/vendor", "submodule"),
    ]
    messages = {finding.message for finding in load_repository(tree).findings}
    assert {"a submodule is not read", "a symbolic link is not followed"} <= messages


def test_a_folder_that_is_a_link_is_told(repository: Path) -> None:
    (repository / "schemas").symlink_to("policies")
    run(repository, "add", "-A")
    run(repository, "commit", "-q", "-m", "link")
    tree = GitTree(str(repository), "HEAD")
    assert ("schemas", "symlink") in [(entry.path, entry.kind) for entry in tree.entries()]
    found = [(f.span.path, f.code) for f in load_repository(tree).findings]
    assert ("schemas", "DOC009") in found


def test_a_huge_file_is_not_read(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repository, "policies/huge.yaml", b"a" * (MOST_BYTES + 1))
    answers = []
    real = git.run

    def spy(folder: str, *arguments: str, stdin: bytes = b"") -> bytes:
        answer = real(folder, *arguments, stdin=stdin)
        answers.append(len(answer))
        return answer

    monkeypatch.setattr(git, "run", spy)
    loaded = load_repository(GitTree(str(repository), "HEAD"))
    assert any("more than 1,048,576" in finding.message for finding in loaded.findings)
    assert max(answers) < MOST_BYTES


def test_the_environment_of_a_surrounding_hook_does_not_leak_in(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path))
    assert [entry.path for entry in GitTree(str(repository), "HEAD").entries()] == [
        "policies/a.yaml"
    ]


def test_the_head_and_whether_the_policy_differs_from_it(repository: Path) -> None:
    sha = run(repository, "rev-parse", "HEAD").strip()
    assert head(str(repository)) == (sha, False)
    (repository / "unrelated.txt").write_text("x")
    assert head(str(repository)) == (sha, False)
    (repository / "policies" / "new.yaml").write_text("x")
    assert head(str(repository)) == (sha, True)


def test_reading_changes_nothing(repository: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in repository.rglob("*") if path.is_file()}
    tree = GitTree(str(repository), "HEAD")
    load_repository(tree)
    head(str(repository))
    after = {path: path.stat().st_mtime_ns for path in repository.rglob("*") if path.is_file()}
    assert after == before

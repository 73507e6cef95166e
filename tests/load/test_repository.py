import os
from pathlib import Path

import pytest

from govcheck.load.repository import Repository, load_repository
from govcheck.load.tree import TreeEntry, WorkTree
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.workspace.examine import examine
from tests.load.trees import SMALL, MemoryTree


def told(tree: MemoryTree) -> list[tuple[str, str, str]]:
    """Where each finding is, what it underlines, and its message."""
    return [
        (finding.span.path, tree.under(finding.span), finding.message)
        for finding in load_repository(tree).findings
    ]


def on_disk(tmp_path: Path, tree: MemoryTree = SMALL) -> Repository:
    for path, content in tree.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return load_repository(WorkTree(str(tmp_path)))


def test_the_documents_of_every_file_are_joined() -> None:
    repository = load_repository(SMALL)
    assert repository.findings == ()
    assert repository.documents == len(repository.policy.documents) == 8
    assert [person.id for person in repository.policy.people] == ["ana", "ben"]
    place = repository.policy.people[1].place("calendar")
    assert SMALL.under(repository.span(place)) == "office"
    assert repository.line(place) == 9


def test_an_id_that_two_files_have_is_told_with_both() -> None:
    twin = "kind: person\nid: ana\nname: Another\n"
    tree = SMALL.with_files({"policies/z.yaml": twin})
    [finding] = load_repository(tree).findings
    assert tree.under(finding.span) == "ana"
    assert finding.span.path == "policies/z.yaml"
    assert finding.message == "another person has the id `ana`, in `policies/people.yaml`"
    assert [(see.span.path, see.span.line) for see in finding.related] == [
        ("policies/people.yaml", 2)
    ]
    assert load_repository(tree).policy.people[0].name == "Ana"


def test_an_unreadable_document_has_its_id_nevertheless() -> None:
    tree = SMALL.with_files({"policies/z.yaml": "kind: person\nid: ana\n"})
    assert [message for _, _, message in told(tree)] == [
        "a person has no `name`",
        "another person has the id `ana`, in `policies/people.yaml`",
    ]


def test_the_same_id_in_two_kinds_is_no_duplicate() -> None:
    assert told(SMALL.with_files({"policies/z.yaml": "kind: role\nid: ana\nname: A\n"})) == []


def test_representatives_are_told_apart_by_department_and_person() -> None:
    one = "kind: representative\nperson: ana\ndepartment: sales\n"
    two = "kind: representative\nperson: ben\ndepartment: sales\n"
    assert told(SMALL.with_files({"policies/r.yaml": f"{one}---\n{two}"})) == []
    tree = SMALL.with_files({"policies/r.yaml": f"{one}---\n{one}"})
    assert told(tree) == [
        ("policies/r.yaml", "representative", "another representative has the id `sales-ana`")
    ]


def test_there_is_exactly_one_organization() -> None:
    text = SMALL.files["policies/organization.yaml"]
    tree = SMALL.with_files({"policies/z.yaml": text.replace(b"acme", b"other")})
    assert told(tree) == [
        ("policies/z.yaml", "organization", "a policy has exactly one organization")
    ]
    [finding] = load_repository(
        MemoryTree({"policies/role.yaml": "kind: role\nid: a\nname: A\n"})
    ).findings
    assert (finding.span.path, finding.message) == ("policies", "the policy has no organization")


@pytest.mark.parametrize(
    "text", ["kind: organization\nid: acme\n", "kind: organization\nid: acme\nname: [\n"]
)
def test_an_organization_that_cannot_be_read_is_not_missing(text: str) -> None:
    tree = SMALL.with_files({"policies/organization.yaml": text})
    assert all("no organization" not in message for _, _, message in told(tree))


def test_a_name_that_cannot_be_read_is_known() -> None:
    tree = SMALL.with_files({"policies/z.yaml": "kind: person\nid: zoe\nname: [\n"})
    policy = load_repository(tree).policy
    assert policy.knows("person", "zoe")
    assert not policy.knows("person", "zed")
    assert policy.knows("severity", "high")
    assert not policy.knows("severity", "higher")


def test_entries_that_are_no_files_are_told(tmp_path: Path) -> None:
    on_disk(tmp_path)
    policies = tmp_path / "policies"
    (policies / "folder.yaml").mkdir()
    (policies / "folder.yaml" / "inside.yaml").write_text("kind: role\nid: a\nname: A\n")
    (policies / "link.yaml").symlink_to(policies / "people.yaml")
    (policies / "notes.txt").write_text("not ours")
    (policies / "old.yml").write_text("kind: role\n")
    (policies / "README.md").symlink_to(policies / "notes.txt")
    (policies / "shared").symlink_to(tmp_path)
    os.mkfifo(policies / "pipe.yaml")
    (policies / "huge.yaml").write_bytes(b"a" * (MOST_BYTES + 1))
    repository = load_repository(WorkTree(str(tmp_path)))
    assert [(f.span.path, str(f.severity), f.message) for f in repository.findings] == [
        ("policies/folder.yaml", "error", "a folder is named like a file"),
        ("policies/huge.yaml", "error", "the file has 1,048,577 bytes, more than 1,048,576"),
        ("policies/link.yaml", "error", "a symbolic link is not followed"),
        ("policies/old.yml", "warning", "a `.yml` file is not read"),
        ("policies/pipe.yaml", "error", "this is not a regular file"),
        ("policies/shared", "error", "a symbolic link is not followed"),
    ]
    assert [role.id for role in repository.policy.roles] == ["a"]


class LockedTree(MemoryTree):
    """One whose file cannot be read and whose folder cannot be opened."""

    def entries(self) -> list[TreeEntry]:
        return sorted([*super().entries(), TreeEntry("policies/closed", "closed", 0)])

    def read(self, path: str) -> bytes:
        if path == "policies/people.yaml":
            raise PermissionError(13, "Permission denied", path)
        return super().read(path)


def test_what_may_not_be_read_is_told_and_the_rest_is_loaded() -> None:
    repository = load_repository(LockedTree(dict(SMALL.files)))
    assert [(f.span.path, f.message) for f in repository.findings] == [
        ("policies/closed", "the folder cannot be opened"),
        ("policies/people.yaml", "cannot be read: permission denied"),
    ]
    assert repository.policy.organization is not None


@pytest.mark.parametrize("suffix", [".yml", ".YAML", ".Yml"])
def test_a_file_that_only_looks_like_one_is_told(suffix: str) -> None:
    tree = SMALL.with_files({f"policies/x{suffix}": "kind: role\nid: x\nname: X\n"})
    found = [one for one in examine(tree).findings if one.code == "DOC010"]
    assert [one.message for one in found] == [f"a `{suffix}` file is not read"]

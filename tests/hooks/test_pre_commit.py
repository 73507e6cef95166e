"""The hooks that this repository offers, run by pre-commit itself in a second repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
IDS = ["govcheck-validate", "govcheck-prove", "govcheck-test", "govcheck-fmt"]
PACKAGE = ("src", "pyproject.toml", "README.md", ".pre-commit-hooks.yaml")


class Repository:
    """A git repository of its own, free of the surrounding one's settings."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environment = {
            **kept,
            "HOME": str(home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "a",
            "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.com",
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "PRE_COMMIT_COLOR": "never",
            "GOVCHECK_CACHE_DIR": str(home / "cache"),
        }
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.environment["PATH"] = path
        folder.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        return self.run("git", *arguments).stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--message", "x")
        return self.git("rev-parse", "HEAD")

    def hooks(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Stage everything and run the hooks as a commit would."""
        self.git("add", "--all")
        return self.run(sys.executable, "-m", "pre_commit", "run", *arguments, check=False)

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            check=check,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A new policy repository that uses the hooks of a commit of this one."""
    folder = tmp_path_factory.mktemp("hooks")
    ours = Repository(folder / "govcheck", folder)
    for name in PACKAGE:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
            shutil.copytree(ROOT / name, ours.folder / name, ignore=ignored)
        else:
            shutil.copy(ROOT / name, ours.folder / name)
    revision = ours.commit()
    theirs = Repository(folder / "policy", folder)
    theirs.run(sys.executable, "-m", "govcheck", "init", ".", "--size", "startup")
    config = {
        "repos": [
            {"repo": str(ours.folder), "rev": revision, "hooks": [{"id": each} for each in IDS]}
        ]
    }
    with (theirs.folder / ".pre-commit-config.yaml").open("w", encoding="utf-8") as file:
        YAML().dump(config, file)
    theirs.commit()
    return theirs


@pytest.fixture(autouse=True)
def _clean(policy: Repository) -> None:
    policy.git("reset", "--quiet", "--hard")
    policy.git("clean", "--quiet", "--force", "-d")


def test_a_sound_repository_passes(policy: Repository) -> None:
    done = policy.hooks("--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 3


def test_a_broken_reference_is_named_with_its_place(policy: Repository) -> None:
    change(policy, "policies/teams/social.yaml", "lead: alex", "lead: alxe")
    done = policy.hooks("govcheck-validate")
    assert done.returncode == 1
    lines = (policy.folder / "policies/teams/social.yaml").read_text().splitlines()
    line = next(number for number, text in enumerate(lines, 1) if "alxe" in text)
    assert f"policies/teams/social.yaml:{line}\n" in done.stdout
    assert "did you mean `alex`" in " ".join(done.stdout.split())


def test_a_change_that_breaks_another_file_is_found_there(policy: Repository) -> None:
    change(policy, "policies/people/jo.yaml", "\nid: jo\n", "\nid: joe\n")
    done = policy.hooks("govcheck-validate")
    assert done.returncode == 1
    assert "policies/councils/social-council.yaml" in done.stdout


def test_a_deleted_file_that_others_need_is_found_though_no_file_is_passed(
    policy: Repository,
) -> None:
    (policy.folder / "policies/calendars/office.yaml").unlink()
    done = policy.hooks("govcheck-validate")
    assert done.returncode == 1
    assert "`office` is not a known calendar" in done.stdout


def test_a_deleted_file_is_found_beside_a_changed_one(policy: Repository) -> None:
    (policy.folder / "policies/calendars/office.yaml").unlink()
    change(policy, "policies/roles/spokesperson.yaml", "en: Spokesperson", "en: Speaker")
    done = policy.hooks("govcheck-validate")
    assert done.returncode == 1
    assert "`office` is not a known calendar" in done.stdout


def test_a_changed_threshold_fails_the_scenario_by_name(policy: Repository) -> None:
    change(policy, "policies/decisions/severity.yaml", "at_least: 20000", "at_least: 90000")
    assert policy.hooks("govcheck-validate").returncode == 0
    done = policy.hooks("govcheck-test")
    assert done.returncode == 1
    assert "no longer comes out as agreed" in done.stdout
    assert "scenarios/" in done.stdout


def test_what_only_a_proof_finds_is_found_on_push_and_not_on_commit(policy: Repository) -> None:
    narrow = "{any: [{topics: [data-leak]}, {personal_data: {at_least: alleged}}]}"
    change(policy, "policies/decisions/playbooks.yaml", narrow, "{topics: [data-leak]}")
    for id_ in ("govcheck-validate", "govcheck-fmt"):
        assert policy.hooks(id_).returncode == 0
    done = policy.hooks("--hook-stage", "pre-push")
    assert done.returncode == 1
    assert "the guarantee `" in done.stdout


def test_what_init_writes_proves_on_a_real_push(tmp_path: Path) -> None:
    theirs = written(tmp_path)
    elsewhere = Repository(tmp_path / "elsewhere", tmp_path)
    elsewhere.git("config", "core.bare", "true")
    narrow = "{any: [{topics: [data-leak]}, {personal_data: {at_least: alleged}}]}"
    change(theirs, "policies/decisions/playbooks.yaml", narrow, "{topics: [data-leak]}")
    theirs.git("commit", "--quiet", "--all", "--message", "narrow")
    done = theirs.run("git", "push", str(elsewhere.folder), "main", check=False)
    assert done.returncode == 1
    assert "the guarantee `" in done.stdout + done.stderr
    theirs.git("revert", "--no-edit", "HEAD")
    theirs.git("push", str(elsewhere.folder), "main")


def test_the_hook_on_commit_passes_on_a_clone_that_git_converts(tmp_path: Path) -> None:
    """As on Windows, where `core.autocrlf` is often set for all repositories."""
    theirs = written(tmp_path)
    clone = Repository(tmp_path / "clone", tmp_path)
    clone.git("config", "--global", "core.autocrlf", "true")
    clone.git("pull", "--quiet", str(theirs.folder), "main")
    for path in clone.git("ls-files").splitlines():
        assert b"\r" not in (clone.folder / path).read_bytes(), path
    done = clone.hooks("--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") == 3


def written(folder: Path) -> Repository:
    """What `init` writes, committed, with the hooks that its README says."""
    theirs = Repository(folder / "written", folder)
    theirs.run(sys.executable, "-m", "govcheck", "init", ".", "--size", "startup")
    theirs.commit()
    stages = ("--hook-type", "pre-commit", "--hook-type", "pre-push")
    assert " ".join(("pre-commit install", *stages)) in (theirs.folder / "ENGINEER.md").read_text()
    theirs.run(sys.executable, "-m", "pre_commit", "install", *stages)
    return theirs


def test_an_untidy_file_is_laid_out(policy: Repository) -> None:
    change(policy, "policies/teams/social.yaml", "lead: alex ", "lead:    alex ")
    done = policy.hooks("govcheck-fmt")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert policy.git("diff", "HEAD", "--name-only") == ""


def test_the_hooks_offered_are_known_to_pre_commit() -> None:
    from pre_commit.clientlib import load_manifest

    offered = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert [hook["id"] for hook in offered] == IDS


def change(policy: Repository, path: str, before: str, after: str) -> None:
    file = policy.folder / path
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")

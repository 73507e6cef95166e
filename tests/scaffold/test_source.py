"""What the pipelines of a new repository install: never whatever has the name on an index."""

import importlib.metadata
import json
from datetime import date
from importlib.metadata import PackageNotFoundError

import pytest
from packaging.requirements import Requirement

from govcheck.errors import ScaffoldError
from govcheck.scaffold import source
from govcheck.scaffold.plan import SIZES, plan
from govcheck.scaffold.source import UNKNOWN, InstallSource, installed, named, recorded

COMMIT = "0123456789abcdef0123456789abcdef01234567"
HASH = "ab" * 32


def said(**direct_url: object) -> InstallSource:
    return recorded(json.dumps(direct_url))


def revision(url: str, commit: str = COMMIT, **more: object) -> InstallSource:
    return said(url=url, vcs_info={"vcs": "git", "commit_id": commit}, **more)


@pytest.mark.parametrize(
    ("found", "line", "reachable"),
    [
        (
            revision("https://git.example/tools/govcheck"),
            f"govcheck @ git+https://git.example/tools/govcheck@{COMMIT}",
            True,
        ),
        (
            revision("ssh://git@git.example/govcheck.git", subdirectory="python"),
            f"govcheck @ git+ssh://git@git.example/govcheck.git@{COMMIT}#subdirectory=python",
            True,
        ),
        (
            revision("https://token:x-oauth@git.example/govcheck"),
            f"govcheck @ git+https://git.example/govcheck@{COMMIT}",
            True,
        ),
        (
            revision("file:///home/a/govcheck"),
            f"govcheck @ git+file:///home/a/govcheck@{COMMIT}",
            False,
        ),
        (
            said(url="file:///home/a/my%20govcheck", dir_info={"editable": True}),
            "govcheck @ file:///home/a/my%20govcheck",
            False,
        ),
        (
            said(
                url="file:///home/a/govcheck-1.0-py3-none-any.whl",
                archive_info={"hashes": {"sha256": HASH}},
            ),
            f"govcheck @ file:///home/a/govcheck-1.0-py3-none-any.whl#sha256={HASH}",
            False,
        ),
        (
            said(
                url="https://files.example/govcheck-1.0-py3-none-any.whl",
                archive_info={"hash": f"sha256={HASH}"},
            ),
            f"govcheck @ https://files.example/govcheck-1.0-py3-none-any.whl#sha256={HASH}",
            True,
        ),
    ],
)
def test_what_is_installed_is_pinned(found: InstallSource, line: str, reachable: bool) -> None:
    assert (found.requirement, found.is_reachable) == (line, reachable)
    read = Requirement(line)  # as pip reads it
    assert (read.name, read.url, str(read.specifier)) == ("govcheck", line.split(" @ ")[1], "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"url": 7, "dir_info": {}}',
        '{"url": "govcheck", "dir_info": {}}',
        '{"url": "https://git.example/x", "vcs_info": {"vcs": "git", "commit_id": "main"}}',
        '{"url": "https://git.example/x", "vcs_info": {}}',
        '{"url": "file:///a evil", "dir_info": {}}',
        '{"url": "https://[", "dir_info": {}}',
    ],
)
def test_what_cannot_be_pinned_names_nothing(text: str) -> None:
    assert recorded(text) is UNKNOWN


def test_what_came_from_an_index_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class FromIndex:
        def read_text(self, name: str) -> None:
            assert name == "direct_url.json"

    monkeypatch.setattr(source, "distribution", lambda name: FromIndex())
    assert installed() is UNKNOWN


def test_what_is_not_installed_names_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> importlib.metadata.Distribution:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(source, "distribution", missing)
    assert installed() is UNKNOWN


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("program", [UNKNOWN, revision("https://git.example/govcheck")])
def test_nothing_that_is_written_installs_a_bare_name(size: str, program: InstallSource) -> None:
    files = plan(size, "Acme", "UTC", date(2026, 11, 25), program)
    lines = [line for line in files["requirements.txt"].splitlines() if not line.startswith("#")]
    assert lines == ([] if program is UNKNOWN else [program.requirement])
    for path, text in files.items():
        if path.endswith((".yml", ".yaml")):
            for line in text.replace("\\\n", "").splitlines():
                installs = "pip install" in line or 'pip" install' in line
                assert not installs or line.startswith("#") or "--requirement " in line, path
    assert ("before any pipeline runs" in files["ENGINEER.md"]) == (program is UNKNOWN)


HIDDEN = f"https://${{TOKEN}}@x.example/govcheck.whl#sha256={'a' * 64}"
"""What pip would fill in from the environment."""


@pytest.mark.parametrize(
    "url",
    ["govcheck", "govcheck==1", "", "https://a b", "x\ny", "https://[", "https://x/{nope}", HIDDEN],
)
def test_a_source_that_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(ScaffoldError, match="not a URL"):
        named(url)


GIT = "git+https://git.example/x/y"
MOVES = "a branch and a tag move"


@pytest.mark.parametrize(
    ("url", "lacks"),
    [
        (GIT, MOVES),
        (f"{GIT}@main", MOVES),
        (f"{GIT}@v1.2.3", MOVES),
        (f"{GIT}@{COMMIT[:12]}", MOVES),
        (f"{GIT}@{COMMIT}/more", MOVES),
        (f"{GIT}#{COMMIT}", MOVES),
        (f"{GIT}#subdirectory=@{COMMIT}", MOVES),
        (f"git+ssh://git@git.example/{COMMIT}", MOVES),
        (f"git+https://token@{COMMIT}", MOVES),
        ("hg+https://hg.example/x@default", MOVES),
        ("bzr+https://bzr.example/x", MOVES),
        ("https://files.example/govcheck-1.0-py3-none-any.whl", "#sha256="),
        (f"https://files.example/{HASH}.zip#sha256={HASH[:-1]}", "#sha256="),
        (f"https://files.example/x.zip#md5={HASH[:32]}", "#sha256="),
    ],
)
def test_a_source_that_moves_is_refused(url: str, lacks: str) -> None:
    with pytest.raises(ScaffoldError, match=lacks):
        named(url)


@pytest.mark.parametrize(
    "url",
    [
        f"{GIT}@{COMMIT}",
        f"{GIT}.git@{HASH}#subdirectory=python",
        f"git+ssh://git@git.example/x@{COMMIT}",
        f"hg+https://hg.example/x@{COMMIT}",
        "bzr+https://bzr.example/x@417",
        f"https://files.example/x.zip#subdirectory=a&sha256={HASH}",
        "file:///home/a/govcheck",
        "git+file:///home/a/govcheck",
    ],
)
def test_a_source_that_stays_is_written(url: str) -> None:
    assert named(url).requirement == f"govcheck @ {url}"


def test_the_file_says_how_to_get_hashes() -> None:
    files = plan("startup", "Acme", "UTC", date(2026, 11, 25), named(f"{GIT}@{COMMIT}"))
    assert "--generate-hashes" in files["requirements.txt"]
    assert files["requirements.txt"].splitlines()[-1] == f"govcheck @ {GIT}@{COMMIT}"

"""What people read by default of the shipped repository has names in it, and no ids.

Files stand where somebody is to change them; everything else that only a program needs stands under
`--full`, in JSON, or in what is folded.
"""

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from govcheck.cli.main import run

pytestmark = pytest.mark.usefixtures("proved_once")

ROOT = Path(__file__).parents[2]
FOLDERS = ("policies", "incidents", "scenarios", "posts", "templates", "archives", "archive")
INCIDENTS = sorted(path.stem for path in (ROOT / "incidents").glob("*.yaml"))
CLOSED = sorted(path.stem for path in (ROOT / "incidents/closed").glob("*.yaml"))
AT = ("--at", "2026-11-29T03:00:00+01:00")
TARGET = re.compile(r"\b(?:person|role|team|rota|council|chain|representative|next):[a-z]")
POINTER = re.compile(r"(?<![\w.])/[a-z_]+/\d")
FILE = re.compile(r"[\w./-]+\.(?:yaml|md|csv)(?::\d+)?")
Captured = pytest.CaptureFixture[str]

COMMANDS = [
    *(("simulate", f"incidents/{name}.yaml") for name in INCIDENTS),
    *(("review", f"incidents/closed/{name}.yaml") for name in CLOSED),
    *(("due", f"incidents/closed/{name}.yaml") for name in CLOSED),
    ("review", "incidents/closed"),
    ("review", "incidents/closed", "--format", "markdown"),
    ("simulate", "incidents/airbag-video.yaml", "--absent", "clara", "--ack", "mei@+3m"),
    ("simulate", "incidents/airbag-video.yaml", "--brief"),
    ("duty", *AT),
    ("duty", "--all", *AT),
    ("post", "--share", "lena", *AT),
    ("post", *AT),
    ("post", "--during", "incidents/airbag-video.yaml"),
    ("agenda", *AT),
    ("prove", *AT),
    ("prove", "--absent-people", "1", *AT),
    ("test",),
    ("validate", *AT),
    ("explain",),
    ("replay", "archive/mentions-2026-autumn.csv", "--map", "listening-tool"),
    ("triage", "--set", "topics=safety"),
]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped repository with one change of a threshold."""
    folder = tmp_path_factory.mktemp("larkling")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    author = "git -c user.name=T -c user.email=t@example.org commit -q"
    _run(folder, f"git init -q . && git add -A && {author} -m Policy")
    file = folder / "policies/decisions/reach.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("at_least: 100000}", "at_least: 500000}"), encoding="utf-8")
    _run(folder, f"{author} -am Change && git checkout -q HEAD~1")
    return folder


def _run(folder: Path, command: str) -> None:
    subprocess.run(command, cwd=folder, shell=True, check=True)


@pytest.fixture(autouse=True)
def within(repository: Path, shared_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", str(shared_cache))


@cache
def ids() -> frozenset[str]:
    """Every id and name of a fact with a `-` or a `_` in it that no text of the policy has, too."""
    named: set[str] = set()
    texts: set[str] = set()
    for path in (ROOT / "policies").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r"\b(?:id|person|decides): ([a-z0-9_-]*[-_][a-z0-9_-]+)", text))
        if path.parent.name == "vocabularies":
            named |= set(re.findall(r"^  ([a-z]+_[a-z_]+):", text, re.MULTILINE))
        for document in YAML(typ="safe", pure=True).load_all(text):
            texts |= set(_texts(document))
    said = " ".join(texts)
    return frozenset(name for name in named if name not in said)


@cache
def parts() -> frozenset[str]:
    """Rules and actions with their documents, as `playbooks/safety`."""
    found: set[str] = set()
    for folder in ("decisions", "playbooks"):
        for path in (ROOT / "policies" / folder).glob("*.yaml"):
            inner = re.findall(
                r"^  - (?:id: |\{id: )([a-z-]+)", path.read_text("utf-8"), re.MULTILINE
            )
            found |= {f"{path.stem}/{name}" for name in inner}
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("en", "de", "name") and isinstance(inner, str):
                yield inner
            else:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def raw(text: str) -> list[str]:
    """What only a program needs, in a text."""
    shown = FILE.sub("", text)
    words = set(re.findall(r"[a-z0-9]+(?:[-_][a-z0-9]+)+", shown))
    paths = set(re.findall(r"[a-z-]+/[a-z-]+", shown))
    found = sorted((words & ids()) | (paths & parts()))
    return [*TARGET.findall(shown), *POINTER.findall(shown), *found]


def test_there_are_ids() -> None:
    assert {"playbooks/safety", "product-safety/pause"} <= parts()
    assert {"product-safety", "community-duty", "engineer-and-counsel", "personal_data"} <= ids()
    assert raw("ask role:legal, /rules/0/then of product-safety") == [
        "role:l",
        "/rules/0",
        "product-safety",
    ]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_ids(
    arguments: tuple[str, ...], language: str, capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVCHECK_LANG", language)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"s\n"), encoding="utf-8"))
    assert run([*arguments]) in (0, 1)
    assert raw(capfd.readouterr().out) == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_no_ids_in_a_change(
    language: str, repository: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVCHECK_LANG", language)
    sides = subprocess.run(
        "git rev-parse HEAD $(git rev-list --all | head -1)",
        cwd=repository, shell=True, check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    base, head = sides[0], sides[1]
    reviews = repository / "reviews.json"
    reviews.write_text("[]", encoding="utf-8")
    named = ("--base", base, "--head", head)
    for arguments in (
        ("diff", base, head),
        ("approvers", *named),
        ("gate", *named, "--reviews", str(reviews)),
    ):
        assert run([*arguments]) in (0, 1)
        assert raw(capfd.readouterr().out) == [], arguments

"""Whatever is asked, a policy that does not load is told in one way."""

import shutil
from pathlib import Path

import pytest

from govcheck.cli.main import run

ROOT = Path(__file__).parents[2]
LINE = (
    "error: the policy does not load: 1 error; `--rev HEAD` reads what was committed last\n"
)  # fmt: skip
ASKED = [
    ["simulate", "incidents/airbag-video.yaml"],
    ["triage"],
    ["duty"],
    ["due"],
    ["review", "incidents/airbag-video.yaml"],
    ["log", "airbag-video", "opened", "--by", "mei"],
    ["replay", "archive"],
    ["prove"],
    ["prove", "--year"],
    ["post"],
    ["export", "codeowners"],
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("broken")
    for name in ("policies", "incidents", "schemas", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "policies/broken.yaml").write_text("kind: [\n")
    return folder


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_it_is_told_in_one_way(
    asked: list[str],
    broken: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(broken)
    assert run(asked) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.endswith(LINE)
    assert "policies/broken.yaml:" in err


def test_a_comparison_says_which_of_the_two(
    broken: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(broken)
    assert run(["diff", str(ROOT), "./"]) == 2
    out, err = capfd.readouterr()
    assert (out, err.splitlines()[-1]) == ("", "error: `./` does not load: 1 error")

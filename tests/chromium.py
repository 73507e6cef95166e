"""A browser and axe, for tests of pages; skipped with the reason where one cannot be had."""

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

AXE = "axe-core@4.14.1"


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """The Chromium of the system, driven by playwright."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed", exc_type=ImportError
    )
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("there is no Chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, from npm."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm to get axe-core from")
    folder = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run(
            (npm, "pack", AXE, "--ignore-scripts", "--silent"),
            cwd=folder, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with tarfile.open(next(folder.glob("*.tgz"))) as archive:
            member = archive.extractfile("package/axe.min.js")
            assert member is not None
            return member.read().decode()
    except (OSError, StopIteration, subprocess.SubprocessError) as error:
        pytest.skip(f"axe-core is not to be had from npm: {error}")


def violations(page: Any, axe: str) -> list[str]:
    """What axe finds wrong with a page, by all its rules."""
    page.evaluate(axe)
    found = page.evaluate("axe.run()")
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]

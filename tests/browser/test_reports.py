"""The reports in HTML, and the picture, in Chromium: accessible, and no wider than a phone."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

import pytest

from govcheck.cli.main import run
from tests.chromium import violations
from tests.papers.change.changes import shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 568}
Made = Callable[..., Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Writes what a command answers into a file."""
    folder = tmp_path_factory.mktemp("pages")

    def make(name: str, *arguments: str) -> Path:
        target = folder / name
        if not target.exists():
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(ROOT)
                patch.setenv("GOVCHECK_CACHE_DIR", str(folder / "cache"))
                assert run([*arguments, "--output", str(target)]) == 0
        return target

    return make


def simulated(made: Made, language: str, format_: str = "html") -> Path:
    name = f"simulate-{language}.{format_}"
    absent = [part for person in ("hana", "grace", "jonas") for part in ("--absent", person)]
    return made(
        name, "simulate", "incidents/airbag-video.yaml", "incidents/customer-list.yaml", *absent,
        "--format", format_, "--lang", language,
    )  # fmt: skip


def replayed(made: Made) -> Path:
    return made("replay.html", "replay", "archive/mentions-2026-autumn.csv", "--format", "html")


def changed(made: Made) -> Path:
    target = replayed(made).with_name("diff.html")
    target.write_text(shown("seat", "html"), encoding="utf-8")
    return target


PAGES: dict[str, Callable[[Made], Path]] = {
    "simulate": lambda made: simulated(made, "en"),
    "simulate in German": lambda made: simulated(made, "de"),
    "replay": replayed,
    "diff": changed,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_and_fits_a_phone(
    chromium: "Browser", axe: str, made: Made, name: str, scheme: Literal["light", "dark"]
) -> None:
    for size in (PHONE, NARROW):
        context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]  # a mapping will do
        page = context.new_page()
        page.goto(PAGES[name](made).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert violations(page, axe) == []
        context.close()


def overflows(page: Any) -> list[str]:
    """The texts of a drawing that reach over its edge, or over that of their box."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('svg text')].filter(text => {
            const room = text.ownerSVGElement.getBoundingClientRect()
            const one = text.getBoundingClientRect()
            return one.right > room.right - 4 || one.left < room.left
        }).map(text => text.textContent)"""
    )
    return found


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_picture_keeps_its_text_within_its_edges(
    chromium: "Browser", made: Made, language: str
) -> None:
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]  # a mapping will do
    page.goto(simulated(made, language).as_uri())
    assert page.locator("svg").count() == 2
    assert overflows(page) == []
    size = page.evaluate("getComputedStyle(document.querySelector('svg text')).fontSize")
    scale = page.evaluate("document.querySelector('svg').getBoundingClientRect().width / 390")
    assert float(size.removesuffix("px")) * scale >= 12


def test_a_picture_alone_is_drawn(chromium: "Browser", made: Made) -> None:
    path = simulated(made, "en", "svg")
    ET.parse(path)
    page = chromium.new_page(viewport=PHONE)  # type: ignore[arg-type]  # a mapping will do
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.evaluate("document.querySelectorAll('text').length") > 40
    assert page.evaluate("document.querySelectorAll('script').length") == 0


def test_nothing_is_fetched(chromium: "Browser", made: Made) -> None:
    page = chromium.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    path = simulated(made, "en")
    page.goto(path.as_uri())
    page.wait_for_load_state("networkidle")
    assert asked == [path.as_uri()]

"""The pictures of the README, made by the program: `python -m tools.pictures` writes docs/pictures.

Needs the Chromium of the system, playwright (`pip install '.[test]'`) and, for the responder's
screen, what `govcheck site` needs. Each picture is there twice, light and dark.
"""

from __future__ import annotations

import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Shot = Callable[[Browser, Path, Any], bytes]

ROOT: Final = Path(__file__).parents[1]
PICTURES: Final = ROOT / "docs" / "pictures"
MOST_BYTES: Final = 150_000
NOW: Final = "2026-11-14T22:40:00+01:00"
INCIDENT: Final = "incidents/airbag-video.yaml"
POLICY: Final = ("policies", "archives", "incidents", "posts", "scenarios", "schemas", "templates")
WEAKER: Final = (
    "policies/playbooks/data-leak.yaml",
    "all_of: [role:legal-counsel, role:privacy-officer]",
    "any_of: [role:legal-counsel, role:privacy-officer]",
)
"""The change whose comment is shown, the one of the README."""
COMMENT: Final = """<!doctype html><meta charset="utf-8"><style>
:root {{ color-scheme: light dark; --edge: light-dark(#d0d7de, #3d444d);
  --page: light-dark(#fff, #0d1117); --text: light-dark(#1f2328, #f0f6fc);
  --soft: light-dark(#f6f8fa, #151b23); --link: light-dark(#0969da, #4493f8) }}
body {{ margin: 16px; background: var(--page); color: var(--text);
  font: 14px/1.5 system-ui, "DejaVu Sans", sans-serif }}
article {{ border: 1px solid var(--edge); border-radius: 6px; padding: 4px 16px 14px }}
table {{ border-collapse: collapse; margin: 12px 0 }}
td, th {{ border: 1px solid var(--edge); padding: 5px 12px; text-align: left; vertical-align: top }}
code {{ background: var(--soft); border-radius: 6px; padding: 2px 5px; font-size: 85% }}
a {{ color: var(--link) }} h2, h3 {{ font-size: 1.15em; margin: 14px 0 6px }}
</style><article>{text}</article>"""
"""A comment as the platforms show Markdown."""


def main() -> None:
    """Write every picture, light and dark."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        sys.exit("pictures are made with the chromium of the system, which is not there")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        work = Path(folder)
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, shot in SHOTS.items():
            for scheme in ("light", "dark"):
                picture = shot(browser, work, scheme)
                if len(picture) > MOST_BYTES:
                    sys.exit(f"{name}-{scheme}.png has {len(picture)} bytes")
                (PICTURES / f"{name}-{scheme}.png").write_bytes(picture)
        browser.close()


def _plan(browser: Browser, work: Path, scheme: Any) -> bytes:
    """The page of `simulate`, as far as whoever is on duty reads it first."""
    page = work / "plan.html"
    if not page.exists():
        page.write_text(_govcheck("simulate", INCIDENT, "--format", "html", at=ROOT))
    return _picture(browser, page.as_uri(), scheme, 880, 940)


def _comment(browser: Browser, work: Path, scheme: Any) -> bytes:
    """What `diff` writes below a request that makes something weaker."""
    page = work / "comment.html"
    if not page.exists():
        from markdown_it import MarkdownIt

        copy = work / "larkling"
        for name in POLICY:
            shutil.copytree(ROOT / name, copy / name)
        author = ("-c", "user.name=T", "-c", "user.email=t@example.org")
        for command in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "Policy")):
            subprocess.run(("git", *command), cwd=copy, check=True)  # noqa: S603, S607
        file, before, after = WEAKER
        text = (copy / file).read_text()
        (copy / file).write_text(text.replace(before, after))
        told = _govcheck("diff", "HEAD", "--at", NOW, "--format", "markdown", at=copy)
        shown = MarkdownIt("gfm-like", {"html": True}).render(told)
        page.write_text(COMMENT.format(text=shown), encoding="utf-8")
    return _picture(browser, page.as_uri(), scheme, 780, 500)


def _phone(browser: Browser, work: Path, scheme: Any) -> bytes:
    """The responder's page on a phone, after some answers."""
    site = work / "site"
    if not site.exists():
        _govcheck("site", str(site), "--contacts", "--at", NOW, at=ROOT)
    with _served(site) as address:
        return _picture(browser, f"{address}respond.html", scheme, 390, 780, _answered)


def _answered(page: Page) -> None:
    page.wait_for_selector("#main[data-ready]", timeout=120_000)
    page.click("[data-value=claim]")
    for _ in range(20):
        page.wait_for_function("!document.getElementById('busy').textContent")
        if not page.is_visible("#ask"):
            break
        if page.locator("[name=tag][value=safety]").count():
            page.check("[value=safety]")
            page.click("#answer .go")
        elif page.locator("#number-in").count():
            many = "followers" in page.inner_text("#ask-h")
            page.fill("#number-in", "48k" if many else "60")
            page.press("#number-in", "Enter")
        else:
            page.click("#answer .unknown")
        page.wait_for_timeout(100)
    page.wait_for_selector("#plan:not([hidden]) #tasks li")
    page.evaluate("document.querySelector('#verdict').scrollIntoView()")


def _picture(
    browser: Browser,
    address: str,
    scheme: Any,
    width: int,
    height: int,
    then: Callable[[Page], None] | None = None,
) -> bytes:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        locale="en-GB",
        timezone_id="Europe/Berlin",
        service_workers="block",
        bypass_csp=True,  # a wait asks the page
    )
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(address)
    if then is not None:
        then(page)
    picture = page.screenshot()
    context.close()
    return picture


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    handler = partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    extensions_map: dict[str, str] = {  # noqa: RUF012 - as the base class has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def log_message(self, *_: object) -> None:
        """Say nothing of each file."""


def _govcheck(*words: str, at: Path) -> str:
    command = (sys.executable, "-m", "govcheck", *words, "--lang", "en")
    done = subprocess.run(command, cwd=at, check=True, capture_output=True, text=True)  # noqa: S603
    return done.stdout


SHOTS: Final[dict[str, Shot]] = {"plan": _plan, "comment": _comment, "phone": _phone}


if __name__ == "__main__":
    main()

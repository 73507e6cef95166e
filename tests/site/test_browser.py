"""The site in Chromium: accessible, narrow, offline, silent, and equal to the command."""

import functools
import http.server
import json
import mimetypes
import shutil
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.site.conftest import OpenedPolicy, shipped
from tests.site.test_engine import expected, random_incidents

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PAGES = (
    "index", "duty", "severities", "escalations", "playbooks", "organization", "people", "council",
    "channels", "speakers", "goals", "posts", "accepted", "glossary", "search", "wallet", "respond",
)  # fmt: skip


class Host(NamedTuple):
    """A static host of a folder on this machine, which counts what it is asked for."""

    server: http.server.ThreadingHTTPServer
    asked: list[str]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def serve(folder: Path) -> Host:
    asked: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        extensions_map: dict[str, str] = {  # noqa: RUF012 - as the base class has it
            **http.server.SimpleHTTPRequestHandler.extensions_map,
            ".mjs": "text/javascript",
            ".wasm": "application/wasm",
        }

        def log_message(self, *_: object) -> None:
            asked.append(self.path)

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("Access-Control-Allow-Origin", "*")
            super().end_headers()

    mimetypes.add_type("text/javascript", ".mjs")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return Host(server, asked)


@pytest.fixture
def host(site: Path) -> Iterator[Host]:
    found = serve(site)
    yield found
    found.stop()


def phone(chromium: "Browser", **more: Any) -> "BrowserContext":
    return chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", timezone_id="Europe/Berlin", **more
    )


def ready(page: "Page", address: str) -> None:
    page.goto(f"{address}respond.html")
    page.wait_for_selector("#main[data-ready]", timeout=120_000)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(chromium: "Browser", host: Host, axe: str, scheme: Any) -> None:
    context = phone(chromium, color_scheme=scheme, bypass_csp=True, service_workers="block")
    page = context.new_page()
    faults = []
    for name in (*PAGES, "de/index", "de/respond", "source/policies/people/mei.yaml"):
        page.goto(f"{host.address}{name}.html")
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
        )
        faults += [
            f"{name}: {one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]
        ]
    context.close()
    assert faults == []


@pytest.mark.parametrize(("width", "size"), [(320, 100), (640, 200)])
def test_nothing_scrolls_sideways(chromium: "Browser", host: Host, width: int, size: int) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, bypass_csp=True, service_workers="block"
    )
    page = context.new_page()
    wide = []
    for name in (*PAGES, *(f"de/{one}" for one in PAGES)):
        page.goto(f"{host.address}{name}.html")
        page.add_style_tag(content=f"html {{ font-size: {size}% }}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    context.close()
    assert wide == []


def test_answers_are_those_of_the_command(
    chromium: "Browser", host: Host, policy: OpenedPolicy
) -> None:
    context = phone(chromium)
    page = context.new_page()
    ready(page, host.address)
    for one in [*shipped(policy), *random_incidents(policy, 5)]:
        answer = page.evaluate("text => govcheck.call('simulate', text)", json.dumps(one))
        assert answer == expected(policy, one), one["id"]
    context.close()


def test_an_interview_leads_to_a_plan(chromium: "Browser", host: Host, axe: str) -> None:
    context = phone(chromium, bypass_csp=True)
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda told: errors.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda told: errors.append(str(told)))
    ready(page, host.address)
    assert page.inner_text("#ask-h") == "What is it, in one word?"
    page.focus("[data-value=claim]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chips [data-fact=mention]")
    for _ in range(20):
        page.wait_for_function("!document.getElementById('busy').textContent")
        if not page.is_visible("#ask"):
            break
        if page.locator("[name=tag][value=safety]").count():
            page.check("[value=safety]")
            page.press("#answer .go", "Enter")
        elif page.locator("#number-in").count():
            page.fill("#number-in", "about 48k")
            page.press("#number-in", "Enter")
        else:
            page.press("#answer .unknown", "Enter")
        page.wait_for_timeout(50)
    page.wait_for_selector("#plan:not([hidden]) #tasks li")
    assert "SEV 1" in page.inner_text("#verdict")
    assert page.locator("#call a[href^='tel:']").count() > 0
    assert page.locator("#never li").count() > 0
    small = page.evaluate(
        "[...document.querySelectorAll('a.call, a.mail, button')]"
        ".filter(one => one.offsetParent && one.getBoundingClientRect().height < 44).length"
    )
    assert small == 0
    page.check("#tasks > li input >> nth=0")
    page.wait_for_selector("#tasks > li.done")
    page.evaluate("document.getElementById('handover').open = true")
    with page.expect_download() as told:
        page.click("#log")
    lines = Path(told.value.path()).read_text().splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["opened", "done"]
    assert told.value.suggested_filename.endswith(".log.jsonl")
    with page.expect_download() as told:
        page.click("#save")
    assert json.loads(Path(told.value.path()).read_text())["facts"]["followers"] == 48000
    page.evaluate(axe)
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    assert [one["id"] for one in found["violations"]] == []
    assert errors == []
    context.close()


def test_after_one_visit_all_of_it_works_offline(chromium: "Browser", site: Path) -> None:
    host = serve(site)
    context = phone(chromium)
    page = context.new_page()
    ready(page, host.address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    files = [path for path in host.asked if "favicon" not in path]
    host.stop()
    assert len(files) > 100
    ready(page, host.address)
    assert page.evaluate(
        "govcheck.call('ask', JSON.stringify({detected_at: 1794692400, facts: {}}), 'en')"
    )
    for name in ("index", "de/playbooks", "source/policies/councils/social-council.yaml"):
        page.goto(f"{host.address}{name}.html")
        assert page.locator("h1").count() == 1
    context.close()


def test_nothing_leaves_the_phone(chromium: "Browser", site: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x")
    other, host = serve(tmp_path), serve(site)
    context = phone(chromium)
    page = context.new_page()
    page.goto(f"{host.address}respond.html")
    send = f"fetch('{other.address}x?facts').then(() => 'sent', () => 'refused')"
    assert page.evaluate(send) == "refused"
    code = f"{send}.then(answer => postMessage(answer))"
    asked = (
        "code => new Promise(done => { const worker = new Worker(URL.createObjectURL(new Blob("
        "[code], {type: 'text/javascript'})), {type: 'module'}); worker.onmessage = "
        "told => done(told.data); })"
    )
    assert page.evaluate(asked, code) == "refused"
    assert other.asked == []
    context.close()
    other.stop()
    host.stop()


def test_a_newer_policy_is_offered_and_a_broken_one_is_not(
    chromium: "Browser", site: Path, tmp_path: Path
) -> None:
    live = tmp_path / "live"
    shutil.copytree(site, live)
    host = serve(live)
    context = phone(chromium)
    page = context.new_page()
    ready(page, host.address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_selector("#main[data-ready]", timeout=120_000)
    update = (
        "navigator.serviceWorker.getRegistration().then(one => one.update()).then(() => 1, () => 0)"
    )
    stamp, worker = live / "stamp.json", live / "sw.js"
    old = stamp.read_text()
    stamp.write_text(old.replace("2026", "1999"))
    worker.write_text(worker.read_text() + "\n// a release whose files are not its own\n")
    text = worker.read_text()
    digest = sha256(old.encode()).hexdigest()
    release = text.split("const RELEASE = '")[1].split("'")[0]
    worker.write_text(text.replace(digest, "0" * 64).replace(release, "badbadbad"))
    page.evaluate(update)
    page.wait_for_timeout(3000)
    assert page.is_hidden("#fresh")
    assert page.evaluate("caches.keys()") == [f"govcheck-{release}"]
    changed = sha256(stamp.read_bytes()).hexdigest()
    worker.write_text(text.replace(digest, changed).replace(release, "feedbeef"))
    host.asked.clear()
    page.evaluate(update)
    page.wait_for_selector("#fresh:not([hidden])", timeout=60_000)
    fetched = {path for path in host.asked if not path.endswith("sw.js")}
    assert fetched <= {"/stamp.json"}
    page.click("#switch")
    page.wait_for_function("caches.keys().then(names => names.join() === 'govcheck-feedbeef')")
    context.close()
    host.stop()


def test_without_webassembly_the_page_says_so(chromium: "Browser", host: Host) -> None:
    context = phone(chromium, service_workers="block")
    context.add_init_script("delete globalThis.WebAssembly")
    page = context.new_page()
    page.route(
        "**/respond.html",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text()
            .replace(" &#39;wasm-unsafe-eval&#39;", "")
            .replace(" 'wasm-unsafe-eval'", ""),
        ),
    )
    page.goto(f"{host.address}respond.html")
    page.wait_for_selector("#broken:not([hidden])", timeout=5000)
    assert page.locator("#duty a[href^='tel:']").count() > 0
    context.close()

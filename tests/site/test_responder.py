"""The responder's page in Chromium: offline, silent, and equal to the command."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from tests.site.conftest import OpenedPolicy, shipped
from tests.site.host import Host, phone, ready, serve
from tests.site.test_engine import expected, random_incidents

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def focused(page: "Page", selector: str, key: str = "Tab") -> None:
    """Reach an element by keyboard alone."""
    for _ in range(80):
        if page.evaluate("text => document.activeElement.matches(text)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} cannot be reached by keyboard")


def test_the_keyboard_alone_does_the_whole_interview(chromium: "Browser", host: Host) -> None:
    context = phone(chromium, bypass_csp=True, service_workers="block")
    page = context.new_page()
    ready(page, host.address)

    def settled() -> None:
        page.wait_for_function("!document.getElementById('busy').textContent")
        page.wait_for_selector("#main[data-settled]")

    focused(page, "[data-value=claim]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#chips [data-fact=mention]")
    settled()
    assert page.evaluate("document.activeElement.id") == "ask-h"
    for _ in range(20):
        if not page.is_visible("#ask"):
            break
        before = page.inner_text("#ask-h")
        if page.locator("[name=tag][value=safety]").count():
            focused(page, "[value=safety]")
            page.keyboard.press("Space")
            focused(page, "#answer .go")
        elif page.locator("#number-in").count():
            focused(page, "#number-in")
            page.keyboard.type("48000")
        else:
            focused(page, "#answer .unknown")
        page.keyboard.press("Enter")
        page.wait_for_function(
            "text => document.getElementById('ask').hidden || "
            "document.getElementById('ask-h').textContent !== text", arg=before
        )  # fmt: skip
        settled()
    page.wait_for_selector("#plan:not([hidden]) #tasks li")
    focused(page, "#tasks input", "Tab")
    page.keyboard.press("Space")
    page.wait_for_selector("#tasks > li.done")
    settled()
    focused(page, "#again")
    page.once("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("Enter")
    page.wait_for_selector("#plan[hidden]", state="attached")
    context.close()


def test_a_plan_is_narrow_and_few_things_stand_in_a_list(chromium: "Browser", host: Host) -> None:
    """Also with text at 200 %: a screen of 320 pixels, and at most seven things of a sort."""
    context = chromium.new_context(
        viewport={"width": 320, "height": 800}, bypass_csp=True, service_workers="block"
    )
    page = context.new_page()
    ready(page, host.address)
    facts = {"mention": "claim", "topics": ["safety", "legal-threat"], "followers": 48000}
    held = {"id": "a", "title": "A" * 60, "facts": facts, "order": [*facts]}
    page.evaluate("text => localStorage.setItem('govcheck-incident', text)", json.dumps(held))
    page.reload()
    page.wait_for_selector("#plan:not([hidden]) #tasks li", timeout=120_000)
    page.wait_for_selector("#main[data-settled]")
    for size in (100, 200):
        page.set_viewport_size({"width": 320 * size // 100, "height": 800})
        page.add_style_tag(content=f"html {{ font-size: {size}% }}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
    for name in ("#call", "#silent", "#tasks", "#never", "#approvals", "#chips", "#duty"):
        assert page.locator(f"{name} > li").count() <= 7, name
    for one in page.locator("#approvals > li > ul").all():
        assert one.locator("> li").count() <= 7
    context.close()


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


def test_an_incident_is_handed_over(chromium: "Browser", host: Host, tmp_path: Path) -> None:
    """By a link, whose facts no server sees, and by a file; both lead to the same plan."""
    context = phone(chromium, service_workers="block", permissions=["clipboard-read"])
    page = context.new_page()
    ready(page, host.address)
    facts = {"mention": "claim", "topics": ["safety"], "followers": 48000}
    held = {"id": "", "title": "A wheel \u00fc #1", "facts": facts, "order": [*facts]}
    page.evaluate("text => localStorage.setItem('govcheck-incident', text)", json.dumps(held))
    page.reload()
    page.wait_for_selector("#plan:not([hidden]) #tasks li", timeout=120_000)
    page.wait_for_selector("#main[data-settled]")
    said = page.inner_text("#verdict"), page.inner_text("#call")
    page.evaluate("document.getElementById('handover').open = true")
    page.evaluate("delete Navigator.prototype.clipboard")
    page.click("#copy")
    page.wait_for_selector("#handed:has-text('#incident=')")
    link = page.inner_text("#handed")
    with page.expect_download() as told:
        page.click("#save")
    incident = tmp_path / told.value.suggested_filename
    told.value.save_as(incident)
    context.close()
    before = len(host.asked)
    for opens in (link, incident):
        context = phone(chromium, service_workers="block")
        page = context.new_page()
        page.on("dialog", lambda dialog: dialog.accept())
        if opens == link:
            page.goto(link)
        else:
            ready(page, host.address)
            page.set_input_files("#open", incident)
        page.wait_for_selector("#plan:not([hidden]) #tasks li", timeout=120_000)
        assert (page.inner_text("#verdict"), page.inner_text("#call")) == said
        assert "#" not in page.url
        context.close()
    assert not any("incident=" in one for one in host.asked[before:])


def test_after_one_visit_all_of_it_works_offline(chromium: "Browser", site: Path) -> None:
    host = serve(site)
    context = phone(chromium)
    page = context.new_page()
    ready(page, host.address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    files = [path for path in host.asked if "favicon" not in path]
    assert [path for path, times in Counter(files).items() if times > 1] == []
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
    page.wait_for_timeout(1000)
    installs = "navigator.serviceWorker.getRegistration().then(one => !!one.installing)"
    wait_until(page, lambda: not page.evaluate(installs))
    assert page.is_hidden("#fresh")
    assert releases(page) == [f"govcheck-{release}"]
    changed = sha256(stamp.read_bytes()).hexdigest()
    worker.write_text(text.replace(digest, changed).replace(release, "feedbeef"))
    host.asked.clear()
    page.evaluate(update)
    page.wait_for_selector("#fresh:not([hidden])", timeout=60_000)
    fetched = {path for path in host.asked if not path.endswith("sw.js")}
    assert fetched <= {"/stamp.json"}
    page.click("#switch")
    page.wait_for_selector("#fresh[hidden]", state="attached")
    wait_until(page, lambda: releases(page) == ["govcheck-feedbeef"])
    assert page.evaluate("fetch('stamp.json').then(answer => answer.text())") == stamp.read_text()
    context.close()
    host.stop()


def releases(page: "Page") -> list[str]:
    """The releases that the phone keeps."""
    names: list[str] = page.evaluate("caches.keys()")
    return [one for one in names if one.startswith("govcheck-")]


def wait_until(page: "Page", is_so: Callable[[], bool]) -> None:
    from playwright.sync_api import Error

    for _ in range(300):
        with suppress(Error):  # while the page is being loaded anew
            if is_so():
                return
        page.wait_for_timeout(100)
    raise AssertionError("it does not come to be so")


def test_a_newer_policy_waits_for_the_end_of_an_incident(
    chromium: "Browser", site: Path, tmp_path: Path
) -> None:
    """Even where the browser is closed in between, after which another worker is the active one."""
    live = tmp_path / "live"
    shutil.copytree(site, live)
    host = serve(live)
    context = phone(chromium, bypass_csp=True)
    page = context.new_page()
    ready(page, host.address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_selector("#main[data-ready]", timeout=120_000)
    old = (live / "stamp.json").read_text()
    new = old.replace("2026", "1999")
    (live / "stamp.json").write_text(new)
    text = (live / "sw.js").read_text()
    release = text.split("const RELEASE = '")[1].split("'")[0]
    before, after = (sha256(one.encode()).hexdigest() for one in (old, new))
    (live / "sw.js").write_text(text.replace(before, after).replace(release, "feedbeef"))
    page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update())")
    page.wait_for_selector("#fresh:not([hidden])", timeout=60_000)
    assert page.is_visible("#switch")
    page.click("[data-value=claim]")
    page.wait_for_selector("#chips [data-fact=mention]")
    assert page.is_hidden("#switch")
    assert page.is_visible("#later")
    page.close()
    page = context.new_page()
    ready(page, host.address)
    page.wait_for_selector("#fresh:not([hidden])", timeout=60_000)
    assert page.is_hidden("#switch")
    kept = "fetch('stamp.json').then(answer => answer.text())"
    assert page.evaluate(kept) == old
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#again")
    page.wait_for_selector("#switch:not([hidden])")
    page.click("#switch")
    wait_until(page, lambda: releases(page) == ["govcheck-feedbeef"])
    page.wait_for_selector("#main[data-ready]", timeout=120_000)
    assert page.evaluate(kept) == new
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

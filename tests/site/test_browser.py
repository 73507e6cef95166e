"""The handbook in Chromium: accessible, narrow, still, as old as it says."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from govcheck.duty.coverage import stints
from tests.site.conftest import AT, OpenedPolicy
from tests.site.host import PAGES, Host, phone, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog


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


def test_names_are_only_shown(chromium: "Browser", hostile_site: Path) -> None:
    """Markup in names runs nowhere, hides nothing, and makes no page wider than a phone."""
    host = serve(hostile_site)
    context = chromium.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    opened: list[str] = []

    def dismiss(dialog: "Dialog") -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: opened.append(str(error)))
    wide = []
    for name in (*PAGES, *(f"de/{one}" for one in PAGES), "source/policies/people/mei.yaml"):
        page.goto(f"{host.address}{name}.html")
        assert "\u202e" not in page.inner_text("body"), name
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(name)
    page.goto(f"{host.address}search.html")
    page.fill("#query", "<script>")
    assert page.locator("#results li:visible").count() > 0
    context.close()
    host.stop()
    assert (opened, wide) == ([], [])


@pytest.mark.parametrize(
    ("days", "warning"),
    [(0, None), (13, None), (14, "14 days old: ask for a newer one"), (400, "plan of duty ends")],
)
def test_each_page_says_how_old_it_is(
    chromium: "Browser", host: Host, policy: OpenedPolicy, days: int, warning: str | None
) -> None:
    context = phone(chromium, service_workers="block")
    page = context.new_page()
    page.clock.set_fixed_time(AT + days * 86400 + 60)
    revision = (policy.stamp.revision or "")[:12]
    for name in (*PAGES, "source/policies/people/mei.yaml"):
        page.goto(f"{host.address}{name}.html")
        respond = name == "respond"
        said, alarm = (
            page.locator("#policy" if respond else "#age"),
            page.locator("#stale" if respond else "#old"),
        )
        if respond:
            page.wait_for_selector("#duty li")
        said.filter(has_text=revision).wait_for(state="attached")
        assert ("of today" if days == 0 else f"{days} days old") in said.inner_text(), name
        assert alarm.is_visible() == (warning is not None), name
        assert (warning or "") in alarm.inner_text(), name
    context.close()


def test_who_is_on_duty_is_that_of_the_moment(
    chromium: "Browser", host: Host, policy: OpenedPolicy
) -> None:
    rotas = policy.program.roster.rotas
    context = phone(chromium, service_workers="block")
    page = context.new_page()
    for days in (0, 3, 10, 17):
        at = AT + days * 86400
        page.clock.set_fixed_time(at)
        for rota, name in zip(rotas, range(len(rotas)), strict=True):
            on = [one.person for one in stints(policy.program.roster, f"rota:{rota}", at, at + 1)]
            called = [policy.program.roster.people[one].name for one in on]
            page.goto(f"{host.address}index.html")
            card = page.locator("[data-shifts]").nth(name)
            said = card.locator("b.person:visible").all_inner_texts()
            assert said == called or (not called and "closed" in card.inner_text())
            page.goto(f"{host.address}duty.html")
            assert page.locator(f"#rota-{rota} li.now b a").all_inner_texts() == called
    context.close()


def test_targets_are_large_enough_to_call(chromium: "Browser", host: Host) -> None:
    context = phone(chromium, bypass_csp=True, service_workers="block")
    page = context.new_page()
    small = []
    for name in (*PAGES, "de/index", "de/people"):
        page.goto(f"{host.address}{name}.html")
        found = page.evaluate(
            "[...document.querySelectorAll('a.call, a.mail, .button, button, nav a, summary')]"
            ".filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.9)"
            ".map(one => one.outerHTML.slice(0, 90))"
        )
        small += [f"{name}: {one}" for one in found]
    context.close()
    assert small == []


def test_nothing_moves_for_who_wants_no_motion(chromium: "Browser", host: Host) -> None:
    context = phone(chromium, reduced_motion="reduce", bypass_csp=True, service_workers="block")
    page = context.new_page()
    for name in PAGES:
        page.goto(f"{host.address}{name}.html")
        moving = page.evaluate(
            "[...document.querySelectorAll('*')].filter(one => { const style = "
            "getComputedStyle(one); return style.animationName !== 'none' || "
            "parseFloat(style.transitionDuration) > 0 || "
            "style.scrollBehavior === 'smooth'; }).length"
        )
        assert moving == 0, name
    context.close()


@pytest.mark.parametrize("language", ["", "de/"])
def test_the_wallets_page_is_one_page(chromium: "Browser", host: Host, language: str) -> None:
    page = phone(chromium, service_workers="block").new_page()
    page.goto(f"{host.address}{language}wallet.html")
    pages = [one for one in page.pdf(format="A4").split(b"/Type /Page")[1:] if one[:1] != b"s"]
    assert len(pages) == 1
    page.emulate_media(media="print")
    assert page.locator("nav:visible, .button:visible, .src:visible").count() == 0
    page.context.close()

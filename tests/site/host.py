"""A host of a site on this machine, and a phone that opens its pages."""

import functools
import http.server
import mimetypes
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PAGES = (
    "index", "duty", "severities", "escalations", "playbooks", "organization", "people", "council",
    "agenda", "channels", "speakers", "goals", "posts", "accepted", "glossary", "search", "wallet",
    "respond",
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


def phone(chromium: "Browser", **more: Any) -> "BrowserContext":
    return chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", timezone_id="Europe/Berlin", **more
    )


def ready(page: "Page", address: str) -> None:
    page.goto(f"{address}respond.html")
    page.wait_for_selector("#main[data-ready]", timeout=120_000)

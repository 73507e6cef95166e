"""A preview of a site on this computer alone, as a careful host would serve it."""

import functools
import http.server
from collections.abc import Mapping
from typing import Final

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
    "style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What docs/site.md recommends to hosts."""
HOST: Final = "127.0.0.1"


class PreviewHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files with the headers that are recommended, and says nothing."""

    extensions_map: dict[str, str] = {  # noqa: RUF012 - as the base class has it
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".ics": "text/calendar",
    }

    def end_headers(self) -> None:
        """Send the recommended headers as well."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as its base has it
        """Say nothing."""


def preview(folder: str, port: int) -> http.server.ThreadingHTTPServer:
    """A server of a folder, for this computer alone; port 0 is any free one."""
    handler = functools.partial(PreviewHandler, directory=folder)
    return http.server.ThreadingHTTPServer((HOST, port), handler)

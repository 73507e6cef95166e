"""What the reports in HTML share: a page that loads nothing, runs nothing, and fits a phone."""

from collections.abc import Iterable
from typing import Final

from govcheck.render.escape import html_text, terminal
from govcheck.render.page.lines import NO_BREAK

STYLE: Final = """\
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --alarm: #9b1c14;
  --quiet: #555; --line: #8888; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15181b; --ink: #f0f0f0; --alarm: #ff9d94; --quiet: #b8bfc6; } }
html { background: var(--ground); color: var(--ink); }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.3rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .4rem; }
h1, h2, p, li, th, td { overflow-wrap: anywhere; }
.alarm { color: var(--alarm); } .quiet { color: var(--quiet); font-size: .9rem; }
"""


def web_page(title: str, language: str, style: str, body: Iterable[str]) -> str:
    """A whole page; `title` is raw text, the body markup."""
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{language}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta http-equiv="Content-Security-Policy"'
            " content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{shown(title)}</title><style>{STYLE}{style}</style></head><body><main>",
            *body,
            "</main></body></html>\n",
        )
    )


def shown(said: str) -> str:
    """Raw text as markup that only shows it."""
    return html_text(terminal(said)).replace(NO_BREAK, "&nbsp;")

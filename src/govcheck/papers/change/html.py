"""A diff as one page of HTML, for a phone, a desk and a printer."""

from collections.abc import Iterable, Iterator
from typing import Final

from govcheck.papers.change import DiffReport
from govcheck.papers.change.story import Story, story
from govcheck.papers.change.top import MOST_INCIDENTS, below, folds
from govcheck.papers.gate.sentences import Said, requirement, shortest, uncounted, verdict
from govcheck.render.web_page import shown, web_page
from govcheck.tongue import Tongue
from govcheck.workspace.diff import Diff

_STYLE: Final = """\
:root { color-scheme: light dark; --ground: #fff; --ink: #1a1a1a; --quiet: #555; --line: #8884;
  --weaker: #b3261e; --different: #8a6100; --stricter: #1b6e3c; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15181b; --ink: #f0f0f0; --quiet: #b8bfc6;
    --weaker: #ff8a80; --different: #ffc95c; --stricter: #7bd99a; } }
html { background: var(--ground); color: var(--ink); }
body { font: 16px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.25rem; } h2 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
.sides { color: var(--quiet); font-size: .85rem; overflow-wrap: anywhere; }
h1 { border-left: 4px solid var(--line); padding-left: .75rem; overflow-wrap: anywhere; }
h1.weaker, .weaker th { border-left-color: var(--weaker); }
h1.different, .different th { border-left-color: var(--different); }
h1.stricter, .stricter th { border-left-color: var(--stricter); }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; overflow-wrap: anywhere;
  border-bottom: 1px solid var(--line); }
th:first-child { width: 44%; hyphens: auto; }
tbody th { font-weight: 400; border-left: 4px solid var(--line); }
p { overflow-wrap: anywhere; }
ul { padding-left: 1.2rem; } li { overflow-wrap: anywhere; margin: .25rem 0; }
summary { cursor: pointer; font-weight: 600; }
@media print { details > * { display: block; } tr { break-inside: avoid; } }
"""


def render(report: DiffReport) -> str:
    """The page; it loads nothing from elsewhere."""
    tongue = report.tongue
    return web_page(tongue.say("Policy change"), tongue.language, _STYLE, _body(report))


def _body(report: DiffReport) -> Iterator[str]:
    diff, tongue = report.diff, report.tongue
    told = story(diff, tongue)
    yield f'<h1 class="{told.kind or "same"}">{shown(told.headline)}</h1>'
    if told.more:
        yield from _list(told.more)
    yield from _table(told, tongue)
    for said in below(report, told):
        yield _paragraph(said)
    yield from _gate(diff, tongue)
    for fold in folds(diff, told, tongue, len(told.rows), MOST_INCIDENTS):
        yield f"<details><summary>{shown(fold.title)} ({len(fold.items)})</summary>"
        yield from _list(fold.items)
        yield "</details>"
    yield f'<p class="sides">{shown(diff.base)} &rarr; {shown(diff.head)}</p>'


def _table(told: Story, tongue: Tongue) -> Iterator[str]:
    if not told.rows:
        return
    before, after = shown(tongue.say("Before")), shown(tongue.say("After"))
    what = shown(tongue.say("What"))
    yield "<table><thead><tr>"
    for title in (what, before, after):
        yield f'<th scope="col">{title}</th>'
    yield "</tr></thead><tbody>"
    for row in told.rows:
        yield (
            f'<tr class="{row.kind}"><th scope="row">{shown(row.title)}</th>'
            f"<td>{shown(row.before)}</td><td>{shown(row.after)}</td></tr>"
        )
    yield "</tbody></table>"


def _gate(diff: Diff, tongue: Tongue) -> Iterator[str]:
    if diff.gate is None:
        return
    gate = diff.gate
    yield f"<h2>{shown(verdict(gate, tongue))}</h2>"
    for said in shortest(gate, tongue):
        yield _paragraph(said)
    yield from _list(gate.reasons)
    yield from _list(
        " ".join(said.plain for said in requirement(one, gate, tongue)) for one in gate.requirements
    )
    yield from _list(uncounted(gate, tongue))


def _paragraph(said: Said) -> str:
    stressed = f"<b>{shown(said.stressed)}</b>" if said.stressed else ""
    return f"<p>{stressed}{shown(said.rest)}</p>"


def _list(items: Iterable[str]) -> Iterator[str]:
    yield "<ul>"
    for item in items:
        yield f"<li>{shown(item)}</li>"
    yield "</ul>"

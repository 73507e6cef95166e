"""Text and shapes of an SVG that is as wide as a phone: boxes, bars, and text in lines.

A drawing is laid out for its narrowest reader and scales with its place until its letters are as
large as a page's: it has a `viewBox` and no width of its own. How wide text is depends on the
reader's fonts, so lines are broken as for a wide one. All text is raw until it is drawn, and
escaped then.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

from govcheck.render.escape import html_text, terminal
from govcheck.render.page.lines import NO_BREAK
from govcheck.render.width import wrap

WIDTH: Final = 390
"""The units of a drawing's width, which on a narrow phone are pixels."""
SIZE: Final = 15
"""The height of letters, in units."""
LEADING: Final = 20
_NARROW: Final = frozenset("iljtfrI.,:;'|!()[]-` ")
_BROAD: Final = frozenset("mwMWÄÖÜABCDEFGHKLNOPQRSTUVXYZ@%&+—…")
_SMALLEST: Final = 0.9
"""How much smaller small letters are."""

STYLE: Final = """\
.gc-ground{fill:#fff}.gc-text{fill:#1a1a1a}.gc-quiet{fill:#555}.gc-alarm{fill:#9b1c14}
.gc-box{fill:#f4f6f8;stroke:#5a6672}.gc-warn{fill:#fdf0ee;stroke:#9b1c14}
.gc-line{stroke:#5a6672;fill:none}.gc-grid{stroke:#c4ccd4}.gc-track{fill:#dfe5ea}
.gc-bar{fill:#2b6cb0}.gc-late{fill:#9b1c14}.gc-done{fill:#1b5e37;stroke:#fff}
.gc-head{fill:#5a6672}
@media (prefers-color-scheme:dark){
.gc-ground{fill:#15181b}.gc-text{fill:#f0f0f0}.gc-quiet{fill:#b8bfc6}.gc-alarm{fill:#ff9d94}
.gc-box{fill:#22272c;stroke:#93a0ac}.gc-warn{fill:#3a1c19;stroke:#ff9d94}
.gc-line{stroke:#93a0ac}.gc-grid{stroke:#3b434b}.gc-track{fill:#343b42}
.gc-bar{fill:#7fb5ea}.gc-late{fill:#ff9d94}.gc-done{fill:#8fe0ae;stroke:#15181b}
.gc-head{fill:#93a0ac}}"""
"""How the classes look, by day and by night; nothing is told by colour alone."""


class Drawn(NamedTuple):
    """A piece of a drawing and how far down it reaches."""

    markup: str
    bottom: float


def document(title: str, told: Sequence[str], shapes: Sequence[Drawn], name: str) -> str:
    """The drawing as one `svg` element; `told` is what it shows, for whoever cannot see it.

    `name` tells it from other drawings on the same page.
    """
    height = max((shape.bottom for shape in shapes), default=0) + 12
    said = " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in told if text)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc" style="max-width:26rem;width:100%;'
        f'height:auto;aspect-ratio:{WIDTH}/{height:g}"'
        " font-family=\"system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif\""
        f' font-size="{SIZE}">',
        f'<title id="{name}-title">{shown(title)}</title>',
        f'<desc id="{name}-desc">{shown(said)}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="gc-ground" width="{WIDTH}" height="{height:g}"/>',
        *(shape.markup for shape in shapes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def text(
    said: str, x: float, y: float, width: float, part: str = "text", *, bold: bool = False
) -> Drawn:
    """Text from its upper left corner, in as many lines as it needs."""
    lines = lines_of(said, width, bold=bold)
    weight = ' font-weight="700"' if bold else ""
    spans = "".join(
        f'<tspan x="{x:g}" y="{y + SIZE + number * LEADING:g}">{html_text(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return Drawn(f'<text class="gc-{part}"{weight}>{spans}</text>', y + len(lines) * LEADING)


def small(said: str, x: float, y: float, part: str = "quiet", anchor: str = "start") -> Drawn:
    """A short note on one line, its base at `y`."""
    size = f"{SIZE * _SMALLEST:g}"
    return Drawn(
        f'<text class="gc-{part}" x="{x:g}" y="{y:g}" font-size="{size}"'
        f' text-anchor="{anchor}">{shown(said)}</text>',
        y,
    )


def box(x: float, y: float, width: float, height: float, part: str = "box") -> Drawn:
    """A box with round corners and a border."""
    size = f'width="{width:g}" height="{height:g}" rx="6"'
    return Drawn(f'<rect class="gc-{part}" x="{x:g}" y="{y:g}" {size}/>', y + height)


def bar(x: float, y: float, width: float, height: float, part: str) -> Drawn:
    """A filled bar."""
    return Drawn(
        f'<rect class="gc-{part}" x="{x:.1f}" y="{y:g}" width="{max(width, 2):.1f}"'
        f' height="{height:g}"/>',
        y + height,
    )


def diamond(x: float, y: float, radius: float, part: str) -> Drawn:
    """A mark around a point."""
    points = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    shown_points = " ".join(f"{left:.1f},{top:g}" for left, top in points)
    return Drawn(f'<polygon class="gc-{part}" points="{shown_points}"/>', y + radius)


def upright(x: float, top: float, bottom: float, part: str = "grid") -> Drawn:
    """A line from top to bottom."""
    return Drawn(f'<path class="gc-{part}" d="M{x:.1f} {top:g}V{bottom:g}"/>', bottom)


def arrow(x: float, top: float, bottom: float) -> Drawn:
    """An arrow that points down."""
    head = f"M{x - 5:g} {bottom - 7:g}L{x:g} {bottom:g}L{x + 5:g} {bottom - 7:g}Z"
    return Drawn(
        f'<path class="gc-line" stroke-width="2" d="M{x:g} {top:g}V{bottom - 6:g}"/>'
        f'<path class="gc-head" d="{head}"/>',
        bottom,
    )


def moved(shapes: Sequence[Drawn], down: float) -> list[Drawn]:
    """The shapes, so far down."""
    inner = "".join(shape.markup for shape in shapes)
    bottom = max((shape.bottom for shape in shapes), default=0)
    return [Drawn(f'<g transform="translate(0 {down:g})">{inner}</g>', down + bottom)]


def shown(said: str) -> str:
    """Raw text as it stands in the markup: harmless, on one line."""
    return html_text(terminal(said).replace(NO_BREAK, " "))


def lines_of(said: str, width: float, *, bold: bool = False) -> list[str]:
    """Harmless text in lines of at most that width, broken between words where that is possible."""
    measure = partial(extent, bold=bold)
    lines = wrap(terminal(said), width, measure, partial(_pieces, measure))
    return [line.replace(NO_BREAK, " ") for line in lines]


def extent(said: str, *, bold: bool = False) -> float:
    """About how wide text is, in units; rather more than less."""
    return SIZE * (1.08 if bold else 1) * sum(map(_share, said))


def _share(character: str) -> float:
    if character in _NARROW:
        return 0.4
    if character in _BROAD:
        return 0.86
    if character.isascii() or category(character) == "Ll":
        return 0.62
    if category(character) in ("Mn", "Me"):
        return 0
    return 1.05 if east_asian_width(character) in "WF" else 0.9


def _pieces(measure: Callable[[str], float], word: str, width: float) -> Iterable[str]:
    piece = ""
    for character in word:
        if piece and measure(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece

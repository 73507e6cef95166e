"""Outcomes as one page of HTML, for phone, desk and printer; it loads nothing and runs nothing."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from govcheck.briefing.simulation.page.page import page, title
from govcheck.briefing.simulation.picture import picture
from govcheck.briefing.simulation.text import REVISION_LENGTH
from govcheck.briefing.simulation.view import OutcomeView, views_of
from govcheck.render.page.lines import Line, Part, parted
from govcheck.render.page.names import PHONES, call_link
from govcheck.render.stamp import PolicyStamp
from govcheck.render.web_page import shown, web_page
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.tongue import Tongue

_STYLE: Final = """\
ul { list-style: none; padding: 0; margin: 0; }
li { padding: .35rem 0 .35rem .7rem; border-left: 3px solid var(--line); margin: .25rem 0; }
li.alarm { border-color: var(--alarm); }
time { font-weight: 700; margin-right: .5em; }
section + section { border-top: 1px solid var(--line); margin-top: 2rem; }
a { color: inherit; display: inline-block; padding: .3rem 0; }
svg { display: block; }
@media print { li, svg { break-inside: avoid; } }
"""


def render(
    outcomes: Sequence[Outcome], program: Program, stamp: PolicyStamp, tongue: Tongue
) -> str:
    """The page, with a section and a picture an incident."""
    views = views_of(outcomes, program, tongue)
    body = _body(views, stamp, _links(program), tongue)
    return web_page("; ".join(map(title, views)), tongue.language, _STYLE, body)


def _body(
    views: Sequence[OutcomeView], stamp: PolicyStamp, links: "_Links", tongue: Tongue
) -> Iterator[str]:
    for number, view in enumerate(views, 1):
        read = page(view)
        yield f'<section aria-labelledby="title-{number}">'
        yield f'<h1 id="title-{number}">{shown(read.title)}</h1>'
        for line in read.head:
            yield f"<p{_weight(line)}>{shown(line.text)}</p>"
        for part in read.parts:
            yield from _part(part, links)
        yield f"<h2>{shown(tongue.say('As a picture'))}</h2>"
        yield picture(view, f"incident-{number}").rstrip("\n")
        yield "</section>"
    if stamp.revision is not None:
        policy = tongue.say("Policy {revision}", revision=stamp.revision[:REVISION_LENGTH])
        yield f'<p class="quiet">{shown(policy)}</p>'


_DIGITS: Final = 5
"""So many has a number that is not taken for another one of the page."""
_Links = Callable[[str], str]


def _links(program: Program) -> _Links:
    """What makes of each number in some markup a link that calls it."""
    found = {
        shown(address).replace("&nbsp;", " "): call_link(address)
        for person in program.roster.people.values()
        for via, address in person.contacts
        if via in PHONES and sum(map(str.isdecimal, address)) >= _DIGITS
    }
    if not found:
        return lambda markup: markup
    written = sorted(found, key=len, reverse=True)
    blank = "(?:&nbsp;| )"
    either = "|".join(blank.join(map(re.escape, one.split(" "))) for one in written)
    number = re.compile(rf"(?<![0-9])(?:{either})(?![0-9])")
    return lambda markup: number.sub(
        lambda match: f'<a href="{found[match[0].replace("&nbsp;", " ")]}">{match[0]}</a>',
        markup,
    )


def _part(part: Part, links: _Links) -> Iterator[str]:
    heading = " ".join(one for one in (part.heading, part.aside) if one)
    if heading:
        yield f"<h2>{shown(heading)}</h2>"
    yield "<ul>"
    for line in part.lines:
        when = f"<time>{shown(line.when)}</time>" if line.when else ""
        more = "".join(f"<br>{links(shown(one))}" for one in line.more)
        yield f"<li{_weight(line)}>{when}{links(shown(parted(line.text)))}{more}</li>"
    yield "</ul>"


def _weight(line: Line) -> str:
    return "" if line.weight == "plain" else f' class="{line.weight}"'

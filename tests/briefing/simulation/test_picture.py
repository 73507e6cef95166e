"""The picture and the page of `simulate`: they say what the text says, and nothing else runs."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from hypothesis import given, settings

from govcheck.briefing.simulation import html, svg
from govcheck.briefing.simulation.page.calls import calls
from govcheck.briefing.simulation.page.duties import deadlines, prohibitions
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.render.drawing import WIDTH
from govcheck.render.page.lines import NO_BREAK, parted
from govcheck.render.page.names import PageNames
from govcheck.simulate.escalation import LAST_RESORT
from govcheck.simulate.outcome import Outcome
from govcheck.time.clock import HOUR
from govcheck.tongue import ENGLISH, Tongue, tongue
from tests.briefing.simulation.hostile import infected
from tests.briefing.simulation.samples import OUTCOME, PROGRAM, STAMP

SVG = "{http://www.w3.org/2000/svg}"
VIEW = OutcomeView(OUTCOME, PageNames(PROGRAM, ENGLISH))
DRAWN = {"svg", "title", "desc", "style", "rect", "text", "tspan", "path", "polygon", "g"}


def drawn(*outcomes: Outcome, language: Tongue = ENGLISH) -> ET.Element:
    return ET.fromstring(svg.render(outcomes, PROGRAM, language))


def seen(root: ET.Element) -> str:
    """All the text that is drawn, its lines joined by spaces."""
    return " ".join(part.text or "" for part in root.iter() if part.tag == f"{SVG}tspan")


def test_it_says_who_is_called_what_is_due_and_what_is_forbidden() -> None:
    root = drawn(OUTCOME)
    (prohibition,) = prohibitions(VIEW)
    lines = [
        *calls(VIEW).lines,
        *(line for _, line in deadlines(VIEW)),
        *prohibition.lines,
    ]
    wanted = [text for line in lines for text in (line.when, line.text, *line.more) if text]
    assert len(wanted) > 10
    shown, told = ("".join(said.split()) for said in (seen(root), root[1].text or ""))
    for text in (*wanted, prohibition.heading):
        squeezed = "".join(parted(text).replace(NO_BREAK, " ").split())
        assert squeezed in shown
        assert squeezed.rstrip(".") in told


def test_the_last_resort_is_drawn_however_late() -> None:
    called = next(one for one in OUTCOME.timeline if one.event == "notify")
    late = called._replace(at=called.at + 2 * HOUR, step=LAST_RESORT, round=None, follows=False)
    root = drawn(OUTCOME._replace(timeline=(*OUTCOME.timeline, late)))
    assert "if nobody answered" in seen(root)
    assert "if nobody answered" in (root[1].text or "")


def test_nothing_is_wider_than_a_phone() -> None:
    root = drawn(OUTCOME, OUTCOME)
    assert root.attrib["viewBox"].startswith(f"0 0 {WIDTH} ")
    style = root.attrib["style"]
    height = root.attrib["viewBox"].split()[-1]
    assert "max-width:26rem;width:100%" in style  # letters of a page's size where there is room
    assert f"height:auto;aspect-ratio:{WIDTH}/{height}" in style  # no window squeezes it
    for part in root.iter():
        left = float(part.attrib.get("x", 0))
        assert 0 <= left + float(part.attrib.get("width", 0)) <= WIDTH


def test_a_longer_deadline_has_a_longer_bar() -> None:
    root = drawn(OUTCOME)
    filled = root.iter(f"{SVG}rect")
    bars = [part for part in filled if part.attrib["class"] in ("gc-bar", "gc-late")]
    owed = [one for one, _ in deadlines(VIEW)]
    assert len(bars) == len(owed)
    ends = [float(bar.attrib["x"]) + float(bar.attrib["width"]) for bar in bars]
    assert ends == sorted(ends)
    assert [bar.attrib["class"] == "gc-late" for bar in bars] == [not one.kept for one in owed]


def test_several_incidents_stand_below_each_other() -> None:
    one, two = drawn(OUTCOME), drawn(OUTCOME, OUTCOME)
    height = [float(root.attrib["viewBox"].split()[3]) for root in (one, two)]
    assert height[1] > 1.9 * height[0]
    assert seen(two) == f"{seen(one)} {seen(one)}"


def test_a_tongue_is_spoken() -> None:
    german = drawn(OUTCOME, language=tongue("de"))
    assert "ANRUFEN" in seen(german)
    assert "Balken" in seen(german)


def test_an_outcome_without_calls_and_deadlines() -> None:
    quiet = OUTCOME._replace(timeline=(), obligations=(), forbidden=(), quorums=())
    assert "nobody: no escalation applies" in seen(drawn(quiet))


@settings(max_examples=40)
@given(infected())
def test_hostile_text_draws_nothing(infect: Callable[[Outcome], Outcome]) -> None:
    root = drawn(infect(OUTCOME))
    assert {part.tag.removeprefix(SVG) for part in root.iter()} <= DRAWN
    for part in root.iter():
        assert not [name for name in part.attrib if name.startswith(("on", "href", "{"))]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    return reader


def test_the_page_has_the_text_and_the_picture() -> None:
    found = read(html.render([OUTCOME], PROGRAM, STAMP, ENGLISH))
    assert found.tags.count("svg") == found.tags.count("h1") == found.tags.count("main") == 1
    assert "Video says our child seat failed in a crash" in found.text
    assert STAMP.revision is not None
    assert STAMP.revision[:12] in found.text


def test_the_pictures_of_a_page_have_names_of_their_own() -> None:
    page = html.render([OUTCOME, OUTCOME], PROGRAM, STAMP, ENGLISH)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 6


@settings(max_examples=40)
@given(infected())
def test_hostile_text_is_no_markup(infect: Callable[[Outcome], Outcome]) -> None:
    found = read(html.render([infect(OUTCOME)], PROGRAM, STAMP, ENGLISH))
    plain = read(html.render([OUTCOME], PROGRAM, STAMP, ENGLISH))
    assert set(found.tags) <= set(plain.tags)
    assert not [name for name in found.attributes if name.startswith("on")]
    assert "script" not in found.tags


def test_nothing_is_fetched() -> None:
    pages = svg.render([OUTCOME], PROGRAM, ENGLISH), html.render([OUTCOME], PROGRAM, STAMP, ENGLISH)
    for page in pages:
        assert re.findall(r"(?:src|href)=|url\(|@import", page) == []
        known = page.count("http://www.w3.org/2000/svg") + page.count("http-equiv")
        assert page.count("http") == known


def test_who_and_what_do_not_run_together() -> None:
    whole = html.render([OUTCOME], PROGRAM, STAMP, ENGLISH)
    assert "Ben Okafor \u00b7 no contact is known" in whole
    assert "Ben Okafor \u00b7 no contact" in seen(drawn(OUTCOME))

"""Findings as a page of numbered mistakes: what blocks first, one entry a cause, and the place."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import chain
from typing import Any, Final

from govcheck.finding import Finding, Severity
from govcheck.load.nodes import plain
from govcheck.load.yaml import parse
from govcheck.opening.findings import NAMED_TOO
from govcheck.render.escape import terminal
from govcheck.render.page.layout import WIDTH
from govcheck.render.page.paint import Paint, painted
from govcheck.render.width import display_width, pad, wrap
from govcheck.report.findings import Report
from govcheck.report.findings.full import UNTOLD_TOO, Gathered, called, gathered
from govcheck.source import Span
from govcheck.tongue import Tongue

_MOST_PLACES: Final = 3
"""So many further places of one cause are listed; more are counted."""
_WIDEST_PLACE: Final = 46
_NAMING: Final = ("id", "person", "name")
"""Fields by which an item of a list is known, in the order in which they are looked for."""


def render(report: Report) -> str:
    """How many mistakes there are and what they block, then each with its place."""
    entries = gathered(report.shown)
    if not entries:
        return ""
    documents = cache(partial(_documents, report))
    paint = painted(report.color)
    width = len(str(len(entries))) + 1
    lines = [paint(text, "headline") for text in wrap(_head(report, entries), WIDTH)]
    lines += chain.from_iterable(
        _entry(f"{number:>{width}}  ", entry, documents(entry.finding.span.path), report, paint)
        for number, entry in enumerate(entries, 1)
    )
    foot = report.tongue.say("Each place underlined, with its code for `explain`: --full")
    lines += [paint(foot, "quiet")]
    return "".join(f"{line}\n" for line in lines)


def _head(report: Report, entries: Sequence[Gathered]) -> str:
    """`6 mistakes. Until 1 and 2 are mended nothing can be simulated.`."""
    tongue = report.tongue
    said = tongue.say("{mistakes}.", mistakes=_mistakes([one.finding for one in entries], tongue))
    blocking = sum(one.finding.blocks and one.finding.waived is None for one in entries)
    if not blocking:
        return said
    if len(entries) == 1:
        until = tongue.say("Until it is mended nothing can be simulated.")
    else:
        until = tongue.count(
            "Until {numbers} is mended nothing can be simulated.",
            "Until {numbers} are mended nothing can be simulated.",
            blocking,
            numbers=_numbers(blocking, tongue),
        )
    return f"{said} {until}"


def _mistakes(findings: Sequence[Finding], tongue: Tongue) -> str:
    """How many there are of each severity, and how many are accepted."""
    counts = Counter(
        "accepted" if one.waived is not None else one.severity.value for one in findings
    )
    said = {
        "error": tongue.count("{count} mistake", "{count} mistakes", counts["error"]),
        "warning": tongue.count("{count} warning", "{count} warnings", counts["warning"]),
        "note": tongue.count("{count} note", "{count} notes", counts["note"]),
        "accepted": tongue.count("{count} accepted", "{count} accepted", counts["accepted"]),
    }
    return tongue.all_of([text for sort, text in said.items() if counts[sort]])


def _numbers(count: int, tongue: Tongue) -> str:
    """The first numbers of the page: `1`, `1 and 2`, `1 to 7`."""
    if count > 2:
        return tongue.say("{first} to {last}", first=1, last=count)
    return tongue.all_of([str(number) for number in range(1, count + 1)])


def _entry(
    number: str, entry: Gathered, documents: Sequence[Any], report: Report, paint: Paint
) -> Iterator[str]:
    """One cause: of what, what is wrong, what was meant, and where it stands."""
    finding, tongue = entry.finding, report.tongue
    about = _about(finding, documents, tongue)
    parts = [": ".join(one for one in (about, _said(finding, tongue)) if one)]
    if finding.help is not None:
        parts.append(tongue.text(finding.help))
    if finding.waived is not None:
        parts.append(tongue.text(finding.waived.sentence))
    margin = " " * len(number)
    first, *others = wrap(terminal(" - ".join(parts)), WIDTH - len(margin))
    weight = "alarm" if finding.severity == Severity.ERROR and finding.waived is None else "plain"
    yield number + paint(first, weight)
    yield from (margin + paint(text, weight) for text in others)
    for place in _places(finding, tongue):
        yield paint(pad("", WIDTH - display_width(place)) + place, "quiet")


def _said(finding: Finding, tongue: Tongue) -> str:
    """What is wrong; whatever is no error says so."""
    message = tongue.text(finding.message)
    if finding.severity == Severity.ERROR:
        return message
    return f"{called(finding.severity, tongue)}: {message}"


def _places(finding: Finding, tongue: Tongue) -> Iterator[str]:
    """Where it stands, and where else the same name does."""
    more = [one.span for one in finding.related if one.message in (NAMED_TOO, UNTOLD_TOO)]
    for span in (finding.span, *more[:_MOST_PLACES]):
        yield _place(span)
    if more[_MOST_PLACES:]:
        rest = len(more) - _MOST_PLACES
        yield tongue.count("and {count} more place", "and {count} more places", rest)


def _place(span: Span) -> str:
    """`policies/teams/social.yaml:5`; of a long path the end."""
    place = terminal(f"{span.path}:{span.line}")
    folder, _, name = place.rpartition("/")
    while folder and display_width(place) > _WIDEST_PLACE:
        folder = folder.partition("/")[2]
        place = f".../{folder}/{name}" if folder else f".../{name}"
    return place


def _documents(report: Report, path: str) -> list[Any]:
    """The documents of a file as plain values; none where its text is not known."""
    source = report.sources.get(path)
    return [] if source is None else [plain(one) for one in parse(source)[0]]


def _about(finding: Finding, documents: Sequence[Any], tongue: Tongue) -> str:
    """`team Social media`, `decision reach, rule "audience"`: what people call what it is about."""
    if finding.document is None:
        return ""
    kind, _, name = finding.document.partition("/")
    ours = (one for one in documents if isinstance(one, dict) and one.get("kind") == kind)
    node: Any = next((one for one in ours if one.get("id", name) == name), {})
    sort = tongue.say("change control") if kind == "change-control" else tongue.say(kind)
    called = _called(node, tongue) or name
    said = [called if sort.casefold() in called.casefold() else f"{sort} {called}"]
    field = ""
    for key in finding.pointer.split("/")[1:]:
        if isinstance(node, list):
            node = node[int(key)] if key.isdigit() and int(key) < len(node) else None
            known = next(
                (node[one] for one in _NAMING if isinstance(node, dict) and one in node), ""
            )
            if isinstance(known, str) and known:
                said.append(f'{_item(field, tongue)} "{known}"'.lstrip())
        else:
            field = key.replace("~1", "/").replace("~0", "~")
            node = node.get(field) if isinstance(node, dict) else None
    if field and isinstance(node, str | int | float) and field not in (*_NAMING, *_words(finding)):
        said.append(f"`{field}`")
    return ", ".join(said)


def _words(finding: Finding) -> list[str]:
    """What stands in backticks in the message."""
    return finding.message.split("`")[1::2]


def _called(document: dict[str, Any], tongue: Tongue) -> str:
    """What people call a document, in their language; empty where it has no name."""
    for field in ("name", "label", "title"):
        text = document.get(field)
        if isinstance(text, dict) and text:
            text = text.get(tongue.language, next(iter(text.values())))
        if isinstance(text, str):
            return text
    return ""


def _item(field: str, tongue: Tongue) -> str:
    """What an item of a list is; empty for a list of which the item's name says enough."""
    known = {
        "actions": tongue.say("action"),
        "approvals": tongue.say("approval"),
        "rules": tongue.say("rule"),
        "seats": tongue.say("seat"),
        "steps": tongue.say("step"),
    }
    return known.get(field, "")

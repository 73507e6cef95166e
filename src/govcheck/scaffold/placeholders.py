"""What templates leave open, such as `<name>`, `<today+90d>` or `<monday+1d 10:00>`.

A placeholder is a plain YAML scalar, so that a template is YAML, too. Days count from the day on
which the repository is written, so that nothing in it is past its date; times of day are the
wall clock of the organisation's zone.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from unicodedata import category, normalize

from govcheck.errors import ScaffoldError
from govcheck.imports.draft import scalar
from govcheck.scaffold.source import InstallSource
from govcheck.time.clock import zone

_PLACEHOLDER: Final = re.compile(
    r"<(?:(?P<word>name|id|timezone|languages|tongue|requirement|advice)"
    r"|(?P<base>today|monday)(?P<days>[+-]\d+d)?(?: (?P<hour>\d\d):(?P<minute>\d\d))?)>"
)
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*([ -][A-Za-z0-9]+)*")
_LONGEST_NAME: Final = 200
_NO_NAME: Final = "organization"


class PlaceholderValues(NamedTuple):
    """What the placeholders of one repository stand for."""

    name: str
    timezone: str
    today: date
    languages: tuple[str, ...]
    source: InstallSource


def fill_yaml(template: str, values: PlaceholderValues) -> str:
    """The template with every placeholder replaced, the name as a YAML scalar."""
    return _fill(template, values, yaml_scalar(values.name))


def fill_markdown(template: str, values: PlaceholderValues) -> str:
    """The template with every placeholder replaced, the name as Markdown that renders as it is."""
    from govcheck.render.escape import markdown

    return _fill(template, values, markdown(values.name))


def check_name(name: str) -> str:
    """The name without the spaces around it.

    Raises:
        ScaffoldError: It is empty, longer than a line, or has characters that nobody can read.
    """
    trimmed = name.strip()
    if not trimmed:
        raise ScaffoldError("the name of the organisation is empty")
    if len(trimmed) > _LONGEST_NAME:
        raise ScaffoldError(
            "the name of the organisation has over {most} characters", most=_LONGEST_NAME
        )
    if any(category(character) in ("Cc", "Cs", "Zl", "Zp") for character in trimmed):
        raise ScaffoldError("the name of the organisation has a control character or a line break")
    return trimmed


def identifier(name: str) -> str:
    """An id made of a name: its letters and digits as ASCII, joined by `-`."""
    ascii_name = normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    joined = "-".join(re.findall(r"[a-z0-9]+", ascii_name))[:40].strip("-")
    return joined or _NO_NAME


def yaml_scalar(text: str) -> str:
    """The text as YAML: plain where that is safe, otherwise double-quoted with escapes."""
    return scalar(text, _PLAIN)


def _fill(template: str, values: PlaceholderValues, name: str) -> str:
    words = {
        "name": name,
        "id": yaml_scalar(identifier(values.name)),
        "timezone": values.timezone,
        "languages": f"[{', '.join(values.languages)}]",
        "tongue": values.languages[0],
        "requirement": values.source.requirement,
        "advice": values.source.advice,
    }

    def replace(match: re.Match[str]) -> str:
        if match["word"]:
            return words[match["word"]]
        day = _day(match, values.today)
        if match["hour"] is None:
            return day.isoformat()
        wall = datetime.combine(day, time(int(match["hour"]), int(match["minute"])))
        return wall.replace(tzinfo=zone(values.timezone)).isoformat()

    return _PLACEHOLDER.sub(replace, template)


def _day(match: re.Match[str], today: date) -> date:
    """`monday` is the one of this week, today included."""
    base = today - timedelta(days=today.weekday() if match["base"] == "monday" else 0)
    return base + timedelta(days=int((match["days"] or "0d").rstrip("d")))

"""Three lists for people, in 80 columns: taken, approximated, not taken."""

from collections.abc import Iterator, Sequence
from typing import Final

from govcheck.imports.importing import ImportResult
from govcheck.imports.remark import Remark
from govcheck.render.escape import terminal
from govcheck.render.width import wrap
from govcheck.tongue import Tongue
from govcheck.tongue.tongue import city

WIDTH: Final = 80
MOST_INTERVALS: Final = 5


def render(imported: ImportResult, allowed: Sequence[str], tongue: Tongue) -> str:
    """The lists, each with its number; what has to be allowed by name stands last."""
    return "\n".join(_lines(imported, allowed, tongue)) + "\n"


def _lines(imported: ImportResult, allowed: Sequence[str], tongue: Tongue) -> Iterator[str]:
    states = {
        "new": tongue.say("new"),
        "changed": tongue.say("changed"),
        "unchanged": tongue.say("unchanged"),
    }
    yield tongue.say("TAKEN: {count}", count=tongue.number(len(imported.files)))
    for file in imported.files:
        yield from _wrapped(f"{file.draft.name} ({states[file.state]}) {file.path}", "  ")
    present = (
        f"{one.name}: {tongue.say(one.sentence.text, **one.sentence.values)}"
        for one in imported.present
    )
    for said in dict.fromkeys(present):
        yield from _wrapped(said, "  ")
    for heading, remarks in (
        (tongue.say("APPROXIMATED: {count}", count=tongue.number(len(imported.approximated))),
         imported.approximated),
        (tongue.say("NOT TAKEN: {count}", count=tongue.number(len(imported.left_out))),
         imported.left_out),
    ):  # fmt: skip
        yield ""
        yield heading
        for remark in remarks:
            yield from _remark(remark, tongue)
    refused = imported.refused(allowed)
    if refused:
        yield ""
        yield from _wrapped(
            tongue.say("This changes who is told. Where it is meant, allow it by name:"), ""
        )
        yield from _wrapped(" ".join(f"--allow {name}" for name in refused), "  ")


def _remark(remark: Remark, tongue: Tongue) -> Iterator[str]:
    place = f"{remark.place.path}:{remark.place.line}:{remark.place.column}"
    name = "" if remark.rule is None else f" {remark.rule.name} ({remark.rule.code})"
    yield from _wrapped(f"{place}{name}", "  ")
    yield from _wrapped(tongue.say(remark.sentence.text, **remark.sentence.values), "    ")
    if remark.intervals:
        minutes = remark.minutes
        amount = tongue.number(int(minutes) if minutes == int(minutes) else round(minutes, 1))
        total = tongue.say("{minutes} minutes, {zone}:", minutes=amount, zone=city(remark.zone))
        yield from _wrapped(total, "    ")
        for start, end in remark.intervals[:MOST_INTERVALS]:
            first = f"{tongue.day(start, remark.zone)} {tongue.time(start, remark.zone)}"
            last = f"{tongue.moment(end, remark.zone, start)}"
            yield from _wrapped(tongue.say("{start} to {end}", start=first, end=last), "      ")
        rest = len(remark.intervals) - MOST_INTERVALS
        if rest > 0:
            yield "      " + tongue.say("and {count} more", count=tongue.number(rest))
    if remark.help is not None:
        yield from _wrapped(tongue.say(remark.help.text, **remark.help.values), "    = ")


def _wrapped(text: str, before: str) -> Iterator[str]:
    lines = wrap(terminal(text), WIDTH - len(before))
    for number, line in enumerate(lines):
        yield ((before if not number else " " * len(before)) + line).rstrip()

"""The gate as Markdown: a sentence, a table, the rest folded."""

from collections.abc import Iterable, Iterator

from govcheck.gate.verdict import Excluded, Gate, Judged
from govcheck.report.escape import markdown as escaped
from govcheck.report.gate.text import MOST_PEOPLE, TOO_FEW, few, named


def markdown(gate: Gate) -> str:
    """What a council member reads below a request."""
    return "\n".join(lines(gate)) + "\n"


def lines(gate: Gate) -> Iterator[str]:
    """The lines, without an end of line."""
    yield "**Approved.**" if gate.allowed else "**Not approved yet.**"
    for reason in gate.reasons:
        yield ""
        yield f"Refused: {escaped(reason)}"
    if not gate.changed:
        yield ""
        yield "Nothing that is governed changes."
    if gate.requirements:
        yield ""
        yield "| | Needed | Approved by | Could still |"
        yield "|---|---|---|---|"
        yield from (_row(one) for one in gate.requirements)
    for one in gate.requirements:
        if not one.can_be_met:
            yield ""
            yield f"{escaped(one.requires)}: {TOO_FEW}."
    excluded = few([*dict.fromkeys(pair for one in gate.requirements for pair in one.excluded)])
    if excluded or gate.unmatched:
        yield ""
        yield "<details><summary>Who does not count</summary>"
        yield ""
        yield from (_barred(one) for one in excluded)
        if gate.unmatched:
            unknown = named(gate.unmatched, MOST_PEOPLE)
            yield f"- authors whom the base does not know: {_people(unknown)}"
        yield ""
        yield "</details>"
    for note in gate.notes:
        yield ""
        yield escaped(note)


def _row(one: Judged) -> str:
    mark = "yes" if one.met else "**no**"
    needed = f"{escaped(one.requires)} ({escaped(', '.join(named(one.because)))})"
    return f"| {mark} | {needed} | {_people(one.approved_by)} | {_people(one.could_still)} |"


def _barred(one: Excluded) -> str:
    return f"- {escaped(one.who)}: {escaped(one.reason)}"


def _people(people: Iterable[str]) -> str:
    return ", ".join(escaped(person) for person in people) or "nobody"

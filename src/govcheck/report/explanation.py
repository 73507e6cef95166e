"""Explanations of rules: a table of all, a page in the terminal, a page in Markdown."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from govcheck.explanations import Explanation
from govcheck.render.width import wrap
from govcheck.report.findings.full import called
from govcheck.report.prove.property import failing_of, is_told
from govcheck.tongue import ENGLISH, Tongue

_WIDTH = 80
_LABEL = 18
_BESIDE = 1
"""How many lines of an example stand beside those in which it differs from the other one."""
_MARK = re.compile(r" *# [A-Z]+[0-9]{3}.*$")


def table(explanations: Sequence[Explanation], tongue: Tongue = ENGLISH) -> str:
    """One line or more a rule: code, severity, name, truth."""
    rows = [
        (each.rule.code, called(each.rule.severity, tongue), each.rule.name)
        for each in explanations
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    text = ""
    for row, each in zip(rows, explanations, strict=True):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        text += "  ".join(cells).rstrip() + "\n"
        truth = tongue.explained(each.rule.truth)
        text += "".join(f"    {line}\n" for line in wrap(truth, _WIDTH - 4))
    return text


def page(explanation: Explanation, tongue: Tongue = ENGLISH) -> str:
    """Everything about one rule, in plain text: what must hold, why, and how it is mended."""
    rule = explanation.rule
    lines = [f"{rule.code}  {rule.name} ({called(rule.severity, tongue)})"]
    for label, prose in _rows(explanation, tongue):
        first, *others = wrap(prose, _WIDTH - _LABEL)
        lines.append(f"{label:<{_LABEL}}{first}")
        lines += [" " * _LABEL + line for line in others]
    wrong, right = _differing(explanation.bad.splitlines(), explanation.good.splitlines())
    for title, example in ((tongue.say("Wrong"), wrong), (tongue.say("Right"), right)):
        lines += [title, *(f"    {line}".rstrip() for line in example)]
    return "\n".join(lines) + "\n"


def _differing(bad: list[str], good: list[str]) -> tuple[list[str], list[str]]:
    """Of two examples the lines in which they differ, with those beside them and what they are of.

    What is left out is an ellipsis.
    """
    from difflib import SequenceMatcher

    unmarked = [_MARK.sub("", line) for line in bad]
    changes = [
        one for one in SequenceMatcher(None, unmarked, good, autojunk=False).get_opcodes()
        if one[0] != "equal"
    ]  # fmt: skip
    return (
        _around(bad, [(first, last) for _, first, last, _, _ in changes]),
        _around(good, [(first, last) for _, _, _, first, last in changes]),
    )


def _around(lines: list[str], changes: Sequence[tuple[int, int]]) -> list[str]:
    kept = {
        at for first, last in changes for at in range(first - _BESIDE, max(last, first) + _BESIDE)
    }
    starts = [0, *(at + 1 for at, line in enumerate(lines) if line == "---"), len(lines) + 1]
    for start, end in pairwise(starts):
        if not kept.isdisjoint(range(start, end - 1)):
            kept |= {
                at for at in range(start, end - 1) if lines[at].partition(":")[0] in ("kind", "id")
            }
    shown: list[str] = []
    for at, line in enumerate(lines):
        if at in kept or not changes:
            shown.append(line)
        elif not shown or shown[-1] != "...":
            shown.append("...")
    return shown


def _rows(explanation: Explanation, tongue: Tongue) -> Iterator[tuple[str, str]]:
    """What is said in prose, each paragraph with its label, if it has one of its own."""
    rule = explanation.rule
    if is_told(rule.code):
        yield tongue.say("What went wrong"), failing_of(rule.code, 1, tongue)
    yield tongue.say("What must hold"), tongue.explained(rule.truth)
    label = tongue.say("Why it matters")
    for paragraph in paragraphs(rule.why):
        yield label, tongue.explained(paragraph)
        label = ""
    yield tongue.say("How to mend it"), tongue.explained(explanation.mend)


def paragraphs(prose: str) -> list[str]:
    """The paragraphs of a text, each in one line."""
    return [" ".join(part.split()) for part in prose.split("\n\n") if part.strip()]


def markdown_page(explanation: Explanation) -> str:
    """The page of a rule in the documentation."""
    rule = explanation.rule
    parts = [f"# {rule.code} `{rule.name}`", f"Severity: {rule.severity}."]
    if rule.is_opinion:
        parts.append(
            f"A matter of opinion: `checks: {{{rule.code}: off}}` of the organization, or `note`,"
            " `warning`, `error`, sets how much it matters."
        )
    parts += [rule.truth, rule.why, f"**How to mend it:** {explanation.mend}"]
    for title, example in (("Bad", explanation.bad), ("Good", explanation.good)):
        parts.append(f"## {title}\n\n```yaml\n{example}```")
    return "\n\n".join(parts) + "\n"


def markdown_index(explanations: Sequence[Explanation]) -> str:
    """The list of all pages in the documentation."""
    lines = ["# What `validate` and `prove` find", ""]
    lines += ["| code | name | severity | what must be true |", "|---|---|---|---|"]
    for each in explanations:
        rule = each.rule
        truth = rule.truth.replace("|", "\\|")
        lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {truth} |")
    return "\n".join(lines) + "\n"

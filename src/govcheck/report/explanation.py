"""Explanations of rules: a table of all, a page in the terminal, a page in Markdown."""

from collections.abc import Sequence

from govcheck.explanations import Explanation
from govcheck.report.prove.property import failing_of, is_told
from govcheck.report.width import wrap
from govcheck.tongue import ENGLISH, Tongue

_WIDTH = 80
_LABEL = 18


def table(explanations: Sequence[Explanation]) -> str:
    """One line or more a rule: code, severity, name, truth."""
    rows = [(each.rule.code, each.rule.severity.value, each.rule.name) for each in explanations]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    text = ""
    for row, each in zip(rows, explanations, strict=True):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        text += "  ".join(cells).rstrip() + "\n"
        text += "".join(f"    {line}\n" for line in wrap(each.truth, _WIDTH - 4))
    return text


def page(explanation: Explanation, tongue: Tongue = ENGLISH) -> str:
    """Everything about one rule, in plain text: what went wrong, what must hold, why."""
    rule = explanation.rule
    rows = [(tongue.say("What must hold"), " ".join(explanation.truth.split()))]
    wrong = failing_of(rule.code, 1, tongue) if is_told(rule.code) else ""
    if wrong:
        rows.insert(0, (tongue.say("What went wrong"), wrong))
    label = tongue.say("Why it matters")
    for text in explanation.why.split("\n\n"):
        if text:
            rows.append((label, " ".join(text.split())))
            label = ""
    lines = [f"{rule.code}  {rule.name} ({rule.severity})"]
    for label, text in rows:
        first, *others = wrap(text, _WIDTH - _LABEL)
        lines.append(f"{label:<{_LABEL}}{first}")
        lines += [" " * _LABEL + line for line in others]
    examples = (tongue.say("Wrong"), explanation.bad), (tongue.say("Right"), explanation.good)
    for title, example in examples:
        if example is not None:
            lines += [title, *(f"    {line}".rstrip() for line in example.splitlines())]
    return "\n".join(lines) + "\n"


def markdown_page(explanation: Explanation) -> str:
    """The page of a rule in the documentation."""
    rule = explanation.rule
    parts = [f"# {rule.code} `{rule.name}`", f"Severity: {rule.severity}."]
    if explanation.is_opinion:
        parts.append(
            f"A matter of opinion: `checks: {{{rule.code}: off}}` of the organization, or `note`,"
            " `warning`, `error`, sets how much it matters."
        )
    parts += [part for part in (explanation.truth, explanation.why) if part]
    for title, example in (("Bad", explanation.bad), ("Good", explanation.good)):
        if example is not None:
            parts.append(f"## {title}\n\n```yaml\n{example}```")
    return "\n\n".join(parts) + "\n"


def markdown_index(explanations: Sequence[Explanation]) -> str:
    """The list of all pages in the documentation."""
    lines = ["# What `validate` finds", "", "| code | name | severity | what must be true |"]
    lines.append("|---|---|---|---|")
    for each in explanations:
        rule = each.rule
        truth = each.truth.replace("\n", " ").replace("|", "\\|")
        lines.append(f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {truth} |")
    return "\n".join(lines) + "\n"

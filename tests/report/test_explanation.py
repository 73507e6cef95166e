"""Explanations as text and as Markdown."""

from inline_snapshot import snapshot

from govcheck.explanations import Explanation, explanations, find
from govcheck.finding import Diagnostic, Severity
from govcheck.report.explanation import markdown_index, markdown_page, page, table

EXPLANATION = Explanation(
    Diagnostic(
        "TEAM002",
        "lead-outside-team",
        Severity.WARNING,
        "A team's lead is one of its members.",
        "Whoever leads must be reachable through the team's own list,\nbecause escalation pages it."
        "\n\nA second paragraph.",
    ),
    "Add the person to `members`.",
    "lead: zed  # TEAM002\n",
    "lead: ana\n\nmembers: [ana]\n",
)
OPINION = Explanation(
    Diagnostic(
        "YAML001", "yaml-syntax", truth="A file is YAML | or not.", why="Because.", is_opinion=True
    ),
    "Mend it.",
    "a: [\n",
    "a: []\n",
)


def test_page() -> None:
    assert page(EXPLANATION) == snapshot("""\
TEAM002  lead-outside-team (warning)
What must hold    A team's lead is one of its members.
Why it matters    Whoever leads must be reachable through the team's own list,
                  because escalation pages it.
                  A second paragraph.
How to mend it    Add the person to `members`.
Wrong
    lead: zed  # TEAM002
Right
    lead: ana

    members: [ana]
""")
    assert page(OPINION) == snapshot("""\
YAML001  yaml-syntax (error)
What must hold    A file is YAML | or not.
Why it matters    Because.
How to mend it    Mend it.
Wrong
    a: [
Right
    a: []
""")


def test_table() -> None:
    assert table([EXPLANATION, OPINION]) == snapshot("""\
TEAM002  warning  lead-outside-team
    A team's lead is one of its members.
YAML001  error    yaml-syntax
    A file is YAML | or not.
""")


def test_markdown() -> None:
    assert markdown_page(EXPLANATION) == snapshot("""\
# TEAM002 `lead-outside-team`

Severity: warning.

A team's lead is one of its members.

Whoever leads must be reachable through the team's own list,
because escalation pages it.

A second paragraph.

**How to mend it:** Add the person to `members`.

## Bad

```yaml
lead: zed  # TEAM002
```

## Good

```yaml
lead: ana

members: [ana]
```
""")
    assert "| [YAML001](YAML001.md) | yaml-syntax | error | A file is YAML \\| or not. |\n" in (
        markdown_index([EXPLANATION, OPINION])
    )


def test_of_examples_only_what_differs_is_shown() -> None:
    found = find("TEAM002")
    assert found is not None
    shown = page(found)
    wrong, right = (shown.split(title)[1].splitlines() for title in ("\nWrong\n", "\nRight\n"))
    assert wrong[:6] == ["    ...", "    kind: team", "    id: events", "    name: Events",
                         "    lead: clara  # TEAM002", "    members:"]  # fmt: skip
    assert right == ["    ...", "    kind: team", "    id: events", "    name: Events",
                     "    lead: fay", "    members:", "    ..."]  # fmt: skip


def test_examples_are_never_shown_empty() -> None:
    for each in explanations():
        shown = page(each)
        wrong, right = shown.partition("\nWrong\n")[2].split("\nRight\n")
        bad, good = each.bad.splitlines(), each.good.splitlines()
        for part, whole in (wrong, bad), (right, good):
            lines = [line.removeprefix("    ") for line in part.splitlines()]
            assert any(line != "..." for line in lines), each.rule.code
            assert [line for line in lines if line not in whole and line != "..."] == []
